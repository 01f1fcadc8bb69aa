"""The Nu Html Checker (vnu), which judges by the HTML Standard: what it says of a built site."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.site import node_modules

_VERSION = "26.9.27"
#: What the checker says against the standard: its message, and the markup that it is about.
_MISTAKEN = (
    # "Prepare the script element" is done with a data block before it asks the policy, which
    # therefore can't stop one (HTML Standard, 4.12.1.1).
    (
        re.compile(r"Inline script violates Content Security Policy"),
        re.compile(r'<script\b[^>]* type="application/(ld\+)?json"'),
    ),
    # `blocking` is for stylesheets and for what rendering is to wait for (4.2.4).
    (
        re.compile(r"A “link” element with a “blocking” attribute must have a “rel”"),
        re.compile(r'<link rel="expect"'),
    ),
)


def check(site: Path, address: str, pages: Sequence[str]) -> list[tuple[str, str]] | None:
    """What it says: page and message. None where there's no npm or no Java.

    Pages are fetched, as their policies need an origin; stylesheets and drawings are read as files.
    Raises RuntimeError if the checker fails, as it does under a Java that is too old.
    """
    java = shutil.which("java")
    modules = node_modules(f"vnu-{_VERSION}", f"vnu-jar@{_VERSION}") if java else None
    if java is None or modules is None:
        return None
    files = [str(path) for kind in ("css", "svg") for path in sorted(site.rglob(f"*.{kind}"))]
    command = [
        java, "-Xss8m", "-Dnu.validator.servlet.allow-forbidden-hosts=true",  # this machine's own
        "-jar", str(modules / "vnu-jar/build/dist/vnu.jar"),
        "--format", "json", "--stdout", "--exit-zero-always",
        "--also-check-css", "--also-check-svg",
    ]  # fmt: skip
    urls = [f"{address}{page}" for page in pages]
    run = subprocess.run([*command, *urls, *files], capture_output=True, text=True, check=False)
    if run.returncode or not run.stdout:
        raise RuntimeError(f"the HTML checker failed: {run.stderr.strip()}")
    bases = (address, f"{site.resolve().as_uri().replace('///', '/')}/")
    return list(remarks(run.stdout, bases))


def remarks(report: str, bases: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Page and message of all that a report in JSON says, but for what is mistaken."""
    for message in json.loads(report)["messages"]:
        text, extract = message["message"], message.get("extract", "")
        start = message.get("hiliteStart", 0)
        markup = extract[start : start + message.get("hiliteLength", 0)]
        if any(says.match(text) and about.match(markup) for says, about in _MISTAKEN):
            continue
        page = message.get("url", "")
        for base in bases:
            page = page.removeprefix(base)
        where = f"{message['lastLine']}: " if "lastLine" in message else ""
        yield page, f"{where}{message.get('subType', message['type'])}: {text}"
