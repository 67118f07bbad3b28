"""Look for faults in a graph with the data-quality queries: each row that one gives is a fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .catalogue import Check, checks
from .cite import Setting
from .engines import Source, engine_for
from .query import answer

__all__ = ["Finding", "run_checks"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a data-quality query found: no rows is good."""

    check: Check
    rows: list[dict[str, str]]

    @property
    def is_error(self) -> bool:
        """Whether something grave was found."""
        return bool(self.rows) and self.check.severity == "ERROR"

    def as_json(self) -> dict[str, Any]:
        """Return the finding for a machine."""
        query = self.check.query
        return {"check": query.id, "severity": self.check.severity, "title": query.title, "rows": self.rows}


def run_checks(source: Source) -> list[Finding]:
    """Run every data-quality query on a build folder or an endpoint, in the order of their profile.

    Raises:
        ZerenError: the source cannot be asked.

    """
    engine = engine_for(source)
    setting = Setting(source=str(source))
    return [
        Finding(check=check, rows=answer(check.query, {}, engine, setting).rows())
        for check in checks().values()
    ]
