"""What a document states of its tasks: their words, who has them, by when and by how much."""

from __future__ import annotations

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, SKOS

from ..iris import slug
from ..namespaces import VOCAB
from ..records import Assignment, Due, Target, Task
from ..terms import QUDT, SCHEMA, ZR, concept, date, decimal, integer, string, zh
from .writer import Writer

__all__ = ["TaskWriter"]

_SIGNS = {"=": "equal", ">=": "at-least", "<=": "at-most", ">": "more-than", "<": "less-than", "~": "about"}


class TaskWriter:
    """Writes tasks; each method states one kind of thing."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._iris = writer.iris

    def task(self, task: Task) -> None:
        """State a task with its deadline, assignments and targets."""
        subject = URIRef(self._iris.task(task.key))
        self._writer.state(
            subject,
            (RDF.type, ZR.Task),
            (SKOS.notation, string(task.key)),
            (ZR.number, integer(task.number)),
            (ZR.numberAsWritten, string(task.number_as_written) if task.number_as_written else None),
            (ZR.basis, concept("basis", task.basis) if task.basis != "stated" else None),
            (ZR.text, zh(task.text)),
            (ZR.inSection, URIRef(self._iris.section(task.section))),
            (ZR.statedAt, self._writer.passage(task.span)),
        )
        if task.due:
            self._due(subject, task.due)
        for assignment in task.assignments:
            self._assignment(task, assignment)
        for order, target in enumerate(task.targets, 1):
            self._target(task, order, target)

    def _due(self, task: URIRef, due: Due) -> None:
        """State a deadline: its words, where they stand, and the day that they name, if they name one."""
        words = self._writer.document.text[due.span.start : due.span.end]
        self._writer.state(
            task,
            (ZR.due, date(due.last_day) if due.last_day else None),
            (ZR.dueAsWritten, string(words)),
            (ZR.dueStatedAt, self._writer.words(due.span)),
        )

    def _assignment(self, task: Task, assignment: Assignment) -> None:
        """State one task given to one assignee in one role."""
        if assignment.is_person:
            assignee, code = self._writer.person(assignment.unit), slug(assignment.unit)
        else:
            unit = self._writer.unit(assignment.unit, assignment.second_name)
            assignee, code = unit.iri, unit.slug
        self._writer.state(
            URIRef(self._iris.assignment(task.key, assignment.role, code)),
            (RDF.type, ZR.Assignment),
            (ZR.task, URIRef(self._iris.task(task.key))),
            (ZR.assignee, assignee),
            (ZR.role, concept("role", assignment.role)),
            (ZR.position, integer(assignment.position)),
            (ZR.basis, concept("basis", assignment.basis)),
            (ZR.roleAsWritten, string(assignment.role_as_written)),
            (ZR.unitAsWritten, string(assignment.unit_as_written)),
            (ZR.openList, Literal(True) if assignment.is_open else None),
            (ZR.statedAt, self._writer.words(assignment.span)),
        )

    def _target(self, task: Task, order: int, target: Target) -> None:
        """State one number that a task must reach, and the indicator that it counts."""
        indicator = URIRef(self._iris.indicator(target.indicator))
        self._writer.state(
            indicator,
            (RDF.type, SKOS.Concept),
            (SKOS.prefLabel, zh(target.indicator)),
            (SKOS.inScheme, URIRef(f"{VOCAB}indicator")),
        )
        start, end = task.text_start + target.start, task.text_start + target.end
        self._writer.state(
            URIRef(self._iris.target(task.key, order)),
            (RDF.type, ZR.Target),
            (ZR.task, URIRef(self._iris.task(task.key))),
            (ZR.indicator, indicator),
            (ZR.indicatorText, zh(target.indicator)),
            (SCHEMA.value, decimal(target.value)),
            (ZR.bound, concept("bound", _SIGNS[target.bound])),
            (SCHEMA.unitText, string(target.measure)),
            (ZR.measureKind, concept("measure-kind", target.measure_kind)),
            (ZR.basis, concept("basis", "stated")),
            (ZR.action, zh(target.action) if target.action else None),
            (ZR.modality, concept("modality", target.modality) if target.modality else None),
            (QUDT.hasUnit, URIRef(target.unit_iri) if target.unit_iri else None),
            (ZR.statedAt, self._writer.words(self._writer.span(start, end))),
        )
