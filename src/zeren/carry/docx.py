"""Word documents: paragraphs with the numbers that Word writes before them, tables, text boxes.

What shows when all changes are accepted: insertions, not deletions, nor hidden or struck-out words; without
headers, footers, notes, comments and the generated table of contents. python-docx knows no numbers, text
boxes, insertions and content controls; so the XML is read by lxml (ECMA-376 part 1, 17).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from .carried import Content, UnreadableError
from .docx_numbering import Numbering, Styles, child, is_on
from .layout import Placed, Writer
from .package import Package, attribute, local

__all__ = ["read_docx"]

#: What in a paragraph holds no words that show.
_SILENT = {
    *("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "fldData", "del", "moveFrom", "delText"),
    *("delInstrText", "rt", "rubyPr", "tblPr", "trPr", "tcPr", "comment", "softHyphen", "footnoteReference"),
}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes) -> Content:
    """Read a Word document (also one with macros, which are never looked at)."""
    package = Package(data)
    main = package.main()
    parts = {relation.kind: relation.target for relation in package.relations(main).values()}
    side = {
        kind: package.xml(parts[kind]) if kind in parts and package.has(parts[kind]) else None
        for kind in ("styles", "numbering")
    }
    styles = Styles(side["styles"])
    writer = Writer()
    reader = _Reader(styles, Numbering(side["numbering"], styles))
    body = child(package.xml(main), "body")
    if body is not None:
        reader.blocks(body, writer.line, writer.table)
    return writer.content()


@dataclass
class _Words:
    """What a paragraph says, and the text boxes that hang on it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


@dataclass
class _Spanning:
    """A cell while the rows that it reaches into are read."""

    row: int
    column: int
    columns: int
    text: str
    rows: int = 1


class _Reader:
    """Reads paragraphs in order: what one is numbered depends on all before it."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._going_on = ""

    def blocks(
        self,
        container: etree._Element,
        put: Callable[[str], None],
        table: Callable[[Iterator[Placed]], None] | None,
    ) -> None:
        """Give each paragraph to ``put`` and each table to ``table``; without it a row is a paragraph."""
        for block in _blocks(container):
            if local(block) == "p":
                self._paragraph(block, put)
            elif table:
                table(iter(self._placed(block)))
            else:
                for _, cells in _by_row(self._placed(block)):
                    put(" ".join(cell.text.replace("\n", " ") for cell in cells if cell.text.strip()))

    def _paragraph(self, paragraph: etree._Element, put: Callable[[str], None]) -> None:
        properties = child(paragraph, "pPr")
        words = _Words()
        _gather(paragraph, words)
        text = self._going_on + "".join(words.parts)
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._going_on = text  # Its end is deleted: it is one with the next.
        elif not self._styles.name(properties).lower().startswith("toc "):
            self._going_on = ""
            text = self._numbering.next(properties) + text
            if text.strip():
                put(text)
        for box in words.boxes:
            self.blocks(box, put, None)

    def _placed(self, table: etree._Element) -> list[Placed]:
        cells: list[_Spanning] = []
        above: dict[int, _Spanning] = {}
        for row, tr in enumerate(_inside(table, "tr")):
            properties = child(tr, "trPr")
            if child(properties, "del") is not None:
                continue
            column = _count(child(properties, "gridBefore"), 0)
            reached: dict[int, _Spanning] = {}
            for tc in _inside(tr, "tc"):
                about = child(tc, "tcPr")
                columns = _count(child(about, "gridSpan"), 1)
                text = self._cell(tc)
                if _goes_on(about, "hMerge") and cells and cells[-1].row == row:
                    cells[-1].columns += columns
                elif _goes_on(about, "vMerge") and column in above:
                    reached[column] = above[column]
                    reached[column].rows = row - reached[column].row + 1
                else:
                    reached[column] = _Spanning(row, column, columns, text)
                    cells.append(reached[column])
                column += columns
            above = reached
        return [Placed(cell.row, cell.column, cell.text, cell.rows, cell.columns) for cell in cells]

    def _cell(self, tc: etree._Element) -> str:
        lines: list[str] = []
        self.blocks(tc, lines.append, None)
        return "\n".join(lines)


def _by_row(cells: list[Placed]) -> Iterator[tuple[int, list[Placed]]]:
    rows: dict[int, list[Placed]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    yield from rows.items()


def _goes_on(properties: etree._Element | None, kind: str) -> bool:
    merge = child(properties, kind)
    return merge is not None and attribute(merge, "val") != "restart"


def _count(element: etree._Element | None, otherwise: int) -> int:
    text = attribute(element, "val") or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else otherwise


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a container, also those inside content controls and changes."""
    for part in container:
        name = local(part)
        if name in {"p", "tbl"}:
            yield part
        elif name == "altChunk":
            raise UnreadableError(
                "a Word document around another file, which only Word unpacks. 文档正文为嵌入文件。",
                mend="Open it in Word, save it as .docx again, and read that.",
            )
        elif name == "AlternateContent":
            yield from _blocks(_alternative(part))
        elif name == "sdt":
            gallery = child(part, "sdtPr", "docPartObj", "docPartGallery")
            content = child(part, "sdtContent")
            if attribute(gallery, "val") != "Table of Contents" and content is not None:
                yield from _blocks(content)
        elif name in {"customXml", "ins", "moveTo", "smartTag"}:
            yield from _blocks(part)


def _inside(container: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield rows of a table or cells of a row, also those inside content controls."""
    for part in container:
        name = local(part)
        if name == wanted:
            yield part
        elif name in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _inside(part, wanted)


def _gather(element: etree._Element, words: _Words) -> None:
    """Gather the words of a paragraph, or of what is in it."""
    for part in element:
        name = local(part)
        if not name or name in _SILENT:
            continue
        if name == "t":
            words.parts.append((part.text or "").replace("\n", " ").replace("\t", " "))
        elif name in _SIGNS:
            words.parts.append(_SIGNS[name])
        elif name == "sym":
            words.parts.append(_sign(attribute(part, "char") or ""))
        elif name == "txbxContent":
            words.boxes.append(part)
        elif name == "AlternateContent":
            _gather(_alternative(part), words)
        elif name != "r" or not is_on(child(part, "rPr"), "vanish", "strike", "dstrike"):
            _gather(part, words)


def _alternative(choices: etree._Element) -> etree._Element:
    """Return of several forms of one thing the first that says something."""
    forms = list(choices)
    return next((form for form in forms if any(local(part) == "t" for part in form.iter())), forms[-1])


def _sign(code: str) -> str:
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= sign <= "\uf8ff" else sign
