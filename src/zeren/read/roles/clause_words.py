"""The words that hold a sentence of assignment together, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..wordlists import any_of
from ..words import Words

__all__ = ["ClauseWords", "Ended"]

_BRACKETED = re.compile(r"[(〈][^()〈〉]*[)〉]")
_LONGEST_ASIDE = 40


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a clause ends: the role, where its word stands, where the name before it ends.

    ``binding`` is where a word stands that binds the two and says nothing (按职责, 为); empty without one.
    """

    role: str
    word: tuple[int, int]
    name_end: int
    binding: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class ClauseWords:
    """Role words as labels (``nouns``) and ``verbs``, and the words of ``clause-words.ttl``."""

    words: Words

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Role words that are labels: 牵头单位."""
        heads = tuple(self.words.clause_words["noun"])
        return frozenset(word for word in self.words.roles if len(word) > 2 and word.endswith(heads))

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Role words that end a clause: 牵头, 负责落实."""
        return frozenset(self.words.roles) - self.nouns

    @cached_property
    def short_verbs(self) -> str:
        """A pattern for the verbs of two signs: every sentence that assigns holds one."""
        return any_of(verb for verb in self.verbs if len(verb) == 2)

    @cached_property
    def opener(self) -> re.Pattern[str]:
        """What may open a clause: 由."""
        return re.compile(any_of(self.words.clause_words["opener"]))

    @cached_property
    def joiner(self) -> re.Pattern[str]:
        """What joins a lead and who helps it: 会同."""
        return re.compile(any_of(self.words.clause_words["joiner"]))

    @cached_property
    def parting(self) -> re.Pattern[str]:
        """What parts the pieces of a sentence: separators, brackets, spaces by a date or a verb."""
        date = r"(?<!\s)\s+(?=\d{1,4}[年月.]|年[底内末]|长期)"
        return re.compile(rf"[,;、。()〈〉]|(?<={self.short_verbs})\s+(?=\S)|{date}")

    def verb(self, text: str) -> str:
        """Return the longest verb that ends words, or an empty string."""
        return next((text[-size:] for size in self._verb_sizes if text[-size:] in self.verbs), "")

    def without_manner(self, text: str) -> str:
        """Return words without what stands before a verb and leaves the role as it is: 按职责."""
        return self._manner.sub("", text)

    def is_aside(self, text: str) -> bool:
        """Whether words in a list tell about the list: 列第一位的为牵头单位,下同."""
        aside = text in self.words.clause_words["ditto"] or self._aside.search(_BRACKETED.sub("", text))
        return bool(aside) and len(text) <= _LONGEST_ASIDE

    def endings(self, text: str, start: int) -> Iterator[Ended]:
        """Yield how a clause that begins at ``start`` may end, what is likeliest first."""
        roles = self.words.roles
        if text.endswith(")"):
            at = text.rfind("(")
            if at > start and (inner := text[at + 1 : -1]) in roles:
                yield Ended(role=roles[inner], word=(at + 1, len(text) - 1), name_end=at)
            return
        for size in self._verb_sizes:
            at = len(text) - size
            if at >= start and text[at:] in self.verbs:
                yield self._before(text, start, at, roles[text[at:]])
        # 牵头抓好落实: two verbs in a row are one.
        last = self.verb(text[start:])
        head = self.without_manner(text[start : len(text) - len(last)]) if last else ""
        if first := self.verb(head):
            both = {roles[first], roles[last]}
            yield self._before(
                text, start, start + len(head) - len(first), "lead" if "lead" in both else roles[first]
            )
        for size in self._noun_sizes:
            at = len(text) - size
            if (
                at - 1 > start
                and text[at - 1] in self.words.clause_words["copula"]
                and text[at:] in self.nouns
            ):
                role = roles[text[at:]]
                yield Ended(role=role, word=(at, len(text)), name_end=at - 1, binding=(at - 1, at))

    def _before(self, text: str, start: int, at: int, role: str) -> Ended:
        manner = self._manner.search(text, start, at)
        binding = manner.span() if manner else (0, 0)
        return Ended(
            role=role, word=(at, len(text)), name_end=manner.start() if manner else at, binding=binding
        )

    @cached_property
    def _aside(self) -> re.Pattern[str]:
        copulas = any_of(self.words.clause_words["copula"])
        return re.compile(f".(?:{copulas})(?:{any_of(self.nouns)})$")

    @cached_property
    def _manner(self) -> re.Pattern[str]:
        return re.compile(f"(?:{any_of(self.words.clause_words['manner'])})+$")

    @cached_property
    def _verb_sizes(self) -> tuple[int, ...]:
        return tuple(sorted({len(word) for word in self.verbs}, reverse=True))

    @cached_property
    def _noun_sizes(self) -> tuple[int, ...]:
        return tuple(sorted({len(word) for word in self.nouns}, reverse=True))
