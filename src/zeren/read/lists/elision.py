"""What a list of units writes once for several: 市 before them, 区人民政府 behind them, 各 before kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..roles.persons import person
from .name_forms import GOVERNING, LEVEL, LONGEST, Bare, NameForms
from .named import Named

__all__ = ["restored"]

_LEVEL = re.compile(LEVEL)
_FIRST_LEVEL = re.compile(rf"(?:{LEVEL})(?:\([^()]*\))?")
#: Places of these levels have a government; streets and villages have none.
_GOVERNED = "省市区县州旗盟镇乡"
#: 县(市、区)人民政府: a level and its government, where 各 may be left out.
_OF_LEVEL = re.compile(rf"(?:{LEVEL}){{1,2}}(?:\([^()]*\))?(?P<office>人民政府|政府)?")
#: 市委、市政府办公室 names the offices of both.
_PRINCIPAL = re.compile(
    rf"(?P<level>(?:.{{2,8}}?)?(?:{LEVEL}))?(?P<organ>委|人民政府|政府|人大常委会|人大|政协)(?P<office>.*)"
)
#: 各县(市、区)党委、政府: the government shares the level of the committee.
_OF_COMMITTEE = re.compile(rf"(?P<level>(?:{LEVEL}){{1,2}}(?:\([^()]*\))?)党?委")
_OFFICES = ("办公室", "办公厅", "办", "督查室")
_GOVERNMENTS = ("人民政府", "政府")
_COMMITTEES = ("管委会", "管理委员会")
#: How far back a list looks for what the lists before it say for it too.
_NEAR = 20
_OTHERS = ("其他", "其它")
_UPPER = ("省", "市", "州", "盟")
#: What shows that a department's name is whole: a place, the state, or the office that it is a part of.
_OWN_PLACE = re.compile(rf"^(?:国家|中国|中央|全国)|{LEVEL}|[局厅委办].")


def restored(
    entries: Sequence[Named], joined: Sequence[bool], forms: NameForms, before: Sequence[Named] = ()
) -> list[Named]:
    """Give each entry what the list writes only once; ``joined`` says of each whether the next goes with it.

    ``before`` are entries of the lists before it, which may have said it already (市发改委牵头,财政局配合).
    What is restored has the basis ``restored``, and a doubt where the form alone does not bear it out. Where
    more than one reading is left, the entry stays as it is written, with a doubt.
    """
    elision = _Elision(forms, tuple(joined))
    return elision.in_front(elision.behind(elision.of_many(list(entries))), before)


def _built(entry: Named, *parts: tuple[Named, int, int | None], doubt: str | None = None) -> Named:
    """Return an entry whose name is put together from stretches of the list's names."""
    key = "".join(part.key[start:end] for part, start, end in parts)
    name = "".join(part.name[start:end] for part, start, end in parts)
    return replace(entry, key=key, name=name, basis="restored", doubt=doubt or entry.doubt)


@dataclass(frozen=True)
class _Front:
    """The place or level that an entry begins with; ``committee`` where the list names its committee."""

    entry: Named
    start: int
    end: int
    committee: bool

    @property
    def key(self) -> str:
        return self.entry.key[self.start : self.end]

    def before(self, entry: Named, committee: str) -> Named:
        """Return another entry with this before its name."""
        name = self.entry.name[self.start : self.end] + committee + entry.name
        return replace(entry, key=self.key + committee + entry.key, name=name, basis="restored")


