"""Vectors that hold Python and JavaScript to the same answers: texts, and what each must say.

`python -m tests.messages.vectors` writes them anew, from the corpus and from the guide's
templates; look at the difference before you commit it.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fieldguide.entries.models import Reason
from fieldguide.messages.answer import Answer, explain
from fieldguide.project import Project, load_sources
from tests.messages.pastes import read_pastes
from tests.messages.texts import of_banks, of_entries, of_lookalikes, of_wordings

FILE = Path(__file__).parents[1] / "data" / "messages.json"
#: Of a bank's messages every seventh: all of them would make a large file.
_STEP = 7


def as_data(answer: Answer) -> dict[str, Any]:
    """An answer as JavaScript gives it."""
    data: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(answer)))
    return data


def read_vectors() -> list[tuple[str, dict[str, Any]]]:
    """The texts and their answers."""
    return [(item["text"], item["answer"]) for item in json.loads(FILE.read_text(encoding="utf-8"))]


def texts(project: Project) -> Iterator[str]:
    """What the vectors are made from."""
    entries = [source.entry for source in project.sources.values()]
    reasons = {entry.id: entry for entry in entries if isinstance(entry, Reason)}
    yield from (paste.text for paste in read_pastes())
    yield from (printed.text for printed in of_entries(project, reasons))
    yield from (printed.text for printed in of_wordings(project))
    yield from (printed.text for printed in of_lookalikes(project))
    yield from (printed.text for printed in list(of_banks(project, reasons))[::_STEP])


def main() -> None:
    """Write them anew."""
    root = Path(__file__).parents[2]
    project = load_sources(root / "docs", root / "locales")
    lines = [
        json.dumps(
            {"text": text, "answer": as_data(explain(text, project.messages))}, ensure_ascii=False
        )
        for text in dict.fromkeys(texts(project))
    ]
    FILE.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    print(f"{FILE}: {len(lines)} vectors")


if __name__ == "__main__":
    main()
