"""What the generated pages share: their first line, and tables."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["HEAD", "table"]

#: The first line of a page, for ``str.format``.
HEAD = "<!-- Made by `make docs` from {source}: edit that, not this page. -->\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
