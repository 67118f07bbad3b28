"""Make the documents of the accuracy set that are no plain text from their readable sources.

A source is YAML: ``carrier`` names the kind of file (docx, xlsx, pdf, or text in some ``encoding``), the
rest is what stands in it. So the repository holds no binary file, and a reader of it sees each document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import yaml

__all__ = ["make_document"]

Source = Mapping[str, Any]


def make_document(source: Path, folder: Path) -> Path:
    """Write the document that a source describes into a folder, and return its path."""
    description = yaml.safe_load(source.read_text(encoding="utf-8"))
    suffix, write = _CARRIERS[description["carrier"]]
    path = folder / f"{source.stem}{description.get('suffix', suffix)}"
    write(description, path)
    return path


def _text(source: Source, path: Path) -> None:
    text = source["text"].replace("\n", source.get("newline", "\n"))
    path.write_bytes(text.encode(source["encoding"]))


def _docx(source: Source, path: Path) -> None:
    import docx

    document = docx.Document()
    for block in source["blocks"]:
        if isinstance(block, str):
            document.add_paragraph(block)
        elif "numbered" in block:
            for item in block["numbered"]:
                document.add_paragraph(item, style="List Number")
        else:
            rows = block["table"]
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    table.cell(at, column).text = value
            for first, last in map(_corners, block.get("merge", ())):
                spanning = table.cell(*first)
                words = spanning.text
                # A merged cell holds what all of its parts held; here they say the same.
                spanning.merge(table.cell(*last)).text = words
    document.save(str(path))


def _corners(cells: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return row and column of the first and the last cell of a range such as A2:A4, counted from 0."""
    first, last = ((int(name[1:]) - 1, ord(name[0]) - ord("A")) for name in cells.split(":"))
    return first, last


def _xlsx(source: Source, path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in source["sheets"].items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in source.get("merge", ()):
            sheet.merge_cells(cells)
    book.save(path)


def _pdf(source: Source, path: Path) -> None:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    style = ParagraphStyle("body", fontName=font, fontSize=12, leading=20, wordWrap="CJK", spaceAfter=6)
    cell = ParagraphStyle("cell", parent=style, fontSize=9, leading=12, spaceAfter=0)

    def page(canvas: Canvas, _: object) -> None:
        canvas.setFont(font, 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, source.get("head", ""))
        canvas.drawCentredString(A4[0] / 2, 40, f"— {canvas.getPageNumber()} —")

    flow: list[Any] = []
    for block in source["blocks"]:
        if isinstance(block, str):
            flow.append(Paragraph(block, style))
        else:
            rows = [[Paragraph(value, cell) for value in row] for row in block["table"]]
            flow.append(Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(flow, onFirstPage=page, onLaterPages=page)


_CARRIERS = cast(
    "dict[str, tuple[str, Callable[[Source, Path], None]]]",
    {"text": (".txt", _text), "docx": (".docx", _docx), "xlsx": (".xlsx", _xlsx), "pdf": (".pdf", _pdf)},
)
