"""Whether a browser did what the guide says. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldguide.lab.models import Line, Run, Scenario
from fieldguide.messages.bank import Bank

#: What engines add to every failed request.
_ADDED = re.compile(
    r"Failed to load resource: .*|\w[\w ]* cannot load \S+ due to access control checks\."
)
_PLACEHOLDER = re.compile(r"\\\{(?P<name>[a-z][a-z0-9\\-]*)\\\}")
#: What a placeholder of this name stands for may have spaces in it.
_WITH_SPACES = ("value", "schemes")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one scenario in one browser."""

    scenario: Scenario
    engine: str
    language: str
    run: Run
    problem: str = ""
    """Empty if all was as the guide says."""
    expected: tuple[str, ...] = ()
    """The texts of which one was expected."""


def judge(
    scenario: Scenario,
    engine: str,
    run: Run,
    banks: Mapping[str, Bank],
    language: str = "",
    follows: Sequence[str] = (),
) -> Verdict:
    """Compare.

    `language` is the browser's, if not its first one; `follows` are keys of the bank that may be
    printed besides.
    """
    bank = banks.get(engine)
    expected = tuple(_texts(scenario.expected[engine], bank, language))
    succeeds = scenario.succeeds if scenario.succeeds is not None else not expected
    problem = _problem(expected, succeeds, run, _texts(follows, bank, language))
    return Verdict(scenario, engine, language, run, problem, expected)


def _texts(keys: Sequence[str], bank: Bank | None, language: str) -> list[str]:
    if bank is None:
        return list(keys)
    return [bank.template(key, language or "en")[0] for key in keys]


def _problem(expected: Sequence[str], succeeds: bool, run: Run, besides: Sequence[str]) -> str:
    if run.succeeded and not succeeds:
        return "the request succeeded"
    if succeeds and not run.succeeded:
        return f"the request failed: {run.error}"
    lines = [line for line in run.lines if line.level in ("error", "warning")]
    wanted = [line for line in lines if _is_one_of(line, expected)]
    if expected and not wanted:
        return "it printed something else" if lines else "it printed nothing"
    others = [line for line in lines if line not in wanted]
    if not succeeds:  # what led to it may have come with warnings
        others = [
            line
            for line in others
            if line.level == "error"
            and not _ADDED.fullmatch(line.text)
            and not _is_one_of(line, besides)
        ]
    if others:
        return "it printed more" if expected else "it printed something"
    return ""


def _is_one_of(line: Line, templates: Sequence[str]) -> bool:
    return any(_as_pattern(template).fullmatch(line.text.strip()) for template in templates)


def _as_pattern(template: str) -> re.Pattern[str]:
    return re.compile(_PLACEHOLDER.sub(_any, re.escape(template.strip())), re.DOTALL)


def _any(placeholder: re.Match[str]) -> str:
    return ".*" if placeholder["name"] in _WITH_SPACES else r"\S*"
