"""Persons whom a document names as leaders: by name (李一), by office (常务副市长), or by both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from ..lines import fold_width
from ..lists.name_forms import LEVEL, NameForms, squeezed
from ..words import Words

__all__ = ["Someone", "people", "person"]

_HAN = "\u3400-\u9fff"
#: Names of other peoples of China, whose parts a dot joins.
_DOTTED = re.compile(f"[{_HAN}]{{1,10}}(?:[·•．‧・][{_HAN}]{{1,10}})+")
_GLOSS = re.compile(r"[(〈][^()〈〉]*[)〉]$")
_LEVEL = re.compile(f"(?:各|有关|相关|[一二三四五六七八九十两几])*(?:{LEVEL}|[省市区县州镇乡村]级)*")
_LAST_LEVEL = re.compile(f"(?:{LEVEL}|[省市区县州镇乡村]级)$")
_SPLIT = re.compile("[、,;\n\t]")
#: No name with its office is longer.
_LONGEST = 40


@dataclass(frozen=True, kw_only=True)
class Someone:
    """One entry of a list of persons: its place, and its name or office; None where it reads as no person."""

    start: int
    end: int
    name: str | None


@lru_cache(maxsize=1 << 14)
def person(name: str, words: Words) -> str | None:
    """Return the name without its office, or the office where no name stands; None where it is no person's.

    >>> from ..words import load_words
    >>> [person(name, load_words()) for name in ("李一副市长", "副市长李 一", "常务副市长", "市残联")]
    ['李一', '李一', '常务副市长', None]
    """
    return _persons(words).name(squeezed(fold_width(name)))


def people(folded: str, start: int, end: int, words: Words) -> list[Someone]:
    """Return the persons of the list that stands at ``start`` to ``end`` of a folded text.

    Spaces part two names and not the signs of one; a title before 、 belongs to the name behind it
    (市委常委、副市长李一).
    """
    found: list[Someone] = []
    begun: int | None = None
    reader = _persons(words)
    cuts = list(_entries(folded, start, end, reader))
    for at, (first, last) in enumerate(cuts):
        name = reader.name(squeezed(folded[first:last]))
        titled = begun if begun is not None else first
        following = at + 1 < len(cuts) and "、" in folded[last : cuts[at + 1][0]]
        if following and name is not None and reader.is_office(name) and _named(folded, cuts[at + 1], reader):
            begun = titled
            continue
        found.append(Someone(start=titled, end=last, name=name))
        begun = None
    return found


def _named(folded: str, cut: tuple[int, int], reader: _Persons) -> bool:
    """Whether an entry is an office and the name of who has it, or another title before one."""
    entry = squeezed(folded[slice(*cut)])
    name = reader.name(entry)
    return name is not None and name != entry and entry.endswith(name)


def _entries(folded: str, start: int, end: int, reader: _Persons) -> Iterator[tuple[int, int]]:
    """Yield the place of each entry: between separators outside brackets, and at spaces between names."""
    depth, begun = 0, start
    for at in range(start, end + 1):
        sign = folded[at] if at < end else "、"
        depth = max(0, depth + (sign in "(〈") - (sign in ")〉"))
        if at == end or (depth == 0 and _SPLIT.match(sign)):
            yield from _apart(folded, begun, at, reader)
            begun = at + 1


def _apart(folded: str, start: int, end: int, reader: _Persons) -> Iterator[tuple[int, int]]:
    """Yield an entry's place, or those of the names that only spaces part: 李一 王二, but 李 一 as one."""
    begun: int | None = None
    last = start
    for token in re.finditer(r"\S+", folded[start:end]):
        first = start + token.start()
        if begun is not None and reader.named(squeezed(folded[begun:last])) and reader.opens(token[0]):
            yield begun, last
            begun = None
        begun = first if begun is None else begun
        last = start + token.end()
    if begun is not None:
        yield begun, last


@cache
def _persons(words: Words) -> _Persons:
    return _Persons(words)


