"""Bytes to text: UTF-8, UTF-16, GB18030 (with GBK and GB 2312 in it) or Big5, told apart by what they hold.

No guess by frequencies: what is valid UTF-8 is UTF-8, and what no encoding makes sense of is refused.
"""

from __future__ import annotations

import codecs
import re

from .carried import UnreadableError

__all__ = ["decode"]

#: With a byte order mark in front the encoding is said. GB18030 has one, too.
_MARKS = {
    codecs.BOM_UTF8: ("UTF-8", "utf-8"),
    codecs.BOM_UTF16_LE: ("UTF-16", "utf-16-le"),
    codecs.BOM_UTF16_BE: ("UTF-16", "utf-16-be"),
    b"\x84\x31\x95\x33": ("GB18030", "gb18030"),
}
#: What a Chinese text is made of; of one read in the wrong byte order less than half is.
_USUAL = re.compile("[\t\n\r -~\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
#: The signs that GB18030 leaves to users. Big5 has its punctuation at these bytes.
_OF_USERS = re.compile("[\ue000-\ue765]")
#: So much of a text is enough to tell its byte order, or whether it is UTF-8.
_SAMPLE = 1 << 16
_SAVE = "Save the document as UTF-8 plain text."


def decode(data: bytes) -> str:
    r"""Decode a text; its line ends become LF, a byte order mark goes.

    Raises:
        UnreadableError: the bytes are no text, or one in an encoding that is not known.

    >>> decode("一、任务\r\n".encode("gb18030"))
    '一、任务\n'
    """
    text = _decode(data)
    if "\0" in text:
        raise UnreadableError(
            f"not a text (NUL at character {text.index(chr(0))}). 不是文本文件。", mend=_SAVE
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _decode(data: bytes) -> str:
    for mark, (name, codec) in _MARKS.items():
        if data.startswith(mark):
            return _strictly(data, name, codec, len(mark))
    if b"\0" in data:
        return _without_mark(data)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if _mostly_utf8(data[max(0, error.start - _SAMPLE) : error.start + _SAMPLE]):
            raise _broken("UTF-8", error.start) from error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and not _OF_USERS.search(text):
        return text
    try:
        return data.decode("big5hkscs")
    except UnicodeDecodeError as error:
        if text:  # Signs of users' own in a text of GB18030: odd, but whole.
            return text
        raise UnreadableError(
            f"no text in UTF-8, UTF-16, GB18030 or Big5 (byte {error.start}). 无法识别文本编码。", mend=_SAVE
        ) from error


def _strictly(data: bytes, name: str, codec: str, start: int) -> str:
    try:
        return data[start:].decode(codec)
    except UnicodeDecodeError as error:
        raise _broken(name, start + error.start) from error


def _broken(name: str, byte: int) -> UnreadableError:
    return UnreadableError(
        f"{name} text that is broken at byte {byte}. {name}文本在第{byte}字节处损坏。",
        mend="Mend the text there, or save it anew as UTF-8 plain text.",
    )


def _without_mark(data: bytes) -> str:
    """Decode what holds NUL bytes: UTF-16 without its mark, or no text."""
    for codec in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(codec, "replace")
        if len(_USUAL.findall(sample)) > 0.9 * len(sample):
            return _strictly(data, "UTF-16", codec, 0)
    raise UnreadableError("not a text (it holds NUL bytes). 不是文本文件。", mend=_SAVE)


def _mostly_utf8(data: bytes) -> bool:
    """Whether more of the signs above ASCII are UTF-8 than are not: then it is UTF-8 with broken bytes."""
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    whole = len(text) - broken - len(text.encode("ascii", "ignore"))
    return whole >= broken
