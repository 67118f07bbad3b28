"""The main job: documents to a validated, queryable graph. The whole way, a line a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from zeren.corpus import Built, NotValidError, Stated, assemble, background, distinct
from zeren.crosscheck import check_document, check_rule
from zeren.dumps import write_dumps
from zeren.infer import infer
from zeren.namespaces import BASE
from zeren.processes import each
from zeren.rdf import Packed
from zeren.read import read_document
from zeren.report import write_report
from zeren.resources import files
from zeren.store import generation, write_store
from zeren.to_rdf import iris_of, to_rdf
from zeren.validate import Report, validate

__all__ = ["build", "check", "state"]


def build(
    paths: Iterable[Path] = (),
    out: Path = Path("build"),
    *,
    base: str = BASE,
    engine: str = "reasonable",
    tables: Path | None = None,
    watch: Callable[[Iterator[Built], int], Iterable[Built]] = lambda parts, _: parts,
) -> list[Built]:
    """Read documents, make, infer and check their graphs, and leave store, dumps and report in ``out``.

    Args:
        paths: the documents; none means those that come with Zeren.
        out: becomes a link to the new build; what it linked to stays until the new one is whole.
        base: where data IRIs start.
        engine: what infers: ``reasonable`` or ``owlrl``.
        tables: a folder of tables of units of one's own, added to those shipped.
        watch: passes the parts on as they are ready, told how many will come, to show progress.

    Raises:
        ZerenError: bad input; the message says what, where and how to mend it.
        NotValidError: a document's graph breaks a shape.
    """
    documents = list(paths) or files("data", "documents/*.txt")
    stated = distinct(each(partial(state, base=base, tables=tables), documents))
    checked = each(partial(check, base=base, engine=engine, tables=tables), stated)
    built = list(watch(checked, len(stated)))
    for part in built:
        if not part.report.conforms:
            raise NotValidError(part.document.name, part.report)
    with generation(out) as folder:
        dump = assemble(background(base, engine, tables), built)
        write_store(folder / "store", dump.quads)
        write_dumps(folder, dump)
        write_report(folder, built)
    return built


def state(path: Path, *, base: str = BASE, tables: Path | None = None) -> Stated:
    """Read one document, and say what it states. Needs nothing of any other document."""
    known = background(base, tables=tables)
    document = read_document(path, words=known.words, authority=known.authority)
    iris = iris_of(document, authority=known.authority, base=base)
    stated = to_rdf(document, authority=known.authority, names=known.names, base=base)
    return Stated(document=document, iris=iris, stated=Packed.of(stated))


def check(part: Stated, *, base: str = BASE, engine: str = "reasonable", tables: Path | None = None) -> Built:
    """Infer what follows from one document, and check what it states."""
    known = background(base, engine, tables)
    inferred = infer(part.stated, known.units, known.units_entailed, engine=engine)
    results = [
        *validate(part.stated, known.units).results,
        *check_document(part.stated, part.document),
        *check_rule(part.document, part.iris, known.authority),
    ]
    return Built(
        document=part.document,
        iris=part.iris,
        stated=part.stated,
        entailed=inferred.entailed,
        derived=inferred.derived,
        by_rule=inferred.by_rule,
        report=Report.of(results),
    )


if __name__ == "__main__":
    from zeren.cli import build_main

    build_main()
