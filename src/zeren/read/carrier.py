"""Bytes to text: the one place that knows encodings and line ends."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..errors import ZerenError
from ..records import Span

__all__ = ["Carried", "Line", "carry", "fold_width", "lines"]

#: Full-width and small forms, odd spaces, and brackets of every kind but 〈〉《》, to one sign, one code
#: point for one: offsets stay.
_WIDTH = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys((0x00A0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000), 0x20)
    | str.maketrans("【】〔〕〖〗［］[]﹙﹚∶﹕︰﹐﹔﹑､｡", "()()()()()():::,;、、。")
)


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A document's text (no BOM, LF, not normalised) and the digests of its bytes and of that text."""

    text: str
    bytes_sha256: str
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line without its line end; ``start`` is its offset, ``number`` counts from 1."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)

    @cached_property
    def stripped(self) -> str:
        """The text without white space at its ends; one copy, however many notes quote it."""
        return self.text.strip()

    @property
    def span(self) -> Span:
        """The whole line."""
        return Span(start=self.start, end=self.end, line=self.number)

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.stripped


def carry(path: Path) -> Carried:
    """Read a plain text file.

    Raises:
        ZerenError: the file is missing, empty or not UTF-8 text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise ZerenError(f"{path}: {reason.lower()}.", mend="Give the path of a document.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ZerenError(
            f"{path}: not UTF-8 text (byte {error.start}).", mend="Save the document as UTF-8 plain text."
        ) from error
    if "\0" in text:
        raise ZerenError(f"{path}: not a text (it holds NUL).", mend="Save the document as UTF-8 plain text.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Carried(
        text=text,
        bytes_sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def fold_width(text: str) -> str:
    """Fold full-width punctuation, letters and digits to half width without moving any offset.

    >>> fold_width("\uff08\uff11\uff09")
    '(1)'
    """
    return text.translate(_WIDTH)


def lines(text: str) -> list[Line]:
    r"""Split a text at LF alone, so that offsets stay those of the text.

    >>> [(line.number, line.start, line.text) for line in lines("甲\n\n乙")]
    [(1, 0, '甲'), (2, 2, ''), (3, 3, '乙')]
    """
    found, start = [], 0
    for number, part in enumerate(text.split("\n"), 1):
        found.append(Line(number=number, start=start, text=part))
        start += len(part) + 1
    return found
