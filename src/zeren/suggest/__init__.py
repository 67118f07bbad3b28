"""What a person may add to the tables of units: units that no table knows, and names that may mean one unit.

Nothing here is merged or written: a person takes what is right into ``units.csv`` and builds again.
"""

from __future__ import annotations

from .proposals import Merge, Spelling, Standing, Suggestions, Unknown, suggest
from .table import COLUMNS, as_csv, as_json, where

__all__ = [
    "COLUMNS",
    "Merge",
    "Spelling",
    "Standing",
    "Suggestions",
    "Unknown",
    "as_csv",
    "as_json",
    "suggest",
    "where",
]
