"""What kind of document a file is: by its content first, by the ending of its name second."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from .carried import UnreadableError

__all__ = ["BinaryKind", "TextKind", "binary_kind", "text_kind"]

BinaryKind = Literal["docx", "pdf", "xls", "xlsx"]
TextKind = Literal["delimited", "html", "markdown", "plain"]

#: A picture is told from a text here only to say what it is; any other binary is refused as no text.
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}
_ARCHIVES = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!": "RAR", b"\x1f\x8b": "gzip"}
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A PDF may have foreign bytes in front.
_PDF_WITHIN = 1024
#: A page may begin with long comments.
_HTML_WITHIN = 1 << 16
_HTML = re.compile(
    r"(?:\ufeff|\s|<\?xml[^>]*>|<!--(?:[^-]|-(?!->))*-->)*+"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|link|script|style|div|main|article|section|table"
    r"|p|span|h[1-6])(?=[\s>]))",
    re.IGNORECASE,
)
_SUFFIXES: dict[str, TextKind] = {
    **dict.fromkeys((".csv", ".tsv", ".tab"), "delimited"),
    **dict.fromkeys((".htm", ".html", ".shtml", ".xhtml"), "html"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
}
_AS_DOCX = "Open it, save it as .docx or plain text, and read that."


def binary_kind(data: bytes) -> BinaryKind | None:
    """Return which binary format this is, None where it may be text.

    Raises:
        UnreadableError: it is a known format that no carrier reads.
    """
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    if data.startswith(_COMPOUND_FILE):
        return _in_compound_file(data)
    if data.startswith(b"{\\rtf"):
        raise UnreadableError("an RTF document. RTF文档。", mend=_AS_DOCX)
    if re.match(rb"(?:MIME-Version|From):", data, re.IGNORECASE) and b"multipart/related" in data[:4096]:
        raise UnreadableError("a web page packed as e-mail (MHT). MHT网页。", mend=_AS_DOCX)
    for magic, name in _PICTURES.items():
        if data.startswith(magic):
            raise UnreadableError(
                f"a picture ({name}), no text. 图片({name})，没有文字。",
                mend="Recognise its text (OCR) and read that.",
            )
    for magic, name in _ARCHIVES.items():
        if data.startswith(magic):
            raise UnreadableError(f"an archive ({name}). 压缩包({name})。", mend="Unpack it first.")
    return None


def _in_zip(data: bytes) -> BinaryKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    # NotImplementedError is what zipfile raises for a version or method of packing that it does not know.
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError(
            f"a broken archive or office document ({error}). 文件损坏。", mend="Fetch or save it again."
        ) from error
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "xl/workbook.bin" in names:
        raise UnreadableError(
            "a binary Excel workbook (XLSB). 二进制工作簿。", mend="Save it as .xlsx, and read that."
        )
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "OFD.xml" in names:
        raise UnreadableError("an OFD document. OFD版式文件。", mend="Save it as .docx or as PDF with text.")
    if "mimetype" in names and "content.xml" in names:
        raise UnreadableError(
            "an OpenDocument file. OpenDocument文档。", mend="Save it as .docx or .xlsx, and read that."
        )
    if "ppt/presentation.xml" in names:
        raise UnreadableError("slides, no document. 演示文稿。", mend=_AS_DOCX)
    raise UnreadableError("an archive (ZIP). 压缩包(ZIP)。", mend="Unpack it first.")


def _in_compound_file(data: bytes) -> BinaryKind:
    """Tell the formats of old office programs apart by the names of their streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableError(
            "an office document locked with a password. 文档已加密。", mend="Save it without the password."
        )
    if "WordDocument".encode("utf-16-le") in data:
        raise UnreadableError("an old Word or WPS document. 旧版Word/WPS文档。", mend=_AS_DOCX)
    if "Workbook".encode("utf-16-le") in data or "\0Book\0".encode("utf-16-le") in data:
        return "xls"
    raise UnreadableError("an old office document. 旧版办公文档。", mend=_AS_DOCX)


def text_kind(text: str, suffix: str) -> TextKind:
    """Return which kind of text this is.

    >>> text_kind("<!DOCTYPE html><p>一、</p>", ".doc"), text_kind("一、", ".MD")
    ('html', 'markdown')
    """
    kind = _SUFFIXES.get(suffix.lower(), "plain")
    if kind == "plain" and _HTML.match(text[:_HTML_WITHIN]):
        return "html"
    return kind
