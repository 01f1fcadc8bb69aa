"""What runs for pull requests of strangers: how it is written, and what its scripts do."""

from __future__ import annotations

import os
import re
import runpy
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = ROOT / ".github" / "workflows"
SCRIPTS = ROOT / ".github" / "scripts"
FILES = sorted(WORKFLOWS.glob("*.yml"))

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def workflow(path: Path) -> dict[str, Any]:
    loaded = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # `on` stays a word
    assert isinstance(loaded, dict)
    return loaded


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in workflow(path)["jobs"].values():
        yield from job["steps"]


def test_zizmor_has_nothing_to_say() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    result = subprocess.run(
        [zizmor, "--offline", "--quiet", "--persona=pedantic", "--strict-collection", ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


@each_file
def test_actions_are_pinned_by_digest_and_say_their_version(path: Path) -> None:
    lines = [line for line in path.read_text().splitlines() if re.search(r"\buses:", line)]
    assert len(lines) == sum("uses" in step for step in steps(path)) > 0
    for line in lines:
        assert re.fullmatch(r" +(- )?uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


@each_file
def test_nobody_has_more_rights_than_their_job_needs(path: Path) -> None:
    loaded = workflow(path)
    assert loaded["permissions"] == {}
    rights = {
        (f"{path.stem}/{name}", scope)
        for name, job in loaded["jobs"].items()
        for scope, right in job["permissions"].items()
        if right != "read"
    }
    assert rights == {
        "preview": {("preview/comment", "pull-requests")},
        "pages": {("pages/deploy", "pages"), ("pages/deploy", "id-token")},
    }.get(path.stem, set())
    for name, job in loaded["jobs"].items():
        assert int(job["timeout-minutes"]) <= 60, name
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"
            assert "ref" not in step["with"], "a pull request's head is GitHub's to choose"


@each_file
def test_nothing_of_an_event_becomes_a_command(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", ""), "pass it by `env`"


@each_file
def test_secrets_are_out_of_reach_of_a_pull_request(path: Path) -> None:
    events = workflow(path)["on"]
    assert "pull_request_target" not in events
    if "pull_request" in events:
        text = path.read_text(encoding="utf-8")
        assert "secrets." not in text
        assert "github.token" not in text


# The scripts, run as GitHub runs them.


def git(folder: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **{f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in _WHO},
    }
    result = subprocess.run(
        ["git", "-C", folder, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


_WHO = ("NAME", "EMAIL")
BASE = {
    "Makefile": "base",
    "docs/index.yml": "base",
    "docs/gone.yml": "base",
    "docs/page.md": "base",
    "locales/fr/index.yml": "base",
    "locales/team.yml": "base",
}


def commit(folder: Path, files: Mapping[str, str | None]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        elif text.startswith("-> "):
            path.unlink(missing_ok=True)
            path.symlink_to(text.removeprefix("-> "))
        else:
            path.write_text(text)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


def run_step(
    script: str, folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """As GitHub runs `run:`; each test has a home of its own."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def arrange(
    tmp_path: Path, changes: Mapping[str, str | None], *, labelled: bool = False
) -> subprocess.CompletedProcess[str]:
    """The step that lays out a merge's two editions, on a pull request with some changes."""
    merge = tmp_path / "merge"
    merge.mkdir()
    git(merge, "init", "--quiet", "--initial-branch=main")
    commit(merge, BASE)
    git(merge, "checkout", "--quiet", "-b", "change")
    commit(merge, changes)
    git(merge, "checkout", "--quiet", "main")
    commit(merge, {"moved-on": "base"})
    git(merge, "merge", "--quiet", "--no-ff", "change")
    (step,) = (s for s in steps(WORKFLOWS / "pull-request.yml") if s.get("id") == "arrange")
    return run_step(step["run"], merge, {"IS_TRANSLATION": str(labelled).lower()})


def read(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


MOVED_ON = {**BASE, "moved-on": "base"}
TEXTS: dict[str, str | None] = {
    "docs/index.yml": "head",
    "docs/gone.yml": None,
    "docs/reasons/New.yml": "head",
    "docs/.ledger/index.jsonl": "head",
    "locales/fr/index.yml": "head",
    "locales/ja/LC_MESSAGES/fieldguide.po": "head",
}


def test_texts_are_built_by_the_base_branchs_code(tmp_path: Path) -> None:
    result = arrange(tmp_path, TEXTS)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "This pull request is built by the base branch's code.\n"
    assert read(tmp_path / "base") == MOVED_ON
    guide = {**MOVED_ON, **{name: text for name, text in TEXTS.items() if text is not None}}
    del guide["docs/gone.yml"]
    assert read(tmp_path / "guide") == guide
    git(
        tmp_path / "guide", "diff", "--exit-code", git(tmp_path / "merge", "rev-parse", "HEAD")[:40]
    )


@pytest.mark.parametrize(
    "name",
    [
        "Makefile",
        "mkdocs.yml",
        "docs/page.md",
        "docs/new.html",
        "docs/hook.py",
        "docs/x.yml/hook.py",
        "docs/.gitattributes",
        "locales/fr/x.mo",
        "docsy/index.yml",
        "x\ndocs/index.yml",
    ],
)
def test_whatever_may_run_makes_it_the_pull_requests_own_build(tmp_path: Path, name: str) -> None:
    result = arrange(tmp_path, {name: "head", "locales/fr/index.yml": "head"})
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "This pull request is built by its own code.\n"
    assert read(tmp_path / "guide") == {**MOVED_ON, name: "head", "locales/fr/index.yml": "head"}


@pytest.mark.parametrize("target", ["../Makefile", "/etc/passwd", "../../.git"])
def test_links_among_texts_are_refused(tmp_path: Path, target: str) -> None:
    result = arrange(tmp_path, {"docs/index.yml": f"-> {target}"})
    assert result.returncode == 1
    assert "::error title=file-mode::" in result.stdout


def test_a_translation_stays_in_its_folder(tmp_path: Path) -> None:
    inside = arrange(tmp_path, {"locales/fr/index.yml": "head"}, labelled=True)
    assert (inside.returncode, inside.stderr) == (0, "")
    for number, name in enumerate(("docs/index.yml", "locales/team.yml", "::warning::x")):
        folder = tmp_path / str(number)
        folder.mkdir()
        result = arrange(folder, {name: "head", "locales/fr/index.yml": "head"}, labelled=True)
        assert result.returncode == 1
        assert result.stdout.startswith("::error title=translation::")
        assert result.stdout.endswith(f".\n- {name}\n"), "names can't give the runner commands"


def unpack(tmp_path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPTS / "unpack.py", tmp_path / "artifact.zip", tmp_path / "out"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_site_is_unpacked(tmp_path: Path) -> None:
    names = {"index.html": "a", "fr/reasons/CORSDisabled/index.html": "b", "assets/a.b-c_d.js": ""}
    with zipfile.ZipFile(tmp_path / "artifact.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("fr")
        for name, text in names.items():
            archive.writestr(name, text)
    result = unpack(tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert read(tmp_path / "out") == names


@pytest.mark.parametrize(
    "name",
    [
        "../out.txt",
        "a/../../out.txt",
        "/etc/x",
        "a//b",
        "./a",
        ".git/config",
        "a/.git/config",
        "..\\x",
        "C:x",
        "a\nb",
        "",
        "a/" + "b" * 300,
    ],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "artifact.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "x")
    result = unpack(tmp_path)
    assert result.returncode == 1
    assert result.stderr.startswith("artifact refused: ")
    assert read(tmp_path / "out") == {}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    member = zipfile.ZipInfo("a")
    member.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "artifact.zip", "w") as archive:
        archive.writestr(member, "/etc/passwd")
    assert "is not a plain file" in unpack(tmp_path).stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_what_is_damaged_or_twice_the_same_is_refused(tmp_path: Path) -> None:
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(tmp_path / "artifact.zip", "w") as archive,
    ):
        archive.writestr("a", "")
        archive.writestr("a", "")
    assert unpack(tmp_path).stderr.startswith("artifact refused: ")
    (tmp_path / "out" / "a").unlink()
    (tmp_path / "out").rmdir()
    (tmp_path / "artifact.zip").write_bytes(b"PK\3\4 nothing")
    assert unpack(tmp_path).stderr == "artifact refused: File is not a zip file\n"


@pytest.mark.parametrize(
    ("limit", "message"), [("MAX_BYTES", "more than 5 bytes"), ("MAX_FILES", "6 files")]
)
def test_too_much_is_refused(tmp_path: Path, limit: str, message: str) -> None:
    with zipfile.ZipFile(tmp_path / "artifact.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in "abcdef":
            archive.writestr(name, "\0")
    script = runpy.run_path(str(SCRIPTS / "unpack.py"))
    script["unpack"].__globals__[limit] = 5
    with pytest.raises(script["Refused"], match=message):
        script["unpack"](tmp_path / "artifact.zip", tmp_path / "out")


def push_preview(tmp_path: Path, number: int, open_: str) -> str:
    """Deploy a site to a repository on this disk; what the step says its address is."""
    folder = tmp_path / f"runner-{number}"
    (folder / "site" / "fr").mkdir(parents=True)
    (folder / "site" / "fr" / "index.html").write_text(str(number))
    result = run_step(
        str(SCRIPTS / "push-preview.sh"),
        folder,
        {
            "RUNNER_TEMP": str(folder),
            "GITHUB_OUTPUT": str(folder / "output"),
            "DEPLOY_KEY": "secret",
            "REMOTE": str(tmp_path / "previews.git"),
            "URL": "https://previews.example/",
            "NUMBER": str(number),
            "OPEN": open_,
        },
    )
    assert result.returncode == 0, result.stderr
    assert not (folder / "key").exists()
    return (folder / "output").read_text()


def test_previews_lie_side_by_side_until_their_pull_requests_are_closed(tmp_path: Path) -> None:
    remote = tmp_path / "previews.git"
    remote.mkdir()
    git(remote, "init", "--quiet", "--bare", "--initial-branch=main")
    assert push_preview(tmp_path, 1, "1 ") == "url=https://previews.example/pr-1/\n"
    push_preview(tmp_path, 12, "1 12 ")
    assert git(remote, "ls-tree", "-r", "--name-only", "main").split() == [
        ".nojekyll",
        "pr-1/fr/index.html",
        "pr-12/fr/index.html",
    ]
    push_preview(tmp_path, 2, "12 2 ")
    assert git(remote, "ls-tree", "-r", "--name-only", "main").split() == [
        ".nojekyll",
        "pr-12/fr/index.html",
        "pr-2/fr/index.html",
    ]
    assert git(remote, "rev-list", "--count", "main").strip() == "1"


GH = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$RUNNER_TEMP/calls"
case "$*" in *--jq*) cat "$RUNNER_TEMP/answer" ;; esac
"""
SUMMARY = '{"version": 1, "languages": [], "edits": [], "findings": []}'


def with_gh(tmp_path: Path, answer: str) -> dict[str, str]:
    """An environment in which GitHub's command notes what it is asked."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(GH)
    (tmp_path / "bin" / "gh").chmod(0o755)
    (tmp_path / "answer").write_text(answer)
    return {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }


@pytest.mark.parametrize(
    ("answer", "request_"),
    [
        ("", "--method POST repos/o/r/issues/7/comments"),
        ("41\n42\n", "--method PATCH repos/o/r/issues/comments/41"),
    ],
)
def test_there_is_one_comment(tmp_path: Path, answer: str, request_: str) -> None:
    environment = {
        **with_gh(tmp_path, answer),
        "NUMBER": "7",
        "PREVIEW": "https://previews.example/pr-7/",
        "RUN_URL": "https://github.example/run",
    }
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parent.parent)
    (tmp_path / "summary.json").write_text(SUMMARY)
    result = run_step(f"{SCRIPTS / 'comment.sh'} summary.json", tmp_path, environment)
    assert (result.returncode, result.stderr) == (0, "")
    last = (tmp_path / "calls").read_text().splitlines()[-1]
    assert last == f"api --silent {request_} -F body=@comment.md"
    body = (tmp_path / "comment.md").read_text()
    assert body.startswith("<!-- fieldguide summary -->\n### What readers will see\n")
    assert "[Preview](https://previews.example/pr-7/) of [this build](" in body


def test_nothing_but_a_summary_is_commented(tmp_path: Path) -> None:
    environment = {**with_gh(tmp_path, ""), "NUMBER": "7", "PREVIEW": "", "RUN_URL": "u"}
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parent.parent)
    (tmp_path / "summary.json").write_text('{"version": 1, "hello": "@everybody"}')
    assert run_step(f"{SCRIPTS / 'comment.sh'} summary.json", tmp_path, environment).returncode == 1
    assert not (tmp_path / "calls").exists()


@pytest.mark.parametrize(
    ("answer", "output"),
    [
        ("3 50 aaa\n7 51 bbb\n", "number=7\nopen=3 7 \n"),
        ("3 50 bbb\n7 null bbb\n", ""),
        ("", ""),
    ],
)
def test_the_pull_request_is_the_one_whose_head_was_built(
    tmp_path: Path, answer: str, output: str
) -> None:
    (step,) = (s for s in steps(WORKFLOWS / "preview.yml") if s.get("id") == "find")
    environment = {**with_gh(tmp_path, answer), "HEAD": "51 bbb"}
    result = run_step(step["run"], tmp_path, environment)
    assert (result.returncode, result.stderr) == (0, "")
    path = tmp_path / "output"
    assert (path.read_text() if path.exists() else "") == output
