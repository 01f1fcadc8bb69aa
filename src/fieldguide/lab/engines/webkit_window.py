"""A WebKitGTK window that runs scripts in pages: a program of its own.

It runs under the system's Python, which has the GObject bindings, and is given the X server that
it shall start. Each line of standard input is a JSON object with `page` and `script`. Each line of
standard output is one, too: `version` or `missing` once, then `result` for each order, and `failed`
for what WebKit says of resources that did not load. Console messages go to standard error, where
WebKit writes them itself.
"""

import json
import os
import subprocess
import sys


def say(**message: object) -> None:
    """One line of output."""
    print(json.dumps(message), flush=True)


def give_up(what: str) -> None:
    """Say what is missing, and end."""
    say(missing=what)
    sys.exit(1)


def start_screen(server: str) -> None:
    """A virtual screen for this program alone; the X server chooses its number."""
    reading, writing = os.pipe()
    subprocess.Popen(
        [server, "-displayfd", str(writing), "-screen", "0", "800x600x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=sys.stderr,
    )
    os.close(writing)
    with os.fdopen(reading) as file:
        number = file.readline().strip()
    if not number:
        give_up(f"{server} did not start")
    os.environ["DISPLAY"] = f":{number}"


# Gtk looks for its screen as soon as it is imported.
start_screen(sys.argv[1])
try:
    import gi

    gi.require_version("Gtk", "3.0")
    gi.require_version("WebKit2", "4.1")
    from gi.repository import GLib, Gtk, WebKit2
except (ImportError, ValueError) as error:
    give_up(str(error))


class Window:
    """One view, one order at a time."""

    def __init__(self) -> None:
        # Not an ephemeral context: of those, WebKit prints no console messages. The program's
        # home is a folder of the lab's, which is deleted.
        context = WebKit2.WebContext.get_default()
        # nothing may leave the machine: all but loopback goes to a proxy that isn't there
        proxy = WebKit2.NetworkProxySettings.new("socks5://127.0.0.1:1", ["127.0.0.1"])
        manager = context.get_website_data_manager()
        manager.set_network_proxy_settings(WebKit2.NetworkProxyMode.CUSTOM, proxy)
        settings = WebKit2.Settings(enable_write_console_messages_to_stdout=True)
        self.view = WebKit2.WebView(web_context=context, settings=settings)
        self.view.connect("load-changed", self.on_load)
        self.view.connect("resource-load-started", self.on_resource)
        self.view.connect("web-process-terminated", self.on_end)
        self.script = ""
        window = Gtk.OffscreenWindow()
        window.add(self.view)
        window.show_all()
        channel = GLib.IOChannel.unix_new(0)
        GLib.io_add_watch(channel, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN, self.on_input)
        GLib.io_add_watch(channel, GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP, self.on_end)
        numbers = (WebKit2.get_major_version, WebKit2.get_minor_version, WebKit2.get_micro_version)
        say(version=f"WebKitGTK {'.'.join(str(number()) for number in numbers)}")

    def on_input(self, *_: object) -> bool:
        """The next order."""
        line = sys.stdin.readline()
        if not line:
            Gtk.main_quit()
            return False
        order = json.loads(line)
        self.script = order["script"]
        self.view.load_uri(order["page"])
        return True

    def on_end(self, *_: object) -> bool:
        """Nobody gives orders any more, or nobody can carry them out."""
        Gtk.main_quit()
        return False

    def on_load(self, view: object, event: object) -> None:
        """Run the script once the page is there."""
        if event == WebKit2.LoadEvent.FINISHED and self.script:
            script, self.script = self.script, ""
            self.view.call_async_javascript_function(
                f"return {script}.then(JSON.stringify)", -1, None, None, None, None, self.on_result
            )

    def on_result(self, view: object, result: object) -> None:
        """The script has ended; its console messages follow."""
        try:
            value = self.view.call_async_javascript_function_finish(result)
        except GLib.Error as error:  # scripts catch what they can: the web process has gone
            print(error.message, file=sys.stderr, flush=True)
            Gtk.main_quit()
        else:
            say(result=json.loads(value.to_string()))

    def on_resource(self, view: object, resource: object, request: object) -> None:
        """Watch a resource."""
        resource.connect("failed", self.on_failed)  # type: ignore[attr-defined]

    def on_failed(self, resource: object, error: object) -> None:
        """A resource did not load: the inspector's console shows this line, too."""
        say(failed=f"Failed to load resource: {error.message}")  # type: ignore[attr-defined]


if __name__ == "__main__":
    opened = Window()
    Gtk.main()
