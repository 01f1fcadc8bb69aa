from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from fieldguide.entries.models import Outcome, Request
from fieldguide.lab.judge import judge
from fieldguide.lab.models import Line, Run, Scenario
from fieldguide.messages.bank import Bank

BANK = Bank(
    product="Firefox",
    version="1",
    license="",
    source="",
    parameters={"Blocked": ["url"], "Failed2": ["url"]},
    locales={
        "en-US": {"Blocked": "Blocked: %1$S (no header).", "Failed2": "Failed: %1$S."},
        "fr": {"Blocked": "Bloqué : %1$S (pas d’en-tête).", "Failed2": "Échec : %1$S."},
    },
)
CHROME = ("Access to '{url}' was blocked: the value is '{value}'.",)
SCENARIO = Scenario(
    "Reason broken",
    "Reason",
    Request(),
    Outcome(),
    {"firefox": ("Blocked",), "chromium": CHROME, "webkit": ()},
)


def problem(
    engine: str,
    *lines: Line | str,
    succeeded: bool = False,
    language: str = "",
    follows: Sequence[str] = (),
    scenario: Scenario = SCENARIO,
) -> str:
    found = tuple(Line(line) if isinstance(line, str) else line for line in lines)
    run = Run(succeeded, "" if succeeded else "TypeError: no", found)
    return judge(scenario, engine, run, {"firefox": BANK}, language, follows).problem


def test_the_line_of_the_guide_is_what_is_wanted() -> None:
    assert problem("firefox", "Blocked: http://a/ (no header).") == ""
    assert problem("chromium", "Access to 'http://a/' was blocked: the value is 'a b'.") == ""


def test_a_line_in_the_browsers_own_language() -> None:
    assert problem("firefox", "Bloqué : http://a/ (pas d’en-tête).", language="fr") == ""
    english = problem("firefox", "Blocked: http://a/ (no header).", language="fr")
    assert english == "it printed something else"


@pytest.mark.parametrize(
    "line",
    [
        "Blocked: http://a/ (no header)",
        "Blocked: http://a/ (no header). More.",
        "blocked: http://a/ (no header).",
        "Blocked: http://a/ and http://b/ (no header).",
    ],
)
def test_a_line_that_is_only_nearly_so_is_another(line: str) -> None:
    assert problem("firefox", line) == "it printed something else"


def test_nothing_printed() -> None:
    assert problem("firefox") == "it printed nothing"
    assert problem("firefox", Line("hello", level="info")) == "it printed nothing"


def test_a_request_that_succeeds_is_not_blocked() -> None:
    line = "Blocked: http://a/ (no header)."
    assert problem("firefox", line, succeeded=True) == "the request succeeded"


def test_more_lines_than_the_guide_knows() -> None:
    wanted = "Blocked: http://a/ (no header)."
    assert problem("firefox", wanted, "Another error") == "it printed more"
    assert problem("firefox", wanted, "Failed: http://a/.", follows=["Failed2"]) == ""
    assert problem("firefox", wanted, "Failed: http://a/.") == "it printed more"
    assert problem("firefox", Line("on the way", level="warning"), wanted) == ""


def test_what_engines_add_to_every_failure_is_no_message() -> None:
    wanted = "Access to 'http://a/' was blocked: the value is ''."
    assert problem("chromium", wanted, "Failed to load resource: net::ERR_FAILED") == ""
    added = "Fetch API cannot load http://a/ due to access control checks."
    assert problem("chromium", wanted, added) == ""
    assert problem("chromium", added) == "it printed something else"


def test_where_an_engine_has_no_counterpart_it_succeeds_and_prints_nothing() -> None:
    assert problem("webkit", succeeded=True) == ""
    assert problem("webkit", "Something", succeeded=True) == "it printed something"
    warned = problem("webkit", Line("Something", level="warning"), succeeded=True)
    assert warned == "it printed something"
    assert problem("webkit") == "the request failed: TypeError: no"


def test_a_success_excuses_no_line() -> None:
    line = "Failed to load resource: net::ERR_FAILED"
    assert problem("webkit", line, succeeded=True) == "it printed something"
    followed = problem("webkit", "Failed: http://a/.", succeeded=True, follows=["Failed2"])
    assert followed == "it printed something"


def test_a_success_with_a_warning() -> None:
    scenario = replace(SCENARIO, succeeds=True)
    line = Line("Blocked: http://a/ (no header).", level="warning")
    assert problem("firefox", line, succeeded=True, scenario=scenario) == ""
    assert problem("firefox", succeeded=True, scenario=scenario) == "it printed nothing"
    assert problem("firefox", line, scenario=scenario) == "the request failed: TypeError: no"


def test_a_failure_without_a_line() -> None:
    scenario = replace(SCENARIO, succeeds=False)
    assert problem("webkit", scenario=scenario) == ""
    assert problem("webkit", succeeded=True, scenario=scenario) == "the request succeeded"
    assert problem("webkit", "A line", scenario=scenario) == "it printed something"
