from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fieldguide.findings import Finding, Findings, Position
from fieldguide.messages.bank import Bank, read_bank
from fieldguide.project import load_sources
from tests.mkdocs.sites import ROOT

DATA: dict[str, Any] = {
    "product": "Firefox",
    "version": "153.0",
    "license": "MPL-2.0",
    "source": "security.properties",
    "parameters": {"Blocked": ["url", "value"], "Plain": [], "Short": ["url"]},
    "locales": {
        "en-US": {
            "Blocked": "Blocked at %1$S. (Reason: ‘%2$S’).",
            "Plain": "100% plain.",
            "Short": "Blocked %S (%S).",
        },
        "fr": {"Blocked": "Refus de « %2$S » à %1$S."},
        "es-ES": {"Plain": "Simple."},
        "zh-CN": {"Plain": "简单"},
        "zh-TW": {"Plain": "簡單"},
        "pt-BR": {"Plain": "Simples."},
        "sr": {"Plain": "Просто."},
    },
}
BANK = Bank.model_validate(DATA)


def read(folder: Path, data: Any) -> tuple[Bank | None, list[Finding]]:
    path = folder / "firefox.json"
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    findings = Findings(path)
    return read_bank(path, findings), findings.items


@pytest.mark.parametrize(
    ("key", "tag", "text", "language"),
    [
        ("Blocked", "fr", "Refus de « {value} » à {url}.", "fr"),
        ("Blocked", "fr-CA", "Refus de « {value} » à {url}.", "fr"),
        ("Blocked", "en", "Blocked at {url}. (Reason: ‘{value}’).", "en-US"),
        ("Blocked", "de", "Blocked at {url}. (Reason: ‘{value}’).", "en-US"),
        ("Plain", "fr", "100% plain.", "en-US"),
        ("Plain", "es", "Simple.", "es-ES"),
        ("Plain", "zh-Hans", "简单", "zh-CN"),
        ("Plain", "zh-Hant", "簡單", "zh-TW"),
        ("Plain", "pt-BR", "Simples.", "pt-BR"),
        ("Plain", "pt", "100% plain.", "en-US"),
        ("Plain", "sr-Latn", "Просто.", "sr"),
        ("Short", "en", "Blocked {url} (%S).", "en-US"),
    ],
)
def test_templates_in_the_readers_language(key: str, tag: str, text: str, language: str) -> None:
    assert BANK.template(key, tag) == (text, language)


@pytest.mark.parametrize(
    ("key", "tag", "values", "text", "language"),
    [
        ("Blocked", "fr", ["https://x", "a"], "Refus de « a » à https://x.", "fr"),
        (
            "Blocked",
            "de",
            ["https://x", "%1$S"],
            "Blocked at https://x. (Reason: ‘%1$S’).",
            "en-US",
        ),
        ("Blocked", "fr", ["https://x"], "Refus de « %2$S » à https://x.", "fr"),
        ("Short", "en", ["a", "b", "c"], "Blocked a (b).", "en-US"),
        ("Plain", "fr", ["unused"], "100% plain.", "en-US"),
    ],
)
def test_messages_filled_in(
    key: str, tag: str, values: list[str], text: str, language: str
) -> None:
    assert BANK.fill(key, tag, values) == (text, language)


def test_a_bank_is_read(tmp_path: Path) -> None:
    bank, findings = read(tmp_path, DATA)
    assert findings == []
    assert bank == BANK
    assert bank.keys == {"Blocked", "Plain", "Short"}


HINT = "make it anew with `fieldguide messages harvest`"


@pytest.mark.parametrize(
    ("data", "id", "position", "message"),
    [
        (b'{"a": 1,\n "b" 2}', "bank-syntax", (2, 6), "not valid JSON: Expecting ':' delimiter"),
        (b"", "bank-syntax", (1, 1), "not valid JSON: Expecting value"),
        (b'{"a": "\xff"}', "bank-syntax", (1, 1), "not readable as JSON in UTF-8"),
        (b"[" * 200_000, "bank-syntax", (1, 1), "not readable as JSON in UTF-8"),
        (
            {**DATA, "extra": 1},
            "bank-schema",
            (1, 1),
            "not a message bank: `extra`: Extra inputs are not permitted",
        ),
        (
            {**DATA, "locales": {"en-US": {"Plain": 5}}},
            "bank-schema",
            (1, 1),
            "not a message bank: `locales.en-US.Plain`: Input should be a valid string",
        ),
        (
            {**DATA, "parameters": {"Plain": [], "Other": []}},
            "bank-schema",
            (1, 1),
            "not a message bank: `locales.en-US.Other` is missing",
        ),
        (
            {**DATA, "parameters": {"Plain": []}, "locales": {}},
            "bank-schema",
            (1, 1),
            "not a message bank: `locales.en-US.Plain` is missing",
        ),
    ],
)
def test_what_is_no_bank(
    tmp_path: Path, data: Any, id: str, position: tuple[int, int], message: str
) -> None:
    bank, findings = read(tmp_path, data)
    assert bank is None
    assert [(f.id, f.position, f.message, f.hint) for f in findings] == [
        (id, Position(*position), message, HINT)
    ]


def test_all_mistakes_of_a_bank_are_named(tmp_path: Path) -> None:
    data = {key: value for key, value in DATA.items() if key not in ("product", "license")}
    _, findings = read(tmp_path, data)
    assert [finding.field for finding in findings] == ["product", "license"]


@pytest.mark.parametrize(("tag", "language"), [("ar", "en-US"), ("fr", "fr"), ("en", "en-US")])
def test_a_language_pack_with_english_texts_is_english(tag: str, language: str) -> None:
    bank = load_sources(ROOT / "docs", ROOT / "locales").banks["firefox"]
    assert bank.template("CORSDisabled", tag)[1] == language
