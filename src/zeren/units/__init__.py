"""The authority tables of ``data/units/``: what is known of units, places and schemes, row by row checked."""

from __future__ import annotations

from .authority import Authority, Jurisdiction
from .load import check, load, stamp
from .rows import CHANGE_KINDS, ChangeRow, Confidence, MemberRow, PlaceRow, SchemeRow, UnitRow

__all__ = [
    "CHANGE_KINDS",
    "Authority",
    "ChangeRow",
    "Confidence",
    "Jurisdiction",
    "MemberRow",
    "PlaceRow",
    "SchemeRow",
    "UnitRow",
    "check",
    "load",
    "stamp",
]
