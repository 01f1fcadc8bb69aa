"""The guide's exchanges in real browsers, by the real command, in a network that is a trap."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldguide.entries.models import Outcome, Reason, Request
from fieldguide.lab.answers import answers
from fieldguide.lab.engines.base import Engine, Order
from fieldguide.lab.engines.chromium import Chromium
from fieldguide.lab.engines.firefox import Firefox
from fieldguide.lab.engines.webkit import WebKit
from fieldguide.lab.models import Run, Scenario
from fieldguide.lab.scenarios import scenarios
from fieldguide.lab.server import Server
from fieldguide.lab.stage import Stage
from fieldguide.lab.verdict import Decision, decide
from fieldguide.lab.wire import response
from fieldguide.messages.proof import Proof
from fieldguide.project import Project, load_sources
from tests.lab.processes import adopted
from tests.lab.sockets import run
from tests.lab.trap import prefix, trapped
from tests.lab.watch import watched

pytestmark = pytest.mark.usefixtures("browsers")

ROOT = Path(__file__).resolve().parents[2]
FIELDGUIDE = str(Path(sys.executable).with_name("fieldguide"))
LANGUAGES = ("en", "fr")
#: Reasons of which only Firefox knows.
OWN = {"CORSDisabled", "CORSOriginHeaderNotAdded"}


class Verified:
    """What came of the command."""

    def __init__(self, guide: Path, data: dict[str, Any], beyond: list[str]) -> None:
        self.guide = guide
        self.data = data
        self.beyond = beyond

    def rows(self, engine: str, language: str = "en") -> dict[str, dict[str, Any]]:
        """Scenario -> what came of it in one browser."""
        return {
            row["name"]: row
            for row in self.data["scenarios"]
            if (row["engine"], row["language"]) == (engine, language)
        }


@pytest.fixture(scope="module")
def project() -> Project:
    return load_sources(ROOT / "docs", ROOT / "locales")


@pytest.fixture(scope="module")
def reasons(project: Project) -> list[str]:
    return [s.entry.id for s in project.sources.values() if isinstance(s.entry, Reason)]


@pytest.fixture(scope="module")
def verified(browsers: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Verified]:
    """Everything, once: all reasons in all engines, Firefox in all of the guide's languages."""
    folder = tmp_path_factory.mktemp("guide")
    for name in ("docs", "locales", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "docs" / "messages" / "verified.json").unlink(missing_ok=True)
    config = str(folder / "mkdocs.yml")
    command = [FIELDGUIDE, "lab", "verify", "--format", "json", "--save", "-f", config]
    with adopted() as processes:
        if prefix() is None:
            process, beyond = watched(command)
        else:
            report = folder / "report"
            process = subprocess.run(
                trapped(command, report), capture_output=True, text=True, check=False
            )
            beyond = report.read_text().splitlines()
        assert processes.left() == {}
    assert process.returncode == 0, process.stdout + process.stderr
    yield Verified(folder, json.loads(process.stdout), beyond)


def test_every_reason_is_seen_in_firefox(verified: Verified, reasons: list[str]) -> None:
    assert len(reasons) == 15
    for language in LANGUAGES:
        rows = verified.rows("firefox", language)
        for reason in reasons:
            for name in ("broken", "fixed"):
                assert rows[f"{reason} {name}"]["ok"], (language, reason, name)
            codes = [re.sub(r"\d$", "", line["code"]) for line in rows[f"{reason} broken"]["lines"]]
            assert reason in codes
            assert rows[f"{reason} fixed"]["lines"] == []


def test_firefox_speaks_french(verified: Verified, reasons: list[str]) -> None:
    rows = verified.rows("firefox", "fr")
    for reason in reasons:
        texts = [line["text"] for line in rows[f"{reason} broken"]["lines"]]
        assert any("Raison" in text for text in texts), reason


@pytest.mark.parametrize("engine", ["chromium", "webkit"])
def test_every_counterpart_is_seen(engine: str, verified: Verified, reasons: list[str]) -> None:
    rows = verified.rows(engine)
    seen = [reason for reason in reasons if rows[f"{reason} broken"]["lines"]]
    assert set(reasons) - set(seen) == OWN
    for reason in reasons:
        broken, fixed = rows[f"{reason} broken"], rows[f"{reason} fixed"]
        assert broken["ok"]
        assert fixed["ok"]
        assert broken["succeeded"] is (reason in OWN)
        assert fixed["lines"] == []


