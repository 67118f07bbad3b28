"""Numbers as they show, a page's furniture, a PDF's letters; and one table, whatever carries it."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from carry_files import package
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.carry import carry
from zeren.carry.counting import written
from zeren.carry.number_formats import BUILT_IN, shown
from zeren.carry.pdf_lines import lines_of
from zeren.carry.web import read_html

SHOWN = [
    (1.0, "General", "1"),
    (-2.5, "General", "-2.5"),
    (0.30000000000000004, "General", "0.3"),
    (1e20, "General", "100000000000000000000"),
    (0.065, "0.0%", "6.5%"),
    (0.5, BUILT_IN[9], "50%"),
    (1234567.891, "#,##0.00", "1,234,567.89"),
    (5, '"≥"0"个"', "≥5个"),
    (5, "0亿元", "5亿元"),
    (1.2, "¥#,##0.00_);[Red](¥#,##0.00)", "¥1.20"),
    (-1.2, "¥#,##0.00_);[Red](¥#,##0.00)", "(¥1.20)"),
    (0, '0;-0;"无"', "无"),
    (123.4, "0.##", "123.4"),
    (7, "000", "007"),
    (12_345_678, "0.0,,", "12.3"),
    (3, "@", "3"),
    (45107, BUILT_IN[14], "2023-06-30"),
    (45107, 'yyyy"年"m"月"', "2023年6月"),
    (45107, "[$-804]yyyy/mm/dd;@", "2023/06/30"),
    (45107.4375, "m/d h:mm", "6/30 10:30"),
    (0.75, "h:mm:ss", "18:00:00"),
    (0.75, "h:mm AM/PM", "6:00 下午"),
    # What is not known shows plain.
    (0.5, "# ?/?", "0.5"),
    (5, "[>3]0;0.0", "5"),
    (1.5, "[h]:mm", "1.5"),
    (12345, '0!.0,"万"', "12345"),
    (1, ";;;", "1"),
    (1e9, "yyyy", "1000000000"),
]
WRITTEN = [
    (1, "chineseCounting", "一"),
    (20, "chineseCountingThousand", "二十"),
    (105, "chineseCountingThousand", "一百零五"),
    (110, "japaneseCounting", "一百一十"),
    (12, "ideographDigital", "一二"),
    (21, "chineseLegalSimplified", "贰拾壹"),
    (3, "decimalEnclosedCircleChinese", "③"),
    (25, "decimalEnclosedCircle", "25"),
    (4, "ideographTraditional", "丁"),
    (14, "upperRoman", "XIV"),
    (28, "lowerLetter", "bb"),
    (7, "decimalZero", "07"),
    (12, "decimalFullWidth", "\uff11\uff12"),
    (2, "numberInDash", "- 2 -"),
    (9, "unheardOf", "9"),
    (0, "upperRoman", "0"),
]


@pytest.mark.parametrize(("number", "code", "text"), SHOWN)
def test_number_shows_as_its_cell(number: float, code: str, text: str) -> None:
    """A spreadsheet's number is read with its unit, percent sign and day."""
    assert shown(number, code) == text


def test_days_from_1904() -> None:
    """Workbooks of old Macs count days from another year."""
    assert shown(43645, "yyyy-mm-dd", from_1904=True) == "2023-06-30"


