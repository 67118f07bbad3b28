"""What the grammar hands on of a phrase: its verb, the words before the number, and the target found."""

from __future__ import annotations

from dataclasses import dataclass

from .quantities import Quantity

__all__ = ["LIGHT", "Found", "Lead", "Tail"]

#: Groups of verbs that carry a noun of action; beside another verb they imply nothing.
LIGHT = ("completion", "promotion")


@dataclass(frozen=True, kw_only=True)
class Lead:
    """The verb that governs a phrase, with what it implies; ``end`` is where its object starts."""

    action: str
    group: str
    kind: str | None
    end: int

    @property
    def is_light(self) -> bool:
        """Whether the verb needs a noun of action to say what is done."""
        return self.group in LIGHT


@dataclass(frozen=True, kw_only=True)
class Tail:
    """What stands between what is counted and its number: ``start`` is where it starts."""

    start: int
    bound_start: int
    bound: str | None
    trend: str | None
    action: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """A target: ``start`` is where its bound or number starts, ``end`` where the next phrase may.

    ``lends`` tells that its verb stands before it, so that the next thing of a list may share it;
    ``is_alone`` that no other thing of its clause has its unit word, so that 竣工80个 can only mean it.
    """

    indicator: str
    action: str
    kind: str
    bound: str
    measure: str
    group: str
    lead: Lead | None
    start: int
    end: int
    lends: bool = True
    is_alone: bool = True

    def tells_of(self, before: Found) -> bool:
        """Whether it may be the total, or tell the growth, of what was counted before it."""
        return before.group != "share" if self.group == "share" else before.measure == self.measure

    def goes_on_to(self, number: Quantity) -> bool:
        """Whether its verb may govern a number after it too: things are not counted on in money or shares."""
        return number.group == self.group or not {number.group, self.group} & {"money", "share"}
