"""What the head of a table's column says: the field that it holds, or the role of those whom it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..lines import fold_width
from ..words import Words

__all__ = ["ROLE", "TEXTS", "Head", "Heads", "squash"]

#: The field of a column of units or persons.
ROLE = "role"
#: Fields that make up a task's text.
TEXTS = frozenset(("task", "goal", "measure"))

#: No head of a column is longer.
_LONGEST = 24
#: Nor is a whole header whose cells are stuck together.
_STUCK = 80
_YEAR = re.compile(r"^\d{2,4}年度?")
_NOISE = re.compile(r"[:*★]")
_SIGNS = re.compile(r"[()〈〉]")
_BRACKET = re.compile(r"\([^()]*\)|〈[^〈〉]*〉")
_AND = re.compile(r"以及|[及和与、/,;]")


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column's field: a notation of ``vocab/fields.ttl``, or ``role``.

    ``roles`` are the roles (``vocab/roles.ttl``) of those in its cells, each with its word as written; two
    where the column names units and persons in one cell (牵头单位及责任人).
    """

    field: str
    roles: tuple[tuple[str, str], ...] = ()


def squash(text: str) -> str:
    """Take all white space out: 责 任⏎单 位 is one word."""
    return "".join(text.split())


class Heads:
    """Reads heads of columns by the words of ``vocab/fields.ttl`` and ``vocab/roles.ttl``."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._read: dict[tuple[str, bool], Head | None] = {}

    def of(self, text: str, *, whole: bool = False) -> Head | None:
        """Return what a head says, None where no word of it is known.

        A word may have a year before it (2024年工作目标) and a remark in brackets behind; two may be joined
        (任务及举措). Where a word is not known, its end tells what it is: 市级牵头单位 is a 牵头单位.

        Args:
            text: the head as written, white space and all.
            whole: do not go by the end of a word.
        """
        word = squash(text)
        if not word or len(word) > _LONGEST:
            return None
        key = (word, whole)
        if key not in self._read:
            self._read[key] = self._of(word, whole)
        return self._read[key]

    def stuck(self, text: str) -> list[Head]:
        """Return the heads that a line consists of where nothing parts them (序号重点工作责任单位)."""
        word, found = fold_width(squash(text)), []
        at = 0
        while at < len(word) <= _STUCK:
            end = next(
                (e for e in range(min(len(word), at + _LONGEST), at, -1) if self._exact(word[at:e])), at
            )
            if end == at:
                return []
            found += [head for head in (self._exact(word[at:end]),) if head]
            at = end
        return found

    def _of(self, word: str, whole: bool) -> Head | None:
        word = _without(_NOISE, word)
        forms = list(dict.fromkeys(_forms(word)))
        head = next((head for form in forms if (head := self._exact(form))), None)
        if head is None:
            joined = next((parts for form in forms if (parts := self._parts(form))), None)
            if joined:
                return self._together(word, joined)
            head = None if whole else next((head for form in forms if (head := self._by_end(form))), None)
        if head and len(head.roles) == 1 and head.roles[0][1] == _without(_SIGNS, word):
            # 牵头(责任)单位: the brackets are part of the word.
            return Head(field=ROLE, roles=((head.roles[0][0], word),))
        return head

    def _exact(self, word: str) -> Head | None:
        folded = fold_width(word)
        if role := self._words.roles.get(folded):
            return Head(field=ROLE, roles=((role, word),))
        field = self._words.fields.get(folded)
        return Head(field=field) if field else None

    def _parts(self, word: str) -> list[Head]:
        """Return the heads of words that are joined by 及, none where one of them is not known."""
        cuts = [0, *(at for found in _AND.finditer(fold_width(word)) for at in found.span()), len(word)]
        parts = [word[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
        heads = [self._exact(part) or self._by_end(part) for part in parts if part]
        known = [head for head in heads if head]
        return known if len(known) == len(heads) > 1 else []

    def _together(self, word: str, heads: Sequence[Head]) -> Head | None:
        """Join heads: those of a text are one text, a unit's and a person's stay two roles."""
        if text := next((head for head in heads if head.field in TEXTS), None):
            return text
        fields = {head.field for head in heads}
        if len(fields) == 1 and fields != {ROLE}:
            return heads[0]
        roles = dict(role for head in heads for role in head.roles)
        persons = [role for role in roles if role in self._words.person_roles]
        if fields == {ROLE} and len(roles) == 1:
            return Head(field=ROLE, roles=((next(iter(roles)), word),))
        if fields == {ROLE} and len(roles) == 2 and len(persons) == 1:
            return Head(field=ROLE, roles=tuple(roles.items()))
        # Two roles of units in one cell: the cell itself must say who does what.
        return Head(field="division") if fields <= {ROLE, "division"} else None

    def _by_end(self, word: str) -> Head | None:
        for start in range(1, len(word) - 1):
            head = self._exact(word[start:])
            length = len(word) - start
            # Two signs alone tell little: 负责, 时间.
            if head and (length > 2 or (start <= 2 and head.field not in (ROLE, "due"))):
                return Head(field=ROLE, roles=((head.roles[0][0], word),)) if head.roles else head
        return None


def _forms(word: str) -> Iterator[str]:
    """Yield a word as it stands, then without brackets, what they hold and the year before it."""
    without = _without(_BRACKET, word)
    for form in (word, _without(_SIGNS, word), without):
        yield form
        yield _without(_YEAR, form)


def _without(pattern: re.Pattern[str], word: str) -> str:
    """Take out of a word what a pattern finds in its folded form."""
    kept, at = [], 0
    for found in pattern.finditer(fold_width(word)):
        kept.append(word[at : found.start()])
        at = found.end()
    return "".join(kept) + word[at:]
