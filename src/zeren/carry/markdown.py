"""Markdown (CommonMark with tables and struck-out text): its words without its marks, line by line.

A block begins on the line that it has in the file, unless HTML above it took more. List numbers stay as they
are written; link definitions count as text, since ``[责任单位]:市甲局`` is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .carried import Content, UnreadableError
from .layout import Placed, Writer
from .web import write_html

__all__ = ["read_markdown"]

#: The parser leaves out what is nested deeper; so does no person.
_DEEPEST = 50
_PARSER = (
    MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"]).disable("reference")
)
#: A heading mark that lacks its space, as older Markdown allows (but #1 is a number).
_MARK = re.compile(r"^#{1,6}(?=[^#\s\d])", re.MULTILINE)
_PIPE = re.compile(r"\\.|(\|)")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_STRUCK = {"del", "s", "strike"}


def read_markdown(text: str) -> Content:
    r"""Read a document in Markdown.

    >>> read_markdown("# 一、总体\n\n1. **修路**\\(一期\\)。  \n责任单位:市甲局\n").text
    '一、总体\n\n1. 修路(一期)。\n责任单位:市甲局\n'
    """
    tokens = _PARSER.parse(text)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise UnreadableError(
            "Markdown that is nested too deep. Markdown嵌套过深。", mend="Save the document as plain text."
        )
    lines = text.split("\n")
    writer = Writer()
    number = ""
    for token, first, last in _blocks(tokens):
        if token.type == "list_item_open":
            # A list in a list shows both numbers.
            number += f"{token.info}{token.markup} " if token.info else ""
            continue
        writer.down_to(first + 1)
        if token.type == "table_open":
            writer.table(_table(lines[first:last]), lines=[first + 1, *range(first + 3, last + 1)])
        elif token.type == "html_block":
            write_html(token.content, writer)
        else:
            words = _words(token.children or []) if token.type == "inline" else token.content
            if words.strip():
                writer.line(number + _MARK.sub("", words))
                number = ""
    return writer.content()


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[Token, int, int]]:
    """Yield what holds words, and the list items before it, with its lines; HTML that goes on as one."""
    html: tuple[Token, int, int] | None = None
    in_table = False
    for token in tokens:
        first, last = token.map or (0, 0)
        if token.type == "html_block":
            if html:
                html[0].content += token.content
            html = html or (token, first, last)
            continue
        if html:
            yield html
            html = None
        if token.type == "fence":
            yield token, first + 1, last
        elif token.type in {"table_open", "code_block", "list_item_open"} or (
            token.type == "inline" and not in_table
        ):
            yield token, first, last
        in_table = token.type == "table_open" or (in_table and token.type != "table_close")
    if html:
        yield html


def _table(lines: Sequence[str]) -> Iterator[Placed]:
    """Read a table's rows: by their pipes, since the parser leaves out what lacks a header."""
    for at, line in enumerate(lines):
        if at == 1:
            continue  # The line of dashes below the header.
        line = line.strip(" \t>")
        bounds = [-1, *(found.start() for found in _PIPE.finditer(line) if found[1]), len(line)]
        cells = [line[a + 1 : b] for a, b in pairwise(bounds)]
        cells = cells[bool(not cells[0].strip()) : len(cells) - (not cells[-1].strip())]
        for column, cell in enumerate(cells):
            inline = _PARSER.parseInline(cell.strip().replace("\\|", "|"))[0]
            yield Placed(at, column, _words(inline.children or []))


def _words(tokens: Sequence[Token]) -> str:
    """Return what inline marks mark, but for what they strike out."""
    parts: list[str] = []
    struck = 0
    for token in tokens:
        if token.type == "html_inline":
            tag = _TAG.match(token.content)
            if tag and tag[2].lower() in _STRUCK:
                struck = max(0, struck + (-1 if tag[1] else 1))
            elif tag and tag[2].lower() == "br":
                parts.append("\n")
        elif token.type in {"s_open", "s_close"}:
            struck += token.nesting
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif not struck and token.type != "image":
            parts.append(token.content)
    return "".join(parts)
