"""Measure a command as a whole process, or a function in this one: what the benchmarks stand on.

Imports the standard library only: a child's peak memory can not be seen below that of its parent.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CLONE", "Sample", "Timing", "median", "run", "timing"]

CLONE = Path(__file__).parent.parent
#: ``ru_maxrss`` counts kilobytes, but bytes on macOS.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One run: seconds by the clock, seconds of processor, bytes of memory at the peak."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Seconds that a function took the first time, and the median of the times after that."""

    cold: float
    warm: float


def run(command: Sequence[str]) -> Sample:
    """Run a command in the clone, silently, and measure it.

    Raises:
        subprocess.CalledProcessError: the command failed; nothing is worth comparing then.

    """
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=CLONE, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Sample(wall=wall, cpu=used.ru_utime + used.ru_stime, peak=used.ru_maxrss * _RSS_UNIT)


def median(samples: Sequence[Sample]) -> Sample:
    """Return the median of each measure."""
    return Sample(
        wall=statistics.median(sample.wall for sample in samples),
        cpu=statistics.median(sample.cpu for sample in samples),
        peak=statistics.median(sample.peak for sample in samples),
    )


def timing(function: Callable[[], object], *, runs: int, budget: float) -> Timing:
    """Time a function: once, and then ``runs`` times more, but no more than once when the budget is spent.

    Args:
        function: what is timed.
        runs: how often it is called after the first time, at most.
        budget: seconds after which it is not called again.

    """

    def once() -> float:
        start = time.perf_counter()
        function()
        return time.perf_counter() - start

    cold = once()
    warm = [once()]
    while len(warm) < runs and sum(warm) < budget:
        warm.append(once())
    return Timing(cold=cold, warm=statistics.median(warm))
