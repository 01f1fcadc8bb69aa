"""WebKitGTK, in a window of its own program on a virtual screen."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fieldguide.lab.engines.base import PATIENCE, Engine, Order, settled
from fieldguide.lab.engines.process import Process, program
from fieldguide.lab.models import LabError, Line, Run

#: The Python that Debian's GObject bindings belong to.
_PYTHON = "/usr/bin/python3"
_WINDOW = Path(__file__).with_name("webkit_window.py")
# `http://…:1:2: CONSOLE SECURITY ERROR text`
_MESSAGE = re.compile(r"CONSOLE (?P<source>\w+) (?P<level>\w+) (?P<text>.*)")
_PIPE = asyncio.subprocess.PIPE


class WebKit(Engine):
    """WebKitGTK: the nearest to Safari that runs without a Mac."""

    key = "webkit"

    def __init__(self, patience: float = PATIENCE) -> None:
        super().__init__(patience)
        self._lines: list[Line] = []
        self._answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._said = ""
        self._listening: list[asyncio.Task[None]] = []
        self._input: asyncio.StreamWriter | None = None

    async def _open(self) -> None:
        environment = {
            **self._environment,
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        }
        self._process = await Process.start(
            [program(_PYTHON), str(_WINDOW), program("Xvfb")], self.profile,
            stdin=_PIPE, stdout=_PIPE, stderr=_PIPE, environment=environment,
        )  # fmt: skip
        self._input, output, errors = self._process.streams
        assert output is not None
        assert errors is not None
        self._listening = [
            asyncio.create_task(self._listen(output)),
            asyncio.create_task(self._read_console(errors)),
        ]
        answer = await self._receive()
        if "missing" in answer:
            raise LabError(f"webkit: {answer['missing']}; `make browsers` installs it on Debian")
        self.version = answer["version"]

    async def _listen(self, output: asyncio.StreamReader) -> None:
        async for line in output:
            answer = json.loads(line)
            if "failed" in answer:
                self._lines.append(Line(answer["failed"]))
            else:
                self._answers.put_nowait(answer)
        self._answers.put_nowait({})  # it is gone

    async def _read_console(self, errors: asyncio.StreamReader) -> None:
        async for line in errors:
            text = line.decode("utf-8", "replace").rstrip("\n")
            if match := _MESSAGE.search(text):
                self._lines.append(Line(match["text"], "", match["level"].lower()))
            elif text:
                self._said = text

    async def _receive(self) -> dict[str, Any]:
        answer = await self._answers.get()
        if not answer:
            raise EOFError
        return answer

    async def _run(self, order: Order) -> Run:
        assert self._input is not None
        self._lines.clear()
        message = json.dumps({"page": order.page, "script": order.script})
        self._input.write(message.encode() + b"\n")
        await self._input.drain()
        succeeded, error = (await self._receive())["result"]
        lines = await settled(self._read_lines, succeeded=succeeded)
        return Run(succeeded, error, tuple(lines))

    async def _read_lines(self) -> Sequence[Line]:
        return tuple(self._lines)

    def _last_words(self) -> str:
        return self._said[:300]

    async def _end(self) -> None:
        for task in self._listening:
            task.cancel()
        if self._input is not None:
            self._input.close()
        await super()._end()
