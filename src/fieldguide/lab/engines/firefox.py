"""Firefox by Marionette: category and text of each console message, in any of its languages."""

from __future__ import annotations

import asyncio
import json
import zipfile
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from fieldguide.lab.engines.base import PATIENCE, Engine, Order, settled
from fieldguide.lab.engines.extension import EXTENSION
from fieldguide.lab.engines.marionette import Marionette
from fieldguide.lab.engines.process import program
from fieldguide.lab.models import LabError, Line, Run

# Nothing may leave the machine: all but loopback goes to a proxy that isn't there.
_PREFERENCES: dict[str, Any] = {
    "marionette.port": 0,  # one that is free; Firefox writes it down
    "network.proxy.type": 1,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": 1,
    "network.proxy.socks_remote_dns": True,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "network.proxy.allow_bypass": False,
    "network.proxy.failover_direct": False,
    "network.dns.disablePrefetch": True,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.newtabpage.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
    "xpinstall.signatures.required": False,
}
_DISABLE = "content.cors.disable"
_LINES = """\
return Services.console.getMessageArray().filter(m => m instanceof Ci.nsIScriptError)
  .map(m => [m.category, m.errorMessage,
    m.flags & Ci.nsIScriptError.warningFlag ? "warning" : "error"]);
"""


class Firefox(Engine):
    """Firefox, in one of its languages (`""`: the one it was built for)."""

    key = "firefox"

    def __init__(self, language: str = "", patience: float = PATIENCE) -> None:
        super().__init__(patience)
        self._language = language
        self._marionette: Marionette | None = None

    async def _open(self) -> None:
        binary = program("firefox-esr", "firefox")
        if self._language:
            # Language packs are registered by a profile's first start, and used by its second.
            await self._begin(binary)
            await self._quit()
        await self._begin(binary)
        if self._language:
            await self._check_language()
        # Marionette sets a preference that hides what a page from a file runs into.
        await self._set("security.fileuri.strict_origin_policy", True)

    async def _begin(self, binary: str) -> None:
        preferences = dict(_PREFERENCES)
        if self._language:
            preferences["intl.locale.requested"] = self._language
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in preferences.items())
        (self.profile / "user.js").write_text("".join(lines), encoding="utf-8")
        Marionette.forget(self.profile)
        await self._start(
            binary, "--headless", "--marionette", "--remote-allow-system-access", "--no-remote",
            "--profile", str(self.profile),
        )  # fmt: skip
        assert self._process is not None
        while (connection := await Marionette.connect(self.profile)) is None:
            if not self._process.is_running:
                raise EOFError
            await asyncio.sleep(0.1)
        self._marionette = connection
        answer = await self._call("WebDriver:NewSession", capabilities={})
        self.version = f"Firefox {answer['capabilities']['browserVersion']}"
        await self._call("WebDriver:SetTimeouts", script=int(self.patience * 1000))

    async def _check_language(self) -> None:
        spoken = await self._chrome("return Services.locale.appLocaleAsBCP47;")
        if spoken != self._language:
            raise LabError(
                f"firefox: it has no language pack for `{self._language}`; "
                "`make browsers` installs those of the guide's languages on Debian"
            )

    async def _call(self, name: str, /, **parameters: object) -> Any:
        assert self._marionette is not None
        return await self._marionette.call(name, **parameters)

    async def _chrome(self, script: str, *arguments: object) -> Any:
        """Run a script with the browser's own rights."""
        await self._call("Marionette:SetContext", value="chrome")
        answer = await self._call(
            "WebDriver:ExecuteScript", script=script, args=list(arguments), sandbox="system"
        )
        await self._call("Marionette:SetContext", value="content")
        return answer["value"]

    async def _set(self, preference: str, value: bool) -> None:
        script = "Services.prefs.setBoolPref(arguments[0], arguments[1]);"
        await self._chrome(script, preference, value)

    async def _run(self, order: Order) -> Run:
        if order.environment == "content-script":
            return await self._run_in_content_script(order)
        is_disabled = order.environment == "cors-disabled"
        if is_disabled:
            await self._set(_DISABLE, True)
        await self._call("WebDriver:Navigate", url=order.page)
        await self._chrome("Services.console.reset();")
        run = await self._result(f"window.eval({json.dumps(order.script)}).then(done);")
        if is_disabled:
            await self._set(_DISABLE, False)
        return run

    async def _run_in_content_script(self, order: Order) -> Run:
        """As a page, but asked for by an extension's content script."""
        archive = self.profile / "lab.xpi"
        with zipfile.ZipFile(archive, "w") as file:
            for name, text in EXTENSION.items():
                file.writestr(name, text)
        addon = await self._call("Addon:Install", path=str(archive), temporary=True)
        await self._chrome("Services.console.reset();")
        await self._call("WebDriver:Navigate", url="about:blank")
        told = quote("lab:" + json.dumps([order.url, order.options]))
        await self._call("WebDriver:Navigate", url=f"{order.page}#{told}")
        run = await self._result(
            "const wait = () => { const r = document.documentElement.dataset.lab;"
            "r ? done(JSON.parse(r)) : setTimeout(wait, 20); }; wait();"
        )
        await self._call("Addon:Uninstall", id=addon["value"])
        return run

    async def _result(self, script: str) -> Run:
        """Run a script in the page, which calls `done` with its result; then read the console."""
        script = f"const done = arguments[arguments.length - 1]; {script}"
        answer = await self._call("WebDriver:ExecuteAsyncScript", script=script, args=[])
        if answer["value"] is None:
            raise EOFError("the page's own process has died")
        succeeded, error = answer["value"]
        lines = await settled(self._lines, succeeded=succeeded)
        return Run(succeeded, error, tuple(lines))

    async def _lines(self) -> Sequence[Line]:
        return [
            Line(text, category, level)
            for category, text, level in await self._chrome(_LINES)
            if not category.endswith("javascript")  # the browser's own noise
        ]

    async def _quit(self) -> None:
        assert self._process is not None
        await self._call("Marionette:Quit", flags=["eForceQuit"])
        self._hang_up()
        await self._process.wait()
        await self._process.end()

    def _hang_up(self) -> None:
        if self._marionette is not None:
            self._marionette.close()
            self._marionette = None

    async def _end(self) -> None:
        self._hang_up()
        await super()._end()
