"""Web pages: the article's paragraphs, headings, list numbers and tables, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .carried import Content, UnreadableError
from .counting import written
from .furniture import article, drop_furniture
from .html_tree import Element, parse
from .layout import Placed, Writer

__all__ = ["read_html", "write_html"]

_BLOCKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
    ),
    *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search"),
    *("section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
}
_CELLS = {"td", "th"}
#: A line end of the source's own between signs as wide as a Chinese one shows nothing.
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff65“”‘’…—"
_WITHIN_CHINESE = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*+\n[ \t\r\n\f]*+(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
#: A line break that shows, while a paragraph is put together; the parser lets no NUL through.
_BREAK = "\0"
_OWN_NUMBER = re.compile(
    r"\s*(?:[①-⑳]|[(\uff08]?(?:[0-9\uff10-\uff19]{1,3}|[一二三四五六七八九十百]{1,4})[.、。:)\uff0e\uff1a\uff09])"
)
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(none|cjk-ideographic|(?:simp|trad)-chinese)", re.I)
#: A cell of so many paragraphs that holds most of the page lays the page out.
_LAYOUT_PARAGRAPHS = 8
_MOST_PLACING = 20_000_000


def read_html(text: str) -> Content:
    r"""Read a page: its title where the article lacks it, then the article.

    >>> read_html("<html><nav>首页</nav><h1>方案</h1><p>一、<b>总体</b><br>(一)").text
    '方案\n一、总体\n(一)\n'
    """
    page = parse(text)
    drop_furniture(page.body)
    title, elements = article(page)
    writer = Writer()
    if title:
        writer.line(title)
    for element in elements:
        _Walk(writer, element.size).blocks(element)
    return writer.content()


def write_html(text: str, writer: Writer) -> None:
    """Write a piece of HTML that stands in another format, all of it."""
    body = parse(text).body
    _Walk(writer, body.size).blocks(body)


class _Walk:
    """Goes through an element and writes what it holds."""

    def __init__(self, writer: Writer, size: int) -> None:
        self._writer = writer
        self._size = size

    def blocks(self, element: Element) -> None:
        """Write an element's paragraphs and tables."""
        _Paragraphs(self._writer.line, self._table).read(element)

    def _table(self, table: Element) -> bool:
        """Write a table with data; False for one that only lays out the page."""
        rows = list(_rows(table))
        cells = [cell for row in rows for cell in row]
        largest = max(cells, key=lambda cell: cell.size, default=None)
        if largest is None or table.attributes.get("role") in {"presentation", "none"}:
            return False
        if table.has_table and largest.size * 2 > table.size:
            return False
        if (
            largest.size * 2 > self._size
            and len(cells) > 1
            and _count_paragraphs(largest) >= _LAYOUT_PARAGRAPHS
        ):
            return False
        for caption in table.children:
            if isinstance(caption, Element) and caption.tag == "caption":
                _Paragraphs(self._writer.line).read(caption)
        self._writer.table(_placed(rows))
        return True


def _rows(table: Element) -> Iterator[list[Element]]:
    for part in table.children:
        if not isinstance(part, Element):
            continue
        for row in [part] if part.tag == "tr" else part.children:
            if isinstance(row, Element) and row.tag == "tr":
                yield [cell for cell in row.children if isinstance(cell, Element) and cell.tag in _CELLS]


def _count_paragraphs(cell: Element) -> int:
    return sum(element.tag in {"p", "br", "div", "li"} for element in cell.inside())


