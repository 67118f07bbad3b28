"""One entry of a list of units, as it is read."""

from __future__ import annotations

from dataclasses import dataclass

from ...records import Basis

__all__ = ["Named"]


@dataclass(frozen=True, kw_only=True)
class Named:
    """One entry of a list: its place, its name with elided parts restored, and remarks for the reader.

    ``name`` is in the document's own script, ``key`` the same name folded: names are looked up and compared
    by it. ``short_name`` is folded too: what the document goes on to call the unit. ``definition`` and
    ``remark`` are places of words in a bracket: who belongs to the name, and what was not understood (牵头).
    ``doubt`` is a code of :mod:`zeren.read.notes`.
    """

    start: int
    end: int
    name: str
    key: str
    second_name: str | None = None
    short_name: str | None = None
    basis: Basis = "stated"
    is_open: bool = False
    doubt: str | None = None
    definition: tuple[int, int] | None = None
    remark: tuple[int, int] | None = None
