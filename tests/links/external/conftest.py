from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.links.external.server import Certificates, Web, routes


@pytest.fixture(scope="session")
def web() -> Iterator[Web]:
    with Web(routes=routes()) as web:
        yield web


_CA = """
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
x509_extensions = leaf
[any]
commonName = supplied
[leaf]
subjectAltName = IP:127.0.0.1
[req]
distinguished_name = name
[name]
"""


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Certificates]:
    """Certificates for 127.0.0.1, signed by themselves: good, expired, and for another host."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed: no certificates to test with")
    folder = tmp_path_factory.mktemp("certificates")
    (folder / "openssl.cnf").write_text(_CA)
    (folder / "index.txt").touch()
    (folder / "serial").write_text("01\n")

    def run(*arguments: str) -> None:
        command = [openssl, *arguments, "-config", "openssl.cnf"]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=20, check=False
        )
        assert done.returncode == 0, done.stderr

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    key += ["-nodes", "-subj", "/CN=test"]
    for name, host in (("good", "127.0.0.1"), ("other", "127.0.0.9")):
        names = ["-addext", f"subjectAltName=IP:{host}"]
        run("req", "-x509", *key, *names, "-keyout", f"{name}.key", "-out", f"{name}.pem")
    run("req", "-new", *key, "-keyout", "expired.key", "-out", "expired.csr")
    dates = ["-startdate", "20200101000000Z", "-enddate", "20200201000000Z"]
    files = ["-keyfile", "expired.key", "-in", "expired.csr", "-out", "expired.pem"]
    run("ca", "-batch", "-notext", "-selfsign", *files, *dates)
    return {
        name: Certificates(str(Path(folder, f"{name}.pem")), str(Path(folder, f"{name}.key")))
        for name in ("good", "other", "expired")
    }
