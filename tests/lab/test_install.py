"""`.ci/browsers` with an apt that only seems to be there, and tests without browsers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / ".ci" / "browsers"
TOOLS = ("basename", "bash", "cat", "chmod", "dirname", "env", "grep", "mktemp", "rm", "sed", "tr")
BROWSERS = ("firefox-esr", "chromium", "Xvfb")
# installs what it is asked for as commands; logs what it is called with
APT_GET = """\
echo "apt-get $*" >> {log}
[[ $1 == install ]] || exit 0
left=$(cat {failures})
if [[ $left != 0 ]]; then
  echo $((left - 1)) > {failures}
  echo broken >&2
  exit 100
fi
for word; do
  [[ $word != xvfb ]] || word=Xvfb
  printf '#!/bin/sh\\n' > {bin}/"$word"
  chmod +x {bin}/"$word"
done
"""
APT_CACHE = """\
case $2 in
  chromium) version={chromium} ;;
  *) version=1.2 ;;
esac
printf '%s:\\n  Installed: (none)\\n  Candidate: %s\\n' "$2" "$version"
"""


class Machine:
    """A folder of commands that a script finds; browsers are missing unless they are put there."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.log = folder / "log"
        self.log.touch()
        self.failures = folder / "failures"
        self.put("id", "echo 0")
        for name in TOOLS:
            found = shutil.which(name)
            assert found, name
            (self.bin / name).symlink_to(found)

    def put(self, name: str, text: str = "") -> None:
        (self.bin / name).write_text(f"#!/usr/bin/env bash\n{text}\n")
        (self.bin / name).chmod(0o755)

    def add_apt(self, failures: int = 0, chromium: str = "150") -> None:
        self.failures.write_text(str(failures))
        places = {"log": self.log, "failures": self.failures, "bin": self.bin}
        self.put("apt-get", APT_GET.format(**places))
        self.put("apt-cache", APT_CACHE.format(chromium=chromium))

    @property
    def environment(self) -> dict[str, str]:
        return {"PATH": str(self.bin), "TMPDIR": str(self.log.parent)}

    def run(self, *arguments: str) -> list[str]:
        """The browsers that it says are missing, of those that are commands."""
        process = subprocess.run(
            [SCRIPT, *arguments], env=self.environment, check=True, capture_output=True, text=True
        )
        self.errors = process.stderr
        return [
            line for line in process.stdout.splitlines() if line in ("Firefox", "Chromium", "Xvfb")
        ]

    @property
    def calls(self) -> list[list[str]]:
        """What apt was asked for, without options and packages that this machine may have."""
        lines = [line.split() for line in self.log.read_text().splitlines()]
        known = ("apt-get", "sudo", "-n", "install", "update", "firefox-esr", "chromium", "xvfb")
        return [[word for word in line if word in known] for line in lines]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


EVERYTHING = ["apt-get", "install", "firefox-esr", "chromium", "xvfb"]
UPDATE = ["apt-get", "update"]


def test_what_is_there_is_left_alone(machine: Machine) -> None:
    machine.add_apt()
    for name in BROWSERS:
        machine.put(name)
    assert machine.run() == []
    assert all("chromium" not in call for call in machine.calls)


def test_what_is_missing_is_installed_once(machine: Machine) -> None:
    machine.add_apt()
    assert machine.run() == []
    assert machine.calls[0] == EVERYTHING
    before = len(machine.calls)
    assert machine.run() == []
    assert all("chromium" not in call for call in machine.calls[before:])


def test_only_what_is_missing_is_installed(machine: Machine) -> None:
    machine.add_apt()
    machine.put("firefox")
    machine.put("google-chrome")
    assert machine.run() == []
    assert machine.calls[0] == ["apt-get", "install", "xvfb"]


def test_old_lists_are_renewed_and_it_is_tried_again(machine: Machine) -> None:
    machine.add_apt(failures=1)
    assert machine.run() == []
    assert machine.calls[:3] == [EVERYTHING, UPDATE, EVERYTHING]


def test_it_gives_up_after_the_second_time(machine: Machine) -> None:
    machine.add_apt(failures=9)
    assert machine.run() == ["Firefox", "Chromium", "Xvfb"]
    assert machine.calls == [EVERYTHING, UPDATE, EVERYTHING]
    assert "broken" in machine.errors


def test_a_stub_that_fetches_a_snap_is_no_browser(machine: Machine) -> None:
    machine.add_apt(chromium="2:1snap1-0ubuntu2")
    assert machine.run() == ["Chromium"]
    assert machine.calls[0] == ["apt-get", "install", "firefox-esr", "xvfb"]


@pytest.mark.parametrize("sudo", ["", "exit 1"], ids=["without sudo", "sudo with a password"])
def test_without_rights_nothing_is_installed(machine: Machine, sudo: str) -> None:
    machine.add_apt()
    machine.put("id", "echo 1000")
    if sudo:
        machine.put("sudo", sudo)
    assert machine.run() == ["Firefox", "Chromium", "Xvfb"]
    assert machine.calls == []


def test_with_sudo_it_is(machine: Machine) -> None:
    machine.add_apt()
    machine.put("id", "echo 1000")
    (machine.bin / "true").symlink_to("/bin/true")
    machine.put("sudo", f'[[ $2 == true ]] || echo "sudo $1" >> {machine.log}; shift; "$@"')
    assert machine.run() == []
    assert machine.calls[:2] == [["sudo", "-n"], EVERYTHING]


def test_other_systems_are_told_what_is_missing(machine: Machine) -> None:
    assert machine.run() == ["Firefox", "Chromium", "Xvfb"]


def test_asking_installs_nothing(machine: Machine) -> None:
    machine.add_apt()
    machine.put("Xvfb")
    assert machine.run("--missing") == ["Firefox", "Chromium"]
    assert machine.calls == []


def pytest_without_browsers(machine: Machine, **variables: str) -> subprocess.CompletedProcess[str]:
    test = "tests/lab/test_failures.py::test_a_run_that_is_cancelled"
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", test],
        cwd=ROOT, env={**machine.environment, **variables}, check=False, capture_output=True,
        text=True,
    )  # fmt: skip


def test_without_browsers_tests_are_reported_by_name_as_not_run(machine: Machine) -> None:
    process = pytest_without_browsers(machine)
    assert process.returncode == 0, process.stdout
    assert "test_a_run_that_is_cancelled: not run, for want of Firefox, " in process.stdout
    assert "`make browsers` installs it" in process.stdout


def test_in_ci_their_absence_fails(machine: Machine) -> None:
    process = pytest_without_browsers(machine, CI="true")
    assert process.returncode == 1
    assert "not run, for want of Firefox" in process.stdout


def test_ci_says_that_it_is_ci() -> None:
    """GitHub does by itself; other machines that run the script don't."""
    text = (ROOT / ".ci" / "run").read_text("utf-8")
    assert text.index("export CI=true") < text.index("make test")


def test_make_test_installs_them_first(tmp_path: Path) -> None:
    process = subprocess.run(
        ["make", "--dry-run", "test"], cwd=ROOT, check=True, capture_output=True, text=True,
        env={**os.environ, "MAKEFLAGS": ""},
    )  # fmt: skip
    assert process.stdout.index(".ci/browsers") < process.stdout.index("/pytest")
