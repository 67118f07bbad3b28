"""The words that the reader knows: ``ontology/vocab/*.ttl`` as plain tables. A new word is data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ..errors import ZerenError
from ..namespaces import expand
from ..resources import files

__all__ = ["Measure", "Verb", "Words", "load_words"]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A unit word: the group it belongs to (``count``, ``money``, ...) and its QUDT unit, if it is one."""

    group: str
    unit_iri: str | None


@dataclass(frozen=True, kw_only=True)
class Verb:
    """A verb: its group (``creation``, ``promotion``, ...) and the measure kind it implies, if any."""

    group: str
    kind: str | None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Words:
    """The reader's vocabulary; made by :func:`load_words` (compared by identity, so that it can be a key).

    ``roles``, ``bounds_before`` and ``bounds_after`` map a word to its notation, ``kind_endings`` and
    ``kind_marks`` parts of names to kinds of units; ``unit_endings`` are all endings, the longest first.
    ``name_parts`` are the words that names are made of beside their endings, by notation, ``name_fillers``
    those that short names leave out; ``indicator_words`` are parts of what is counted, by notation.
    ``verbs`` maps a group to its words; ``kept`` a word to the longer names in which it is not read.
    ``fields`` maps what a label or a column's head may say beside a role (完成时限, 序号) to its notation;
    ``cells`` what a cell may say in place of words (无, 同上); ``modalities`` a word before a number.
    The last four are by notation: words before and after a number, and labels (en, zh) of reasons.
    """

    roles: Mapping[str, str]
    person_roles: frozenset[str]
    fields: Mapping[str, str]
    cells: Mapping[str, str]
    modalities: Mapping[str, str]
    kinds: frozenset[str]
    kind_endings: Mapping[str, str]
    kind_marks: Mapping[str, str]
    name_parts: Mapping[str, frozenset[str]]
    name_fillers: Mapping[str, frozenset[str]]
    indicator_words: Mapping[str, tuple[str, ...]]
    unit_endings: tuple[str, ...]
    name_words: Mapping[str, frozenset[str]]
    offices: Mapping[str, frozenset[str]]
    clause_words: Mapping[str, frozenset[str]]
    bounds_before: Mapping[str, str]
    bounds_after: Mapping[str, str]
    measures: Mapping[str, Measure]
    verbs: Mapping[str, Mapping[str, Verb]]
    kept: Mapping[str, tuple[str, ...]]
    kind_words: Mapping[str, tuple[str, ...]]
    asking: Mapping[str, tuple[str, ...]]
    reasons_before: Mapping[str, tuple[str, ...]]
    reasons_after: Mapping[str, tuple[str, ...]]
    reasons: Mapping[str, tuple[str, str]]
    doubts: frozenset[str]