def test_chromium_has_a_code_for_each_of_twelve(verified: Verified) -> None:
    rows = verified.rows("chromium")
    codes = {name: [line["code"] for line in row["lines"]] for name, row in rows.items()}
    named = {
        name: found[0] for name, found in codes.items() if name.endswith(" broken") and any(found)
    }
    assert len(named) == len(set(named.values())) == 12


def test_all_is_as_the_guide_says(verified: Verified) -> None:
    assert verified.data["failures"] == []
    assert [row["name"] for row in verified.data["scenarios"] if not row["ok"]] == []


def test_the_output_says_what_it_is(verified: Verified, project: Project) -> None:
    data = verified.data
    assert data["version"] == 1
    assert sorted(data["engines"]) == ["chromium", "firefox", "webkit"]
    for engine, name in (("firefox", "Firefox"), ("webkit", "WebKitGTK"), ("chromium", "Chrom")):
        assert re.fullmatch(rf"{name}\S* \d+(\.\d+)+", data["engines"][engine])
    found = list(scenarios(source.entry for source in project.sources.values()))
    expected = sum(
        len(LANGUAGES) if engine == "firefox" else 1 for item in found for engine in item.expected
    )
    assert len(data["scenarios"]) == expected
    assert {tuple(row) for row in data["scenarios"]} == {
        (
            "name", "reason", "variant", "engine", "language", "ok", "problem", "succeeded",
            "expected", "lines", "requests",
        )
    }  # fmt: skip


def test_requests_are_noted_as_the_server_saw_them(verified: Verified) -> None:
    for engine in ("firefox", "chromium", "webkit"):
        rows = verified.rows(engine)
        asked = [request["method"] for request in rows["CORSMethodNotFound fixed"]["requests"]]
        assert asked == ["OPTIONS", "PUT"]
        asked = [request["method"] for request in rows["CORSMethodNotFound broken"]["requests"]]
        assert asked == ["OPTIONS"]
        assert rows["CORSDidNotSucceed broken"]["requests"] == []


def test_the_versions_are_saved(verified: Verified) -> None:
    saved = (verified.guide / "docs" / "messages" / "verified.json").read_text("utf-8")
    assert Proof.model_validate_json(saved).engines == verified.data["engines"]


def test_nothing_reaches_beyond_this_machine(verified: Verified) -> None:
    assert verified.beyond == []


def expected(scenario: Scenario) -> Decision:
    """What the standard says of a scenario."""
    places = {name: f"http://127.0.0.1:{port}" for name, port in
              (("origin", 40001), ("self", 40002), ("other", 40003))}  # fmt: skip
    environment = scenario.outcome.environment
    url = scenario.request.url or f"{places['self']}/items"
    page = places["origin"]
    if environment == "file-page":
        page, url = "null", f"file:///{url}"
    return decide(scenario.request, page, url, answers(scenario.outcome, places, url), environment)


def first_reason(codes: list[str]) -> str:
    """The reason of Firefox's first message: what follows is less precise."""
    return next((re.sub(r"\d$", "", code) for code in codes if code.startswith("CORS")), "")


def test_the_verdict_is_firefoxs(verified: Verified, project: Project) -> None:
    rows = verified.rows("firefox")
    checked = 0
    for scenario in scenarios(source.entry for source in project.sources.values()):
        if "firefox" not in scenario.expected:
            continue
        row, decision = rows[scenario.name], expected(scenario)
        errors = [line["code"] for line in row["lines"] if line["level"] == "error"]
        assert (decision.result != "blocked") is row["succeeded"], scenario.name
        assert decision.reason == first_reason(errors), scenario.name
        warns = any(line["level"] == "warning" for line in row["lines"] if not errors)
        assert decision.differs is warns, scenario.name
        checked += 1
    assert checked >= 30


