"""Step 2: records to the triples that a document states. Pure: no file, no network, no clock."""

from __future__ import annotations

from rdflib import Graph

from ..namespaces import BASE
from ..records import Document
from ..units import Authority, Jurisdiction
from ..units_rdf import UnitNames
from .naming import iris_of, known_metadata, place_slug
from .scheme import SchemeWriter
from .tasks import TaskWriter
from .writer import Writer

__all__ = ["iris_of", "to_rdf"]


def to_rdf(document: Document, *, authority: Authority, names: UnitNames, base: str = BASE) -> Graph:
    """Return the triples that a document states (DESIGN section 2), with the units that no table knows.

    Args:
        document: what was read.
        authority: the tables of units.
        names: how a name tells what kind of unit it is, for units that no table knows.
        base: where data IRIs start.

    Raises:
        ZerenError: the document does not say whose scheme it is, or for which year.
    """
    meta = known_metadata(document)
    writer = Writer(
        iris=iris_of(document, authority=authority, base=base),
        document=document,
        jurisdiction=authority.of_government(meta.government)
        or Jurisdiction(place_slug(meta.government), (), ()),
        names=names,
        year=meta.year,
        day=meta.issued,
    )
    scheme = SchemeWriter(writer)
    scheme.scheme(meta, authority)
    scheme.document(meta)
    # Before the tasks: what is given to a collective that the scheme defines is given to the scheme's own.
    for definition in document.definitions:
        if writer.is_collective(definition.collective):
            scheme.definition(definition)
    for section in document.sections:
        scheme.section(section)
    tasks = TaskWriter(writer)
    for task in document.tasks:
        if task.text:  # a number alone is no task: the reader has warned of its line
            tasks.task(task)
    return writer.graph
