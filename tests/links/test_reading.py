"""Reading on several processors: the same result as on one, whatever becomes of a process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldguide.links import reading
from fieldguide.links.internal import Checked, check_site
from fieldguide.links.site import SiteFolder
from tests.links.sites import page, site

FILES = {f"{n:02}/index.html": page(f'<a id="a" href="../{n + 1:02}/#a">') for n in range(40)} | {
    "sitemap.xml": "<no"
}


def on(count: int, monkeypatch: pytest.MonkeyPatch, folder: SiteFolder) -> Checked:
    monkeypatch.setattr(reading, "processes", lambda files: count)
    return check_site(SiteFolder(folder.root, folder.url))


@pytest.fixture
def folder(tmp_path: Path) -> SiteFolder:
    return site(tmp_path, FILES)


def test_any_number_of_processes_gives_the_same(
    folder: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = on(1, monkeypatch, folder)
    assert {defect.id for defect in alone.defects} == {"link-page", "link-file"}
    for count in (2, 3):
        together = on(count, monkeypatch, folder)
        assert together == alone
        assert list(together.documents) == list(alone.documents)


def spoiled(monkeypatch: pytest.MonkeyPatch, what: Callable[[], None]) -> None:
    """Let something happen in every process but the main one."""
    main, read = os.getpid(), reading._read

    def spoil(site: SiteFolder, name: str) -> reading.Read:
        if os.getpid() != main:
            what()
        return read(site, name)

    monkeypatch.setattr(reading, "_read", spoil)


def test_the_work_of_a_process_that_ended_is_done(
    folder: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = on(1, monkeypatch, folder)
    spoiled(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert on(2, monkeypatch, folder) == alone


def test_a_file_that_cannot_be_read_is_an_error(
    folder: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise PermissionError("not yours")

    spoiled(monkeypatch, fail)
    with pytest.raises(PermissionError, match="not yours"):
        on(2, monkeypatch, folder)


def test_progress_goes_up(folder: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "processes", lambda files: 2)
    seen: list[tuple[int, int]] = []
    check_site(folder, lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert {total for _, total in seen} == {41}
