"""Where the entries of a list begin and end: signs that part units, and spaces and 和 that may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .name_forms import LEVEL, LONGEST, NameForms, squeezed

__all__ = ["CLOSING", "OPENING", "Cut", "Joint", "cuts", "pairs_of"]

OPENING, CLOSING = "(〈《“‘「『", ")〉》”’」』"
_BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_PARTING = re.compile(rf"[、,;。/{re.escape(OPENING)}]")
_BETWEEN = re.compile(rf"\s*(?P<and>以及|[和及与])\s*|\s+|[{re.escape(OPENING)}]")
#: The number of an entry, 1. or (1) or ①; a list that begins with the first is numbered.
_NUMBER = re.compile(r"\(?(?P<digits>[0-9]{1,3})[.、)]|(?P<ringed>[①-⑳])")
_GLOSS = re.compile("(?P<name>[^(〈《]+)[(〈《].*[)〉》]")
#: 市、区两级财政部门 is one name.
_LEVEL = re.compile(LEVEL)
_LEVELS = re.compile(f"(?:(?:{LEVEL})、)*(?:{LEVEL})(?:两级|三级|各级)")
#: 各部、委、办、局 is one too.
_EACH_OFFICE = re.compile("(?:各|^)[部委办局厅室]$")
_OFFICES = re.compile("[部委办局厅室](?:、[部委办局厅室])*")
#: A committee or a government, which a space may part from its office (市委 办公室).
_PRINCIPAL = re.compile(f"(?:{LEVEL})(?:委|人民政府|政府|人大|政协)$")
#: A place of such a level may stand before another's in one name (云江市|和林格尔县).
_UPPER = "省市州盟"

#: What parts an entry from the next: 、 (or /), 和, or any other sign, which may part classes of units.
Joint = Literal["list", "and", "class"]


@dataclass(frozen=True, kw_only=True)
class Cut:
    """One entry's place, and what parts it from the next."""

    start: int
    end: int
    joint: Joint


def pairs_of(folded: str, start: int, end: int) -> dict[int, int]:
    """Return each bracket and quotation mark that opens, with where it closes; not those that never do.

    >>> pairs_of("甲(乙〈丙)丁", 0, 7)
    {1: 5}
    """
    opened: list[tuple[str, int]] = []
    waiting = dict.fromkeys(CLOSING, 0)
    pairs: dict[int, int] = {}
    for found in _BRACKET.finditer(folded, start, end):
        kind = OPENING.find(found[0])
        if kind >= 0:
            opened.append((CLOSING[kind], found.start()))
            waiting[CLOSING[kind]] += 1
        elif waiting[found[0]]:
            sign, at = opened.pop()
            waiting[sign] -= 1
            while sign != found[0]:
                sign, at = opened.pop()
                waiting[sign] -= 1
            pairs[at] = found.start()
    return pairs


def cuts(folded: str, start: int, end: int, pairs: Mapping[int, int], forms: NameForms) -> list[Cut]:
    """Return the entries of the list that stands at ``start`` to ``end``, without the spaces around them."""
    cutter = _Cutter(folded, pairs, frozenset(pairs.values()), forms)
    found: list[Cut] = []
    for begin, stop in _numbered(folded, start, end):
        at = begin
        for sign in cutter.outside(_PARTING, begin, stop):
            found += cutter.parts(at, sign.start(), "list" if sign[0] in "、/" else "class")
            at = sign.end()
        found += cutter.parts(at, stop, "class")
    return _names_joined(folded, found)


