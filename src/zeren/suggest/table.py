"""Proposals as a table to paste into ``units.csv``, and as plain data."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ..errors import ZerenError
from .proposals import Standing, Suggestions, Unknown

__all__ = ["COLUMNS", "as_csv", "as_json", "where"]

#: The columns of a new table: few, and enough for the names that documents use.
COLUMNS = ("slug", "name", "aliases", "kind", "issuer", "confidence", "source")


def as_csv(found: Sequence[Suggestions]) -> str:
    """Return the units that no table knows as rows for the table of their government, its columns on top.

    Raises:
        ZerenError: the documents are of several governments: their units belong into several tables.
    """
    if len(found) > 1:
        governments = ", ".join(one.government or "?" for one in found)
        raise ZerenError(
            f"Documents of several governments: {governments}. 文件属于不同政府。",
            mend="Ask for the CSV of one government at a time: each has a table of its own.",
        )
    columns = next((s.jurisdiction.columns for s in found if s.jurisdiction), COLUMNS)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for unknown in (unknown for one in found for unknown in one.unknown):
        writer.writerow({column: _harmless(cell) for column, cell in _cells(unknown).items()})
    return stream.getvalue()


def as_json(found: Sequence[Suggestions]) -> list[dict[str, object]]:
    """Return all proposals as plain data."""
    return [
        {
            "government": one.government,
            "jurisdiction": one.jurisdiction.slug if one.jurisdiction else None,
            "units": [_cells(unknown) for unknown in one.unknown],
            "merges": [
                {
                    "name": merge.name,
                    "other": merge.other,
                    "score": merge.score,
                    "reason": merge.reason,
                    "stands": where(merge.standings),
                    "other_stands": where(merge.other_standings),
                }
                for merge in one.merges
            ],
            "spellings": [
                {
                    "name": spelling.name,
                    "unit": spelling.unit.slug,
                    "known": spelling.known,
                    "row": spelling.unit.where,
                    "score": spelling.score,
                    "reason": spelling.reason,
                    "stands": where(spelling.standings),
                }
                for spelling in one.spellings
            ],
        }
        for one in found
    ]


def where(standings: Sequence[Standing]) -> list[str]:
    """Return where a name stands, for people and for the column ``source``."""
    return [s.document if s.line is None else f"{s.document}, line {s.line}" for s in standings]


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: its words are a document's."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def _cells(unknown: Unknown) -> dict[str, str]:
    return {
        "slug": unknown.slug,
        "name": unknown.name,
        "kind": unknown.kind,
        "place": unknown.place,
        "issuer": "yes" if unknown.is_issuer else "",
        "confidence": "unsure",
        "source": where(unknown.standings)[0],
    }
