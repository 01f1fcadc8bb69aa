"""Host names to addresses that the guard allows."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from fieldguide.links.external.guard import Guard, UnsafeAddress
from fieldguide.links.external.options import Lookup

_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


class SystemLookup:
    """The system's resolver, in threads of its own: a slow name server delays nothing else."""

    def __init__(self, threads: int = 16) -> None:
        self._threads = ThreadPoolExecutor(threads, "lookup")

    async def __call__(self, host: str) -> list[str]:
        """All addresses of a host, as its name server orders them."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._addresses, host)

    @staticmethod
    def _addresses(host: str) -> list[str]:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        return list(dict.fromkeys(str(address[0]) for *_, address in found))

    def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class GuardedResolver(AbstractResolver):
    """Gives out only addresses that the guard allows, and the same ones for the whole run.

    A name whose answers change between looking and connecting gains nothing: who connects
    gets the addresses that were looked at.
    """

    def __init__(self, guard: Guard, lookup: Lookup | None = None) -> None:
        self._guard = guard
        self._system = SystemLookup() if lookup is None else None
        self._lookup: Lookup = lookup or self._system or SystemLookup()
        self._pinned: dict[str, asyncio.Task[Sequence[str]]] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The allowed addresses of a host; UnsafeAddress if it has only others."""
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=_family(address),
                proto=0,
                flags=_NUMERIC,
            )
            for address in await self._addresses(host.lower().rstrip("."))
            if family in (socket.AF_UNSPEC, _family(address))
        ]

    async def _addresses(self, host: str) -> Sequence[str]:
        task = self._pinned.get(host)
        if task is None:
            task = self._pinned[host] = asyncio.create_task(self._vetted(host))
            task.add_done_callback(lambda done: self._forget(host, done))
        # One asker's time limit must not end the look-up of the others.
        return await asyncio.shield(task)

    async def _vetted(self, host: str) -> list[str]:
        try:
            found = await self._lookup(host)
        except UnicodeError as error:
            raise socket.gaierror(socket.EAI_NONAME, "not a host name") from error
        allowed = [address for address in found if self._guard.allows(ip_address(address))]
        if found and not allowed:
            raise UnsafeAddress(f"{host} stands for {found[0]}, which is not a public address")
        if not allowed:
            raise socket.gaierror(socket.EAI_NONAME, "no addresses")
        return allowed

    def _forget(self, host: str, task: asyncio.Task[Sequence[str]]) -> None:
        # Only answers are kept, “no such name” among them; trouble may pass.
        error = None if task.cancelled() else task.exception()
        lasting = isinstance(error, UnsafeAddress) or (
            isinstance(error, socket.gaierror) and error.errno != socket.EAI_AGAIN
        )
        if task.cancelled() or (error is not None and not lasting):
            self._pinned.pop(host, None)

    async def close(self) -> None:
        """End look-ups under way."""
        for task in list(self._pinned.values()):
            task.cancel()
        if self._system is not None:
            self._system.close()


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def guarded_socket(guard: Guard) -> Callable[[tuple[Any, ...]], socket.socket]:
    """A factory of sockets for connections, asked just before each connects.

    The net below the other two checks: nothing connects that hasn't passed here.
    """

    def make(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = info
        guard.admit(str(address[0]))
        return socket.socket(family=family, type=kind, proto=protocol)

    return make
