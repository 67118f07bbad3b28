"""Lists of units: split, their elided parts restored, their brackets read."""

from .named import Named
from .unit_lists import Defined, UnitLists

__all__ = ["Defined", "Named", "UnitLists"]