@dataclass(frozen=True)
class _Persons:
    """Tells persons' names by the words of ``name-words.ttl`` and ``offices.ttl``."""

    words: Words

    @cached_property
    def _forms(self) -> NameForms:
        return NameForms(self.words, lambda name: False)

    @cached_property
    def _titles(self) -> frozenset[str]:
        return self.words.offices["title"] | self.words.offices["title-of-many"]

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        return tuple(sorted({len(title) for title in self._titles}, reverse=True))

    @cached_property
    def _modifiers(self) -> tuple[str, ...]:
        return tuple(sorted(self.words.offices["modifier"], key=lambda word: (-len(word), word)))

    def name(self, name: str) -> str | None:
        """Return the name or the office that words without spaces are."""
        if not 2 <= len(name) <= _LONGEST:
            return None
        if gloss := _GLOSS.search(name):
            return self.name(name[: gloss.start()])
        if title := self._title(name):
            return self._before_title(name, title)
        for size in (2, 3, 4):
            if self.full(name[-size:]) and self.is_office(name[:-size]):
                return name[-size:]
        return name if self._alone(name) else None

    def is_office(self, name: str) -> bool:
        """Whether words are an office with no name by it."""
        title = self._title(name)
        return title != "" and self._before_title(name, title) == name

    def full(self, name: str) -> bool:
        """Whether words may be a surname and one or two signs; who asks knows that it is a person's."""
        size = self._surname(name)
        rest = name[size:]
        if not size or not 1 <= len(rest) <= 2 or name in self.words.name_words["no-name"]:
            return False
        signs = all("\u3400" <= sign <= "\u9fff" or self._masks(sign) for sign in rest)
        return signs and not self._title(name) and not self._unit(name)

    def named(self, words: str) -> bool:
        """Whether words hold a whole name, with an office or without."""
        return self.full(words) or self.name(words) not in (None, words)

    def opens(self, token: str) -> bool:
        """Whether another name may begin here."""
        begins = self._surname(token) > 0 or _DOTTED.match(token) is not None
        return self.named(token) or (begins and not self.is_office(token))

    def _alone(self, name: str) -> bool:
        """Whether words are a name though nothing by them says so."""
        if self._unit(name):
            return False
        if _DOTTED.fullmatch(name):
            return True
        given = self.words.name_words["given"]
        return self.full(name) and all(s in given or self._masks(s) for s in name[self._surname(name) :])

    def _masks(self, sign: str) -> bool:
        return sign in self.words.name_words["mask"]

    def _surname(self, name: str) -> int:
        surnames = self.words.name_words["surname"]
        return next((size for size in (2, 1) if len(name) >= size and name[:size] in surnames), 0)

    def _title(self, name: str) -> str:
        """Return the longest title that ends words."""
        return next((name[-size:] for size in self._sizes if name[-size:] in self._titles), "")

    def _before_title(self, name: str, title: str) -> str | None:
        """Return the name before a title, all of the words where a unit or nothing stands before it."""
        left = name[: len(name) - len(title)]
        while not self._unit(left) and (part := self._part(left)):
            left = left[: len(left) - len(part)]
        if self.full(left) or _DOTTED.fullmatch(left):
            return left
        for size in (2, 3, 4):
            if self._follows(left, size):
                return left[-size:]
        whole = _LEVEL.fullmatch(left) is not None or self._unit(left) or self._surname(left) == len(left)
        # Of 领导 alone nobody knows whose.
        tells = title in self.words.offices["title"] or name != title
        return name if whole and tells else None

    def _follows(self, words: str, size: int) -> bool:
        """Whether the last signs are the name of who is of the unit, or has the office, before it."""
        before = words[:-size]
        return bool(before) and self.full(words[-size:]) and (self.is_office(before) or self._unit(before))

    def _part(self, words: str) -> str:
        """Return what ends words and belongs to a title: 副, 分管, 市, 县级."""
        if modifier := next((m for m in self._modifiers if words.endswith(m)), ""):
            return modifier
        level = _LAST_LEVEL.search(words[-4:])
        return level[0] if level and not self.full(words) else ""

    def _unit(self, name: str) -> bool:
        return self._forms.reads(name)
