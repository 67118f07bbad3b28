"""From documents and tables to proposals, one government after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..iris import slug
from ..records import Document
from ..to_rdf.naming import place_slug
from ..units import Authority, Jurisdiction, UnitRow
from ..units_rdf import UnitNames
from .likeness import Comparer, Likeness, Reason
from .names import OFFICE, NameReader
from .pairs import pairs

__all__ = ["Merge", "Spelling", "Standing", "Suggestions", "Unknown", "suggest"]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a name stands: the document and the line, None where it is known from beside the document."""

    document: str
    line: int | None


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A unit that no table knows, as a row for one: ``slug`` is free, ``kind`` inferred from the name."""

    slug: str
    name: str
    kind: str
    place: str
    is_issuer: bool
    standings: tuple[Standing, ...]


@dataclass(frozen=True, kw_only=True)
class Merge:
    """Two names that no table knows and that may mean one unit."""

    name: str
    other: str
    score: int
    reason: Reason
    standings: tuple[Standing, ...]
    other_standings: tuple[Standing, ...]


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """A name that may be another of a unit that the table knows; ``known`` is the table's name next to it."""

    name: str
    unit: UnitRow
    known: str
    score: int
    reason: Reason
    standings: tuple[Standing, ...]


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """What is proposed for the table of one government; ``jurisdiction`` is None where it has none yet."""

    government: str
    jurisdiction: Jurisdiction | None
    unknown: tuple[Unknown, ...]
    merges: tuple[Merge, ...]
    spellings: tuple[Spelling, ...]


def suggest(
    documents: Iterable[Document],
    *,
    authority: Authority,
    names: UnitNames,
    fillers: Mapping[str, frozenset[str]],
) -> list[Suggestions]:
    """Return proposals for each government whose documents are given, in the order of the documents.

    Args:
        documents: what was read.
        authority: the tables of units.
        names: how a name tells what kind of unit it is.
        fillers: words that short names leave out (``ontology/vocab/name-fillers.ttl``).
    """
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        groups[_group(document, authority)].append(document)
    return [_Group(found, authority, names, fillers).suggestions() for found in groups.values()]


def _group(document: Document, authority: Authority) -> str:
    """Return what documents of one government share."""
    meta = document.metadata
    if meta is None:
        return ""
    jurisdiction = authority.of_government(meta.government)
    return jurisdiction.slug if jurisdiction else place_slug(meta.government)


class _Group:
    """The documents of one government, with what they name."""

    def __init__(
        self,
        documents: Sequence[Document],
        authority: Authority,
        names: UnitNames,
        fillers: Mapping[str, frozenset[str]],
    ) -> None:
        metas = [document.metadata for document in documents if document.metadata]
        self.documents, self.names = documents, names
        self.government = metas[0].government if metas else ""
        self.jurisdiction = authority.of_government(self.government)
        self.years = frozenset(meta.year for meta in metas)
        rows = self.jurisdiction.units if self.jurisdiction else ()
        governments = {meta.government for meta in metas}
        governments |= self.jurisdiction.governments if self.jurisdiction else frozenset()
        self.reader = NameReader(names, fillers["joiner"], governments)
        self.comparer = Comparer(fillers, self.reader.levels)
        #: The names of units that are there in a document's year, each with its unit.
        self.known = {
            name: row
            for row in rows
            if not self.years or any(row.holds_in(year) for year in self.years)
            for name in row.names
        }
        self.place = next((row.place for row in rows if row.issuer), "")
        self.taken = {row.slug for row in rows}

    def suggestions(self) -> Suggestions:
        """Return what is proposed."""
        standings = self._standings()
        merges: list[Merge] = []
        spellings: dict[tuple[str, str], Spelling] = {}
        known = (name for name in self.known if name not in standings)
        every = [self.reader.read(name) for name in (*standings, *known)]
        for one, other in sorted(pairs(every)):
            # Known names come behind; two of them are what the table says they are.
            if one >= len(standings):
                continue
            first, second = every[one], every[other]
            found = self.comparer.compare(first, second)
            if found and other < len(standings):
                merges.append(_merge(first.text, second.text, found, standings))
            elif found:
                unit = self.known[second.text]
                spelling = Spelling(
                    name=first.text,
                    unit=unit,
                    known=second.text,
                    score=found.score,
                    reason=found.reason,
                    standings=standings[first.text],
                )
                best = spellings.setdefault((first.text, unit.slug), spelling)
                if best.score < spelling.score:
                    spellings[first.text, unit.slug] = spelling
        return Suggestions(
            government=self.government,
            jurisdiction=self.jurisdiction,
            unknown=tuple(self._unknown(name, found) for name, found in standings.items()),
            merges=tuple(sorted(merges, key=lambda m: (-m.score, m.name, m.other))),
            spellings=tuple(sorted(spellings.values(), key=lambda s: (-s.score, s.name, s.known))),
        )

    def _standings(self) -> dict[str, tuple[Standing, ...]]:
        """Return the names that no table knows, in the order of the documents, and where each stands."""
        found: dict[str, dict[Standing, None]] = {}
        for document in self.documents:
            for name, line in _names(document):
                if self._is_unknown(document, name):
                    found.setdefault(name, {})[Standing(document=document.name, line=line)] = None
        return {name: tuple(standings) for name, standings in found.items()}

    def _is_unknown(self, document: Document, name: str) -> bool:
        meta = document.metadata
        if self.jurisdiction is None:
            return True
        return (
            self.jurisdiction.find(name, meta.year if meta else None, meta.issued if meta else None) is None
        )

    def _unknown(self, name: str, standings: tuple[Standing, ...]) -> Unknown:
        whole = slug(name)
        short = whole.rpartition("-")[0]
        # Names that sound alike are two units: the second keeps the digest that tells it apart.
        code = whole if not short or short in self.taken else short
        self.taken.add(code)
        # 市教育局 is the city's own; where 石桥中学 belongs its name does not say.
        is_own = self.reader.read(name).owner in self.reader.levels
        return Unknown(
            slug=code,
            name=name,
            kind=self.names.kind(name),
            place=self.place if is_own else "",
            is_issuer=self.jurisdiction is None and name == self.government,
            standings=standings,
        )


def _merge(name: str, other: str, found: Likeness, standings: Mapping[str, tuple[Standing, ...]]) -> Merge:
    return Merge(
        name=name,
        other=other,
        score=found.score,
        reason=found.reason,
        standings=standings[name],
        other_standings=standings[other],
    )


def _names(document: Document) -> Iterator[tuple[str, int | None]]:
    """Yield the names of a document: who issued it, then whom it names, each with its line."""
    meta = document.metadata
    if meta:
        # 云江市2024年…: a title may name the place alone.
        at = max(document.text.find(name) for name in (meta.government, OFFICE.sub("", meta.government)))
        yield meta.government, document.text.count("\n", 0, at) + 1 if at >= 0 else None
    for task in document.tasks:
        yield from ((a.unit, a.span.line) for a in task.assignments if not a.is_person)
    for definition in document.definitions:
        yield from ((name, definition.span.line) for name in (definition.collective, *definition.members))
