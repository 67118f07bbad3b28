"""Where the ontology, shapes, queries and data tables are: in the wheel, else in the clone."""

from __future__ import annotations

from pathlib import Path

__all__ = ["files", "folder"]

_PACKAGE = Path(__file__).parent
_SHIPPED = _PACKAGE / "_shipped"
_CLONE = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """Return the folder ``ontology``, ``shapes``, ``queries`` or ``data``.

    An installed wheel carries the four folders inside the package; a clone has them at its top.
    """
    return (_SHIPPED if _SHIPPED.is_dir() else _CLONE) / name


def files(name: str, pattern: str) -> list[Path]:
    """Return the files of a shipped folder that match a glob pattern, in a fixed order."""
    return sorted(folder(name).glob(pattern))