@pytest.mark.parametrize(("number", "form", "text"), WRITTEN)
def test_list_number_is_written(number: int, form: str, text: str) -> None:
    """A list's number is written in the form that the list asks for."""
    assert written(number, form) == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        # What holds most of the page is no furniture, whatever it is called.
        ("<form class='nav'><header><p>一、任务一、任务</p></form><p>二、", "一、任务一、任务\n二、\n"),
        ("<div style='display:none'>一、任务一、任务</div>二、", "一、任务一、任务\n二、\n"),
        # A marked place with few of the words is not where the document stands.
        ("<div id='zoom'>图</div><p>一、任务一、任务</p>", "图\n一、任务一、任务\n"),
        # The title of an article that lacks it: above it in the page, or in the page's own.
        (
            "<title>关于重点工作的通知_云江市</title><div>关于重点工作的通知</div><div>来源:市府</div>"
            "<div id=zoom><p>一、任务任务任务任务</p></div>",
            "关于重点工作的通知\n一、任务任务任务任务\n",
        ),
        ("<title>重点工作 - 云江市</title><div id=zoom>一、任务</div>", "重点工作\n一、任务\n"),
        ("<title>重点工作 - 云江市</title><div id=zoom>重点 工作<p>一、</div>", "重点 工作\n一、\n"),
        # A table that lays the page out is none; one with a single column neither.
        ("<table><tr><td>左<td>" + "<p>一、任务任务</p>" * 9 + "</table>", "左\n" + "一、任务任务\n" * 9),
        ("<table><tr><td>一、</td></tr><tr><td>二、</td></tr></table>", "一、\n二、\n"),
        ("<p>Gross\ndomestic 任务\n  单位\u200b。</p>", "Gross domestic 任务单位。\n"),
    ],
)
def test_page(page: str, text: str) -> None:
    """Of a page the document is kept."""
    assert read_html(page).text == text


def letter(text: str, x0: float, top: float = 0.0, size: float = 10.0) -> dict[str, object]:
    """Return a letter as pdfplumber does."""
    place = {"x0": x0, "x1": x0 + size, "top": top, "bottom": top + size}
    return {"text": text, "size": size, **place}


def test_letters_of_a_pdf() -> None:
    """Letters become lines: bold ones once, radicals as signs, gaps as spaces, the unknown marked."""
    letters = [
        *(letter("⼀", 0), letter("⼀", 0.4), letter("、", 10), letter("⻓", 40), letter("(cid:7)", 50)),
        *(letter(" ", 0, 20), letter("二", 10, 20), letter("2", 20, 18, 6)),
    ]
    assert [line.text for line in lines_of(letters)] == ["一、 长\ufffd", "二2"]


words = st.text("修路架桥办学5%市甲局A;、。()", min_size=1, max_size=6)
tables = st.integers(2, 5).flatmap(
    lambda columns: st.lists(st.lists(words, min_size=columns, max_size=columns), min_size=1, max_size=5)
)


def as_csv(rows: list[list[str]]) -> tuple[str, bytes]:
    """Return rows as CSV."""
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return "a.csv", made.getvalue().encode("gb18030")


def as_html(rows: list[list[str]]) -> tuple[str, bytes]:
    """Return rows as HTML."""
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    return "a.html", f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>".encode()


def as_docx(rows: list[list[str]]) -> tuple[str, bytes]:
    """Return rows as a Word document."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    lines = ("".join(cell.format(escape(one)) for one in row) for row in rows)
    table = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{name}"><w:body><w:tbl>{table}</w:tbl></w:body></w:document>'
    return "a.docx", package({"document.xml": body.encode()})


def as_xlsx(rows: list[list[str]]) -> tuple[str, bytes]:
    """Return rows as a workbook."""
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    lines = ("".join(cell.format(escape(one)) for one in row) for row in rows)
    data = "".join(f"<row>{line}</row>" for line in lines)
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = (
        f'<workbook xmlns="{name}" xmlns:r="{link}"><sheets><sheet name="s" r:id="s1"/></sheets></workbook>'
    )
    sheet = f'<worksheet xmlns="{name}"><sheetData>{data}</sheetData></worksheet>'
    return "a.xlsx", package({"workbook.xml": book.encode(), "s1.xml": sheet.encode()})


def as_drawn(rows: list[list[str]]) -> tuple[str, bytes]:
    """Return rows as a drawn table."""
    rule = "├" + "┼".join("──────" for _ in rows[0]) + "┤"
    lines = [rule, *(line for row in rows for line in ("│" + "│".join(row) + "│", rule))]
    return "a.txt", "\n".join(lines).encode("utf-16")


@pytest.mark.parametrize("form", [as_csv, as_html, as_docx, as_xlsx, as_drawn])
@settings(max_examples=40, deadline=None, derandomize=True)
@given(rows=tables)
def test_one_table_in_every_format(form, rows, tmp_path_factory) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    """The cells that a carrier finds are those that were written."""
    name, data = form(rows)
    path: Path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    carried = carry(path)
    [table] = carried.tables
    assert [[carried.text[cell.start : cell.end] for cell in row] for row in table] == rows
