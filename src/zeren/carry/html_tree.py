"""HTML to a small tree of elements and words, by Lexbor's HTML5 parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .carried import UnreadableError

__all__ = ["Element", "Page", "parse"]

#: They hold no words of the page: code, pictures, controls, and what is struck out or a reading aid.
_LEFT_OUT = {
    *("script", "style", "noscript", "template", "link", "meta", "base", "head", "iframe", "object", "embed"),
    *("svg", "canvas", "audio", "video", "map", "img", "button", "input", "select", "datalist", "textarea"),
    *("progress", "meter", "dialog", "del", "s", "strike", "rt", "rp", "colgroup"),
}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
#: Elements that end by themselves, or have no inside: they do not add up.
_ENDS_ITSELF = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"),
    *("wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot"),
    *("colgroup", "rt", "rp", "html", "head", "body"),
}
#: Elements that a parser opens anew in each paragraph for as long as nothing closes them.
_OPENED_ANEW = {
    *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"),
}
#: HTML5 looks through all open elements at each tag, so that depth costs its square.
_DEEPEST = 10_000
_MOST_ANEW = 20_000_000
#: Signs without width, put in to break or join lines.
_WITHOUT_WIDTH = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))


@dataclass(slots=True, eq=False)
class Element:
    """An element with its children.

    ``own`` counts the signs of the words right in it, ``size`` of all words inside; ``in_article`` and
    ``has_table`` say what is around it and within.
    """

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)
    own: int = 0
    size: int = 0
    in_article: bool = False
    has_table: bool = False

    def inside(self) -> Iterator[Element]:
        """Yield the elements in it, in the order of the page."""
        stack = [child for child in reversed(self.children) if isinstance(child, Element)]
        while stack:
            element = stack.pop()
            yield element
            stack += [child for child in reversed(element.children) if isinstance(child, Element)]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page's body, and the titles that its head gives it: ``<title>``, ``<meta name="ArticleTitle">``."""

    body: Element
    title: str
    article_title: str


def parse(text: str) -> Page:
    """Parse a page, or a piece of one.

    Raises:
        UnreadableError: its elements are nested or left open to no end.
    """
    _check(text)
    parser = LexborHTMLParser(text)
    root = Element("body", {}, None)
    if parser.body is not None:
        _fill(root, parser.body)
    title = parser.css_first("head > title") if parser.head is not None else None
    metas = parser.css("meta[name]") if parser.head is not None else []
    article = next(
        (
            meta.attributes.get("content") or ""
            for meta in metas
            if (meta.attributes.get("name") or "").lower() == "articletitle"
        ),
        "",
    )
    return Page(body=root, title=_one_line(title.text() if title else ""), article_title=_one_line(article))


def _one_line(text: str) -> str:
    return " ".join(text.translate(_WITHOUT_WIDTH).split())


def _check(text: str) -> None:
    depth = deepest = anew = most_anew = tags = 0
    for found in _TAG.finditer(text):
        tags += 1
        name = found[2].lower()
        if name in _ENDS_ITSELF:
            continue
        step = -1 if found[1] else 1
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        if name in _OPENED_ANEW:
            anew = max(0, anew + step)
            most_anew = max(most_anew, anew)
    if deepest > _DEEPEST or most_anew * tags > max(_MOST_ANEW, 10 * tags):
        raise UnreadableError(
            "a web page whose elements are nested or left open without end. 网页元素嵌套过深。",
            mend="Save the page's text as plain text, and read that.",
        )


def _fill(root: Element, source: LexborNode) -> None:
    """Copy what may hold words, node by node (a page can be deeper than Python's stack)."""
    stack = [(root, source.first_child)]
    while stack:
        element, node = stack.pop()
        if node is None:
            _count(element)
            continue
        stack.append((element, node.next))
        tag = node.tag or ""
        if tag == "-text":
            words = (node.text_content or "").translate(_WITHOUT_WIDTH)
            element.children.append(words)
            element.own += len("".join(words.split()))
        elif tag and not tag.startswith("-") and tag not in _LEFT_OUT:
            attributes = {name: value or "" for name, value in node.attributes.items()}
            child = Element(tag, attributes, element)
            child.in_article = element.in_article or element.tag in {"article", "main"}
            element.children.append(child)
            stack.append((child, node.first_child))


def _count(element: Element) -> None:
    """Add a finished element to the one that it is in."""
    element.size += element.own
    if element.parent:
        element.parent.size += element.size
        element.parent.has_table |= element.has_table or element.tag == "table"