def _placed(rows: list[list[Element]]) -> Iterator[Placed]:
    """Place the cells as https://html.spec.whatwg.org/#forming-a-table does."""
    #: Cells from above that reach into this row: first column, the one after the last, row after the last.
    reaching: list[tuple[int, int, int]] = []
    steps = 0
    for at, row in enumerate(rows):
        reaching = sorted(cell for cell in reaching if cell[2] > at)
        steps += len(reaching)
        if steps > _MOST_PLACING:
            raise UnreadableError(
                "a table whose cells span one another without end. 表格过于复杂。",
                mend="Save the table as .xlsx or .csv, and read that.",
            )
        column, above = 0, iter([*reaching, (1 << 60, 0, 0)])
        nearest = next(above)
        for cell in row:
            while nearest[0] <= column:
                column = max(column, nearest[1])
                nearest = next(above)
            wide = min(_number(cell, "colspan", 1) or 1, 1000)
            high = min(_number(cell, "rowspan", 1) or len(rows) - at, 65534)
            yield Placed(at, column, _flat(cell), rows=high, columns=wide)
            if high > 1:
                reaching.append((column, column + wide, at + high))
            column += wide


def _number(element: Element, attribute: str, otherwise: int) -> int:
    found = re.match(r"\s*(-?\d{1,9})", element.attributes.get(attribute, ""))
    number = int(found[1]) if found else otherwise
    return number if number >= 0 or attribute in {"start", "value"} else otherwise


def _flat(cell: Element) -> str:
    lines: list[str] = []
    _Paragraphs(lines.append).read(cell)
    return "\n".join(lines)


class _Paragraphs:
    """Takes an element apart: each paragraph goes to ``put`` and each table to ``table``.

    Without ``table``, or where it wants none, a table's row becomes a paragraph.
    """

    def __init__(self, put: Callable[[str], None], table: Callable[[Element], bool] | None = None) -> None:
        self._put = put
        self._table = table
        self._words: list[str] = []
        self._marks: dict[int, str] = {}
        self._mark = ""

    def read(self, root: Element) -> None:
        """Read an element, part by part (a page can be deeper than Python's stack)."""
        stack: list[Element | str | None] = [*reversed(root.children)]
        while stack:
            part = stack.pop()
            if part is None:
                self._end()
            elif isinstance(part, str):
                self._words.append(part)
            elif part.tag == "br":
                self._words.append(_BREAK)
            else:
                stack += reversed(self._opened(part))
        self._end()

    def _opened(self, element: Element) -> list[Element | str | None]:
        """Begin an element; return what is to be read of it, None where its paragraph ends."""
        is_cell = element.tag in _CELLS
        is_block = element.tag in _BLOCKS or (is_cell and self._table is not None)
        if is_block:
            self._end()
            if element.tag == "table" and self._table and self._table(element):
                return []
        elif is_cell:
            self._words.append(" ")
        if element.tag == "ol":
            self._marks |= _marks(element)
        elif element.tag == "li":
            self._mark += self._marks.get(id(element), "")
        children: list[Element | str | None] = list(element.children)
        if element.tag == "pre":
            children = [c.replace("\n", _BREAK) if isinstance(c, str) else c for c in children]
        return [*children, None] if is_block else children

    def _end(self) -> None:
        text = "".join(self._words)
        self._words.clear()
        if not text.isprintable():
            text = _SPACES.sub(" ", _WITHIN_CHINESE.sub("", text))
        for line in text.split(_BREAK):
            if line.strip():
                self._put(self._mark + line.strip(" "))
                self._mark = ""


def _marks(ordered: Element) -> dict[int, str]:
    """Return the number that shows before each item of a list, none where the items bring their own."""
    items = [item for item in ordered.children if isinstance(item, Element) and item.tag == "li"]
    style = _LIST_STYLE.search(ordered.attributes.get("style", ""))
    if not items or (style and style[1].lower() == "none") or _OWN_NUMBER.match(_flat(items[0])):
        return {}
    form, stop = _FORMS.get(ordered.attributes.get("type", ""), "decimal"), ". "
    if style:
        form, stop = "chineseCounting", "、"
    step = -1 if "reversed" in ordered.attributes else 1
    number = _number(ordered, "start", len(items) if step < 0 else 1)
    marks = {}
    for item in items:
        number = _number(item, "value", number)
        marks[id(item)] = written(number, form) + stop
        number += step
    return marks