A = "Access-Control-Allow-Origin"
M, H, C = (f"Access-Control-Allow-{name}" for name in ("Methods", "Headers", "Credentials"))
ALLOW = [A, "{origin}"]
PREFLIGHT = {"status": 204, "headers": [ALLOW, [M, "PUT, PATCH"], [H, "X-Test, Content-Type"]]}
#: Exchanges that no entry has: what is asked, and what is answered.
MORE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "wildcards": (
        {"method": "PUT", "headers": [["X-Test", "1"]]},
        {
            "preflight": {"status": 200, "headers": [[A, "*"], [M, "*"], [H, "*"]]},
            "headers": [[A, "*"]],
        },
    ),
    "wildcards with credentials": (
        {"method": "PUT", "credentials": "include"},
        {
            "preflight": {"status": 200, "headers": [ALLOW, [C, "true"], [M, "*"]]},
            "headers": [ALLOW],
        },
    ),
    "lower case": ({"method": "patch"}, {"preflight": PREFLIGHT, "headers": [ALLOW]}),
    "normalized": ({"method": "put"}, {"preflight": PREFLIGHT, "headers": [ALLOW]}),
    "empty items": (
        {"method": "PUT"},
        {"preflight": {"status": 299, "headers": [ALLOW, [M, ",PUT,,"]]}, "headers": [ALLOW]},
    ),
    "an error that may be read": ({}, {"status": 500, "headers": [ALLOW]}),
    "a preflight that is redirected to nowhere": (
        {"method": "PUT"},
        {"preflight": {"status": 301, "headers": [ALLOW]}, "headers": [ALLOW]},
    ),
    "a type with a parameter": (
        {"method": "POST", "headers": [["Content-Type", "text/plain; charset=utf-8"]]},
        {"headers": [ALLOW]},
    ),
    "a long value": ({"headers": [["Accept", "x" * 129]]}, {"headers": [ALLOW]}),
    "a redirect within the server": (
        {"method": "PUT"},
        {"preflight": PREFLIGHT, "status": 307, "headers": [ALLOW, ["Location", "/x"]]},
    ),
    "a post that becomes a get": (
        {"method": "POST", "headers": [["Content-Type", "application/json"]]},
        {"preflight": PREFLIGHT, "status": 303, "headers": [ALLOW, ["Location", "{other}/x"]]},
    ),
    "null after a redirect": (
        {"credentials": "include"},
        {
            "status": 302,
            "headers": [ALLOW, [C, "true"], ["Location", "{other}/x"]],
            "redirected": {"status": 200, "headers": [[A, "null"], [C, "true"]]},
        },
    ),
    "authorization left behind": (
        {"headers": [["Authorization", "x"]]},
        {
            "preflight": {"status": 204, "headers": [ALLOW, [H, "authorization"]]},
            "status": 302,
            "headers": [ALLOW, ["Location", "{other}/x"]],
        },
    ),
    "true twice": ({"credentials": "include"}, {"headers": [ALLOW, [C, "true"], [C, "true"]]}),
    "null": ({}, {"headers": [[A, "null"]]}),
    "opaque": ({"mode": "no-cors"}, {"headers": []}),
    "kept by a policy": (
        {"mode": "no-cors"},
        {"headers": [["Cross-Origin-Resource-Policy", "same-origin"]]},
    ),
    "same-origin": ({"mode": "same-origin"}, {"headers": [ALLOW]}),
}


def page(request: object) -> bytes:
    return response(200, [("Content-Type", "text/html")], b"<!doctype html><title>Page</title>")


async def tried(driver: type[Engine]) -> dict[str, tuple[Run, Decision]]:
    found = {}
    async with Server(page) as server, driver() as engine:
        for name, (asked, told) in MORE.items():
            request, outcome = Request.model_validate(asked), Outcome.model_validate(told)
            async with Stage(outcome, server.origin) as stage:
                seen = await engine.run(Order(f"{server.origin}/", request, stage.url))
                ask = answers(outcome, stage.places, stage.url)
                found[name] = (seen, decide(request, server.origin, stage.url, ask))
    return found


def test_the_verdict_is_that_of_all_engines() -> None:
    async def work() -> tuple[dict[str, tuple[Run, Decision]], ...]:
        return await asyncio.gather(tried(Firefox), tried(Chromium), tried(WebKit))

    firefox, *others = run(work, limit=120)
    for name, (seen, decision) in firefox.items():
        errors = [line.code for line in seen.lines if line.level == "error"]
        assert decision.reason == first_reason(errors), name
    for found in (firefox, *others):
        for name, (seen, decision) in found.items():
            assert (decision.result != "blocked") is seen.succeeded, (name, seen, decision)