@dataclass(kw_only=True)
class _Concept:
    """What a vocabulary file says of one concept."""

    iri: str
    values: dict[str, list[str]] = field(default_factory=dict)

    def all(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def one(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)

    @property
    def notation(self) -> str:
        notation = self.one("skos:notation")
        if notation is None:
            raise ZerenError(f"{self.iri} has no skos:notation.", mend="Give it one in ontology/vocab.")
        return notation

    @property
    def group(self) -> str | None:
        broader = self.one("skos:broader")
        return None if broader is None else _end(broader)

    @property
    def words(self) -> list[str]:
        """Its words in documents: the Chinese preferred label, then the other labels."""
        return [*self.all("skos:prefLabel@zh"), *self.all("skos:altLabel@zh")]


_READ = (
    "skos:notation",
    "skos:prefLabel",
    "skos:altLabel",
    "skos:broader",
    "qudt:hasUnit",
    "zr:assigneeClass",
    "zr:impliesKind",
    "zr:keptInName",
    "zr:nameEnding",
    "zr:nameMark",
    "zr:wordAfter",
    "zr:wordBefore",
)


def _end(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _concepts(path: Path) -> list[_Concept]:
    """Read a vocabulary file: its concepts, in the file's order."""
    names = {expand(name): name for name in _READ}
    is_a, concept = expand("rdf:type"), expand("skos:Concept")
    found: dict[str, _Concept] = {}
    is_concept: set[str] = set()
    try:
        quads = list(parse(path=path, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise ZerenError(f"{path}: no Turtle: {error}.", mend="Mend the file.") from error
    for quad in quads:
        subject, thing = str(quad.subject.value), quad.object
        if not isinstance(thing, Literal | NamedNode):
            continue
        if quad.predicate.value == is_a and thing.value == concept:
            is_concept.add(subject)
        elif name := names.get(quad.predicate.value):
            tag = f"@{thing.language}" if isinstance(thing, Literal) and thing.language else ""
            values = found.setdefault(subject, _Concept(iri=subject)).values
            values.setdefault(name + tag, []).append(thing.value)
    return [concept for iri, concept in found.items() if iri in is_concept]


def _table(concepts: list[_Concept], name: str) -> dict[str, str]:
    return {word: concept.notation for concept in concepts for word in concept.all(name)}


def _lists(concepts: list[_Concept], name: str) -> dict[str, tuple[str, ...]]:
    return {concept.notation: tuple(words) for concept in concepts if (words := concept.all(name))}


def _sets(concepts: list[_Concept]) -> dict[str, frozenset[str]]:
    return {concept.notation: frozenset(concept.all("skos:altLabel@zh")) for concept in concepts}


def _verbs(concepts: list[_Concept]) -> dict[str, dict[str, Verb]]:
    groups: dict[str, dict[str, Verb]] = {}
    for concept in concepts:
        if concept.group is None:
            continue
        implied = concept.one("zr:impliesKind")
        verb = Verb(group=concept.group, kind=None if implied is None else _end(implied))
        groups.setdefault(concept.group, {}).update(dict.fromkeys(concept.words, verb))
    return groups


def _kept(*vocabularies: list[_Concept]) -> dict[str, tuple[str, ...]]:
    """Return each word with the longer names, listed at its concept, that it is a part of."""
    kept: dict[str, tuple[str, ...]] = {}
    for concept in (concept for vocabulary in vocabularies for concept in vocabulary):
        names = concept.all("zr:keptInName")
        for word in [*concept.words, *concept.all("zr:wordBefore"), *concept.all("zr:wordAfter")]:
            inside = tuple(name for name in names if word in name and word != name)
            kept[word] = tuple(dict.fromkeys((*kept.get(word, ()), *inside)))
    return {word: names for word, names in kept.items() if names}


@cache
def load_words() -> Words:
    """Load the vocabularies; once in a process.

    >>> words = load_words()
    >>> words.roles["牵头单位"], words.bounds_after["以上"], words.measures["公顷"].unit_iri
    ('lead', '>=', 'http://qudt.org/vocab/unit/HA')
    """
    vocabularies = {path.stem: _concepts(path) for path in files("ontology", "vocab/*.ttl")}
    roles, kinds, bounds = vocabularies["roles"], vocabularies["unit-kinds"], vocabularies["bounds"]
    measures, actions, reasons = vocabularies["measures"], vocabularies["actions"], vocabularies["left-out"]
    parts = vocabularies["indicator-parts"]
    endings = _table(kinds, "zr:nameEnding")
    return Words(
        roles={word: role.notation for role in roles for word in role.all("skos:altLabel@zh")},
        person_roles=frozenset(r.notation for r in roles if expand("zr:Person") in r.all("zr:assigneeClass")),
        fields={word: f.notation for f in vocabularies["fields"] for word in f.all("skos:altLabel@zh")},
        cells={word: c.notation for c in vocabularies["cell-words"] for word in c.all("skos:altLabel@zh")},
        modalities={
            word: m.notation for m in vocabularies["modalities"] for word in m.all("skos:altLabel@zh")
        },
        kinds=frozenset(kind.notation for kind in kinds),
        kind_endings=endings,
        kind_marks=_table(kinds, "zr:nameMark"),
        name_parts={p.notation: frozenset(p.all("skos:altLabel@zh")) for p in vocabularies["name-parts"]},
        name_fillers={f.notation: frozenset(f.all("skos:altLabel@zh")) for f in vocabularies["name-fillers"]},
        indicator_words={part.notation: tuple(part.all("skos:altLabel@zh")) for part in parts},
        name_words=_sets(vocabularies["name-words"]),
        offices=_sets(vocabularies["offices"]),
        clause_words=_sets(vocabularies["clause-words"]),
        unit_endings=tuple(sorted(endings, key=lambda ending: (-len(ending), ending))),
        bounds_before=_table(bounds, "zr:wordBefore"),
        bounds_after=_table(bounds, "zr:wordAfter"),
        measures={
            word: Measure(group=measure.group, unit_iri=measure.one("qudt:hasUnit"))
            for measure in measures
            if measure.group is not None
            for word in measure.words
        },
        verbs=_verbs(actions),
        kept=_kept(bounds, actions, reasons, measures, parts, vocabularies["modalities"]),
        kind_words=_lists(vocabularies["measure-kinds"], "zr:wordBefore"),
        asking=_lists(measures, "zr:wordBefore"),
        reasons_before=_lists(reasons, "zr:wordBefore"),
        reasons_after=_lists(reasons, "zr:wordAfter"),
        reasons={
            reason.notation: (reason.one("skos:prefLabel@en") or "", reason.one("skos:prefLabel@zh") or "")
            for reason in reasons
        },
        doubts=frozenset(reason.notation for reason in reasons if reason.group == "doubt"),
    )
