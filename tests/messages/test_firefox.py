from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from fieldguide.cli import main
from fieldguide.messages.bank import Bank
from fieldguide.messages.firefox import harvest
from tests import guides

ENGLISH = """\
# Comment with CORSComment = x
CORSMissing=Cross-Origin Request Blocked: missing at %1$S. Status code: %2$S.
CORSDisabled = Cross-Origin Request Blocked: disabled at \\u2018%1$S\\u2019.
CORS.old-style=%S and %S
CORSPlain=100% plain
BlockMixed=Other %1$S
"""
FRENCH = "CORSMissing=Blocage : %2$S, absent de « %1$S ».\nAutre=x\n"


def firefox(folder: Path, *, english: str = ENGLISH) -> Path:
    """A Firefox folder as far as its messages go."""
    (folder / "browser" / "extensions").mkdir(parents=True)
    (folder / "application.ini").write_text("[App]\nName=Firefox\nVersion=153.7.0\n")
    archive(
        folder / "omni.ja",
        {
            "chrome/en-US/locale/en-US/global/security/security.properties": english,
            "chrome/en-US/locale/en-US/global/other/security.properties": "CORSWrong=x\n",
            "chrome/en-US/locale/de/global/security/security.properties": "CORSWrong=x\n",
        },
    )
    for tag, text in {"fr": FRENCH, "de": "Anderes=x\n"}.items():
        archive(
            folder / "browser" / "extensions" / f"langpack-{tag}@firefox.mozilla.org.xpi",
            {f"chrome/{tag}/locale/{tag}/global/security/security.properties": text},
        )
    archive(
        folder / "browser" / "extensions" / "another.xpi",
        {"chrome/es/locale/es/global/security/security.properties": "CORSMissing=x\n"},
    )
    return folder


def archive(path: Path, files: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as opened:
        for name, text in files.items():
            opened.writestr(name, text)


def test_messages_of_a_prefix_in_every_language_that_has_any(tmp_path: Path) -> None:
    bank = harvest(firefox(tmp_path), "CORS", {})
    assert (bank.product, bank.version, bank.license) == ("Firefox", "153.7.0", "MPL-2.0")
    assert bank.locales == {
        "en-US": {
            "CORS.old-style": "%S and %S",
            "CORSDisabled": "Cross-Origin Request Blocked: disabled at ‘%1$S’.",
            "CORSMissing": ("Cross-Origin Request Blocked: missing at %1$S. Status code: %2$S."),
            "CORSPlain": "100% plain",
        },
        "fr": {"CORSMissing": "Blocage : %2$S, absent de « %1$S »."},
    }


def test_the_order_is_the_same_on_every_system(tmp_path: Path) -> None:
    bank = harvest(firefox(tmp_path), "CORS", {})
    assert list(bank.locales) == ["en-US", "fr"]
    assert list(bank.parameters) == sorted(bank.parameters)
    assert list(bank.locales["en-US"]) == sorted(bank.locales["en-US"])


def test_parameters_keep_the_names_they_were_given(tmp_path: Path) -> None:
    bank = harvest(firefox(tmp_path), "CORS", {"CORSMissing": ["url", "status"], "CORSGone": ["x"]})
    assert bank.parameters == {
        "CORSMissing": ["url", "status"],
        "CORSDisabled": ["p1"],
        "CORS.old-style": ["p1", "p2"],
        "CORSPlain": [],
    }
    assert bank.template("CORSMissing", "fr") == ("Blocage : {status}, absent de « {url} ».", "fr")


def test_a_folder_without_firefox(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        harvest(tmp_path, "CORS", {})


def test_a_prefix_that_no_message_has(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no message begins with `Nope`"):
        harvest(firefox(tmp_path), "Nope", {})


def test_a_damaged_firefox(tmp_path: Path) -> None:
    firefox(tmp_path)
    (tmp_path / "omni.ja").write_bytes(b"not an archive")
    with pytest.raises(zipfile.BadZipFile):
        harvest(tmp_path, "CORS", {})


def test_the_command_writes_a_bank_and_keeps_names(tmp_path: Path) -> None:
    config = guides.write(tmp_path / "guide")
    installed = firefox(tmp_path / "firefox")
    arguments = ["messages", "harvest", "-f", str(config), "--firefox", str(installed)]
    first = CliRunner().invoke(main, [*arguments, "--prefix", "CORS"])
    assert first.exit_code == 0, first.output
    target = tmp_path / "guide" / "docs" / "messages" / "firefox.json"
    assert first.output == f"{target}: 4 messages in 2 languages, Firefox 153.7.0\n"

    data = json.loads(target.read_text(encoding="utf-8"))
    data["parameters"]["CORSMissing"] = ["url", "status"]
    target.write_text(json.dumps(data), encoding="utf-8")
    again = CliRunner().invoke(main, [*arguments, "--prefix", "CORS"])
    assert again.exit_code == 0, again.output
    written = Bank.model_validate(json.loads(target.read_text(encoding="utf-8")))
    assert written.parameters["CORSMissing"] == ["url", "status"]
    assert "« %1$S »" in target.read_text(encoding="utf-8"), "readable, not escaped"


def test_the_command_says_what_it_cannot_read(tmp_path: Path) -> None:
    config = guides.write(tmp_path / "guide")
    arguments = ["messages", "harvest", "-f", str(config), "--firefox", str(tmp_path)]
    result = CliRunner().invoke(main, [*arguments, "--prefix", "CORS"])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path}: cannot read Firefox's messages: ")
    assert "Traceback" not in result.output
