"""Whose scheme a document is of, and for which year: what its IRIs start with."""

from __future__ import annotations

from ..errors import ZerenError
from ..iris import Iris, slug
from ..namespaces import BASE
from ..records import Document, Metadata
from ..units import Authority

__all__ = ["iris_of", "known_metadata", "place_slug"]

#: A government's name without one of these is its place's.
_OFFICES = ("人民政府", "政府")


def iris_of(document: Document, *, authority: Authority, base: str = BASE) -> Iris:
    """Return the maker of a document's IRIs.

    Raises:
        ZerenError: the document does not say whose scheme it is, or for which year.
    """
    meta = known_metadata(document)
    jurisdiction = authority.of_government(meta.government)
    place = jurisdiction.slug if jurisdiction else place_slug(meta.government)
    return Iris(_scheme_slug(place, meta.year, meta.version), document.text_sha256, base)


def known_metadata(document: Document) -> Metadata:
    """Return what the document says of itself.

    Raises:
        ZerenError: it does not say whose scheme it is, or for which year.
    """
    if document.metadata is None:
        stem = document.name.rpartition(".")[0] or document.name
        raise ZerenError(
            f"{document.name}: no title that names a government and a year.",
            mend=f"Put title, government and year into a file {stem}.toml beside it.",
        )
    return document.metadata


def place_slug(government: str) -> str:
    """Return the slug of the place of a government that no table knows."""
    return slug(next((government.removesuffix(o) for o in _OFFICES if government.endswith(o)), government))


def _scheme_slug(place: str, year: int, version: int) -> str:
    """Return the last part of a scheme's IRI; a corrected scheme is another one, and says its version.

    >>> _scheme_slug("wuhan", 2023, 1), _scheme_slug("wuhan", 2023, 2)
    ('wuhan-2023', 'wuhan-2023-v2')
    """
    return f"{place}-{year}" if version == 1 else f"{place}-{year}-v{version}"
