"""`fieldguide explain`, on the guide itself: what a terminal shows, and what programs read."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldguide.cli import main
from tests import guides
from tests.mkdocs.sites import ROOT

CONFIG = str(ROOT / "mkdocs.yml")
BLOCKED = (
    "Access to fetch at 'http://localhost:8080/api' from origin 'http://localhost:3000' "
    "has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present "
    "on the requested resource."
)
SAFARI = "Origin http://localhost:3000 is not allowed by Access-Control-Allow-Origin."


def run(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(main, ["explain", "-f", CONFIG, *arguments], input=input)


def data(*arguments: str) -> dict[str, object]:
    result = run("--json", *arguments)
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_a_line_gives_its_page() -> None:
    result = run("--lang", "en", BLOCKED)
    assert result.exit_code == 0
    assert "[CORSMissingAllowOrigin]" in result.stdout.splitlines()[0]
    assert "HOW TO FIX IT" in result.stdout
    assert result.stdout.splitlines()[-1].endswith("/en/reasons/CORSMissingAllowOrigin/")


def test_a_reason_s_name_gives_its_page_in_the_reader_s_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    result = run("CORSDisabled")
    assert result.exit_code == 0
    assert result.stdout.startswith("CORS désactivé [CORSDisabled]")
    assert "COMMENT CORRIGER" in result.stdout
    assert run("--lang", "xx", "CORSDisabled").stdout.startswith("CORS disabled")


def test_a_text_that_leaves_it_open_gives_the_question_filled_in() -> None:
    result = run("--lang", "en", SAFARI + "\nFetch API cannot load https://a.example/x?b=1&c=2 "
                 "due to access control checks.")  # fmt: skip
    assert result.exit_code == 0
    assert "CORSMissingAllowOrigin" in result.stdout
    assert "CORSAllowOriginNotMatchingOrigin" in result.stdout
    assert "curl -i -H 'Origin: http://localhost:3000' 'https://a.example/x?b=1&c=2'" in (
        result.stdout
    )


def test_a_command_can_t_be_broken_out_of() -> None:
    line = "Fetch API cannot load https://a.example/$(id)'`id` due to access control checks."
    command = str(data(SAFARI + "\n" + line)["command"])
    assert shlex.split(command)[-1].startswith("https://a.example/$(id)'`id")


def test_what_programs_get() -> None:
    assert data(BLOCKED) == {
        "kind": "reason",
        "reason": "CORSMissingAllowOrigin",
        "candidates": [],
        "others": [],
        "engine": "chromium",
        "language": "en",
        "parameters": {
            "kind": "fetch",
            "url": "http://localhost:8080/api",
            "origin": "http://localhost:3000",
        },
        "is_cut": False,
        "page": "reasons/CORSMissingAllowOrigin/",
    }
    found = data("TypeError: Failed to fetch")
    assert (found["kind"], found["reason"], found["lookalike"]) == ("lookalike", None, "bare")
    assert found["page"] == "guides/look-alikes/#first"


def test_what_isn_t_known_isn_t_guessed() -> None:
    result = run("--lang", "en", "my CORS does not work, help")
    assert result.exit_code == 1
    assert "none of the messages" in result.stdout
    assert data("my CORS does not work, help")["kind"] == "unknown"


def test_standard_input_and_many_lines(tmp_path: Path) -> None:
    assert run("--lang", "en", input=BLOCKED).exit_code == 0
    file = tmp_path / "lines.jsonl"
    lines = [json.dumps({"text": text}) for text in (BLOCKED, SAFARI, "hello")]
    file.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    result = run("--jsonl", str(file))
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["reason"] for answer in answers] == ["CORSMissingAllowOrigin", None, None]
    assert set(answers[1]["candidates"]) == {
        "CORSMissingAllowOrigin",
        "CORSAllowOriginNotMatchingOrigin",
    }
    assert run("--jsonl", "-", input=lines[0]).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "input"),
    [
        ((), ""),
        ((" ",), None),
        (("--jsonl", "-", "text"), ""),
        (("--jsonl", "-", "--json"), ""),
        (("--jsonl", "-"), "not json\n"),
        (("--jsonl", "-"), '{"line": "x"}\n'),
        (("--jsonl", "none.jsonl"), None),
    ],
)
def test_misuse(arguments: tuple[str, ...], input: str | None) -> None:
    result = run(*arguments, input=input)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_terminal_gets_no_control_sequences() -> None:
    hostile = BLOCKED.replace("/api", "/\x1b]0;title\x07\x1b[31mapi")
    assert "\x1b" not in run("--json", hostile).stdout
    assert "\x1b" not in run(hostile).stdout


def test_a_guide_without_wordings(tmp_path: Path) -> None:
    config = guides.write(tmp_path)
    command = ["explain", "-f", str(config), "--lang", "fr"]
    result = CliRunner().invoke(main, [*command, "Blocked at https://a.example/x."])
    assert result.exit_code == 0
    assert "  Alpha\n  Beta\n" in result.stdout, "both print it"
    result = CliRunner().invoke(main, [*command, "It said: Blocked at https://a.example/x."])
    assert result.exit_code == 1, "so few words count only as a line of their own"
    assert CliRunner().invoke(main, [*command, "Alpha"]).exit_code == 0
