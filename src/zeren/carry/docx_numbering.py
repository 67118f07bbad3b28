"""The numbers that Word writes in front of paragraphs (ECMA-376 part 1, 17.9): no library works them out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from .counting import written
from .package import attribute, local

__all__ = ["Numbering", "Styles", "child", "is_on"]

#: Behind these a number needs no space.
_STOPS = "、。):\uff0e\uff1a\uff0c\uff09"
#: Letters of these fonts are pictures.
_PICTURE_FONTS = ("wingdings", "webdings", "symbol")


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first child of a name, or further down a path of names."""
    for name in path:
        element = (
            next((part for part in element if local(part) == name), None) if element is not None else None
        )
    return element


def is_on(properties: etree._Element | None, *names: str) -> bool:
    """Whether one of these properties is switched on."""
    found = (child(properties, name) for name in names)
    return any(one is not None and attribute(one, "val") not in {"0", "false", "off"} for one in found)


def _integer(element: etree._Element | None, otherwise: int = 0) -> int:
    text = attribute(element, "val") or ""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else otherwise


@dataclass(frozen=True, kw_only=True)
class _Level:
    """How a level of a list is numbered; ``restart`` is None where any level above restarts it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: bool = True
    restart: int | None = None
    in_digits: bool = False
    style: str | None = None


@dataclass(kw_only=True)
class _List:
    """A list's levels, and how far each is counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counted: dict[int, int] = field(default_factory=dict)
    link: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Use:
    """A use of a list (``w:num``): where it starts anew, and levels of its own."""

    of: _List
    starts: dict[int, int]
    levels: dict[int, _Level]


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = [style for style in root if local(style) == "style"] if root is not None else []
        self._styles = {attribute(style, "styleId") or "": style for style in styles}
        self._default = next(
            (
                attribute(style, "styleId")
                for style in styles
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}
            ),
            None,
        )

    def chain(self, properties: etree._Element | None) -> list[tuple[str, etree._Element]]:
        """Return a paragraph's style, the one it is based on, and so on."""
        name = attribute(child(properties, "pStyle"), "val") or self._default
        found: list[tuple[str, etree._Element]] = []
        while name in self._styles and len(found) < 100:
            found.append((name, self._styles[name]))
            name = attribute(child(self._styles[name], "basedOn"), "val")
        return found

    def name(self, properties: etree._Element | None) -> str:
        """Return the name of a paragraph's style."""
        chain = self.chain(properties)
        return (attribute(child(chain[0][1], "name"), "val") or "") if chain else ""


class Numbering:
    """Counts a document's numbered paragraphs from first to last."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._uses: dict[str, _Use] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        lists: dict[str, _List] = {}
        by_style: dict[str, _List] = {}
        for element in root:
            if local(element) == "abstractNum":
                levels = {level: _level(part) for part, level in _levels(element)}
                one = _List(levels=levels, link=attribute(child(element, "numStyleLink"), "val"))
                lists[attribute(element, "abstractNumId") or ""] = one
                if name := attribute(child(element, "styleLink"), "val"):
                    by_style[name] = one
        for element in root:
            of = lists.get(attribute(child(element, "abstractNumId"), "val") or "")
            if local(element) == "num" and of:
                of = by_style.get(of.link or "", of)
                self._uses[attribute(element, "numId") or ""] = _use(element, of)

    def next(self, properties: etree._Element | None) -> str:
        """Return what stands before the next paragraph, given its properties; empty where nothing does."""
        found = self._place(properties)
        if not found:
            return ""
        number, at = found
        use = self._uses[number]
        level = use.levels.get(at) or use.of.levels[at]
        counted = use.of.counted
        if at in use.starts and (number, at) not in self._begun:
            counted[at] = use.starts[at]
        else:
            counted[at] = counted[at] + 1 if at in counted else level.start
        self._begun.add((number, at))
        for lower in [lower for lower in counted if lower > at]:
            restart = (use.levels.get(lower) or use.of.levels.get(lower, level)).restart
            if restart is None or at < restart:
                del counted[lower]
        said = self._said(use, level)
        return said + (" " if said and level.gap and said[-1] not in _STOPS else "")

    def _said(self, use: _Use, level: _Level) -> str:
        def one(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            other = use.levels.get(at) or use.of.levels.get(at)
            if other is None:
                return ""
            form = "decimal" if level.in_digits and other.form != "none" else other.form
            return written(use.of.counted.get(at, other.start), form)

        return level.text if level.form == "bullet" else re.sub(r"%([1-9])", one, level.text)

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """Return the use and the level that number a paragraph, by itself or by its style."""
        own = child(properties, "numPr")
        number = attribute(child(own, "numId"), "val")
        at = _integer(child(own, "ilvl"), -1)
        style = None
        if number is None:
            for name, element in self._styles.chain(properties):
                own = child(element, "pPr", "numPr")
                number = attribute(child(own, "numId"), "val")
                if number is not None:
                    style, at = name, at if at >= 0 else _integer(child(own, "ilvl"), -1)
                    break
        use = self._uses.get(number or "")
        if use is None:
            return None
        levels = {**use.of.levels, **use.levels}
        if at < 0:
            at = next((place for place, level in levels.items() if style and level.style == style), 0)
        return (number or "", at) if at in levels else None


def _levels(element: etree._Element) -> list[tuple[etree._Element, int]]:
    return [
        (part, int(attribute(part, "ilvl") or 0))
        for part in element
        if local(part) == "lvl" and (attribute(part, "ilvl") or "0").isdecimal()
    ]


def _level(element: etree._Element) -> _Level:
    form = attribute(child(element, "numFmt"), "val") or "decimal"
    text = attribute(child(element, "lvlText"), "val") or ""
    properties = child(element, "rPr")
    font = child(properties, "rFonts")
    fonts = " ".join(str(value) for value in font.attrib.values()).lower() if font is not None else ""
    if form == "bullet" and (
        any(name in fonts for name in _PICTURE_FONTS) or any("\ue000" <= sign <= "\uf8ff" for sign in text)
    ):
        text = ""
    restart = child(element, "lvlRestart")
    return _Level(
        start=_integer(child(element, "start"), 0 if form == "decimalZero" else 1),
        form=form,
        text="" if is_on(properties, "vanish") else text,
        gap=attribute(child(element, "suff"), "val") != "nothing",
        restart=None if restart is None else _integer(restart),
        in_digits=is_on(element, "isLgl"),
        style=attribute(child(element, "pStyle"), "val"),
    )


def _use(element: etree._Element, of: _List) -> _Use:
    starts, levels = {}, {}
    for override in element:
        at = attribute(override, "ilvl") or ""
        if local(override) != "lvlOverride" or not at.isdecimal():
            continue
        own = child(override, "lvl")
        if own is not None:
            levels[int(at)] = _level(own)
        start = child(override, "startOverride")
        if start is not None:
            starts[int(at)] = _integer(start, 1)
    return _Use(of=of, starts=starts, levels=levels)
