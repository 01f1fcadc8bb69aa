from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest

from fieldguide.links.external.guard import Guard, UnsafeAddress
from fieldguide.links.external.resolver import GuardedResolver, guarded_socket

Answer = list[str] | Exception


class Names:
    """A name server that gives these answers in turn."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str) -> list[str]:
        self.asked.append(host)
        await asyncio.sleep(0)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def run(names: Names, use: Callable[[GuardedResolver], Awaitable[None]]) -> None:
    async def main() -> None:
        resolver = GuardedResolver(Guard(), names)
        await use(resolver)
        await resolver.close()

    asyncio.run(main())


def test_private_answers_are_left_out_and_the_rest_is_pinned() -> None:
    names = Names(["8.8.8.8", "10.0.0.1", "::1", "2606:4700::1111"])

    async def use(resolver: GuardedResolver) -> None:
        for host in ("A.example", "a.example."):
            found = await resolver.resolve(host, 443)
            assert [(r["host"], r["port"], r["family"]) for r in found] == [
                ("8.8.8.8", 443, socket.AF_INET),
                ("2606:4700::1111", 443, socket.AF_INET6),
            ]
        assert len(await resolver.resolve("a.example", 80, socket.AF_INET)) == 1
        await asyncio.gather(*(resolver.resolve("a.example") for _ in range(9)))

    run(names, use)
    assert names.asked == ["a.example"]


def test_only_private_answers() -> None:
    names = Names(["127.0.0.1", "::ffff:10.0.0.1"])

    async def use(resolver: GuardedResolver) -> None:
        for _ in range(2):
            with pytest.raises(UnsafeAddress, match="stands for 127"):
                await resolver.resolve("a.example")

    run(names, use)
    assert len(names.asked) == 1


def test_no_such_name_is_an_answer_and_trouble_is_none() -> None:
    none = socket.gaierror(socket.EAI_NONAME, "x")
    names = Names(socket.gaierror(socket.EAI_AGAIN, "x"), UnicodeError("x"), none)

    async def use(resolver: GuardedResolver) -> None:
        for code in (socket.EAI_AGAIN, socket.EAI_NONAME, socket.EAI_NONAME):
            with pytest.raises(socket.gaierror) as caught:
                await resolver.resolve("a.example")
            assert caught.value.errno == code

    run(names, use)
    assert len(names.asked) == 2


def test_one_askers_time_limit_is_not_anothers() -> None:
    names = Names(["8.8.8.8"])

    async def use(resolver: GuardedResolver) -> None:
        first = asyncio.create_task(resolver.resolve("a.example"))
        second = asyncio.create_task(resolver.resolve("a.example"))
        await asyncio.sleep(0)
        first.cancel()
        assert await second

    run(names, use)
    assert len(names.asked) == 1


def test_the_systems_resolver() -> None:
    async def main() -> None:
        resolver = GuardedResolver(Guard(allow_private=True))
        assert await resolver.resolve("localhost")
        await resolver.close()

    asyncio.run(main())


def test_no_socket_for_a_private_address() -> None:
    make = guarded_socket(Guard())
    with pytest.raises(UnsafeAddress):
        make((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80)))
    make((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))).close()
