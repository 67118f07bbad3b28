"""What of a web page is the document: told by elements, roles, classes and ids, never by words.

A page of a government's site marks where its article stands (``div#zoom``, ``.TRS_Editor``); where none does,
the whole body stays but for what is marked as furniture. What holds more than half of all words is none,
whatever it is called: an unclosed ``<header>`` or a ``<form>`` around everything hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .html_tree import Element, Page

__all__ = ["article", "drop_furniture"]

_TAGS = {"nav", "aside", "footer", "header", "form", "menu"}
_ROLES = {
    *("navigation", "banner", "contentinfo", "complementary", "search", "toolbar", "menu", "menubar"),
    *("dialog", "alertdialog"),
}
#: Words of classes and ids for bars around an article.
_NAMES = {
    *("breadcrumb", "breadcrumbs", "crumb", "crumbs", "share", "bdshare", "bdsharebuttonbox", "bshare"),
    *("sidebar", "nav", "navbar", "navigation", "menu", "footer", "copyright", "pagination", "pager"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Where articles stand, by tag, id or class in lower case without - and _, the surest first.
_ARTICLES: tuple[set[str], ...] = (
    {"ucapcontent", "zoom", "trseditor", "trsueditor", "trspaperpreview", "trseditorview"},
    {"articlecontent", "pagescontent", "newscontent", "contentarticle", "xxgkcontent", "articlebody"},
    {"entrycontent", "articletext", "contenttext", "viewcontent"},
    {"article"},
    {"main"},
)
#: A marked place with less than this share of the page's words is not where the document stands.
_LEAST_SHARE = 1 / 3
#: Signs of a title: fewer name a column of the site, more are no title.
_TITLE = range(6, 200)


def drop_furniture(body: Element) -> None:
    """Take hidden elements and furniture out of a page's body."""
    elements = list(body.inside())
    dropped = {
        id(element)
        for element in elements
        if element.size * 2 <= body.size and (_is_hidden(element) or _is_furniture(element))
    }
    # Inner elements first, so that each is as large as what is left in it.
    for element in [*reversed(elements), body]:
        inner = [child for child in element.children if isinstance(child, Element)]
        if any(id(child) in dropped for child in inner):
            element.children = [child for child in element.children if id(child) not in dropped]
        element.size = element.own + sum(child.size for child in inner if id(child) not in dropped)


def _is_hidden(element: Element) -> bool:
    attributes = element.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))


def _is_furniture(element: Element) -> bool:
    attributes = element.attributes
    if attributes.get("role", "").strip().lower() in _ROLES:
        return True
    if element.tag in _TAGS:
        # The head of an article names it, that of a page its site.
        return element.tag != "header" or not element.in_article
    names = f"{attributes.get('id', '')} {attributes.get('class', '')}".lower()
    return bool(names.strip()) and not _NAMES.isdisjoint(re.split(r"[\s_-]+", names))


def article(page: Page) -> tuple[str, list[Element]]:
    """Return a page's title where its document lacks it, and the elements in which the document stands."""
    for marked in _marked(page.body):
        if marked and sum(element.size for element in marked) >= page.body.size * _LEAST_SHARE:
            return _title(page, marked), marked
    return "", [page.body]


def _marked(body: Element) -> Iterator[list[Element]]:
    """Yield the outermost elements that each kind of mark names."""
    for names in _ARTICLES:
        yield _outermost(body, names)


def _called(element: Element) -> set[str]:
    if not element.attributes:
        return {element.tag}
    names = (element.tag, element.attributes.get("id", ""), *element.attributes.get("class", "").split())
    return {re.sub("[-_]", "", name.lower()) for name in names}


def _outermost(body: Element, names: set[str]) -> list[Element]:
    found = []
    stack = [body]
    while stack:
        element = stack.pop()
        if _called(element) & names:
            found.append(element)
        else:
            stack += [child for child in reversed(element.children) if isinstance(child, Element)]
    return found


def _title(page: Page, marked: list[Element]) -> str:
    """Return the title that stands above an article, unless the article begins with it.

    The page's head says it, or shows that a line above the article is it.
    """
    said = page.article_title or _above(page, marked[0])
    if not said and page.title:
        said = re.split(r"\s*[_|]\s*|\s+[-–—]+\s+", page.title)[0]
    words = "".join(said.split())
    opening = "".join("".join(_words(element).split()) for element in marked)[: 4 * len(words) + 200]
    return "" if words in opening else said


def _above(page: Page, first: Element) -> str:
    """Return the longest line above an article that the page's title holds, or else its first heading."""
    title = "".join(page.title.split())
    found = heading = ""
    for element in page.body.inside():
        if element is first:
            break
        if element.size not in _TITLE or not (element.own or element.tag == "h1"):
            continue
        words = " ".join(_words(element).split())
        if "".join(words.split()) in title and len(words) > len(found):
            found = words
        if element.tag == "h1":
            heading = heading or words
    return found or heading


def _words(element: Element) -> str:
    parts: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            parts.append(part)
        else:
            stack += reversed(part.children)
    return "".join(parts)
