"""The main job: documents to a validated, queryable graph. The whole way, a line a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from zeren.corpus import Built, NotValidError, assemble, background
from zeren.crosscheck import check_document
from zeren.dumps import write_dumps
from zeren.infer import infer
from zeren.namespaces import BASE
from zeren.read import read_document
from zeren.report import write_report
from zeren.resources import files
from zeren.store import generation, write_store
from zeren.to_rdf import iris_of, to_rdf
from zeren.validate import Report, validate

__all__ = ["build"]


def build(
    paths: Iterable[Path] = (),
    out: Path = Path("build"),
    *,
    base: str = BASE,
    engine: str = "reasonable",
    watch: Callable[[Iterable[Path]], Iterable[Path]] = iter,
) -> list[Built]:
    """Read documents, make, infer and check their graphs, and leave store, dumps and report in ``out``.

    Args:
        paths: the documents; none means those that come with Zeren.
        out: becomes a link to the new build; what it linked to stays until the new one is whole.
        base: where data IRIs start.
        engine: what infers: ``reasonable`` or ``owlrl``.
        watch: wraps the documents, to show progress.

    Raises:
        ZerenError: bad input; the message says what, where and how to mend it.
        NotValidError: a document's graph breaks a shape.
    """
    known = background(base, engine)
    built: dict[str, Built] = {}
    for path in watch(list(paths) or files("data", "documents/*.txt")):
        document = read_document(path, words=known.words, authority=known.authority)
        iris = iris_of(document, authority=known.authority, base=base)
        stated = to_rdf(document, authority=known.authority, names=known.names, base=base)
        inferred = infer(stated, known.known, engine=engine)
        report = Report.of([*validate(stated + known.units).results, *check_document(stated, document)])
        if not report.conforms:
            raise NotValidError(document.name, report)
        built[iris.document] = Built(
            document=document, iris=iris, stated=stated, inferred=inferred, report=report
        )
    with generation(out) as folder:
        dump = assemble(known, built.values())
        write_store(folder / "store", dump.quads)
        write_dumps(folder, dump)
        write_report(folder, built.values())
    return list(built.values())


if __name__ == "__main__":
    from zeren.cli import build_main

    build_main()
