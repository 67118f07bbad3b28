"""Documents made to cost time or memory are refused or cheap; costs grow with the document alone."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from carry_files import CARRY, package

from zeren.carry import bounded, carry
from zeren.errors import ZerenError

BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
PARAGRAPH = "<w:p><w:r><w:t>一、任务</w:t></w:r></w:p>"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
BOOK = (CARRY / "good" / "xlsx-forms" / "source.xlsx" / "workbook.xml").read_bytes()
LINE = "1.修建东桥快速路,完成投资100亿元。(牵头单位:市住建局;责任单位:市财政局、市发改委)\n"
#: Seconds that a small document may take on a busy machine.
SOON = 10


def docx(body: str) -> bytes:
    """Return a Word document around the XML of its body."""
    return package({"document.xml": BODY.format(body).encode()})


def xlsx(rows: str) -> bytes:
    """Return a workbook of one sheet."""
    return package(
        {"workbook.xml": BOOK, "s1.xml": SHEET.format(rows).encode(), "s2.xml": SHEET.format("").encode()}
    )


def many_entries() -> bytes:
    """Return a package with more entries than any document has."""
    made = io.BytesIO(docx(PARAGRAPH))
    with zipfile.ZipFile(made, "a") as archive:
        for number in range(20_001):
            archive.writestr(f"word/media/{number}", b"")
    return made.getvalue()


def lying_size() -> bytes:
    """Return a package whose directory understates what its main part expands to."""
    made = bytearray(docx(PARAGRAPH * 5000))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    return bytes(made.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))


def pdf(content: bytes) -> bytes:
    """Return a PDF of one page with this packed content."""
    packed = zlib.compress(content, 1)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, part) for at, part in enumerate(parts, 1))
    return b"%PDF-1.4\n" + objects + b"trailer<</Root 1 0 R>>\n"


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb": ("a.docx", lambda: docx(PARAGRAPH + " " * (60 << 20))),
    "sheet bomb": (
        "a.xlsx",
        lambda: xlsx("<row r='1'><c r='A1' t='str'><v>a</v></c></row>" + " " * (60 << 20)),
    ),
    "many entries": ("a.docx", many_entries),
    "lying size": ("a.docx", lying_size),
    "cells across": (
        "a.xlsx",
        lambda: xlsx(
            "".join(
                f'<row r="{at}"><c r="{"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at // 676]}'
                f'{"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at // 26 % 26]}{"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at % 26]}{at}">'
                f"<v>1</v></c><c r='AAA{at}'><v>1</v></c></row>"
                for at in range(1, 4000)
            )
        ),
    ),
    "nested elements": ("a.html", lambda: b"<div>" * 100_000 + "一、".encode()),
    "open elements": (
        "a.html",
        lambda: b"".join(b"<font size=%d>" % at for at in range(9000)) + b"<p>a" * 9000,
    ),
    "spans": (
        "a.html",
        lambda: b"<table><tr>" + b"<td colspan=1000 rowspan=65534>x" * 3000 + b"<tr><td>y<td>z" * 10_000,
    ),
    "nested Markdown": ("a.md", lambda: ("> " * 5000 + "一、").encode()),
}
CHEAP: dict[str, tuple[str, Callable[[], bytes]]] = {
    "far cell": ("a.xlsx", lambda: xlsx("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")),
    "tall row": ("a.html", lambda: "<table><tr><td rowspan=65534 colspan=1000>甲<td>乙</table>".encode()),
    "brackets": ("a.txt", lambda: b"(" * 100_000 + "一、".encode()),
    "brackets in Markdown": ("a.md", lambda: b"[" * 100_000 + "一、".encode()),
    "brackets on a page": ("a.html", lambda: b"<p>" + b"[" * 100_000),
    "box signs": ("a.txt", lambda: ("│" * 100_000 + "\n" + "├─┤" * 100_000).encode()),
    "long line": ("a.txt", lambda: ("一、" * 900_000).encode()),
    "long cell": ("a.csv", lambda: ("任务,单位\n" + "修路" * 900_000 + ",市甲局\n").encode()),
    "open quote": ("a.csv", lambda: b'"a,b\n' * 50_000),
    "long Markdown line": ("a.md", lambda: ("一、" * 900_000).encode()),
    "empty tags": ("a.html", lambda: b"<span>" * 9000 + "一、".encode()),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_costly_document_is_refused(name: str, tmp_path: Path) -> None:
    """What asks for too much gets an error that says what to do, soon."""
    file, build = REFUSED[name]
    (tmp_path / file).write_bytes(build())
    began = time.perf_counter()
    with pytest.raises(ZerenError):
        carry(tmp_path / file)
    assert time.perf_counter() - began < 3 * SOON


@pytest.mark.parametrize("limit", ["_SECONDS", "_MEMORY"])
def test_costly_pdf_is_broken_off(limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF whose page is an endless program ends at the limit of time, or of memory."""
    monkeypatch.setattr(bounded, "_SECONDS_OF_PAGE", 1)
    monkeypatch.setattr(bounded, limit, {"_SECONDS": 1, "_MEMORY": 300 << 20}[limit])
    (tmp_path / "a.pdf").write_bytes(pdf(b"0 0 m " * (40 << 20)))
    with pytest.raises(ZerenError, match="too much time or memory"):
        carry(tmp_path / "a.pdf")


@pytest.mark.parametrize("name", sorted(CHEAP))
def test_odd_document_is_cheap(name: str, tmp_path: Path) -> None:
    """What only looks costly is read soon and in little memory."""
    file, build = CHEAP[name]
    data = build()
    (tmp_path / file).write_bytes(data)
    began = time.perf_counter()
    assert carry(tmp_path / file).text.strip()
    assert time.perf_counter() - began < SOON


def test_large_text_is_read_at_once(tmp_path: Path) -> None:
    """20 MB of text take a moment and a few times their size."""
    (tmp_path / "a.txt").write_text(LINE * (20_000_000 // len(LINE.encode())), encoding="utf-8")
    tracemalloc.start()
    began = time.perf_counter()
    carried = carry(tmp_path / "a.txt")
    taken = time.perf_counter() - began
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < SOON
    assert most < 6 * len(carried.text.encode())
