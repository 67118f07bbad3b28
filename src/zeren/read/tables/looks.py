"""What a token looks like, judged once however often it is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..lines import fold_width
from .likeness import Likeness, is_heading
from .tokens import Token

__all__ = ["Look"]

_NUMERAL = re.compile(r"\(?[一二三四五六七八九十]{1,3}\)?[、.]?")
#: Names of units are longer, but for few (团委, 残联).
_SHORT = 2
#: No name is longer.
_NAME = 40


@dataclass(frozen=True)
class Look:
    """A token with what it looks like."""

    token: Token
    like: Likeness

    @cached_property
    def is_empty(self) -> bool:
        """Whether it says nothing of its own: nothing at all, a sign for none, or 同上."""
        return self.like.is_empty(self.token.text) or self.like.is_as_above(self.token.text)

    @cached_property
    def is_units(self) -> bool:
        """Whether it is a list of units."""
        return self.like.are_units(self.token.text)

    @cached_property
    def names_somebody(self) -> bool:
        """Whether some part of it is a unit's or a person's name for sure."""
        return self.like.names_somebody(self.token.text)

    @cached_property
    def is_doubtful(self) -> bool:
        """Whether what reads as units may be the end of a name, or a sentence."""
        word = self.token.word
        return len(word) <= _SHORT or word.endswith("。") or not self.like.are_sure_units(self.token.text)

    @cached_property
    def is_persons(self) -> bool:
        """Whether it is a list of persons."""
        return self.like.are_persons(self.token.text)

    @cached_property
    def may_be_person(self) -> bool:
        """Whether it is as short as a name."""
        return self.like.may_be_person(self.token.text)

    @cached_property
    def is_due(self) -> bool:
        """Whether it is a deadline."""
        return self.like.is_due(self.token.text)

    @cached_property
    def is_number(self) -> bool:
        """Whether it is a number and nothing else."""
        return self.is_numeral or self.like.is_number(self.token.text) or self.like.is_figure(self.token.text)

    @cached_property
    def is_numeral(self) -> bool:
        """Whether it is a Chinese number and nothing else."""
        return _NUMERAL.fullmatch(self.token.word) is not None

    @cached_property
    def is_marked(self) -> bool:
        """Whether it has the mark of a heading, or begins an annex."""
        return is_heading(fold_width(self.token.text))

    @cached_property
    def is_plain(self) -> bool:
        """Whether it looks like nothing but words."""
        return not (self.is_units or self.is_persons or self.is_due or self.is_number)

    def may_end(self, above: Look) -> bool:
        """Whether it may be the end of a name that the line above begins."""
        is_near = self.token.gap == 0 and not self.token.wall
        return is_near and self.like.is_cut(above.token.text[-_NAME:], self.token.text[:_NAME])

    def together(self, looks: Sequence[Look]) -> Look:
        """Return several as one."""
        text = "".join(look.token.text for look in looks)
        return Look(replace(self.token, text=text), self.like)
