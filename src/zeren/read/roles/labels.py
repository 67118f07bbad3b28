"""Labels that assignments stand behind (牵头单位:), and the brackets around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from ..lists.name_forms import squeezed
from ..words import Words

__all__ = ["IDLE", "Label", "Labels", "brackets"]

#: Signs that part an assignment and say nothing.
IDLE = " 。;,、.\n\t"
_KINDS = (("(", ")"), ("〈", "〉"))
#: What labels begin behind: anything but a letter of the same word.
_LETTER = re.compile("[A-Za-z\u3400-\u9fff]")
#: Longest word that may stand in brackets between a label and its colon.
_GLOSS = 40
#: A label without a colon begins a line, a bracket or a clause.
_BEGINS = "(;,、。\n"
#: A word in a bracket of its own: 【责任单位】.
_BOXED = re.compile(r"(?P<box>[(〈](?P<word>[^()〈〉:\n]{2,24})[)〉])[ \t]*:?")
#: Fields that a label may name beside a role.
_FIELDS = ("due", "division", "remark")


@dataclass(frozen=True, kw_only=True)
class Label:
    """A label at ``start`` to ``end``, its word, and where what it labels begins.

    ``notation`` is that of a role or, where ``is_role`` is False, of a field. ``gloss`` is a bracket before
    the colon. Without a colon (责任单位 市教育局, 【责任单位】市教育局) it is a label only if names of units
    follow: ``is_sure`` is False.
    """

    notation: str
    is_role: bool
    start: int
    end: int
    word: tuple[int, int]
    list_start: int
    is_sure: bool
    gloss: tuple[int, int] | None = None


def brackets(folded: str) -> dict[int, int]:
    """Return each bracket, round or 〈〉, that opens on the outside, with where it closes; one pass a kind.

    A bracket that never closes hides no other.

    >>> brackets("充(换)电(A(B))"), brackets("甲(乙(丙)")
    ({1: 3, 5: 10}, {3: 5})
    """
    pairs: list[tuple[int, int]] = []
    for opening, closing in _KINDS:
        opened: list[int] = []
        for found in re.finditer(f"[{opening}{closing}]", folded):
            if found[0] == opening:
                opened.append(found.start())
            elif opened:
                pairs.append((opened.pop(), found.start()))
    outer: dict[int, int] = {}
    last = -1
    for start, end in sorted(pairs):
        if start > last:
            outer[start] = last = end
    return outer


@dataclass(frozen=True)
class Labels:
    """Finds labels by the words of ``roles.ttl`` and ``fields.ttl``; white space in a word does not count.

    ``nouns`` are the role words that are labels anywhere; of the verbs only short ones are (牵头:).
    """

    words: Words
    nouns: frozenset[str]

    @cached_property
    def _table(self) -> dict[str, tuple[str, bool]]:
        fields = {word: (field, False) for word, field in self.words.fields.items() if field in _FIELDS}
        persons = self.words.person_roles
        roles = {
            word: (role, True)
            for word, role in self.words.roles.items()
            if len(word) == 2 or word in self.nouns or role in persons
        }
        return fields | roles

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        return tuple(sorted({len(word) for word in self._table}, reverse=True))

    @cached_property
    def _loose_words(self) -> frozenset[str]:
        """What may be a label without a colon."""
        return self.nouns | {word for word, field in self.words.fields.items() if field == "due"}

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        lasts = "".join(sorted({noun[-1] for noun in self._loose_words}))
        copulas = "".join(sorted(self.words.clause_words["copula"]))
        return re.compile(rf"(?<=[{lasts}])(?:\s*[{copulas}]|[ \t]+|\s*[—–-]{{1,2}}\s*)(?=[^\s:])")

    def find(self, folded: str) -> list[Label]:
        """Return the labels of a text, from left to right."""
        found = [
            label for colon in re.finditer(":", folded) if (label := self._before(folded, colon.start()))
        ]
        for loose in self._loose.finditer(folded):
            word = self._word(folded, loose.start())
            if word and squeezed(folded[slice(*word)]) in self._loose_words and self._begins(folded, word[0]):
                found.append(self._label(folded, word, loose.end(), is_sure=False))
        for boxed in _BOXED.finditer(folded):
            if squeezed(boxed["word"]) in self._loose_words and self._begins(
                folded, boxed.start(), spaced=True
            ):
                label = self._label(folded, boxed.span("word"), boxed.end(), is_sure=False)
                found.append(replace(label, start=boxed.start(), end=boxed.end("box")))
        return sorted(found, key=lambda label: label.start)

    def _before(self, folded: str, colon: int) -> Label | None:
        """Return the label that a colon ends."""
        at = colon
        while at and folded[at - 1].isspace() and colon - at < _GLOSS:
            at -= 1
        if at and folded[at - 1] == ")":
            opening = folded.rfind("(", max(0, at - _GLOSS), at)
            word = self._word(folded, opening) if opening > 0 else None
            return self._label(folded, word, colon + 1, gloss=(opening, at)) if word else None
        if (
            at
            and folded[at - 1] in self.words.clause_words["copula"]
            and (word := self._word(folded, at - 1))
        ):
            return self._label(folded, word, colon + 1)
        word = self._word(folded, at)
        return self._label(folded, word, colon + 1) if word else None

    def _label(
        self,
        folded: str,
        word: tuple[int, int],
        list_start: int,
        *,
        is_sure: bool = True,
        gloss: tuple[int, int] | None = None,
    ) -> Label:
        notation, is_role = self._table[squeezed(folded[slice(*word)])]
        return Label(
            notation=notation,
            is_role=is_role,
            start=word[0],
            end=word[1],
            word=word,
            list_start=list_start,
            is_sure=is_sure,
            gloss=gloss,
        )

    def _word(self, folded: str, end: int) -> tuple[int, int] | None:
        """Return where the longest label's word stands that ends here and is no part of a longer word."""
        if end < 1 or not (_LETTER.match(folded, end - 1) or folded[end - 1].isspace()):
            return None
        places: list[int] = []
        for at in range(end - 1, max(-1, end - 4 * self._sizes[0]), -1):
            if not folded[at].isspace():
                places.append(at)
                if len(places) == self._sizes[0]:
                    break
        places.reverse()
        text = "".join(folded[at] for at in places)
        for size in self._sizes:
            if text[-size:] in self._table and len(text) >= size:
                start = places[-size]
                if start == 0 or not _LETTER.match(folded[start - 1]):
                    return start, places[-1] + 1
        return None

    @staticmethod
    def _begins(folded: str, at: int, *, spaced: bool = False) -> bool:
        """Whether a clause, a line or a bracket begins here; ``spaced``: or any word does."""
        if spaced and at and folded[at - 1].isspace():
            return True
        while at and folded[at - 1] in " \t":
            at -= 1
        return at == 0 or folded[at - 1] in _BEGINS
