"""Ways to write a scheme down: each takes the same scheme and returns a file, for the reader to read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from docx import Document as Docx
from openpyxl import Workbook

__all__ = ["LAYOUTS", "Duty", "Layout", "Scheme"]

TITLE = "云江市人民政府2024年《政府工作报告》重点任务责任分解方案"
NUMERALS = "一二三四五六七八九"
WIDE = str.maketrans({"(": "（", ")": "）", ",": "，", ";": "；", ":": "："})


@dataclass(frozen=True)
class Duty:
    """One task as a person would say it: its section, leader, lead, others, and the month it is due in."""

    section: int
    number: int
    text: str
    leader: str
    lead: tuple[str, ...]
    others: tuple[str, ...]
    month: int


Scheme = Sequence[Duty]


@dataclass(frozen=True)
class Layout:
    """How a scheme is written, and what of it a reader can know: role words, leaders, sections, deadlines."""

    name: str
    suffix: str
    write: Callable[[Scheme], bytes]
    lead: str = "牵头单位"
    others: str = "责任单位"
    leader: str = ""
    sections: bool = True
    months: bool = False


def _titles(section: int) -> str:
    return ("稳住经济大盘", "建设宜居城市", "增进民生福祉")[section]


def _lines(scheme: Scheme, task: Callable[[Duty], str], heading: str = "{}、{}") -> bytes:
    found, at = [TITLE], -1
    for duty in scheme:
        if duty.section != at:
            at = duty.section
            found.append(heading.format(NUMERALS[at], _titles(at)))
        found.append(task(duty))
    return "\n".join(found).encode()


def inline(scheme: Scheme) -> bytes:
    """Write brackets behind the final stop."""
    form = "{0.number}.{0.text}(牵头单位:{1};责任单位:{2})"
    return _lines(scheme, lambda duty: form.format(duty, "、".join(duty.lead), "、".join(duty.others)))


def before_the_stop(scheme: Scheme) -> bytes:
    """Write brackets before the final stop, all of full width."""

    def task(duty: Duty) -> str:
        given = f"(责任领导:{duty.leader};牵头单位:{','.join(duty.lead)};责任单位:{','.join(duty.others)})。"
        return f"{duty.number}、{duty.text.removesuffix('。')}{given}".translate(WIDE)

    return _lines(scheme, task)


def own_lines(scheme: Scheme) -> bytes:
    """Write labels on lines of their own, the deadline among them."""

    def task(duty: Duty) -> str:
        return (
            f"{duty.number}.{duty.text}\n责任领导:{duty.leader}\n牵头单位:{'、'.join(duty.lead)}\n"
            f"责任单位:{'、'.join(duty.others)}\n完成时限:2024年{duty.month}月底前"
        )

    return _lines(scheme, task, "({})" + "{}")


def one_paragraph(scheme: Scheme) -> bytes:
    """Write labels behind the text, parted by spaces, lines ended by CRLF, in GB 18030."""

    def task(duty: Duty) -> str:
        given = f"牵头领导:{duty.leader} 牵头单位:{'、'.join(duty.lead)} 配合单位:{'、'.join(duty.others)}"
        return f"　　{duty.number}.{duty.text} {given}"

    return _lines(scheme, task).decode().replace("\n", "\r\n").encode("gb18030")


def sentence(scheme: Scheme) -> bytes:
    """Write who does what as a sentence in brackets."""
    form = "{0.number}.{1}({2}牵头,{3}配合)。"
    return _lines(
        scheme,
        lambda duty: form.format(
            duty, duty.text.removesuffix("。"), "、".join(duty.lead), "、".join(duty.others)
        ),
    )


def closing_sentence(scheme: Scheme) -> bytes:
    """Write who does what as a sentence of its own behind the task."""
    form = "{0.number}.{0.text}由{1}牵头,{2}配合。"
    return _lines(scheme, lambda duty: form.format(duty, "、".join(duty.lead), "、".join(duty.others)))


HEADER = ("序号", "工作任务", "责任领导", "牵头单位", "配合单位", "完成时限")


def _rows(scheme: Scheme) -> Iterable[list[str]]:
    for duty in scheme:
        yield [
            str(duty.number),
            duty.text,
            duty.leader,
            "、".join(duty.lead),
            "、".join(duty.others),
            f"2024年{duty.month}月底前",
        ]


def pipes(scheme: Scheme) -> bytes:
    """Write a row of a table on each line, its cells parted by pipes."""
    rows = [HEADER, *_rows(scheme)]
    return "\n".join([TITLE, *("| " + " | ".join(row) + " |" for row in rows)]).encode()


def tabs(scheme: Scheme) -> bytes:
    """Write a row of a table on each line, its cells parted by TAB, in UTF-16."""
    return "\n".join([TITLE, *("\t".join(row) for row in [HEADER, *_rows(scheme)])]).encode("utf-16")


def stacked(scheme: Scheme) -> bytes:
    """Write a table with each cell on a line of its own, an empty line between."""
    return "\n\n".join([TITLE, *(cell for row in [HEADER, *_rows(scheme)] for cell in row)]).encode()


def comma_separated(scheme: Scheme) -> bytes:
    """Write a CSV table with a byte order mark, as a spreadsheet does."""
    stream = io.StringIO()
    csv.writer(stream).writerows([HEADER, *_rows(scheme)])
    return b"\xef\xbb\xbf" + f"{TITLE}\r\n{stream.getvalue()}".encode()


def web_page(scheme: Scheme) -> bytes:
    """Write a table in a web page."""
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _rows(scheme))
    head = "<tr>" + "".join(f"<th>{cell}</th>" for cell in HEADER) + "</tr>"
    page = (
        f"<html><head><meta charset='utf-8'><title>x</title></head><body><h1>{TITLE}</h1><table>{head}{cells}"
    )
    return f"{page}</table></body></html>".encode()


def word(scheme: Scheme) -> bytes:
    """Write paragraphs of a Word document."""
    document = Docx()
    for line in inline(scheme).decode().split("\n"):
        document.add_paragraph(line)
    return _saved(document.save)


def word_table(scheme: Scheme) -> bytes:
    """Write a table of a Word document."""
    document = Docx()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=0, cols=len(HEADER))
    for row in [HEADER, *_rows(scheme)]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return _saved(document.save)


def sheet(scheme: Scheme) -> bytes:
    """Write a sheet, its title over all columns."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append([TITLE])
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADER))
    for row in [HEADER, *_rows(scheme)]:
        page.append([int(row[0]), *row[1:]] if row[0].isdecimal() else list(row))
    return _saved(book.save)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def _table(name: str, suffix: str, write: Callable[[Scheme], bytes]) -> Layout:
    return Layout(name, suffix, write, others="配合单位", leader="责任领导", sections=False, months=True)


LAYOUTS = (
    Layout("inline", ".txt", inline),
    Layout("before-the-stop", ".txt", before_the_stop, leader="责任领导"),
    Layout("own-lines", ".txt", own_lines, leader="责任领导", months=True),
    Layout("one-paragraph", ".txt", one_paragraph, others="配合单位", leader="牵头领导"),
    Layout("sentence", ".txt", sentence, lead="牵头", others="配合"),
    Layout("closing-sentence", ".txt", closing_sentence, lead="牵头", others="配合"),
    Layout("word", ".docx", word),
    _table("pipes", ".txt", pipes),
    _table("tabs", ".txt", tabs),
    _table("stacked", ".txt", stacked),
    _table("comma-separated", ".csv", comma_separated),
    _table("web-page", ".html", web_page),
    _table("word-table", ".docx", word_table),
    _table("sheet", ".xlsx", sheet),
)
