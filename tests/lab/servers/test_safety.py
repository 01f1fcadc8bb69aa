"""Configurations that let in others: each is refused at its place, and no other line is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from fieldguide.entries.configuration import read_configuration
from fieldguide.entries.published import apply, folder_of
from fieldguide.entries.read import Source
from fieldguide.entries.servers import Misconfiguration, Server
from fieldguide.findings import Position
from fieldguide.lab.servers.safety.check import check_safety
from fieldguide.lab.servers.safety.patterns import weakness
from fieldguide.lab.servers.safety.rules import faults
from fieldguide.lab.servers.safety.text import Text
from fieldguide.project import Project, load_sources
from tests.lab.servers.fake import stack
from tests.marks import places

ROOT = Path(__file__).resolve().parents[3]


@cache
def project() -> Project:
    """The real guide."""
    return load_sources(ROOT / "docs", ROOT / "locales")


def stacks() -> Iterator[tuple[Source, Server]]:
    for source in project().sources.values():
        if isinstance(source.entry, Server):
            yield source, source.entry


def holes() -> Iterator[tuple[Source, Server, str, Misconfiguration]]:
    for source, entry in stacks():
        for key, mistake in entry.mistakes.items():
            if mistake.allows:
                yield source, entry, key, mistake


@pytest.mark.parametrize(
    ("source", "entry"), [pytest.param(*item, id=item[1].id) for item in stacks()]
)
def test_what_is_published_is_safe(source: Source, entry: Server) -> None:
    files = project().published[f"servers/{source.id}"]
    assert list(check_safety(entry, folder_of(source), files)) == []


@pytest.mark.parametrize(
    ("source", "entry", "mistake"),
    [pytest.param(item[0], item[1], item[3], id=f"{item[1].id} {item[2]}") for item in holes()],
)
def test_every_known_hole_of_every_stack_is_refused(
    source: Source, entry: Server, mistake: Misconfiguration
) -> None:
    files = project().published[f"servers/{source.id}"]
    before = {path: item.text for path, item in files.items()}
    after = apply(entry, before, mistake.change)
    configurations = {path: read_configuration(text) for path, text in after.items()}
    found = list(check_safety(entry, folder_of(source), configurations))
    assert found
    path = mistake.change[0].path or entry.files[0].path
    assert found[0].path == folder_of(source) / path


def test_every_stack_has_a_known_hole() -> None:
    """A stack that can't be made unsafe has not been thought through."""
    assert {entry.id for _, entry, _, _ in holes()} >= {"nginx", "express", "php", "rails", "go"}