@dataclass(frozen=True)
class _Elision:
    """The three ways of leaving out, each a pass over the entries."""

    forms: NameForms
    joined: tuple[bool, ...]

    def of_many(self, entries: list[Named]) -> list[Named]:
        """Restore 各 in 各市、县人民政府 and 各部门、单位: 县人民政府 alone would be one government."""
        for at in range(1, len(entries)):
            before, entry = entries[at - 1], entries[at]
            end = self.forms.collective(before.key) if self.joined[at - 1] else 0
            level = _OF_COMMITTEE.fullmatch(before.key, end) if end else None
            if level and entry.key in _GOVERNMENTS:
                entries[at] = _built(entry, (before, 0, level.end("level")), (entry, 0, None))
            elif end and not before.key[:end].endswith(_OTHERS) and self._is_kind(entry):
                # 各区、市政府 may be all of them, or the districts and the city.
                upwards = entry.key.startswith(_UPPER) and before.key.startswith("区", end)
                doubt = "restored" if upwards or entry.key in (*_COMMITTEES, *_GOVERNMENTS) else None
                entries[at] = _built(entry, (before, 0, end), (entry, 0, None), doubt=doubt)
        return entries

    def _is_kind(self, entry: Named) -> bool:
        """Whether an entry is no unit but a kind of units: 县人民政府, 街道办事处, 单位."""
        key, words = entry.key, self.forms.words
        if self._stays(entry) or self.forms.collective(key) or self.forms.zone(key):
            return False
        is_kind = key in words.name_parts["noun"] or _OF_LEVEL.fullmatch(key) is not None
        return is_kind or (key in words.kind_endings and self.forms.parts.kind(key) in GOVERNING)

    def behind(self, entries: list[Named]) -> list[Named]:
        """Restore what only the last of several has: 东桥、西桥区人民政府, 市委组织、宣传部."""
        for at in range(len(entries) - 2, -1, -1):
            if self.joined[at] and not self._stays(entries[at]):
                entries[at] = self._with_end(entries[at], entries[at + 1])
        return entries

    def _with_end(self, entry: Named, after: Named) -> Named:
        key = entry.key
        if many := self.forms.collective(key):
            return self._many_with_office(entry, many, after)
        level, whole = self.forms.place(key), self.forms.whole(key)
        if level or not whole:
            settled = self._settled_end(key, after.key)
            if settled:
                return _built(entry, (entry, 0, None), (after, settled, None))
        if level:
            return self._place_with_office(entry, level, after)
        if whole:
            return self._office_of_both(entry, after)
        if self.forms.stem(key):
            return self._stem_with_level(entry, after)
        return self._level_alone(entry, after) or self._fields_with_end(entry, after) or entry

    def _many_with_office(self, entry: Named, many: int, after: Named) -> Named:
        """各乡、镇人民政府 is 各乡人民政府 too."""
        shared = _OF_LEVEL.fullmatch(after.key, self.forms.collective(after.key))
        own = _OF_LEVEL.fullmatch(entry.key, many)
        if after.basis == "restored" and shared and shared["office"] and own and not own["office"]:
            return _built(entry, (entry, 0, None), (after, shared.start("office"), None))
        return entry

    def _settled_end(self, key: str, after: str) -> int:
        """Return from where on the next name makes of this one a name that is known; 0 where none does."""
        if max(len(key), len(after)) > LONGEST:
            return 0
        names = ((cut, key + after[cut:]) for cut in range(1, len(after)))
        return next((cut for cut, name in names if name != after and self.forms.settled(name)), 0)

    def _place_with_office(self, entry: Named, level: str, after: Named) -> Named:
        """东桥区、西桥区人民政府 shares the government, 高新区、新区管委会 the committee, and no others."""
        end = self.forms.office(after.key)[1]
        office = after.key[end:] if end else next((e for e in _COMMITTEES if after.key.endswith(e)), "")
        if not office:
            return entry
        if self.forms.zone(entry.key):
            shares, may_share = office in _COMMITTEES, office in _GOVERNMENTS
        else:
            street = office == "办事处"
            shares = level == "街道" if street else office in _GOVERNMENTS and level in _GOVERNED
            may_share = level in _GOVERNED and not street
        if shares:
            return _built(entry, (entry, 0, None), (after, -len(office), None))
        return replace(entry, doubt=entry.doubt or "elided") if may_share else entry

    def _stem_with_level(self, entry: Named, after: Named) -> Named:
        """东桥、西桥区人民政府: a place that has lost its sign with its office."""
        at, end = self.forms.office(after.key)
        if not at or self.forms.zone(after.key[:end]) or self.forms.collective(after.key):
            return entry
        # 李一、东桥区人民政府 begins with no place.
        doubt = "restored" if person(entry.key, self.forms.words) else None
        return _built(entry, (entry, 0, None), (after, at, None), doubt=doubt)

    def _office_of_both(self, entry: Named, after: Named) -> Named:
        """市委、市政府办公室."""
        if max(len(entry.key), len(after.key)) > LONGEST:
            return entry
        one, other = _PRINCIPAL.fullmatch(entry.key), _PRINCIPAL.fullmatch(after.key)
        if not one or not other or one["office"] or other["level"] not in (None, one["level"]):
            return entry
        many = self.forms.collective(other["office"]) > 0
        if not other["office"] or self.forms.bare(after.key[other.end("organ") :]) == "party":
            return entry
        settled = self.forms.settled(entry.key + other["office"])
        if other["office"] not in _OFFICES and not many and not settled:
            return replace(entry, doubt=entry.doubt or "name")
        doubt = "restored" if many and not settled else None
        return _built(entry, (entry, 0, None), (after, other.start("office"), None), doubt=doubt)

    def _level_alone(self, entry: Named, after: Named) -> Named | None:
        """省、市发改委: only the level differs."""
        level = _FIRST_LEVEL.match(after.key)
        if not _FIRST_LEVEL.fullmatch(entry.key) or not level or not self.forms.reads(after.key):
            return None
        return _built(entry, (entry, 0, None), (after, level.end(), None))

    def _fields_with_end(self, entry: Named, after: Named) -> Named | None:
        """市委组织、宣传部, 市财政、教育局; 移动、联通公司."""
        parts, endings = self.forms.parts, self.forms.words.kind_endings
        own = next((cut for cut in parts.fronts(entry.key) if parts.of_fields(entry.key[cut:])), None)
        if own is not None:
            tails = ((cut, parts.tail(after.key[cut:])) for cut in parts.fronts(after.key))
            end = next((cut + tail for cut, tail in tails if tail), 0)
            whole = entry.key[own:] + after.key[end:]
            is_sure = whole in endings and self.forms.bare(whole) == "party"
        else:
            trades = any(parts.of_trades(entry.key[cut:]) for cut in parts.fronts(entry.key))
            is_sure, ending = False, parts.ending(after.key)
            end = len(after.key) - len(ending) if trades and endings.get(ending) == "enterprise" else 0
        if not end:
            return None
        return _built(entry, (entry, 0, None), (after, end, None), doubt=None if is_sure else "restored")

    def in_front(self, entries: list[Named], before: Sequence[Named]) -> list[Named]:
        """Restore what only the first of several has: 市发改委、财政局, 市委组织部、宣传部."""
        fronts = [self.forms.prefix(entry.key) for entry in entries]
        bare = [None if self._stays(entry) else self.forms.bare(entry.key) for entry in entries]
        latest = current = self._last_front(before)
        if not latest and not any(end for _, end in fronts):
            return entries
        # A comma parts classes of units, but not where all are of one.
        of_one_class = all(
            end or form in ("level", "party") for (_, end), form in zip(fronts, bare, strict=True)
        )
        for at, (entry, (start, end)) in enumerate(zip(entries, fronts, strict=True)):
            if at and not self.joined[at - 1] and not of_one_class:
                current = None
            if end:
                has_committee = (entry.key[end : end + 1] == "委" and entry.key[0] != "团") or (
                    current is not None and current.committee and current.key == entry.key[start:end]
                )
                latest = current = _Front(entry, start, end, has_committee)
            elif latest and not self._stays(entry) and (settled := self._settled(entry, latest)):
                entries[at] = settled
            elif form := "level" if entry.key in _GOVERNMENTS else bare[at]:
                entries[at] = self._with_front(entry, form, current)
            elif self.forms.governs(entry.key):
                current = None
            elif self._is_odd(entry):
                entries[at] = replace(entry, doubt=entry.doubt or "elided")
        return entries

    def _last_front(self, before: Sequence[Named]) -> _Front | None:
        """Return the front of the last entry that has one, unless a place's own unit stands behind it."""
        for entry in reversed(before[-_NEAR:]):
            start, end = self.forms.prefix(entry.key)
            if end:
                return _Front(entry, start, end, committee=False)
            if self.forms.governs(entry.key):
                return None
        return None

    def _settled(self, entry: Named, latest: _Front) -> Named | None:
        """Put before a name what makes of it one that a table or the document has."""
        for committee in ("", "委"):
            if self.forms.settled(latest.key + committee + entry.key):
                return latest.before(entry, committee)
        return None

    def _with_front(self, entry: Named, form: Bare, current: _Front | None) -> Named:
        """Put before a name what its form says that it takes."""
        if current and form == "level":
            return current.before(entry, "")
        if current and form == "party":
            doubt = None if current.committee else "restored"
            return replace(current.before(entry, "委"), doubt=entry.doubt or doubt)
        if current and self._is_company(entry.key) and self._is_company(current.entry.key):
            return replace(current.before(entry, ""), doubt=entry.doubt or "restored")
        return replace(entry, doubt=entry.doubt or "elided")

    def _is_company(self, key: str) -> bool:
        return self.forms.parts.kind(key) == "enterprise"

    def _stays(self, entry: Named) -> bool:
        return entry.doubt == "excluded" or self.forms.is_known(entry.key)

    def _is_odd(self, entry: Named) -> bool:
        """Whether a department's name shows nothing of where it belongs."""
        is_department = self.forms.parts.kind(entry.key) in ("government-department", "government-office")
        own = self._stays(entry) or entry.key in self.forms.seen or _OWN_PLACE.search(entry.key)
        return is_department and not own and not self.forms.marked(entry.key)
