"""Formats that a program of a few kilobytes can hide in: read in a process whose time and memory are bounded.

A PDF or an old workbook can ask for hours or gigabytes, and their libraries set no bound.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys

from .carried import Cell, Content, UnreadableError

__all__ = ["read_bounded"]

_MEMORY = 2 << 30
#: Seconds of computing for a workbook, or to open a PDF; and more for each page of that.
_SECONDS = 20
_SECONDS_OF_PAGE = 5


def read_bounded(kind: str, data: bytes) -> Content:
    """Read a PDF (``pdf``) or an old workbook (``xls``).

    Raises:
        UnreadableError: it is damaged, locked, without text, or asks for too much.
    """
    # -P: a file of the working folder that is called like a library is not that library.
    command = [sys.executable, "-P", "-m", "zeren.carry.worker", kind]
    command += map(str, (_MEMORY, _SECONDS, _SECONDS_OF_PAGE))
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if done.returncode:
        over = done.returncode in (-signal.SIGXCPU, -signal.SIGKILL) or b"MemoryError" in done.stderr
        last = (done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1][:200]
        raise UnreadableError(
            "a file that asks for too much time or memory. 文件过于复杂。"
            if over
            else f"a damaged file, it cannot be read ({last}). 文件损坏，无法读取。",
            mend="Open it with the program that made it, save or print it anew, and read that.",
        )
    answer = json.loads(done.stdout)
    if "reason" in answer:
        raise UnreadableError(answer["reason"], mend=answer["mend"])
    tables = tuple(
        tuple(tuple(Cell(start=start, end=end) for start, end in row) for row in table)
        for table in answer["tables"]
    )
    return Content(answer["text"], tables)
