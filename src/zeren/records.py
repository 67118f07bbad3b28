"""What a document says, as frozen records: the contract between reading and RDF.

Offsets are code points of the document's text (UTF-8, no BOM, LF, not normalised), half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

__all__ = [
    "Assignment",
    "Basis",
    "Definition",
    "Document",
    "Due",
    "LeftOut",
    "Metadata",
    "Note",
    "Piece",
    "PieceKind",
    "Rule",
    "Section",
    "Span",
    "Target",
    "Task",
]

#: How we know a fact: notations of ``ontology/vocab/bases.ttl``.
Basis = Literal["stated", "restored", "implied", "rule", "editorial"]
#: What a piece of the document is; the pieces tile it (DESIGN section 3).
PieceKind = Literal["heading", "number", "text", "bracket", "role", "unit", "due", "separator", "furniture"]


@dataclass(frozen=True, kw_only=True)
class Span:
    """A passage: where it starts and ends (code points) and its first line (from 1)."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One tile of the document."""

    kind: PieceKind
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Note:
    """A warning: a line that was not understood, with its text, in both languages."""

    line: int
    text: str
    en: str
    zh: str


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A number that was read and is no target, with the reason (``duration``, ``code``, ...).

    ``start`` and ``end`` count from the start of the task's text.
    """

    text: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Target:
    """One number that a task must reach.

    ``value`` is scaled to base (6万 is 60000); ``bound`` is one of ``= >= <= > < ~``; ``measure`` is the
    unit word as written; ``measure_kind`` a notation of ``vocab/measure-kinds.ttl``; ``action`` the verb
    or empty; ``modality`` a notation of ``vocab/modalities.ttl`` (力争, 确保) or empty; ``start`` and ``end``
    (from the start of the task's text) mark number, unit and bound words.
    """

    value: Decimal
    bound: str
    measure: str
    measure_kind: str
    indicator: str
    action: str
    unit_iri: str | None
    start: int
    end: int
    modality: str = ""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """One task given to one assignee in one role.

    ``role`` is a notation of ``vocab/roles.ttl``; ``unit`` the name with elided parts restored; ``is_open``
    says that the list it stands in ends in 等: others answer whom it does not name. ``span`` lies in the
    task's own, but for what a heading or a line shared by several tasks assigns.
    """

    role: str
    role_as_written: str
    unit: str
    unit_as_written: str
    second_name: str | None
    is_person: bool
    position: int
    basis: Basis
    span: Span
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Due:
    """A task's deadline (完成时限): the last day that its words allow, None where they name none (长期)."""

    last_day: date | None
    span: Span


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What a document says a collective's name means: 各区人民政府(含开发区、风景区,下同).

    ``words`` are those in the bracket as written, ``members`` the units that they name, restored;
    ``is_whole`` where they are all (指), not some of them (含).
    """

    collective: str
    words: str
    members: tuple[str, ...]
    is_whole: bool
    span: Span


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a document says of tasks that name no lead: a notation of ``vocab/accountability-rules.ttl``."""

    notation: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part, section or group; ``parent`` is the key of the section that holds it, or None."""

    key: str
    parent: str | None
    level: int
    number: int
    number_as_written: str
    title: str
    basis: Basis
    span: Span | None


@dataclass(frozen=True, kw_only=True)
class Task:
    """One task; ``span`` is its whole source line (or lines).

    ``basis`` is implied where the document numbers no tasks: then ``number`` is the order under the heading,
    and ``number_as_written`` is empty.
    """

    key: str
    section: str
    number: int
    number_as_written: str
    text: str
    text_start: int
    assignments: tuple[Assignment, ...]
    targets: tuple[Target, ...]
    left_out: tuple[LeftOut, ...]
    span: Span
    due: Due | None = None
    basis: Basis = "stated"


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What the head of the document, or the sidecar file beside it, says of the whole.

    ``number`` is the document's own (文号), ``issued`` the day it was signed or published. ``version`` counts
    from 1 where a scheme was corrected; version 2 replaces version 1.
    """

    title: str
    scheme_title: str
    government: str
    year: int
    source: str | None
    copy_status: str | None
    number: str | None = None
    issued: date | None = None
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole document as read."""

    name: str
    text: str
    bytes_sha256: str
    text_sha256: str
    metadata: Metadata | None
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    definitions: tuple[Definition, ...] = ()
    rule: Rule | None = None
