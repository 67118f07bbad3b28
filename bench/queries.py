"""Ask every stored query of four engines, warm and cold, and write the ratios: docs/query-bench.md.

Usage: python bench/queries.py [--runs 7]
"""

from __future__ import annotations

import argparse
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import rdflib

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from measure import CLONE, Timing, timing
from servers import oxigraph_server, virtuoso_server

from build_graph import build
from zeren.catalogue import StoredQuery, catalogue
from zeren.engines import Embedded, Engine, Remote, open_store
from zeren.rdf import Packed

PAGE = CLONE / "docs" / "query-bench.md"
#: Seconds after which a query that an engine answers slowly is not repeated.
BUDGET = 1.0
#: What is asked of the embedded engine: times as fast as rdflib in the geometric mean, milliseconds at most.
FASTER, LONGEST = 20, 50
#: Asks an engine a stored query and returns the number of rows or triples of the answer.
Ask = Callable[[StoredQuery], int]
PAGE_TEXT = """<!-- Made by `make bench`: figures of one machine; the ratios matter, not the milliseconds. -->
# Every stored query, on every engine

The build of the shipped documents, {triples} triples; {machine}.
The embedded engine is pyoxigraph on the store on disk; the others are shown as multiples of its time: 2.0 is
twice as slow. *Cold* is the first time that a newly started engine sees the query, *warm* the median of up to
{runs} times after that. Each time is that of the whole answer, from the text of the query to the rows in
SPARQL JSON; a server's comes over HTTP from the same machine. All engines gave answers of the same size.

- Asked: the embedded engine at least {faster} times as fast as rdflib (geometric mean, warm).
  Measured: **{mean:.0f}**{missed_mean}.
- Asked: no query above {longest} ms (embedded, warm).
  Measured: the slowest, `{slowest}`, takes **{most:.0f} ms**{missed_most}.

{table}"""


def in_rdflib(graph: rdflib.Graph) -> Ask:
    """Return how rdflib in memory is asked; the answer is written out as the other engines do."""

    def ask(query: StoredQuery) -> int:
        result = graph.query(query.sparql)
        result.serialize(format="turtle" if query.is_construct else "json")
        return len(result.graph or ()) if query.is_construct else len(result)

    return ask


def through(engine: Engine) -> Ask:
    """Return how an engine of ours is asked."""
    return lambda query: engine.ask(query.sparql, kind="graph" if query.is_construct else "rows").size


@contextmanager
def remote(start: Callable[..., object], store: ox.Store, place: Path) -> Iterator[Ask]:
    """Start a server over a copy of the store, and return how it is asked while the block lasts."""
    with start(store, place) as endpoint:  # type: ignore[attr-defined]
        yield through(Remote(endpoint))


def measure(ask: Ask, runs: int, expected: Mapping[str, int]) -> dict[str, Timing]:
    """Time every query; an answer of another size is an error, for its time means nothing."""
    times = {}
    for query in catalogue().values():
        times[query.id] = timing(lambda query=query: ask(query), runs=runs, budget=BUDGET)  # type: ignore[misc]
        size = ask(query)
        if size != expected.get(query.id, size):
            raise SystemExit(f"{query.id}: {size} rows or triples instead of {expected[query.id]}")
        print(f"{query.id:32} {times[query.id].cold * 1e3:9.1f} ms {times[query.id].warm * 1e3:9.1f} ms")
    return times


def all_engines(store: ox.Store, folder: Path, runs: int) -> dict[str, dict[str, Timing]]:
    """Time every query on every engine, the embedded one first."""
    embedded = through(Embedded(store))
    sizes: dict[str, int] = {}
    times = {"embedded": measure(embedded, runs, sizes)}
    sizes |= {query.id: embedded(query) for query in catalogue().values()}
    times["rdflib"] = measure(in_rdflib(Packed.of_quads(store).graph()), runs, sizes)
    servers: dict[str, Callable[..., object]] = {"Oxigraph server": oxigraph_server}
    if shutil.which("virtuoso-t"):
        servers["Virtuoso 7"] = virtuoso_server
    for name, start in servers.items():
        print(f"\n{name}")
        with remote(start, store, folder / name.partition(" ")[0]) as ask:
            times[name] = measure(ask, runs, sizes)
    return times


def table(times: Mapping[str, Mapping[str, Timing]]) -> str:
    """Return the Markdown table: milliseconds of the embedded engine, ratios of the others, means."""
    first, *others = times
    heads = [f"{name} {state}" for name in others for state in ("warm", "cold")]
    lines = [
        ["query", "embedded warm, ms", "cold, ms", *(f"{head}, ×" for head in heads)],
        ["---", *["---:"] * (2 + len(heads))],
    ]
    for name, own in times[first].items():
        ratios = [ratio(times[other][name], own, state) for other in others for state in ("warm", "cold")]
        figures = [own.warm * 1e3, own.cold * 1e3, *ratios]
        lines.append([f"`{name}`", *(f"{figure:.1f}" for figure in figures)])
    means = [mean_ratio(times, other, state) for other in others for state in ("warm", "cold")]
    lines.append(["**geometric mean**", "", "", *(f"**{mean:.1f}**" for mean in means)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def ratio(other: Timing, own: Timing, state: str) -> float:
    """Return how many times as long another engine took, ``warm`` or ``cold``."""
    return float(getattr(other, state) / getattr(own, state))


def mean_ratio(times: Mapping[str, Mapping[str, Timing]], other: str, state: str) -> float:
    """Return the geometric mean of an engine's ratios."""
    own = times["embedded"]
    return statistics.geometric_mean(ratio(times[other][name], own[name], state) for name in own)


def main() -> None:
    """Build, measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=7, help="times that each query is asked when warm, at most"
    )
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(out=folder / "build")
        store = open_store(folder / "build")
        times = all_engines(store, folder, runs)
        triples = len({quad.triple for quad in store})
    mean = mean_ratio(times, "rdflib", "warm")
    slowest = max(times["embedded"], key=lambda query: times["embedded"][query].warm)
    most = times["embedded"][slowest].warm * 1e3
    text = PAGE_TEXT.format(
        triples=triples,
        machine=f"Python {platform.python_version()}, {platform.system()} on {platform.machine()}",
        runs=runs,
        faster=FASTER,
        longest=LONGEST,
        mean=mean,
        missed_mean="" if mean >= FASTER else " (missed)",
        slowest=slowest,
        most=most,
        missed_most="" if most <= LONGEST else " (missed)",
        table=table(times),
    )
    PAGE.write_text(text, encoding="utf-8")
    print(f"\n{text}")


if __name__ == "__main__":
    main()
