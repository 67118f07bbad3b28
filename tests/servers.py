"""Real SPARQL servers for the tests: started on free ports of this machine, stopped when the block ends."""

from __future__ import annotations

import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

__all__ = ["Silent", "oxigraph_server", "stand_in", "virtuoso_server"]

#: Seconds that a server may take to start.
_PATIENCE = 60
_VIRTUOSO = Path(__file__).parent / "data" / "virtuoso.ini"
#: Loads N-Quads (flag 512); graphs are named in the file, so the name given here is not used.
_LOAD = "DB.DBA.TTLP_MT (file_to_string_output ('data.nq'), '', 'urn:none', 512);"


class Silent(http.server.BaseHTTPRequestHandler):
    """What answers for a stand-in; it keeps no log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's own name)
        """Stay silent."""


@contextmanager
def stand_in(answers: type[Silent]) -> Iterator[str]:
    """Serve with a handler in this process; give the address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def oxigraph_server(store: ox.Store, place: Path) -> Iterator[str]:
    """Serve a copy of a store with the Oxigraph server; give the address of its endpoint."""
    copy = ox.Store(str(place))
    copy.extend(store)
    copy.flush()
    del copy
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    assert program, "the test environment lacks the package oxigraph"
    port = _free_port()
    where = ["--location", str(place), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with _running([program, "serve-read-only", *where], place, lambda: _listens(port)):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso_server(store: ox.Store, place: Path) -> Iterator[str]:
    """Serve a copy of a store with Virtuoso 7; give the address of its endpoint.

    A machine without Virtuoso skips the test, unless ``ZEREN_CI`` is set: there it must be installed.
    """
    program, shell = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if not (program and shell):
        if os.environ.get("ZEREN_CI"):
            pytest.fail("Virtuoso is missing (Debian: virtuoso-opensource-7-bin)")
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
    place.mkdir(parents=True)
    sql, http = _free_port(), _free_port()
    settings = _VIRTUOSO.read_text(encoding="utf-8").replace("SQL_PORT", str(sql))
    (place / "virtuoso.ini").write_text(settings.replace("HTTP_PORT", str(http)), encoding="utf-8")
    store.dump(str(place / "data.nq"), format=ox.RdfFormat.N_QUADS)
    log = place / "virtuoso.log"
    online = "Server online"
    with _running(
        [program, "+foreground", "+configfile", "virtuoso.ini"],
        place,
        lambda: log.is_file() and online in log.read_text(errors="replace"),
    ):
        command = [shell, f"127.0.0.1:{sql}", "dba", "dba", "ERRORS=STDOUT", f"EXEC={_LOAD}"]
        loaded = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True)
        assert "Error" not in loaded.stdout, loaded.stdout
        yield f"http://127.0.0.1:{http}/sparql"


@contextmanager
def _running(command: list[str], folder: Path, ready: Callable[[], bool]) -> Iterator[None]:
    """Run a server in a folder while the block lasts, which begins when the server is ready."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet) as server:
        try:
            deadline = time.monotonic() + _PATIENCE
            while not ready():
                if server.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"{Path(command[0]).name} did not start")
                time.sleep(0.05)
            yield
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
