"""Run the plain pipeline and ours side by side, as whole processes in turn, and print the ratios.

Usage: python bench/compare.py [--runs 5]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import Sample, median, run

PYTHON = sys.executable
TABLES = ("tasks", "assignments", "targets", "sections", "units")
#: What the ratios are asked to stay below (wall time of the build, and its peak of memory).
ASKED = {"wall": 0.6, "peak": 1.0}


def compare(
    naive: Callable[[int], Sequence[str]], ours: Callable[[int], Sequence[str]], runs: int
) -> tuple[list[Sample], list[Sample]]:
    """Run both commands in turn, A B A B, after one run of each that warms the caches."""
    pairs = [(run(naive(number)), run(ours(number))) for number in range(runs + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def show(title: str, samples: Sequence[Sample]) -> None:
    """Print the medians of one command."""
    middle = median(samples)
    print(f"{title:34} {middle.wall:7.2f} s {middle.cpu:7.2f} s {middle.peak / 2**20:8.0f} MiB")


def show_ratios(naive: Sequence[Sample], ours: Sequence[Sample]) -> None:
    """Print ours / naive pair by pair, and the median of the pairs."""
    for measure in ("wall", "cpu", "peak"):
        ratios = [getattr(b, measure) / getattr(a, measure) for a, b in zip(naive, ours, strict=True)]
        asked = f"  (asked: at most {ASKED[measure]})" if measure in ASKED else ""
        each = " ".join(f"{ratio:.2f}" for ratio in ratios)
        print(f"ours / plain, {measure:5} {statistics.median(ratios):5.2f}{asked}   pairs: {each}")


def same_answers(naive: Path, build: Path, scratch: Path) -> None:
    """Say for each table whether both pipelines give the same rows: else the times mean nothing."""
    for table in TABLES:
        ours = scratch / f"{table}.csv"
        query = f'"{PYTHON}" -m zeren query {table} --format csv --build "{build}" > "{ours}"'
        run(["sh", "-c", query])
        rows = [sorted(file.read_text("utf-8").splitlines()) for file in (naive / ours.name, ours)]
        verdict = "the same" if rows[0] == rows[1] else "DIFFERENT"
        print(f"table {table:12} {len(rows[1]) - 1:4} rows, {verdict}")


def main() -> None:
    """Compare the builds, their answers, and the start of the shell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="pairs of runs, after one that warms up")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        naive, ours = compare(
            lambda number: [PYTHON, "bench/naive.py", "--out", str(scratch / f"naive-{number}")],
            lambda number: [PYTHON, "build_graph.py", "--out", str(scratch / f"ours-{number}")],
            runs,
        )
        print(f"The whole job, {runs} runs each in turn      wall     cpu      peak of the largest process")
        show("plain (bench/naive.py)", naive)
        show("ours (build_graph.py)", ours)
        show_ratios(naive, ours)
        print()
        build = scratch / f"ours-{runs}"
        same_answers(scratch / f"naive-{runs}", build, scratch)
        print()
        zeren = [PYTHON, "-m", "zeren"]
        bare, start = compare(
            lambda _: [PYTHON, "-c", "import rdflib, pyshacl, owlrl"], lambda _: [*zeren, "--help"], runs
        )
        question = [*zeren, "query", "tasks-led-by", "--format", "csv", "--build", str(build)]
        query = [run(question) for _ in range(runs + 1)][1:]
        print(f"Start-up, {runs} runs each                   wall     cpu      peak memory")
        show("import rdflib, pyshacl, owlrl", bare)
        show("zeren --help", start)
        show("zeren query tasks-led-by", query)


if __name__ == "__main__":
    main()
