"""What a unit's name looks like: whole or not, a place, of many, and what a list may have left out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Literal, TypeVar

from ..wordlists import any_of
from ..words import Words
from .name_parts import LEVEL, LONGEST, NameParts

__all__ = ["DUTY", "GOVERNING", "LEVEL", "LONGEST", "Bare", "NameForms", "squeezed"]

#: What a list ends in that is no unit's: 按职责分工负责.
DUTY = "(?:分别|各自)?(?:按照?|依据?|根据|结合)(?:各自|部门)*(?:职责|职能|分工).*"

#: What a name that has lost its front takes before it: a level (市), its committee (市委), or nobody can say.
Bare = Literal["level", "party", "unsure"]

_LEVEL = re.compile(LEVEL)
_LAST_LEVEL = re.compile(f"(?:{LEVEL})$")
#: Levels that have departments of their own, so that a name may open with one.
_FIRST_LEVEL = re.compile("自治[区州县旗]|兵团|[省市区县州旗盟]")
_LEAGUE = re.compile(f"团(?P<level>{LEVEL})委")
#: An ending that opens with its level is a name: 区人民政府, 镇政府.
_OF_LEVEL = re.compile("(?:街道|[省市区县州旗盟乡镇]).")
#: What holds one of these is no place before a department: 国家税务总局云江市|税务局.
_NO_PLACE = re.compile("[局厅委部办署会行社团院队]|公司|集团|中国|国家|政府")
_STEM = re.compile("(?:[\u4e00-\u9fff]{2,4}[省市州盟])?[\u4e00-\u9fff]{2,5}")
#: How many names' forms are kept at a time; no document names so many units.
_MOST_KEPT = 1 << 14
T = TypeVar("T")

#: Kinds of which an ending alone is a name: 妇联, 税务局, 市直部门.
_ALONE = {
    *("party-organ", "mass-organization", "vertically-managed-body", "court-or-procuratorate"),
    *("collective", "other"),
}
#: Kinds whose names a list shortens by their 市 or 县, where they hold no place of their own.
_SHORTENED = {
    *("government-department", "government-office", "vertically-managed-body", "public-institution"),
    "party-organ",
}
#: Kinds of which a name without its place may be anybody's.
_UNSURE = {"leading-group", "enterprise"}
_ZONES = "functional-zone-committee"
#: Kinds whose endings stand behind a place.
GOVERNING = {"people-government", "district-government", "subdistrict-or-township", _ZONES}
#: Signs before 县 that name no county.
_NO_COUNTY = "全我本该各省市区县州"


def squeezed(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def _kept(judge: Callable[[NameForms, str], T]) -> Callable[[NameForms, str], T]:
    """Keep what was found of a name: documents name the same units again and again."""

    @wraps(judge)
    def judged(forms: NameForms, name: str) -> T:
        if len(name) > LONGEST:
            return judge(forms, name)
        known = forms._known.setdefault(judge.__name__, {})
        if name not in known:
            if len(known) >= _MOST_KEPT:
                known.clear()
            known[name] = judge(forms, name)
        found: T = known[name]
        return found

    return judged


@dataclass(frozen=True)
class NameForms:
    """Judges names (folded, without spaces) by the vocabularies and by what else is known.

    ``is_known`` asks the table of the jurisdiction; ``seen`` are names that the document itself uses where
    nothing about them is in doubt. A judge is made once for a document: it keeps what it has found.
    """

    words: Words
    is_known: Callable[[str], bool]
    seen: Set[str] = frozenset()

    def settled(self, name: str) -> bool:
        """Whether a table or the document itself says that this is a unit's name."""
        return len(name) <= LONGEST and (self.is_known(name) or name in self.seen)

    def kind(self, name: str) -> str:
        """Return the kind that the longest ending tells, or an empty string."""
        return self.parts.kind(name)

    def of_fields(self, name: str) -> bool:
        """Whether words are what a department is for, without its ending (组织, 财政)."""
        return self.parts.of_fields(name)

    @_kept
    def collective(self, name: str) -> int:
        """Return where the words end that make a name one of many (各, 市直有关); 0 where there are none."""
        found = self._many.search(name, 0, LONGEST)
        return found.end() if found else 0

    @_kept
    def whole(self, name: str) -> bool:
        """Whether a name reads as a unit by itself; what only ends a name (办公室, 管委会) does not."""
        if not name or len(name) > LONGEST:
            return False
        if self.settled(name) or name in self.words.name_parts["own-name"]:
            return True
        ending = self.parts.ending(name)
        if kind := self.words.kind_endings.get(name):
            opens = _OF_LEVEL.match(name) is not None
            return opens or kind in _ALONE or (kind == "government-department" and self.bare(name) == "level")
        # 市局 is a name; 干部, 交办 and 城乡 are words.
        return ending != "" and (len(name) > 2 or _OF_LEVEL.match(name) is not None)

    @_kept
    def reads(self, name: str) -> bool:
        """Whether a name is a unit's, that of many, or a place's (东桥区)."""
        if len(name) > LONGEST:
            return False
        if self.collective(name) and not self.settled(name):
            return self.of_many(name)
        return self.whole(name) or self.marked(name) or self.place(name) != ""

    def of_many(self, name: str) -> bool:
        """Whether a name is that of many units, and says of which."""
        return 0 < self.collective(name) < len(name)

    def of_known_many(self, name: str) -> bool:
        """Whether a name that is that of many ends so that nothing of it is left out: 各部门, 各区."""
        ends = self.parts.ending(name) or _LAST_LEVEL.search(name) or name.endswith(self._nouns)
        return bool(ends) and self.of_many(name)

    def marked(self, name: str) -> bool:
        """Whether a name holds a word that only names of units hold (各, 国网)."""
        return len(name) <= LONGEST and any(mark in name for mark in self.words.kind_marks)

    def generic(self, name: str) -> bool:
        """Whether a name only ends names: 管委会, 办公室, 单位."""
        is_part = name in self.words.kind_endings or name in self.words.name_parts["noun"]
        return is_part and not self.whole(name) and not self.zone(name)

    def zone(self, name: str) -> bool:
        """Whether a name is a functional zone's, with no office behind it: 高新区."""
        return self.parts.kind(name) == _ZONES and not name.endswith("会")

    @_kept
    def place(self, name: str) -> str:
        """Return the level of a place's name with no office behind it (东桥区, 滨江开发区), or nothing."""
        found = _LAST_LEVEL.search(name, max(0, len(name) - 3)) if len(name) <= LONGEST else None
        if self.zone(name):
            return found[0] if found else name[-1]
        if found is None or name in self.words.kind_endings or self.parts.ending(name) not in ("", found[0]):
            return ""
        # A county's name may be one sign (叶县); 全县 and 市县 are none.
        is_named = found.start() > 1 or (found[0] == "县" and name[0] not in _NO_COUNTY)
        return found[0] if is_named else ""

    @_kept
    def office(self, name: str) -> tuple[int, int]:
        """Return where level and office begin in the name of a place's unit (东桥|区|人民政府), or zeros.

        Where the office is not written, it begins where the name ends.
        """
        if len(name) > LONGEST:
            return 0, 0
        if level := self.place(name):
            return len(name) - len(level), len(name)
        for found in _LEVEL.finditer(name, 1):
            office = name[found.end() :]
            if self.words.kind_endings.get(office) in GOVERNING and not _LEVEL.match(office):
                return found.start(), found.end()
        start, end = self.prefix(name)
        level_at = _LAST_LEVEL.search(name, start, end)
        return (level_at.start(), end) if level_at and level_at.start() > start + 1 else (0, 0)

    def governs(self, name: str) -> bool:
        """Whether a name is the government's of a place, a place's, or of many units."""
        end = self.office(name)[1]
        is_place = end > 0 and (end == len(name) or self.words.kind_endings.get(name[end:]) in GOVERNING)
        return is_place or self.collective(name) > 0

    def stem(self, name: str) -> bool:
        """Whether a name may be a place's that has lost its last sign to the end of a list: 东桥."""
        if not _STEM.fullmatch(name) or _OF_LEVEL.match(name):
            return False
        is_place = not self.reads(name) and self.bare(name) is None
        return is_place and not self.parts.of_fields_alone(name) and not self.parts.of_trades(name)

    @_kept
    def bare(self, name: str) -> Bare | None:
        """Return what a name that holds no place would take before it; None where it is not of that form."""
        parts, endings = self.words.name_parts, self.words.kind_endings
        if name in parts["own-name"]:
            return "level"
        if len(name) > LONGEST // 2 or not name or self.marked(name):
            return None
        kind = endings.get(name, "")
        if kind and _FIRST_LEVEL.search(name):
            return None
        if name in parts["party-field"] and kind:
            return "party"
        for stem, of_kind in self.parts.stems(name):
            if of_kind in _SHORTENED and self.parts.of_party(stem):
                return "party"
            if of_kind in _SHORTENED and self.parts.of_department(stem):
                return "unsure" if kind in ("party-organ", "mass-organization") else "level"
            if of_kind in _UNSURE and self.parts.of_matters(stem):
                return "unsure"
        return "unsure" if kind in _ALONE - {"other", "collective"} else None

    @_kept
    def prefix(self, name: str) -> tuple[int, int]:
        """Return where the place or level stands that the names after this one may leave out, or zeros.

        >>> from ..words import load_words
        >>> forms = NameForms(load_words(), lambda name: False)
        >>> [forms.prefix(n) for n in ("市发改委", "中共云江市委宣传部", "市场监管局", "东桥区人民政府")]
        [(0, 1), (2, 5), (0, 0), (0, 0)]
        """
        if len(name) > LONGEST // 2 or self.bare(name) or self.collective(name) or self.place(name):
            return 0, 0
        if league := _LEAGUE.fullmatch(name):
            return league.span("level")
        start = 2 if name.startswith("中共") else 0
        for found in _LEVEL.finditer(name, start):
            if _NO_PLACE.search(name, start, found.end()):
                break
            rest = name[found.end() :]
            committee = rest[:1] == "委" and (len(rest) == 1 or self.bare(rest[1:]))
            if committee or self.bare(rest):
                return start, found.end()
        first = _FIRST_LEVEL.match(name)
        is_place = self.kind(name) in GOVERNING and name not in self.words.kind_endings
        if first is None or len(name) < first.end() + 2 or is_place or self.parts.opens_so(name):
            return 0, 0
        return (0, first.end()) if self.whole(name) else (0, 0)

    @cached_property
    def parts(self) -> NameParts:
        """What names are made of."""
        return NameParts(self.words)

    @cached_property
    def _nouns(self) -> tuple[str, ...]:
        return tuple(self.words.name_parts["noun"])

    @cached_property
    def sum(self) -> re.Pattern[str]:
        """等, and the words by which a list sums up what it opens: 等有关部门, 等七家单位."""
        noun = f"(?:{any_of(self.words.name_parts['noun'])})"
        which = "各|有关|相关|其[他它]|成员|责任|配合|参与|职能|所属|主管|业务|的|[省市区县州镇乡]?[直级属]"
        # 等省直及中央驻湘有关单位: one sum of two levels.
        which += "|[和及与]?中央(?:驻.|在.)?|[和及与](?=[省市区县州]?[直级])"
        many = "(?:[一二两三四五六七八九十百0-9]+余?多?|多|几|若干)?[个家]?"
        return re.compile(f"等{{1,2}}{many}(?:{which})*+(?:{noun}(?:[和及与]{noun})*)?(?:{DUTY})?")

    @cached_property
    def _known(self) -> dict[str, dict[str, Any]]:
        return {}

    @cached_property
    def _many(self) -> re.Pattern[str]:
        marks = "|".join(re.escape(m) for m, kind in self.words.kind_marks.items() if kind == "collective")
        return re.compile(f"(?:{marks})(?:的|{marks})*")
