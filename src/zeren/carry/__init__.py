"""Step 0: a file's bytes to text, with the cells of its tables: here alone encodings and formats are known.

A carrier is a module here that turns bytes or text of one format into a ``Content``; which one, the content
says first, the name's ending second. Nothing is written, nothing is fetched, no macro or formula is run.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..errors import ZerenError
from .carried import Carried, Cell, Content, Row, Table, UnreadableError
from .encodings import decode
from .sniffing import binary_kind, text_kind

__all__ = ["Carried", "Cell", "Row", "Table", "carry"]

#: A scheme is a few hundred kilobytes; above this no format is read within bounds.
_MOST_BYTES = 256 << 20
_CHUNK = 1 << 20


def carry(path: Path) -> Carried:
    """Read a document: plain text, Markdown, HTML, DOCX, PDF, XLSX, XLS, CSV or TSV.

    Raises:
        ZerenError: the file is missing, empty, damaged, or holds no text that can be read.
    """
    data = _bytes(path)
    try:
        content = _content(data, path.suffix)
    except UnreadableError as error:
        raise ZerenError(f"{path}: {error.reason}", mend=error.mend) from error
    except Exception as error:
        # The libraries meet bytes that nobody foresaw: whatever they raise, the file is at fault.
        raise ZerenError(
            f"{path}: a damaged file, it cannot be read ({type(error).__name__}). 文件损坏，无法读取。",
            mend="Open it with the program that made it, save it again, and read that.",
        ) from error
    if not content.text.strip():
        raise ZerenError(f"{path}: there is no text in it. 没有文字。", mend="Give a document with text.")
    return Carried(
        text=content.text,
        bytes_sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(content.text.encode()).hexdigest(),
        tables=content.tables,
    )


def _bytes(path: Path) -> bytes:
    chunks: list[bytes] = []
    size = 0
    try:
        with path.open("rb") as stream:
            while size <= _MOST_BYTES and (chunk := stream.read(_CHUNK)):
                chunks.append(chunk)
                size += len(chunk)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "cannot be read"
        raise ZerenError(
            f"{path}: {reason.lower()}. 无法读取。", mend="Give the path of a document."
        ) from error
    if size > _MOST_BYTES:
        raise ZerenError(
            f"{path}: larger than {_MOST_BYTES >> 20} MB. 文件过大。", mend="Give a document of usual size."
        )
    return b"".join(chunks)


def _content(data: bytes, suffix: str) -> Content:
    """Choose the carrier; its library is loaded only now."""
    kind = binary_kind(data)
    if kind == "docx":
        from .docx import read_docx

        return read_docx(data)
    if kind == "xlsx":
        from .xlsx import read_xlsx

        return read_xlsx(data)
    if kind:
        from .bounded import read_bounded

        return read_bounded(kind, data)
    text = decode(data)
    match text_kind(text, suffix):
        case "html":
            from .web import read_html

            return read_html(text)
        case "markdown":
            from .markdown import read_markdown

            return read_markdown(text)
        case "delimited":
            from .delimited import read_delimited

            return read_delimited(text, suffix)
        case "plain":
            from .plain import read_plain

            return read_plain(text)
