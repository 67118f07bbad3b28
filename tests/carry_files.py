"""Documents of binary formats, made from sources that a person can read in ``tests/data/carry``."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

__all__ = ["CARRY", "made", "package", "pdf"]

CARRY = Path(__file__).parent / "data" / "carry"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FONT = "STSong-Light"
_BODY = ParagraphStyle("body", fontName=_FONT, fontSize=14, leading=24, firstLineIndent=28, wordWrap="CJK")
_STYLES = {
    "para": _BODY,
    "plain": ParagraphStyle("plain", parent=_BODY, firstLineIndent=0),
    "title": ParagraphStyle("title", parent=_BODY, fontSize=20, leading=30, firstLineIndent=0, alignment=1),
    "right": ParagraphStyle("right", parent=_BODY, firstLineIndent=0, alignment=2),
}
_CELL = ParagraphStyle("cell", fontName=_FONT, fontSize=11, leading=15, wordWrap="CJK")


def made(case: Path, folder: Path) -> Path:
    """Return a case's document, made in a folder where the case holds only what it is made of."""
    (source,) = case.glob("source.*")
    if source.is_dir():
        target = folder / source.name
        target.write_bytes(package({path.name: path.read_bytes() for path in source.iterdir()}))
        return target
    if source.name.endswith(".pdf.json"):
        target = folder / source.stem
        target.write_bytes(pdf(json.loads(source.read_text(encoding="utf-8"))))
        return target
    return source


def package(parts: dict[str, bytes]) -> bytes:
    """Pack parts as Word (with ``document.xml``) or Excel (with ``workbook.xml``) does."""
    main, folder = ("document.xml", "word") if "document.xml" in parts else ("workbook.xml", "xl")
    kinds = {name: Path(name).stem for name in parts if name != main}
    others = "".join(
        f'<Relationship Id="{stem}" Type="{_KINDS}/{"worksheet" if stem[1:].isdecimal() else stem}"'
        f' Target="{name}"/>'
        for name, stem in kinds.items()
    )
    first = f'<Relationship Id="m" Type="{_KINDS}/officeDocument" Target="{folder}/{main}"/>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{_RELATIONS}">{first}</Relationships>')
        archive.writestr(
            f"{folder}/_rels/{main}.rels", f'<Relationships xmlns="{_RELATIONS}">{others}</Relationships>'
        )
        for name, data in parts.items():
            archive.writestr(f"{folder}/{name}", data)
    return packed.getvalue()


def pdf(layout: dict[str, Any]) -> bytes:
    """Set a PDF: what flows over its pages, their ``head`` and ``foot`` (# is the page's number)."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    made = io.BytesIO()
    lock = layout.get("lock")
    document = SimpleDocTemplate(
        made,
        pagesize=A4,
        leftMargin=79,
        rightMargin=73,
        encrypt=StandardEncryption(lock["user"], lock["owner"], canPrint=0) if lock else None,
    )

    def around(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont(_FONT, 10)
        canvas.drawString(79, A4[1] - 40, layout.get("head", "").replace("#", str(page.page)))
        canvas.drawCentredString(A4[0] / 2, 30, layout.get("foot", "").replace("#", str(page.page)))
        if layout.get("sideways"):
            canvas.rotate(90)
            canvas.drawString(300, -300, layout["sideways"])
        if layout.get("scan"):
            canvas.drawImage(_picture(), 0, 0, *A4)

    document.build([_flowable(*item) for item in layout["flow"]], onFirstPage=around, onLaterPages=around)
    return made.getvalue()


def _flowable(kind: str, what: Any, table: dict[str, Any] | None = None) -> Flowable:  # noqa: ANN401
    if kind != "table":
        return Paragraph(what, _STYLES[kind])
    settings = table or {}
    grid = ("INNERGRID" if settings.get("open") else "GRID", (0, 0), (-1, -1), 0.5, colors.black)
    ruled = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black),
    ]
    return Table(
        [[Paragraph(cell, _CELL) for cell in row] for row in what],
        colWidths=settings["widths"],
        repeatRows=settings.get("repeat", 0),
        style=[grid, *ruled, *(("SPAN", tuple(a), tuple(b)) for a, b in settings.get("spans", []))],
    )


def _picture() -> Any:  # noqa: ANN401
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    return ImageReader(Image.new("L", (60, 80), 128))