WILDCARD, NULL, PATTERN, REFLECTS = (
    f"server-{name}" for name in ("wildcard", "null", "unanchored", "reflects")
)
#: The line that is wrong is marked; what stands before and after is not.
UNSAFE: dict[str, tuple[str, str, str]] = {
    # nginx
    "nginx *": ("nginx", WILDCARD, "add_header Access-Control-Allow-Origin ¶* always;"),
    "nginx echo": ("nginx", REFLECTS, "add_header ¶Access-Control-Allow-Origin $http_origin;"),
    "nginx default": (
        "nginx", REFLECTS, "map $http_origin $cors {\n  default ¶$http_origin;\n}"
    ),
    "nginx if": ("nginx", PATTERN, 'if ($http_origin ¶~* "app.example.com") { set $cors 1; }'),
    "nginx map": (
        "nginx", PATTERN,
        'map $http_origin $cors {\n  default "";\n  ¶~*\\.example\\.com$ $http_origin;\n}',
    ),
    "nginx dot": (
        "nginx", PATTERN,
        'map $http_origin $cors {\n  ¶"~^https://app.example.com$" $http_origin;\n}',
    ),
    "nginx null": ("nginx", NULL, 'map $http_origin $cors {\n  "¶null" $http_origin;\n}'),
    "nginx bare if": ("nginx", PATTERN, "if ($http_origin ¶~ (app|admin)\\.example\\.com) { }"),
    # Apache
    "apache *": ("apacheconf", WILDCARD, 'Header always set Access-Control-Allow-Origin "¶*"'),
    "apache echo": (
        "apacheconf", REFLECTS,
        'Header set ¶Access-Control-Allow-Origin "expr=%{req:Origin}"',
    ),
    "apache SetEnvIf": (
        "apacheconf", PATTERN, '¶SetEnvIf Origin "https?://(.*)$" ORIGIN=$0'
    ),
    "apache SetEnvIf dot": (
        "apacheconf", PATTERN, '¶SetEnvIf Origin "^https://app.example.com$" ORIGIN=$0'
    ),
    "apache RewriteCond": (
        "apacheconf", PATTERN, "RewriteCond ¶%{HTTP:Origin} example\\.com$"
    ),
    "apache null": (
        "apacheconf", NULL, 'SetEnvIf Origin "^(https://app\\.example\\.com|¶null)$" ORIGIN=$0'
    ),
    # Caddy, HAProxy, lighttpd
    "caddy pattern": ("text", PATTERN, "@o ¶header_regexp o Origin ^https://.+\\.example\\.com"),
    "caddy echo": (
        "text", REFLECTS, "header {\n  ¶Access-Control-Allow-Origin {http.request.header.Origin}\n}"
    ),
    "haproxy pattern": ("text", PATTERN, "acl ok req.hdr(Origin) ¶-m reg -i example\\.com$"),
    "haproxy end": ("text", PATTERN, "acl ok req.hdr(Origin) ¶-m end .example.com"),
    "haproxy old end": ("text", PATTERN, "acl ok ¶hdr_end(origin) -i .example.com"),
    "haproxy echo": (
        "text", REFLECTS,
        "http-response set-header ¶Access-Control-Allow-Origin %[var(txn.origin)]",
    ),
    "haproxy capture": (
        "text", REFLECTS,
        "http-response set-header ¶Access-Control-Allow-Origin %[capture.req.hdr(0)]",
    ),
    "python renamed": (
        "python", REFLECTS, 'response.headers["¶Access-Control-Allow-Origin"] = asked'
    ),
    "haproxy null": ("text", NULL, "acl ok req.hdr(Origin) -m str https://a.example ¶null"),
    "lighttpd": ("lighttpd", PATTERN, '$REQUEST_HEADER["Origin"] ¶=~ "example\\.com$" {'),
    "lua": (
        "lua", PATTERN,
        'if ¶origin:match("example%.com$") then\n  h["Access-Control-Allow-Origin"] = origin\nend',
    ),
    "lua echo": ("lua", REFLECTS, 'h["¶Access-Control-Allow-Origin"] = origin'),
    # JavaScript
    "js true": ("javascript", REFLECTS, "app.use(cors({ ¶origin: true, credentials: true }));"),
    "js *": ("javascript", WILDCARD, "app.use(cors({ origin: '¶*' }));"),
    "js none": ("javascript", REFLECTS, "app.use(¶cors());"),
    "js nothing": ("javascript", REFLECTS, "app.use(¶cors({ credentials: true }));"),
    "js nest": ("typescript", REFLECTS, "¶app.enableCors();"),
    "js fastify": ("javascript", REFLECTS, "await ¶app.register(cors, { credentials: true });"),
    "js callback": (
        "javascript", REFLECTS,
        "app.use(cors({\n  ¶origin: (origin, done) => done(null, true),\n}));",
    ),
    "js method": (
        "javascript", REFLECTS,
        "app.use(cors({\n  ¶origin(origin, done) {\n    done(null, origin);\n  },\n}));",
    ),
    "js or": (
        "javascript", REFLECTS,
        "app.use(cors({\n  ¶origin: (o) => list.includes(origin) || !origin,\n}));",
    ),
    "js pattern": ("javascript", PATTERN, "cors({ origin: [¶/\\.example\\.com$/] })"),
    "js dot": ("javascript", PATTERN, "cors({ origin: ¶/^https://app.example\\.com$/ })"),
    "js test": (
        "javascript", PATTERN,
        "if (¶/example\\.com/.test(origin)) res.setHeader('Access-Control-Allow-Origin', origin);",
    ),
    "js string": ("javascript", PATTERN, "const ok = ¶origin.endsWith('example.com');"),
    "js includes": ("javascript", PATTERN, "const ok = ¶origin.includes('app.example.com');"),
    "js null": ("javascript", NULL, "cors({ origin: ['https://app.example.com', '¶null'] })"),
    "worker": (
        "javascript", REFLECTS,
        "response.headers.set('¶Access-Control-Allow-Origin', request.headers.get('Origin'));",
    ),
    "worker any": (
        "javascript", REFLECTS,
        "if (origin) {\n  response.headers.set('¶Access-Control-Allow-Origin', origin);\n}",
    ),
    # Python
    "python *": ("python", WILDCARD, 'CORSMiddleware(app, allow_origins=["¶*"])'),
    "python all": ("python", WILDCARD, "¶CORS_ALLOW_ALL_ORIGINS = True"),
    "python flask": ("python", REFLECTS, "¶CORS(app, supports_credentials=True)"),
    "python pattern": (
        "python", PATTERN, 'CORSMiddleware(app, allow_origin_regex=r"¶https://.*\\.example\\.com")'
    ),
    "python echo": (
        "python", REFLECTS, 'response.headers["¶Access-Control-Allow-Origin"] = origin'
    ),
    "python any": (
        "python", REFLECTS,
        'if origin:\n    headers["¶Access-Control-Allow-Origin"] = origin',
    ),
    "python part": ("python", PATTERN, 'allowed = ¶origin.endswith(".example.com")'),
    "python null": ("python", NULL, 'ORIGINS = {"https://app.example.com", "¶null"}'),
    # PHP
    "php *": ("php", WILDCARD, "header('Access-Control-Allow-Origin: ¶*');"),
    "php echo": (
        "php", REFLECTS, 'header("¶Access-Control-Allow-Origin: {$_SERVER[\'HTTP_ORIGIN\']}");'
    ),
    "php echo joined": (
        "php", REFLECTS, "header('¶Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);"
    ),
    "php isset": (
        "php", REFLECTS,
        "if (isset($_SERVER['HTTP_ORIGIN'])) {\n"
        '    header("¶Access-Control-Allow-Origin: $origin");\n}',
    ),
    "php loose": (
        "php", REFLECTS,
        'if (in_array($origin, LIST)) {\n    header("¶Access-Control-Allow-Origin: $origin");\n}',
    ),
    "php preg_match": ("php", PATTERN, "if (preg_match('¶/example\\.com$/', $origin)) {"),
    "laravel": ("php", WILDCARD, "'allowed_origins' => ['¶*'],"),
    # others
    "ruby lines": ("ruby", PATTERN, "origins ¶/^https:\\/\\/app\\.example\\.com$/"),
    "ruby *": ("ruby", WILDCARD, "origins '¶*'"),
    "ruby block": ("ruby", REFLECTS, "¶origins { |source, env| true }"),
    "go *": ("go", WILDCARD, 'AllowedOrigins: []string{"¶*"},'),
    "go func": (
        "go", REFLECTS, "¶AllowOriginFunc: func(origin string) bool { return true },"
    ),
    "go suffix": ("go", PATTERN, 'if ¶strings.HasSuffix(origin, ".example.com") {'),
    "go pattern": ("go", PATTERN, "originPattern = regexp.MustCompile(`¶example\\.com$`)"),
    "java *": ("java", WILDCARD, 'registry.addMapping("/**").allowedOrigins("¶*");'),
    "java patterns": ("java", WILDCARD, '.allowedOriginPatterns("¶https://*.example.com")'),
    "java properties": ("properties", WILDCARD, "cors.allowed.origins=¶*"),
    "tomcat": (
        "xml", WILDCARD,
        "<param-name>cors.allowed.origins</param-name¶>\n<param-value>*</param-value>",
    ),
    "csharp": ("csharp", REFLECTS, "policy.¶SetIsOriginAllowed(origin => true);"),
    "csharp any": ("csharp", WILDCARD, "policy.¶AllowAnyOrigin();"),
    "csharp part": (
        "csharp", PATTERN, 'policy.SetIsOriginAllowed(origin => ¶origin.EndsWith("example.com"));'
    ),
    "iis": ("xml", WILDCARD, '<add origin="¶*" allowCredentials="true" />'),
    "s3 json": ("json", WILDCARD, '"AllowedOrigins": ["¶*"],'),
    "s3 xml": ("xml", WILDCARD, "<AllowedOrigin>¶*</AllowedOrigin>"),
    "gcs": ("json", WILDCARD, '"origin": ["¶*"],'),
    "yaml": ("yaml", WILDCARD, "gatewayresponse.header.Access-Control-Allow-Origin: \"'¶*'\""),
    "velocity": (
        "yaml", REFLECTS,
        "#set($context.responseOverride.header.¶Access-Control-Allow-Origin = "
        "$input.params('origin'))",
    ),
    "rust": ("rust", REFLECTS, ".allow_origin(¶AllowOrigin::mirror_request())"),
    "rust any": ("rust", WILDCARD, "let cors = ¶CorsLayer::very_permissive();"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "id", "text"), UNSAFE.values(), ids=UNSAFE.keys())
