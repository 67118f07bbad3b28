"""``python -m zeren.worker``: answers one question of one's own in a process that can be stopped.

The request comes as JSON on standard input. The answer goes to standard output: a line of JSON about it, then
its data. The system bounds the memory; the time limit is kept by the caller, who kills this process.
"""

from __future__ import annotations

import ctypes
import json
import resource
import signal
import sys
from dataclasses import asdict, replace
from math import ceil
from pathlib import Path
from typing import Any

__all__ = ["main"]

#: Seconds of computing beyond the time limit: should the caller die, this process ends by itself.
_GRACE = 5
#: Linux: the signal that a process gets when its parent dies (``man 2 prctl``).
_PARENT_DEATH_SIGNAL = 1


def main() -> None:
    """Answer the request on standard input."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    request = json.load(sys.stdin)
    _bound(resource.RLIMIT_AS, request["mebibytes"] << 20)
    _bound(resource.RLIMIT_CPU, ceil(request["seconds"]) + _GRACE)
    _bound(resource.RLIMIT_CORE, 0)
    # The libraries come in under the limits.
    from .errors import ZerenError

    try:
        about, data = _answer(request)
    except ZerenError as error:
        about, data = {"what": error.what, "mend": error.mend}, b""
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + data)
    sys.stdout.buffer.flush()


def _bound(kind: int, most: int) -> None:
    """Set a limit of the system, never above one that holds already."""
    _, hard = resource.getrlimit(kind)
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (least, least))


def _answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    from .cite import editions
    from .engines import engine_for, restrict
    from .guard import check, check_graphs

    checked = check(request["sparql"], request["services"])
    whole = engine_for(request["endpoint"] or Path(request["build"]), ceil(request["seconds"]))
    engine = restrict(whole, request["degree"])
    if checked.graphs:
        # Said outright, since a server that unites all its graphs may not heed FROM.
        check_graphs(checked.graphs, engine.graphs())
        engine = engine.over(checked.graphs)
    found = engine.ask(checked.sparql, kind=checked.kind, most=request["rows"])
    if found.kind == "rows" and not checked.ordered:
        found = replace(found, data=_in_order(found.data))
    about = asdict(replace(found, data=b"")) | {"sparql": checked.sparql}
    return about | {"data": None, "editions": [asdict(one) for one in editions(whole)]}, found.data


def _in_order(data: bytes) -> bytes:
    """Order rows that the query leaves in any order by what they hold, column by column."""
    results = json.loads(data)
    columns = results["head"]["vars"]
    results["results"]["bindings"].sort(
        key=lambda row: [
            json.dumps(row.get(name, {}), ensure_ascii=False, sort_keys=True) for name in columns
        ]
    )
    return json.dumps(results, ensure_ascii=False).encode()


if __name__ == "__main__":
    main()
