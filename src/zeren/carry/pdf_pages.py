"""The pages of a PDF: lines and tables, each where it stands, by pdfplumber."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.table import merge_edges
from pdfplumber.utils.exceptions import PdfminerException

from .carried import UnreadableError
from .pdf_lines import Line, lines_of, paragraphs

__all__ = ["Fragment", "Page", "pages"]

#: Points are told apart by tenths.
_TENTH = 10
#: Above this many ruled lines a page is a drawing.
_MOST_EDGES = 5000
_SNAP = 3
#: A page without words on which a picture takes this share is a scan.
_PICTURE = 0.4
#: Letters without meaning, above this share of all: the font does not say which signs it draws.
_NO_MEANING = 0.05
_RECOGNISE = "Recognise its text (OCR), or find the document as text, and read that."

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A cell, or that part of it which stands on a page: its place in tenths of points, its text.

    ``free`` is the room that its last line leaves, ``lead`` what its first would have needed there.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    free: float
    lead: float


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """A table, or that part of it which stands on a page."""

    page: int
    top: float
    parts: list[Part]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page from top to bottom."""

    width: float
    height: float
    items: list[Line | Fragment]


def pages(data: bytes, allow: Callable[[int], None]) -> list[Page]:
    """Read the pages of a PDF.

    Args:
        data: the PDF.
        allow: is told how many pages there are before they are read.

    Raises:
        UnreadableError: it is locked, scanned, or its fonts do not say which signs they draw.
    """
    logging.disable(logging.CRITICAL)  # pdfminer logs each oddity.
    try:
        document = pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)):
            raise UnreadableError(
                "a PDF locked with a password. PDF已加密。", mend="Save it without the password."
            ) from error
        raise
    allow(len(document.pages))
    read: list[Page] = []
    scans: list[int] = []
    letters = odd = 0
    for page in document.pages:
        words = [letter for letter in page.chars if letter["text"].strip()]
        letters += len(words)
        odd += sum(map(_means_nothing, words))
        if not words and _pictured(page) > _PICTURE:
            scans.append(page.page_number)
        if sum(not letter["upright"] for letter in words) * 2 > len(words):
            raise UnreadableError(
                f"a PDF whose page {page.page_number} is turned sideways. 页面文字方向旋转。",
                mend="Turn the page upright (not only its view) and save it again.",
            )
        read.append(_read(page))
        page.close()
    if scans or not letters:
        which = f"pages {', '.join(map(str, scans[:10]))} are" if letters else "it is"
        raise UnreadableError(
            f"a scanned PDF: {which} pictures without text. 扫描件，没有文字。", mend=_RECOGNISE
        )
    if odd > _NO_MEANING * letters:
        raise UnreadableError(
            "a PDF whose fonts do not say which signs they draw. PDF字体缺少编码信息。", mend=_RECOGNISE
        )
    return read


def _means_nothing(letter: dict[str, Any]) -> bool:
    text: str = letter["text"]
    return text.startswith("(cid:") or "\ue000" <= text[0] <= "\uf8ff" or text[0] == "\ufffd"


def _pictured(page: Any) -> float:  # noqa: ANN401 (pdfplumber has no types)
    """Return the largest share of a page that one picture takes."""
    whole = float(page.width * page.height) or 1.0
    return max((float(image["width"] * image["height"]) / whole for image in page.images), default=0.0)


def _read(page: Any) -> Page:  # noqa: ANN401
    # What is written aslant is a stamp; what is marked as artifact belongs to the page, not to the text.
    letters = [letter for letter in page.chars if letter["upright"] and letter.get("tag") != "Artifact"]
    items: list[Line | Fragment] = []
    for cells in _tables(page):
        inside: dict[_Box, list[dict[str, Any]]] = {cell: [] for cell in cells}
        rest: list[dict[str, Any]] = []
        ordered = sorted(cells)
        for letter in letters:
            cell = _cell_of(letter, ordered)
            (inside[cell] if cell else rest).append(letter)
        letters = rest
        items.append(_fragment(page.page_number, inside))
    items += lines_of(letters)
    items.sort(key=lambda item: item.top)
    return Page(width=float(page.width), height=float(page.height), items=items)


def _tables(page: Any) -> Iterator[list[_Box]]:  # noqa: ANN401
    """Yield the cells of each table that lines mark off; open sides are closed where its lines end."""
    edges = page.edges
    if edges and len(edges) <= _MOST_EDGES:
        for table in page.find_tables({"explicit_vertical_lines": _closing(edges)}):
            yield table.cells


def _closing(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the uprights that tables without lines at their sides lack, from one level line to the next."""
    merged = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    upright = [edge for edge in merged if edge["orientation"] == "v"]
    level = sorted((edge for edge in merged if edge["orientation"] == "h"), key=lambda edge: edge["top"])
    lacking = []
    for at, line in enumerate(level if upright else []):
        below = (other for other in level[at + 1 :] if all(_near(line, other, end) for end in ("x0", "x1")))
        under = next(below, None)
        if under is None:
            continue
        middle = (line["top"] + under["top"]) / 2
        between = [edge["x0"] for edge in upright if edge["top"] <= middle <= edge["bottom"]]
        if any(line["x0"] + _SNAP < x < line["x1"] - _SNAP for x in between):
            for side in (line["x0"], line["x1"]):
                if all(abs(x - side) > _SNAP for x in between):
                    place = {"x0": side, "x1": side, "top": line["top"], "bottom": under["top"]}
                    lacking.append({**place, "height": under["top"] - line["top"], "object_type": "line"})
    return lacking


def _near(one: dict[str, Any], other: dict[str, Any], key: str) -> bool:
    return bool(abs(one[key] - other[key]) <= _SNAP)


def _cell_of(letter: dict[str, Any], cells: list[_Box]) -> _Box | None:
    across = (letter["x0"] + letter["x1"]) / 2
    down = (letter["top"] + letter["bottom"]) / 2
    for cell in cells:
        if cell[0] <= across < cell[2] and cell[1] <= down < cell[3]:
            return cell
    return None


def _fragment(page: int, inside: dict[_Box, list[dict[str, Any]]]) -> Fragment:
    parts = []
    for (left, top, right, bottom), letters in inside.items():
        row, column = round(top * _TENTH), round(left * _TENTH)
        lines = lines_of(letters)
        text, free = paragraphs(lines, left, right)
        lead = lines[0].lead if lines else 0.0
        rows, columns = round(bottom * _TENTH) - row, round(right * _TENTH) - column
        parts.append(
            Part(row=row, column=column, rows=rows, columns=columns, text=text, free=free, lead=lead)
        )
    return Fragment(page=page, top=min(box[1] for box in inside), parts=parts)
