"""Where the time of a build goes, by step and by library: writes docs/profile.md.

The name is not ``profile``: Python's own profiler would import this file in place of its own.

Usage: python bench/steps.py [--runs 5]
"""

from __future__ import annotations

import argparse
import cProfile
import inspect
import json
import platform
import pstats
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

CLONE = Path(__file__).parent.parent
PAGE = CLONE / "docs" / "profile.md"
#: Steps and libraries that take less of the whole than this are one line.
SMALL = 0.01
PAGE_TEXT = """<!-- Made by `make bench`: figures of one machine; the shares matter, not the seconds. -->
# Where the time goes

One build of the shipped documents, {machine}. `make bench` measures anew, and prints how this compares
with a plain pipeline on the same libraries ([bench/naive.py](../bench/naive.py)).

## By step

Median of {runs} whole processes.

{steps}
## By library

Own time under Python's profiler, which slows Python code more than compiled code:
read the order, not the seconds.

{libraries}"""


def timed(function: Callable[..., Any], name: str, spent: defaultdict[str, float]) -> Callable[..., Any]:
    """Return a function that does the same and books its time under a name."""

    def wrapper(*args: object, **kwargs: object) -> object:
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.perf_counter() - start

    return wrapper


def is_lazy(function: Callable[..., Any]) -> bool:
    """Whether calling a function does nothing yet."""
    return inspect.isgeneratorfunction(inspect.unwrap(function))


def once() -> dict[str, float]:
    """Build once in this process and return the seconds of each step of the way."""
    spent: defaultdict[str, float] = defaultdict(float)
    start = time.perf_counter()
    import build_graph

    spent["(imports)"] = time.perf_counter() - start
    # What a build does in processes of its own is done here, where it can be timed.
    build_graph.each = map  # type: ignore[assignment, attr-defined]
    functions = (build_graph.build, build_graph.state, build_graph.check)
    for name in {name for function in functions for name in function.__code__.co_names}:
        step = getattr(build_graph, name, None)
        if inspect.isfunction(step) and step not in functions and not is_lazy(step):
            setattr(build_graph, name, timed(step, name, spent))
    with tempfile.TemporaryDirectory() as folder:
        build_graph.build(out=Path(folder) / "build")
    spent["(between)"] = time.perf_counter() - start - sum(spent.values())
    return dict(spent)


def library(file: str, function: str) -> str:
    """Return the library that a profiled function belongs to."""
    if found := re.search(r"site-packages/([A-Za-z]\w*)", file) or re.search(
        r"\b(zeren|build_graph)\b", file
    ):
        return found[1]
    compiled = re.search(r"(pyoxigraph|reasonable)", f"{file} {function}")
    return compiled[1] if compiled else "Python itself"


def by_library() -> dict[str, float]:
    """Build under the profiler and return each library's own seconds."""
    profiler = cProfile.Profile()
    profiler.runcall(once)
    own: defaultdict[str, float] = defaultdict(float)
    for (file, _, function), (_, _, seconds, *_) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        own[library(file, function)] += seconds
    return dict(own)


def table(title: str, seconds: dict[str, float]) -> str:
    """Return a Markdown table, the longest first, what is small in one line."""
    whole = sum(seconds.values())
    large = {name: value for name, value in seconds.items() if value >= SMALL * whole}
    rows = sorted(large.items(), key=lambda item: -item[1])
    rows += [("(the rest)", whole - sum(large.values())), ("**whole**", whole)]
    lines = [f"| {name} | {value:.2f} | {value / whole:.0%} |\n" for name, value in rows]
    return f"| {title} | seconds | share |\n| --- | ---: | ---: |\n" + "".join(lines)


def main() -> None:
    """Measure in processes of their own, then write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--once", choices=("steps", "libraries"), help="measure in this process, print JSON")
    arguments = parser.parse_args()
    if arguments.once:
        print(json.dumps(once() if arguments.once == "steps" else by_library()))
        return

    def measured(what: str) -> dict[str, float]:
        command = [sys.executable, __file__, "--once", what]
        done = subprocess.run(command, cwd=CLONE, capture_output=True, text=True, check=True)
        figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return figures

    runs = [measured("steps") for _ in range(arguments.runs + 1)][1:]
    steps = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    machine = f"Python {platform.python_version()}, {platform.system()} on {platform.machine()}"
    text = PAGE_TEXT.format(
        machine=machine,
        runs=arguments.runs,
        steps=table("step", steps),
        libraries=table("library", measured("libraries")),
    )
    PAGE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
