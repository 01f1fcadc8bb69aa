"""Whole proofs of stacks that are scripts: what is good passes, and nothing else does."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click import unstyle

from fieldguide.cli.lab.servers_table import as_data, described, table
from fieldguide.lab.servers.models import Problem, Result, Stack
from fieldguide.lab.servers.prove import Report, prove_all
from fieldguide.lab.servers.tools import Tools
from fieldguide.messages.table import Table
from fieldguide.project import load_sources
from tests.lab.processes import Adopted, adopted, short_folder
from tests.lab.servers.fake import change, concern, stack
from tests.lab.sockets import run

pytestmark = pytest.mark.usefixtures("browsers")

ROOT = Path(__file__).resolve().parents[3]
CONCERNS = {
    "allow-origin": concern("read", "CORSMissingAllowOrigin"),
    "allow-credentials": concern("read", "CORSMissingAllowCredentials"),
    "allow-methods": concern("write", "CORSMethodNotFound"),
    "allow-headers": concern("authorized", "CORSMissingAllowHeaderFromPreflight"),
    "expose-headers": concern("exposed", None),
    "vary": concern("cached", "CORSMissingAllowOrigin"),
}


def mistake(after: str, **more: Any) -> dict[str, Any]:
    return {"title": "T", "body": "B", "change": change("mode good", f"mode {after}"), **more}


@pytest.fixture(scope="module")
def messages() -> Table:
    return load_sources(ROOT / "docs", ROOT / "locales").messages


@pytest.fixture(autouse=True)
def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Adopted]:
    """After each test: no process, and nothing in the folder for temporary files."""
    with short_folder() as folder, adopted() as processes:
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        yield processes
        assert processes.left() == {}
        assert list(folder.iterdir()) == []


def prove(stacks: Sequence[Stack], tmp_path: Path, messages: Table, to_start: float = 20) -> Report:
    tools = Tools(tmp_path / "tools")
    report = run(lambda: prove_all(stacks, tools, messages, to_start=to_start), limit=200)
    assert report.failure == ""
    return report


def test_a_good_stack_is_proved(tmp_path: Path, messages: Table) -> None:
    mistakes = {
        "twice": mistake("twice", request="read", reason="CORSMultipleAllowOriginNotAllowed"),
        "open": mistake("open", allows=["foreign", "suffix", "prefix", "null"]),
    }
    seen: list[tuple[str, int, int]] = []
    tools = Tools(tmp_path / "tools")
    good = stack(tmp_path, concerns=CONCERNS, mistakes=mistakes)
    report = run(
        lambda: prove_all([good], tools, messages, lambda *step: seen.append(step)), limit=200
    )
    [result] = report.results
    assert result.problems == []
    assert report.is_good
    assert result.version == "Fake 1.2.3"
    assert report.browser.startswith("Chrom")
    assert len(result.probes) == 12
    assert all(result.probes.values())
    assert all(result.requests.values())
    assert result.concerns == dict.fromkeys(CONCERNS, True)
    assert result.mistakes == {"twice": True, "open": True}
    assert seen == [("fake", number, 9) for number in range(1, 10)]
    lines = table(report).splitlines()
    assert lines[1].split()[:7] == ["fake", "Fake", "1.2.3", "12/12", "8/8", "6/6", "2/2"]
    assert json.loads(json.dumps(as_data(report)))["stacks"][0]["ok"] is True


def test_what_is_not_as_the_guide_says_is_told(tmp_path: Path, messages: Table) -> None:
    mistakes = {
        "fewer": mistake("open", allows=["suffix"]),
        "harmless": mistake("good # as before", request="read", reason="CORSMissingAllowOrigin"),
        "dies": mistake("dies", request="missing", reason="CORSMissingAllowOrigin"),
        "exits": mistake("exits", request="read", reason="CORSMissingAllowOrigin"),
    }
    concerns = {
        # nothing breaks by it, something else does, and it breaks in silence
        "allow-origin": concern(
            "read", "CORSMissingAllowOrigin", change=change("nobody reads", "nobody heeds")
        ),
        "allow-credentials": concern("read", "CORSMissingAllowOrigin"),
        "vary": concern("cached", None),
        "errors": concern("missing", "CORSMissingAllowOrigin", change=change("vary", "vary")),
    }
    wrong = stack(tmp_path, concerns=concerns, mistakes=mistakes)
    [result] = prove([wrong], tmp_path, messages).results
    assert all(result.probes.values())
    assert set(result.concerns.values()) | set(result.mistakes.values()) == {False}
    found = {problem.about: problem for problem in result.problems}
    assert found["concern allow-origin"].text == (
        "expected CORSMissingAllowOrigin for `read`, but the page read the answer (200)"
    )
    assert found["concern allow-origin"].change.splitlines() == [
        "-comment nobody reads this", "+comment nobody heeds this",
    ]  # fmt: skip
    assert found["concern allow-credentials"].text.startswith(
        "expected CORSMissingAllowOrigin for `read`, seen CORSMissingAllowCredentials: Access to"
    )
    assert "seen CORSMissingAllowOrigin" in found["concern vary"].text
    assert found["concern errors"].text == "the change leaves the file as it is"
    assert found["mistake fewer"].text == (
        "expected to get in: suffix; seen: foreign, suffix, prefix, null"
    )
    assert "mode open on port" in found["mistake fewer"].log
    assert found["mistake exits"].text == "it didn't start: it ended with exit code 1"
    assert found["mistake exits"].log.endswith("and that is why")
    dies = [problem.text for problem in result.problems if problem.about == "mistake dies"]
    assert "seen no known reason" in dies[0] or "seen " in dies[0]
    assert dies[1] == "it ended in mid-run, with exit code 7"
    assert "a fatal thing happened" in found["mistake dies"].log


def test_stacks_that_fail_do_so_alone(
    tmp_path: Path, messages: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fieldguide.lab.servers.ask.PATIENCE", 1.0)
    modes = ("exits", "sleeps", "mute", "nonsense", "dies", "open", "good")
    stacks = [stack(tmp_path, mode, mode) for mode in modes]
    missing = stack(
        tmp_path, "missing", run={"start": ["no-such"], "version": ["true"], "product": "P"}
    )
    report = prove([*stacks, missing], tmp_path, messages, to_start=5)
    assert [result.stack for result in report.results] == [*modes, "missing"]
    assert not report.is_good
    by_name = {result.stack: result for result in report.results}
    texts = {name: [item.text for item in result.problems] for name, result in by_name.items()}
    assert texts["good"] == []
    assert texts["exits"] == ["it didn't start: it ended with exit code 1"]
    assert texts["sleeps"][0].startswith("it hangs: nobody listens on port ")
    assert texts["mute"] == ["GET /items without Origin: no answer after 1 s"]
    assert texts["nonsense"] == ["GET /items without Origin: its answer is not HTTP"]
    assert any(text == "it ended in mid-run, with exit code 7" for text in texts["dies"])
    assert (
        "probe suffix, GET /items from https://app.example.com.evil.example: expected no "
        "Access-Control-Allow-Origin, seen “https://app.example.com.evil.example”"
    ) in texts["open"]
    assert {name for name, good in by_name["open"].probes.items() if not good} == {
        "foreign", "suffix", "prefix", "null", "preflight-foreign",
    }  # fmt: skip
    assert by_name["missing"].missing == ("no-such",)
    assert "mode nonsense on port" in by_name["nonsense"].problems[0].log


def test_what_is_told_of_a_stack() -> None:
    result = Result(
        "nginx",
        problems=[
            Problem("published", "one", "log 1\nlog 2"),
            Problem("published", "two", "log 1\nlog 2"),
            Problem("concern vary", "three", "log 3", "-a\n+b"),
        ],
    )
    assert unstyle(described(result)).splitlines() == [
        "",
        "nginx",
        "  published: one",
        "  published: two",
        "    the server's log:",
        "    | log 1",
        "    | log 2",
        "  concern vary: three",
        "    the change:",
        "    | -a",
        "    | +b",
        "    the server's log:",
        "    | log 3",
    ]  # fmt: skip


def test_a_table_of_what_was_run_and_what_was_not() -> None:
    half = Result("half", "Half 1.0", probes={"a": True, "b": False}, concerns={"c": True})
    report = Report([half, Result("none", missing=("nginx",))], "Chrome 1")
    assert unstyle(table(report)).splitlines() == [
        "      version   probes     requests  concerns  mistakes  seconds",
        "half  Half 1.0  1/2 WRONG  0/0       1/1       0/0       0.0",
        "none  not run",
        "in Chrome 1",
    ]
