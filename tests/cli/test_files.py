from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.cli.files import write_file


def test_a_file_is_replaced_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "fr" / "index.yml"
    assert write_file(path, "a\r\n", tmp_path) is None
    assert path.read_bytes() == b"a\r\n"
    new = path.stat().st_mode
    path.chmod(0o640)
    assert write_file(path, "b", tmp_path) is None
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("b", 0o640)
    assert new & 0o111 == 0
    assert [file.name for file in path.parent.iterdir()] == ["index.yml"]


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "index.yml"
    path.write_text("old")

    def fail(self: Path, target: Path) -> Path:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "replace", fail)
    finding = write_file(path, "new", tmp_path)
    assert finding is not None
    assert (finding.id, finding.message) == ("file-write", "the file can't be written: no")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("link", ["fr", "fr/index.yml", "fr/index.yml to nowhere"])
def test_links_are_not_followed(tmp_path: Path, link: str) -> None:
    guide, elsewhere = tmp_path / "guide", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.yml").write_text("old")
    place, _, nowhere = link.partition(" ")
    target = elsewhere if place == "fr" else elsewhere / ("gone" if nowhere else "index.yml")
    (guide / place).parent.mkdir(parents=True)
    (guide / place).symlink_to(target)
    finding = write_file(guide / "fr" / "index.yml", "new", guide)
    assert finding is not None
    assert finding.id == "file-link"
    assert [file.read_text() for file in elsewhere.iterdir()] == ["old"]


def test_the_guide_itself_may_lie_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "guide").symlink_to(tmp_path / "real")
    assert write_file(tmp_path / "guide" / "a.yml", "new", tmp_path / "guide") is None
    assert (tmp_path / "real" / "a.yml").read_text() == "new"
