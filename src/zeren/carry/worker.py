"""``python -m zeren.carry.worker KIND MEMORY SECONDS SECONDS_OF_PAGE``: one file, read within bounds.

It comes on standard input; its text and tables go to standard output as JSON.
"""

from __future__ import annotations

import ctypes
import json
import resource
import signal
import sys

__all__ = ["main"]

#: Linux: the signal that a process gets when its parent dies (``man 2 prctl``).
_PARENT_DEATH_SIGNAL = 1


def main() -> None:
    """Read the file on standard input."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    kind = sys.argv[1]
    memory, seconds, seconds_of_page = map(int, sys.argv[2:])
    _bound(resource.RLIMIT_AS, memory)
    _bound(resource.RLIMIT_CPU, seconds)
    _bound(resource.RLIMIT_CORE, 0)
    # The libraries come in under the limits.
    from .carried import Content, UnreadableError

    def allow(pages: int) -> None:
        _bound(resource.RLIMIT_CPU, seconds + seconds_of_page * pages)

    def read(data: bytes) -> Content:
        if kind == "xls":
            from .xls import read_xls

            return read_xls(data)
        from .pdf_pages import pages
        from .pdf_text import written

        return written(pages(data, allow))

    answer: dict[str, object]
    try:
        content = read(sys.stdin.buffer.read())
    except UnreadableError as error:
        answer = {"reason": error.reason, "mend": error.mend}
    else:
        tables = [[[(cell.start, cell.end) for cell in row] for row in table] for table in content.tables]
        answer = {"text": content.text, "tables": tables}
    sys.stdout.write(json.dumps(answer))


def _bound(kind: int, most: int) -> None:
    """Set a limit of the system, never above one that holds already."""
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