def _numbered(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what stands after each number of a numbered list, or all of another."""
    at, number = start, 1
    while at < end and folded[at].isspace():
        at += 1
    if not (first := _NUMBER.match(folded, at, end)) or _value(first) != number:
        yield start, end
        return
    at = first.end()
    for found in _NUMBER.finditer(folded, at, end):
        if _value(found) == number + 1:
            yield at, found.start()
            at, number = found.end(), number + 1
    yield at, end


def _value(number: re.Match[str]) -> int:
    return int(number["digits"]) if number["digits"] else ord(number["ringed"]) - ord("①") + 1


def _names_joined(folded: str, found: list[Cut]) -> list[Cut]:
    """Put together what 、 parts inside one name: 市、区两级财政部门, 各部、委、办、局."""
    joined: list[Cut] = []
    for cut in reversed(found):
        after = joined[-1] if joined else None
        name = folded[cut.start : min(cut.end, cut.start + LONGEST)]
        levels = after and _LEVEL.fullmatch(name) and _LEVELS.match(folded, after.start, after.end)
        offices = after and _EACH_OFFICE.search(name) and _OFFICES.fullmatch(folded, after.start, after.end)
        if after and (levels or offices):
            joined[-1] = replace(after, start=cut.start)
        else:
            joined.append(cut)
    return joined[::-1]


@dataclass(frozen=True)
class _Cutter:
    """One list: its text, the brackets in it that close, and where they do."""

    folded: str
    pairs: Mapping[int, int]
    closes: frozenset[int]
    forms: NameForms

    def outside(self, pattern: re.Pattern[str], start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield what a pattern finds outside all brackets that close; it must find opening ones too."""
        at = start
        while found := pattern.search(self.folded, at, end):
            at = self.pairs[found.start()] + 1 if found.start() in self.pairs else found.end()
            if found[0][0] not in OPENING:
                yield found

    def parts(self, start: int, end: int, joint: Joint) -> Iterator[Cut]:
        """Split at spaces and 和 where both sides read as units by themselves (never in 发展和改革局)."""
        # A bracket that closes what another line opened, or opens on nothing, is no part of a name.
        while start < end and (self.folded[start].isspace() or self._closes_nothing(start)):
            start += 1
        while end > start and (self.folded[end - 1].isspace() or self._closes_nothing(end - 1)):
            end -= 1
        if start == end:
            return
        gaps = list(self.outside(_BETWEEN, start, end))
        if end - start <= 2 * LONGEST and self.forms.settled(squeezed(self.folded[start:end])):
            gaps = []
        for at, gap in enumerate(gaps):
            if not 0 < gap.start() - start <= 2 * LONGEST:
                continue
            left = _without_gloss(self.folded[start : gap.start()])
            is_last = at + 1 == len(gaps)
            for behind, is_and in _ways(gap):
                rights = self._rights(behind, gaps, at + 1, end)
                # The last name may have lost its ending to the entries behind it: 和东桥、西桥区人民政府.
                if self._parts_units(left, rights, is_and, may_lack=joint == "list" and is_last):
                    yield Cut(start=start, end=gap.start(), joint="and" if is_and else "class")
                    start = behind
                    break
        yield Cut(start=start, end=end, joint=joint)

    def _closes_nothing(self, at: int) -> bool:
        sign = self.folded[at]
        return (sign in CLOSING and at not in self.closes) or (sign in OPENING and at not in self.pairs)

    def _rights(self, behind: int, gaps: Sequence[re.Match[str]], at: int, end: int) -> Iterator[str]:
        """Yield what may be the next name: what stands behind a gap, up to the next one, or the one after."""
        for stop in [*(gap.start() for gap in gaps[at : at + LONGEST]), end]:
            if stop - behind > 2 * LONGEST:
                return
            if stop > behind and self.folded[behind] not in OPENING:
                yield _without_gloss(self.folded[behind:stop])

    def _parts_units(self, left: str, rights: Iterable[str], is_and: bool, *, may_lack: bool) -> bool:
        """Whether a space or 和 stands between two units, the second of them one of ``rights``."""
        forms = self.forms
        opened = left.rfind("等")
        # 等省直及中央驻湘有关单位 sums up with both.
        is_sum = opened > 0 and left[-1] not in "直级" and forms.sum.fullmatch(left, opened) is not None
        # 州农牧农村和科技局 is no village and a bureau.
        is_field = is_and and left.endswith("村") and _LEVEL.match(left) is not None
        is_place = forms.place(left) != "" and not is_field
        is_unit = len(left) > 1 and (forms.whole(left) or is_place or forms.of_known_many(left))
        is_branch = forms.marked(left) and not forms.collective(left)
        is_unit = is_unit or is_sum
        if not is_unit and not is_branch and not (is_and and forms.stem(left)):
            return False
        right = ""
        for right in rights:
            if forms.generic(right):
                # 各部门和单位, but 市政府 办公室.
                return is_and and forms.collective(left) > 0
            if not forms.reads(right):
                if may_lack and is_and and forms.whole(left) and forms.stem(right):
                    return True
                continue
            if not is_unit:
                # 东桥和西桥区人民政府, 人行 市财政局.
                return forms.office(right)[0] > 1 or (is_branch and forms.prefix(right)[1] > 0)
            return self._stands_beside(left, right) if is_and else not self._goes_on(left, right)
        # What makes no name together is a unit and something else (县供销社 续表).
        return is_unit and not is_and and right != "" and not forms.reads(left + right)

    def _stands_beside(self, left: str, right: str) -> bool:
        """Whether 和 parts two units: not in 市公安局和平分局, nor in 云江市和林格尔县人民政府."""
        forms = self.forms
        if forms.place(left).endswith(tuple(_UPPER)) and forms.office(right)[0] and not forms.settled(left):
            return False
        is_ending = right in forms.words.kind_endings
        named = is_ending or len(right) - len(forms.parts.ending(right)) > 1 or _LEVEL.match(right)
        return bool(named) or forms.settled(right) or forms.bare(right) is not None or forms.of_many(right)

    def _goes_on(self, left: str, right: str) -> bool:
        """Whether a name goes on behind a space: 云江市 教育局, 市委 宣传部."""
        fronted = self.forms.place(left) and not self.forms.collective(left)
        return self.forms.bare(right) is not None and bool(fronted or _PRINCIPAL.search(left))


def _without_gloss(text: str) -> str:
    """Return a name without its spaces, and without the bracket that it ends in."""
    name = squeezed(text)
    found = _GLOSS.fullmatch(name)
    return found["name"] if found else name


def _ways(gap: re.Match[str]) -> list[tuple[int, bool]]:
    """Return where the next name begins, and whether 和 parts it: 和 behind a space may be a name's own."""
    if not gap["and"]:
        return [(gap.end(), False)]
    spaced = gap.start() < gap.start("and")
    return [(gap.end(), True), *([(gap.start("and"), False)] if spaced else [])]
