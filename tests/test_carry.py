"""Each carrier gives a document's text and tables as the case's files say, or says why it cannot."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from carry_files import CARRY, made

from zeren.carry import Carried, carry
from zeren.errors import ZerenError

GOOD = sorted((CARRY / "good").iterdir())
BAD = sorted((CARRY / "bad").iterdir())
TEXT = "一、总体要求\n1.修建东桥快速路。(牵头单位:市住建局;责任单位:市财政局)\n\n"
TRADITIONAL = "關於印發重點工作的通知，各區：\n一、責任單位、牽頭單位。\n"


def cells(carried: Carried) -> list[list[list[str]]]:
    """Return the words of each cell of each row of each table."""
    return [
        [[carried.text[cell.start : cell.end] for cell in row] for row in table] for table in carried.tables
    ]


def test_number_of_cases() -> None:
    """No case is lost."""
    assert (len(GOOD), len(BAD)) == (27, 30)


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_text_and_tables(case: Path, tmp_path: Path) -> None:
    """A good document comes with its whole text and, where its format marks them, its tables."""
    carried = carry(made(case, tmp_path))
    assert carried.text == (case / "text.txt").read_text(encoding="utf-8")
    tables = case / "tables.json"
    assert cells(carried) == (json.loads(tables.read_text(encoding="utf-8")) if tables.exists() else [])


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_rows_are_even_and_in_order(case: Path, tmp_path: Path) -> None:
    """A table's rows are of one length; a cell stands behind the one before it, or is it again."""
    carried = carry(made(case, tmp_path))
    for table in carried.tables:
        assert len({len(row) for row in table}) == 1
        first_seen = list(dict.fromkeys((cell.start, cell.end) for row in table for cell in row))
        assert first_seen == sorted(first_seen)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_refusal_says_why(case: Path, tmp_path: Path) -> None:
    """A document that cannot be read is refused: which, why in two languages, what to do."""
    document = made(case, tmp_path)
    with pytest.raises(ZerenError) as caught:
        carry(document)
    assert (case / "says.txt").read_text(encoding="utf-8").strip() in caught.value.what
    assert caught.value.what.startswith(f"{document}: ")
    assert any("\u4e00" <= sign <= "\u9fff" for sign in caught.value.what)
    assert caught.value.mend.endswith(".")


@pytest.mark.parametrize("name", ["none.txt", ".", "a\0b"])
def test_what_is_no_file(name: str, tmp_path: Path) -> None:
    """A missing file, a folder, and a name that no file can have are refused."""
    with pytest.raises(ZerenError, match="Give the path of a document"):
        carry(tmp_path / name)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        *(("utf-8", b""), ("utf-8-sig", b""), ("gb18030", b""), ("gb18030", b"\x84\x31\x95\x33")),
        *(("utf-16", b""), ("utf-16-le", b""), ("utf-16-be", b""), ("utf-16-be", b"\xfe\xff")),
    ],
)
def test_one_text_in_every_encoding(codec: str, mark: bytes, ends: str, tmp_path: Path) -> None:
    """The same text is the same, with the same digest, however it is encoded."""
    data = mark + TEXT.replace("\n", ends).encode(codec)
    (tmp_path / "a.txt").write_bytes(data)
    carried = carry(tmp_path / "a.txt")
    assert carried.text == TEXT
    assert carried.text_sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert carried.bytes_sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5", "big5hkscs", "utf-16-le"])
def test_traditional_signs(codec: str, tmp_path: Path) -> None:
    """Big5 is told from GB18030 by its punctuation; no sign is changed."""
    (tmp_path / "a.txt").write_bytes(TRADITIONAL.encode(codec))
    assert carry(tmp_path / "a.txt").text == TRADITIONAL


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.pdf", "一、任务\n"),
        ("a.docx", "<!DOCTYPE html><title>x</title><p>一、任务"),
        ("a.txt", "\ufeff<!-- - -->\n<html><body>一、任务"),
        ("a", "一、任务\n"),
    ],
)
def test_content_is_believed_before_the_name(name: str, text: str, tmp_path: Path) -> None:
    """A file whose name ends as another kind's is read as what it is."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert carry(tmp_path / name).text == "一、任务\n"


def test_office_formats_say_the_same(tmp_path: Path) -> None:
    """One document saved as DOCX and printed to PDF has one text and one table."""
    one, other = (carry(made(CARRY / "good" / name, tmp_path)) for name in ("docx-office", "pdf-office"))
    assert one.text_sha256 == other.text_sha256
    assert one.tables == other.tables


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading writes no file, not even where an archive names one outside of it."""
    inside = tmp_path / "inside"
    inside.mkdir()
    documents = [made(case, tmp_path) for case in GOOD[:12]]
    monkeypatch.chdir(inside)
    before = sorted(tmp_path.rglob("*"))
    for document in documents:
        carry(document)
    assert sorted(tmp_path.rglob("*")) == before
    assert not list(inside.iterdir())
