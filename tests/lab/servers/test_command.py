"""`fieldguide lab servers` as it is called: misuse, what is missing, saving, and signals."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from fieldguide.cli import main
from tests import guides
from tests.lab.processes import Adopted, adopted, descendants, short_folder
from tests.lab.servers.fake import CONFIGURATION, SCRIPT, concern, entry

FIELDGUIDE = str(Path(sys.executable).with_name("fieldguide"))
INDEX = """\
title: "Servers"
summary: |
  All of them.
families:
  web:
    title: "Web"
    servers: [{}]
concerns:
  allow-origin: {{title: "Allowed origins"}}
"""
MISSING = "CORSMissingAllowOrigin"
#: What Chromium prints for it.
PRINTED = (
    "\n  chromium: [\"Access to {kind} at '{url}' from origin '{origin}' has been blocked by CORS "
    "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\"]"
)


def guide(folder: Path, **stacks: object) -> Path:
    """A guide whose stacks are scripts: their names, and fields of their entries."""
    files: dict[str, str | bytes | None] = {
        "docs/servers/index.yml": INDEX.format(", ".join(stacks)),
        f"docs/reasons/{MISSING}.yml": guides.reason(MISSING, messages=PRINTED),
        "docs/index.yml": guides.home(
            groups=f'\n  all:\n    title: "All"\n    reasons: [Alpha, Beta, {MISSING}]'
        ),
    }
    for name, fields in stacks.items():
        assert isinstance(fields, dict)
        own = {key: value for key, value in entry(name, **fields).items() if value is not None}
        text = yaml.safe_dump(own, sort_keys=False, default_style='"', width=1000)
        files[f"docs/servers/{name}.yml"] = text
        files[f"docs/servers/{name}/cors.conf"] = re.sub(
            r" +# cors: (?!allow-origin).*", "", CONFIGURATION
        )
        files[f"docs/servers/{name}/lab/serve.py"] = SCRIPT
    return guides.write(folder, files)


def servers(config: Path, *arguments: str, env: dict[str, str] | None = None) -> Result:
    command = ["lab", "servers", "-f", str(config), *arguments]
    return CliRunner().invoke(main, command, env={"CI": None, **(env or {})})


@pytest.fixture
def processes() -> Iterator[Adopted]:
    with adopted() as processes:
        yield processes
        assert processes.left() == {}


NO_SERVER = {"run": {"start": ["no-such"], "version": ["no-such", "-v"], "product": "No"}}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope"], "there is no stack `nope`; there are: fake, idle"),
        (["idle"], "`idle` says no way to run it: it has no `run:`"),
        (["--save", "fake"], "--save needs all stacks"),
    ],
)
def test_misuse(arguments: list[str], said: str, tmp_path: Path) -> None:
    idle = {
        "run": None,
        "unverified": {"documentation": "docs", "body": "B"},
        "links": {"docs": "https://vendor.example/"},
    }
    result = servers(guide(tmp_path, fake={}, idle=idle), *arguments)
    assert result.exit_code == 2, result.output
    assert said in result.stderr


def test_a_guide_with_mistakes_is_not_run(tmp_path: Path) -> None:
    config = guide(tmp_path, fake={}, other={})
    path = tmp_path / "docs" / "servers" / "other.yml"
    path.write_text(path.read_text().replace('"cors.conf"', '"nope.conf"', 1))
    result = servers(config, "other")
    assert result.exit_code == 1
    assert re.search(r"other\.yml:\d+:\d+: error: there is no file `nope.conf`", result.stdout)


def test_what_a_machine_lacks_is_not_run(tmp_path: Path) -> None:
    config = guide(tmp_path, absent=NO_SERVER)
    result = servers(config)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[1].split() == ["absent", "not", "run"]
    assert "absent: not run, for want of no-such (`make servers`)" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [([], {"CI": "true"}), (["absent"], {}), (["--save"], {})],
    ids=["in CI", "asked for by name", "to be saved"],
)
def test_where_that_fails(arguments: list[str], variables: dict[str, str], tmp_path: Path) -> None:
    config = guide(tmp_path, absent=NO_SERVER)
    assert servers(config, *arguments, env=variables).exit_code == 1
    assert not (tmp_path / "docs" / "servers" / "verified.json").exists()


@pytest.mark.usefixtures("browsers")
def test_a_proof_is_saved_and_holds_until_something_changes(
    tmp_path: Path, processes: Adopted
) -> None:
    config = guide(tmp_path, fake={})
    unproved = CliRunner().invoke(main, ["check", "-f", str(config)])
    assert "this configuration has no proof [server-unproved]" in unproved.stdout
    result = servers(config, "--save")
    assert result.exit_code == 0, result.output
    path = tmp_path / "docs" / "servers" / "verified.json"
    proof = json.loads(path.read_text())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", proof["date"])
    assert proof["browser"].startswith("Chrom")
    assert list(proof["stacks"]) == ["fake"]
    assert proof["stacks"]["fake"]["server"] == "Fake 1.2.3"
    assert len(proof["stacks"]["fake"]["probes"]) == 12
    assert proof["stacks"]["fake"]["concerns"] == ["allow-origin"]
    assert CliRunner().invoke(main, ["check", "-f", str(config)]).stdout == ""
    with (tmp_path / "docs" / "servers" / "fake" / "cors.conf").open("a") as file:
        file.write("comment more\n")
    changed = CliRunner().invoke(main, ["check", "-f", str(config)])
    assert changed.exit_code == 1
    assert "this configuration has changed since it was proved [server-unproved]" in changed.stdout


@pytest.mark.usefixtures("browsers")
def test_what_is_wrong_is_not_saved(tmp_path: Path, processes: Adopted) -> None:
    harmless = concern(
        "read", MISSING, change=[{"replace": "nobody reads", "with": "nobody heeds"}]
    )
    config = guide(tmp_path, fake={"concerns": {"allow-origin": harmless}})
    result = servers(config, "--save")
    assert result.exit_code == 1
    assert "0/1 WRONG" in result.stdout
    assert f"concern allow-origin: expected {MISSING} for `read`" in result.stdout
    assert "    | +comment nobody heeds this" in result.stdout
    assert not (tmp_path / "docs" / "servers" / "verified.json").exists()


def test_an_unsafe_file_fails_the_check_with_its_place(tmp_path: Path) -> None:
    config = guide(tmp_path, fake={})
    path = tmp_path / "docs" / "servers" / "fake" / "cors.conf"
    path.write_text(path.read_text() + "header Access-Control-Allow-Origin *\n")
    result = CliRunner().invoke(main, ["check", "-f", str(config)])
    assert result.exit_code == 1
    assert re.search(
        r"servers/fake/cors\.conf:9:36: error: this lets in every origin \[server-wildcard\]",
        result.stdout,
    )


@pytest.mark.usefixtures("browsers")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_signal_ends_it_and_all_servers(
    number: signal.Signals, tmp_path: Path, processes: Adopted
) -> None:
    config = guide(tmp_path, fake={}, other={})
    with short_folder() as folder:
        with subprocess.Popen(
            [FIELDGUIDE, "lab", "servers", "-f", str(config)],
            env={**os.environ, "TMPDIR": str(folder)},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            end = time.monotonic() + 60
            while not any("serve.py" in line for line in descendants(process.pid).values()):
                assert time.monotonic() < end
                time.sleep(0.02)
            process.send_signal(number)
            _, errors = process.communicate(timeout=30)
        assert processes.left() == {}
        if number != signal.SIGKILL:
            assert process.returncode == 128 + number
            assert f"{number.name}: ended; no server is left running\n" in errors
            assert list(folder.iterdir()) == []
    assert "Traceback" not in errors
