"""The ``#+`` header of a SPARQL file: YAML inside comments, so that the file stays valid SPARQL."""

from __future__ import annotations

__all__ = ["split_header"]

_MARK = "#+"


def split_header(text: str) -> tuple[str, str]:
    r"""Part a file into the YAML of its header and its SPARQL.

    >>> split_header("#+ id: x\nASK {}\n")
    ('id: x', 'ASK {}\n')
    """
    lines = text.splitlines()
    head = [line[len(_MARK) + 1 :] for line in lines if line.startswith(_MARK)]
    body = [line for line in lines if not line.startswith(_MARK)]
    return "\n".join(head), "\n".join(body).strip() + "\n"
