"""Ask a question of one's own, in SPARQL, within limits that really stop it.

The question is checked and answered in a process of its own (:mod:`zeren.worker`), whose memory is bounded
and which is killed at its time limit: an embedded store cannot be told to give up
(https://github.com/oxigraph/oxigraph/issues/1926).
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from .cite import Edition, Setting, cite
from .engines import Source
from .errors import ZerenError
from .found import Found
from .tables import Result

__all__ = ["Limits", "ask_sparql"]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a question may use: seconds, rows (or triples) of its answer, mebibytes of memory."""

    seconds: float = 30
    rows: int = 10_000
    mebibytes: int = 1024

    def __post_init__(self) -> None:
        """Refuse limits under which nothing could be answered."""
        if not 0 < self.seconds < 1_000_000 or self.rows < 1 or self.mebibytes < 1:
            what = "A limit is no number above 0. 限制须大于零。"
            raise ZerenError(what, mend="Give more seconds, rows or mebibytes.")


_LIMITS = Limits()
_SETTING = Setting()


def ask_sparql(
    sparql: str,
    *,
    source: Source,
    setting: Setting = _SETTING,
    limits: Limits = _LIMITS,
    services: Iterable[str] = (),
) -> Result:
    """Ask a build folder or an endpoint a query that only reads; the standard prefixes are known.

    ``services`` are the addresses that the query may call with SERVICE. What reaches the row limit is cut off
    and says so (``cut``).

    Raises:
        ZerenError: the query is none, does what it may not, or reaches its limit of time or memory.

    """
    if setting.without_basis:
        what = "A basis can be left out of stored queries alone. 仅存储查询可排除依据类型。"
        raise ZerenError(what, mend="Filter by zr:basis in the query itself.")
    remote = isinstance(source, str)
    request = {
        "sparql": sparql,
        "endpoint": source if remote else None,
        "build": None if remote else str(source),
        "degree": setting.degree,
        "services": list(services),
        "seconds": limits.seconds,
        "rows": limits.rows,
        "mebibytes": limits.mebibytes,
    }
    about, data = _in_a_process(request, limits)
    found = Found(
        kind=about["kind"], data=data, size=about["size"], columns=tuple(about["columns"]), cut=about["cut"]
    )
    of = tuple(Edition(**one) for one in about["editions"])
    citation = cite(found, about["sparql"], setting=replace(setting, source=str(source)), of=of)
    return Result(sparql=about["sparql"], found=found, citation=citation)


def _in_a_process(request: dict[str, Any], limits: Limits) -> tuple[dict[str, Any], bytes]:
    # -P: a file of the working folder that is called like a library is not that library.
    command = [sys.executable, "-P", "-m", "zeren.worker"]
    asked = json.dumps(request).encode()
    try:
        done = subprocess.run(command, input=asked, capture_output=True, timeout=limits.seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise _out_of_time(limits) from error
    if done.returncode:
        raise _broken_off(done, limits)
    head, _, data = done.stdout.partition(b"\n")
    about = json.loads(head)
    if "what" in about:
        raise ZerenError(about["what"], mend=about["mend"])
    return about, data


def _out_of_time(limits: Limits) -> ZerenError:
    what = f"The query was stopped after {limits.seconds:g} seconds. 查询超过{limits.seconds:g}秒，已停止。"
    return ZerenError(what, mend="Ask for less (a narrower pattern), or allow more with --timeout.")


def _broken_off(done: subprocess.CompletedProcess[bytes], limits: Limits) -> ZerenError:
    """Say why the process ended: the engine aborts when it gets no memory, Python says so."""
    if done.returncode == -signal.SIGXCPU:
        return _out_of_time(limits)
    errors = done.stderr.decode(errors="replace")
    if done.returncode in (-signal.SIGABRT, -signal.SIGKILL) or "MemoryError" in errors:
        what = f"The query was stopped at {limits.mebibytes} MiB of memory. 查询内存超限，已停止。"
        return ZerenError(what, mend="Ask for less (no ORDER BY on everything), or allow more with --memory.")
    last = (errors.strip().splitlines() or ["no reason given"])[-1][:300]
    what = f"The query broke off (exit {done.returncode}): {last}. 查询中断。"
    return ZerenError(what, mend="Try a simpler query.")