def test_each_unsafe_way_is_refused_at_its_place(language: str, id: str, text: str) -> None:
    text, [(line, column)] = places(text)
    found = faults(Text.of(text.splitlines(), language))
    assert [(item.id, item.line + 1) for item in found] == [(id, line)]
    assert found[0].column + 1 == column


#: Good ones that are like bad ones.
SAFE: dict[str, tuple[str, str]] = {
    "nginx pattern": (
        "nginx",
        'map $http_origin $cors {\n  default "";\n'
        '  "~^https://[a-z0-9-]+\\.preview\\.example\\.com$" $http_origin;\n}\n'
        "add_header Access-Control-Allow-Origin $cors always;\nlocation ~ \\.php$ {}",
    ),
    "nginx alternatives": (
        "nginx",
        "if ($http_origin ~ ^https://(app|admin)\\.example\\.com$) { set $ok 1; }",
    ),
    "apache pattern": (
        "apacheconf",
        'SetEnvIf Origin "^(https://app\\.example\\.com|https://b\\.example)$" CORS_ORIGIN=$1\n'
        'Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN\n'
        'RewriteCond %{ENV:CORS_ORIGIN} !=""',
    ),
    "caddy pattern": (
        "text",
        "@origin header_regexp Origin ^https://(app|admin)\\.example\\.com$\n"
        "header @origin Access-Control-Allow-Origin {header.Origin}\n"
        "header_down -Access-Control-*\nheader Access-Control-Request-Method *",
    ),
    "haproxy pattern": ("text", "acl ok req.hdr(Origin) -m reg ^https://app\\.example\\.com$"),
    "js function": (
        "javascript",
        "app.use(cors({\n  origin(origin, done) {\n"
        "    done(null, origins.has(origin) ? origin : false);\n  },\n}));",
    ),
    "js anchored": ("javascript", "cors({ origin: [/^https:\\/\\/app\\.example\\.com$/] })"),
    "js same line": (
        "javascript",
        "if (allowed.has(origin)) res.setHeader('Access-Control-Allow-Origin', origin);",
    ),
    "js import": ("javascript", "import cors from 'cors';\nimport { cors } from 'hono/cors';"),
    "js other true": ("javascript", "cors({ origin: ['https://a.example'], credentials: true })"),
    "python list": (
        "python",
        'if origin in ORIGINS and request.method == "GET":\n'
        '    headers["Access-Control-Allow-Origin"] = origin',
    ),
    "python anchored": ("python", 'allow_origin_regex=r"^https://app\\.example\\.com$"'),
    "php key": (
        "php",
        'if (isset($allowed[$origin])) {\n    header("Access-Control-Allow-Origin: $origin");\n}',
    ),
    "ruby anchored": ("ruby", "origins /\\Ahttps:\\/\\/app\\.example\\.com\\z/"),
    "ruby block": ("ruby", "origins { |source, env| ORIGINS.include?(origin) }"),
    "lua lookup": ("lua", 'header["Access-Control-Allow-Origin"] = allowed[origin]'),
    "literal": ("php", "header('Access-Control-Allow-Origin: https://app.example.com');"),
    "comment": ("python", '# Never "*" or "null" for allow_origins.'),
    "java paths": ("java", 'source.registerCorsConfiguration("/**", configuration);'),
    "vary": ("go", 'header.Add("Vary", "Origin")'),
    "other *": ("ruby", 'resource "*", headers: :any'),
    "json null": ("json", '"exposedHeaders": null,\n"AllowedHeaders": ["*"]'),
}


