"""The letters of a PDF page to lines, and lines to paragraphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Line", "apart", "joined", "lines_of", "paragraphs"]

#: Radicals that fonts give instead of the signs that look the same; of these Unicode says it itself, ...
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
#: ... of those it does not.
_RADICALS |= {
    ord(radical): sign
    for radical, sign in zip(
        "⺁⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
}
#: A gap of so much of a letter's size is a space that the page does not spell out.
_GAP = 0.6
#: Two letters nearer than this part of their width are one, printed twice to look bold.
_TWICE = 0.3
#: Of a letter's size what stands between Chinese and Latin signs.
_BESIDE_LATIN = 0.25
#: Room at the sides of a cell, at most.
_MARGIN = 6.0
#: Signs that begin no line, and those that end none, in full and half width.
_NEVER_FIRST = set("。、」』】》〉〕”’·‰℃…—,.;:?!)]%\uff0c\uff0e\uff1b\uff1a\uff1f\uff01\uff09\uff05")
_NEVER_LAST = set("「『【《〈〔“‘([\uff08")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line where it stands on its page; ``lead`` is the width of what cannot be parted at its begin."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    lead: float


def lines_of(letters: Iterable[dict[str, Any]]) -> list[Line]:
    """Put letters together that stand beside one another."""
    rows: list[list[dict[str, Any]]] = []
    middle = 0.0
    for letter in sorted(letters, key=lambda letter: letter["top"] + letter["bottom"]):
        own = (letter["top"] + letter["bottom"]) / 2
        if rows and own - middle < letter["size"] / 2:
            rows[-1].append(letter)
        else:
            rows.append([letter])
            middle = own
    return [line for row in rows if (line := _line(sorted(row, key=lambda letter: letter["x0"])))]


def _line(letters: list[dict[str, Any]]) -> Line | None:
    said: list[dict[str, Any]] = []
    parts: list[str] = []
    for letter in letters:
        text = letter["text"]
        if not said and not text.strip():
            continue
        if said:
            last = said[-1]
            if text == last["text"] and letter["x0"] - last["x0"] < _TWICE * (last["x1"] - last["x0"]):
                continue
            spaced = parts[-1].isspace() or text.isspace()
            if letter["x0"] - last["x1"] > _GAP * letter["size"] and not spaced:
                parts.append(" ")
        parts.append("\ufffd" if text.startswith("(cid:") else text.translate(_RADICALS))
        said.append(letter)
    ends_in_space = bool(said) and not said[-1]["text"].strip()
    while said and not said[-1]["text"].strip():
        said.pop()
    if not said:
        return None
    return Line(
        # A space at the end of a line is one in the middle of its paragraph.
        text="".join(parts).strip() + " " * ends_in_space,
        x0=said[0]["x0"],
        x1=max(letter["x1"] for letter in said),
        top=min(letter["top"] for letter in said),
        bottom=max(letter["bottom"] for letter in said),
        size=sorted(letter["size"] for letter in said)[len(said) // 2],
        lead=_lead(said),
    )


def _lead(letters: Sequence[dict[str, Any]]) -> float:
    """Return how wide that is which would have had to stand on the line above."""
    signs = [letter["text"] for letter in letters]
    end = 0
    while end < len(signs) - 1 and signs[end] in _NEVER_LAST:
        end += 1
    end += 1
    if signs[end - 1].isascii():
        while end < len(signs) and signs[end].isascii() and signs[end].strip():
            end += 1
    while end < len(signs) and signs[end] in _NEVER_FIRST:
        end += 1
    return float(letters[end - 1]["x1"] - letters[0]["x0"])


def joined(before: str, after: str) -> str:
    """Join two lines of a paragraph: with a space where one stands, or between Latin letters or digits."""
    latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return f"{before} {after}" if latin else before + after


def apart(before: str, after: str, size: float) -> float:
    """Return the room that a page leaves for a space, or between Chinese and Latin signs side by side."""
    latin = [sign.isascii() and sign.isalnum() for sign in (before[-1:], after[:1])]
    return _BESIDE_LATIN * size if latin[0] != latin[1] or before.endswith(" ") else 0.0


def paragraphs(lines: Sequence[Line], left: float, right: float) -> tuple[str, float]:
    """Put the lines of a cell together: one that its neighbour's begin would have fitted into ends there.

    Returns:
        The text, and how much room its last line leaves.
    """
    margin = min([line.x0 - left for line in lines] + [_MARGIN])
    room = right - left - 2 * max(margin, 0.0)
    text = ""
    free = 0.0
    for at, line in enumerate(lines):
        if not at:
            text = line.text
        elif line.lead + apart(text, line.text, line.size) > free:
            text = joined(text, line.text)
        else:
            text = text.rstrip() + "\n" + line.text
        free = room - line.x1 + line.x0
    return text.rstrip(), free
