from __future__ import annotations

import pytest

from fieldguide.findings import Position
from fieldguide.l10n.glossary import Glossary, Term
from tests.l10n.checks.samples import flaws, said


def glossary(
    name: str, prefer: str = "", *avoid: str, keep: bool = False, why: str = "", link: str = ""
) -> Glossary:
    return Glossary((Term(name, Position(), prefer, avoid, keep, why, link),))


HEADER = glossary("header", "en-tête", "header", "entête")
PREFLIGHT = glossary("preflight", "pré-vérification", "preflight", "requête préliminaire")
PROXY = glossary("proxy", "serveur mandataire", "proxy")
ORIGIN = glossary("cross-origin", "multiorigine", "cross-origin")


@pytest.mark.parametrize(
    ("tag", "text", "decided", "places"),
    [
        ("fr", "Le header.", HEADER, ["header."]),
        ("fr", "Les Headers et l'entête.", HEADER, ["Headers", "entête."]),
        ("fr", "Des requêtes\npréliminaires.", PREFLIGHT, ["requêtes"]),
        ("fr", "Un proxy, des proxys, des proxies.", PROXY, ["proxy,", "proxys,", "proxies."]),
        ("fr", "Une requête cross origin.", ORIGIN, ["cross"]),
        ("de", "Die Headers.", glossary("header", "Kopfzeile", "Header"), ["Headers."]),
        ("ja", "このリクエストは", glossary("request", "要求", "リクエスト"), ["リクエストは"]),
        (
            "ja",
            "ヘッダとヘッダーの",
            glossary("header", "ヘッダー", "ヘッダ"),
            ["ヘッダとヘッダーの"],
        ),
        ("ar", "أرسل الاستجابة", glossary("response", "رد", "استجابة"), ["الاستجابة"]),
        ("fr", "L'entete ici.", glossary("header", "", "l'entete"), ["L'entete"]),
    ],
)
def test_a_forbidden_term(tag: str, text: str, decided: Glossary, places: list[str]) -> None:
    assert said(tag, "So" + "." * text.endswith("."), text, decided) == [
        ("term-avoid", place) for place in places
    ]


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("L'en-tête `header`.", HEADER),  # code is code
        ("« Access-Control-Allow-Headers » et X-Header.", HEADER),
        ("Le serveur mandataire (proxy) répond.", PROXY),  # explains the right term
        ("Les serveurs mandataires (proxy) répondent.", PROXY),
        ("Le headerisme.", HEADER),
        ("Requête (Cross-Origin-Opener-Policy).", ORIGIN),
    ],
)
def test_what_only_looks_forbidden(text: str, decided: Glossary) -> None:
    assert said("fr", "So.", text, decided) == []


def test_the_hint_has_the_decision() -> None:
    decided = glossary(
        "token", "jeton", "token", why="Terme de Firefox.", link="https://x.example/1"
    )
    flaw = flaws("fr", "So.", "Un token.", decided)[0]
    assert flaw.message == "the glossary avoids “token”"
    assert flaw.hint == "write “jeton”: Terme de Firefox. https://x.example/1"
    bare = flaws("fr", "So.", "Un token.", glossary("token", "", "token"))[0]
    assert bare.hint == "use another word"


@pytest.mark.parametrize(
    ("tag", "source", "text", "decided"),
    [
        ("fr", "The header.", "Le champ.", HEADER),
        ("fr", "Headers.", "Les champs.", HEADER),
        ("fr", "Proxies.", "Les intermédiaires.", PROXY),
        ("fr", "A cross origin request.", "Une requête.", ORIGIN),
        ("ja", "The request.", "このリクエスト。", glossary("request", "要求")),
        ("ar", "The header.", "الحقل.", glossary("header", "ترويسة")),
        ("fr", "Send Vary.", "Envoyez varier.", glossary("Vary", keep=True)),
    ],
)
def test_a_preferred_term_that_is_absent(
    tag: str, source: str, text: str, decided: Glossary
) -> None:
    assert [flaw.id for flaw in flaws(tag, source, text, decided)] == ["term-prefer"]


@pytest.mark.parametrize(
    ("tag", "source", "text", "decided"),
    [
        ("fr", "The header.", "Les En-têtes.", HEADER),
        ("fr", "The `header`.", "Le `header`.", HEADER),  # not in prose
        ("fr", "An X-Header.", "Un X-Header.", HEADER),
        ("fr", "A proxy.", "Le mandataire.", PROXY),  # the main word is enough
        ("fr", "The status code.", "Le code\nd’état.", glossary("status code", "code d'état")),
        ("fr", "Redirects.", "Il redirige.", glossary("redirect", "redirection")),
        ("fr", "Is blocked.", "Le blocage.", glossary("to block", "bloquer")),  # verbs change
        ("es", "Requests.", "Las peticiones.", glossary("request", "petición")),
        ("de", "Requests.", "Der Anfragekopf.", glossary("request", "Anfrage")),
        ("ru", "Of the header.", "Этого заголовка.", glossary("header", "заголовок")),
        ("ja", "The request.", "この要求を", glossary("request", "要求")),
        ("ar", "Web servers.", "خواديم الوب.", glossary("server", "خادوم")),
        ("ar", "The origins.", "والأصول.", glossary("origin", "أصل")),
        (
            "ar",
            "With credentials.",
            "ببيانات الاعتماد.",
            glossary("credentials", "بيانات الاعتماد"),
        ),
        ("he", "The request.", "והבקשה.", glossary("request", "בקשה")),
        ("fr", "Send Vary.", "Envoyez Vary.", glossary("Vary", keep=True)),
        ("fr", "The header.", "Le champ.", glossary("header", why="rien")),
    ],
)
def test_a_preferred_term_in_any_form(tag: str, source: str, text: str, decided: Glossary) -> None:
    assert [f for f in flaws(tag, source, text, decided) if f.id.startswith("term")] == []


def test_one_mistake_is_one_flaw() -> None:
    assert said("fr", "The header.", "Le header.", HEADER) == [("term-avoid", "header.")]