@pytest.mark.parametrize(("language", "text"), SAFE.values(), ids=SAFE.keys())
def test_what_is_safe_passes(language: str, text: str) -> None:
    assert faults(Text.of(text.splitlines(), language)) == []


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"^https://app\.example\.com$", ""),
        (r"\Ahttps://(?:app|admin)\.example\.com\z", ""),
        (r"^https://[a-z.]+\.example\.com$", ""),
        (r"^https://app\.example\.com", "has no anchors at both ends"),
        (r"https://app\.example\.com$", "has no anchors at both ends"),
        (r"^https://a\.example$|^https://b\.example$", "has an alternative outside its anchors"),
        (r"^https://app.example\.com$", "has a dot that stands for any character"),
        (r"^https://.*\.example\.com$", "has a dot that stands for any character"),
        (r"^https://app\.example\.com\$", "has no anchors at both ends"),
    ],
)
def test_patterns(pattern: str, why: str) -> None:
    assert weakness(pattern, "python") == why


def test_ends_of_lines_are_not_ends_of_texts_in_ruby() -> None:
    assert weakness(r"^https://app\.example\.com$", "ruby") == "has no anchors at both ends"


def test_findings_stand_at_the_line_of_the_file_itself(tmp_path: Path) -> None:
    """Lines of nothing but a marker vanish from what is published."""
    found = stack(tmp_path)
    text = "# cors: allow-origin {\nheader Access-Control-Allow-Origin *\n# cors: }\n"
    [finding] = check_safety(found.server, found.folder, {"cors.conf": read_configuration(text)})
    assert finding.path == found.folder / "cors.conf"
    assert finding.position == Position(2, 36)
    assert finding.id == "server-wildcard"
    assert "name each origin in full" in finding.hint
