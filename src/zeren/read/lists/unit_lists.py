"""A list of units as documents write it: split, with elided parts restored and second names apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ..words import Words
from .elision import restored
from .glosses import gloss_of, members_of, short_name_of
from .list_cuts import Joint, cuts, pairs_of
from .name_forms import DUTY, LONGEST, NameForms, squeezed
from .named import Named

__all__ = ["Defined", "Named", "UnitLists"]

#: An entry that opens so names no unit that answers, but one that does not.
_EXCLUDED = re.compile("不含|不包[括含]|除(?!险|害|恶|尘|四害)(?!.*外)")
_DUTY = re.compile(DUTY)
#: Words before 等 that make another word of it: 高等, 平等.
_NOT_OPEN = tuple("高中初平同均对优上劣")
_DOTS = re.compile("(?:…|\\.{3})+$")
_OPENS = "等…."
#: A name with 等 in it may be a list and its sum; 等级 is a word.
_AMID = re.compile("(?<![高中初平同均对优上劣])等(?![级次保候])")
_AND = re.compile("(?<=..)[和及与](?=..)")
_BRACKET = re.compile("[(〈《]")
#: Marks (★, *) and brackets before a name say something that is not understood.
_PLAIN = re.compile(r"\w[\w()〈〉《》“”‘’「」『』·、—-]*")
_BRACKETS = re.compile("[()〈〉《》]")
_PAIRS = (("(", ")"), ("〈", "〉"), ("《", "》"))
#: Brackets and 等 behind a name that are read; no name has more.
_MOST_ENDS = 4


class Defined(NamedTuple):
    """Who belongs to a name, as a bracket behind it says: all where ``is_whole`` (指), or some (含)."""

    members: tuple[str, ...]
    is_whole: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class UnitLists:
    """Splits lists by what is known, and by what a unit's name looks like.

    ``is_known`` asks the table of the jurisdiction. ``seen`` are names that the document uses elsewhere:
    :meth:`names` collects them in a first pass over its lists.

    >>> from ..words import load_words
    >>> lists = UnitLists(words=load_words(), is_known=lambda name: False)
    >>> [entry.name for entry in lists.read("市发改委、财政局,东桥、西桥区人民政府", 0, 19)]
    ['市发改委', '市财政局', '东桥区人民政府', '西桥区人民政府']
    """

    words: Words
    is_known: Callable[[str], bool]
    seen: Set[str] = frozenset()

    @cached_property
    def _forms(self) -> NameForms:
        return NameForms(self.words, self.is_known, self.seen)

    def read(
        self, folded: str, start: int, end: int, written: str | None = None, before: Sequence[Named] = ()
    ) -> list[Named]:
        """Return the entries of the list that stands at ``start`` to ``end`` of a text.

        Args:
            folded: the text as :func:`zeren.read.lines.fold` gives it.
            start: where the list starts.
            end: where it ends.
            written: the text as :func:`zeren.read.lines.fold_width` gives it, for names in the document's own
                script; ``folded`` where there is none.
            before: the entries of the lists before it in the same assignment, which may say 市 for this one
                too (市发改委牵头,财政局配合).
        """
        return self._read(_Text(folded, written or folded, start, end), before=before)

    def define(self, folded: str, start: int, end: int, written: str | None = None) -> Defined | None:
        """Return who belongs to a name by a bracket's words; None where they are not understood.

        >>> from ..words import load_words
        >>> lists = UnitLists(words=load_words(), is_known=lambda name: False)
        >>> lists.define("含开发区、风景区管委会,下同", 0, 14).members
        ('开发区管委会', '风景区管委会')
        """
        first, last, is_all = members_of(folded, start, end)
        entries = self._read(_Text(folded, written or folded, first, last), inner=True)
        named = [entry for entry in entries if entry.doubt != "excluded" and entry.name]
        if not named or any(entry.doubt == "name" for entry in named):
            return None
        is_whole = is_all and len(named) == len(entries) and not any(entry.is_open for entry in named)
        return Defined(tuple(entry.name for entry in named), is_whole, (written or folded)[start:end])

    def names(self, folded: str, start: int, end: int) -> Iterator[str]:
        """Yield the names in a list of which nothing is in doubt, folded."""
        for entry in self.read(folded, start, end):
            is_plain = entry.basis == "stated" and entry.doubt is None
            if is_plain and folded.startswith(entry.key, entry.start) and self._forms.reads(entry.key):
                yield entry.key

    def _read(self, text: _Text, *, inner: bool = False, before: Sequence[Named] = ()) -> list[Named]:
        """Read a list; ``inner`` is one in a bracket, whose own brackets define nothing."""
        entries: list[Named] = []
        joints: list[Joint] = []
        for cut in cuts(text.folded, text.start, text.end, text.pairs, self._forms):
            entry = self._entry(text, cut.start, cut.end, inner)
            # 等部门、单位: the second goes on with the sum.
            if entries and entries[-1].is_open and entry.key in self.words.name_parts["noun"]:
                continue
            if entry.is_open and not entry.name and entries:
                entries[-1] = replace(entries[-1], is_open=True)
            elif entry.is_open or entry.name:
                entries.append(entry)
                joints.append(cut.joint)
        parts_classes = "list" in joints
        joined = [joint != "class" or not parts_classes for joint in joints]
        return [self._doubted(entry) for entry in restored(entries, joined, self._forms, before)]

    def _entry(self, text: _Text, start: int, end: int, inner: bool) -> Named:
        key = text.key(start, end)
        entry = Named(start=start, end=end, key=key, name=text.name(start, end))
        if self._forms.settled(key):
            return entry
        if _EXCLUDED.match(key):
            return replace(entry, doubt="excluded")
        stop = end
        for _ in range(_MOST_ENDS):
            if (opened := self._open_at(text, start, stop)) is not None:
                is_open = entry.is_open or text.folded[opened] in _OPENS
                # Where the unit's own words end: what follows is the list's, not the unit's.
                stop, entry = opened, replace(entry, end=opened, is_open=is_open)
            elif (opening := text.bracket(start, stop)) is not None:
                glossed = self._glossed(text, entry, opening, stop, inner)
                if glossed is None:
                    break
                stop, entry = opening, glossed
            else:
                break
            stop = text.stripped(start, stop)
        if (unclosed := text.unclosed(start, stop)) and self._forms.reads(text.key(start, unclosed)):
            stop, entry = text.stripped(start, unclosed), replace(entry, doubt="gloss")
        if stop < end:
            entry = replace(entry, key=text.key(start, stop), name=text.name(start, stop))
        if len(entry.key) < stop - start and self._may_be_two(text.folded[start:stop].split(), entry.key):
            return replace(entry, doubt=entry.doubt or "spaces")
        return entry

    def _open_at(self, text: _Text, start: int, stop: int) -> int | None:
        """Return where the words begin that say that a list goes on, or that each does its own part."""
        folded = text.folded
        if dots := _DOTS.search(folded, max(start, stop - LONGEST), stop):
            return dots.start()
        at = folded.rfind("等", max(start, stop - LONGEST), stop)
        if at > start and folded[at - 1] == "等":
            at -= 1
        if at >= 0 and self._forms.sum.fullmatch(squeezed(folded[at:stop])):
            is_word = folded[start:at].rstrip().endswith(_NOT_OPEN)
            return None if is_word else at
        duty = _DUTY.search(folded, max(start, stop - LONGEST), stop)
        return duty.start() if duty and self._forms.reads(text.key(start, duty.start())) else None

    def _glossed(self, text: _Text, entry: Named, opening: int, stop: int, inner: bool) -> Named | None:
        """Return an entry with what the bracket at its end says; None where that is a part of the name."""
        head, words = text.key(entry.start, opening), text.key(opening + 1, stop - 1)
        place = (opening + 1, stop - 1)
        if not words:
            return entry
        gloss = gloss_of(head, words, self._forms)
        if gloss == "part":
            return None
        if gloss == "second":
            return replace(entry, second_name=text.name(*place))
        if gloss == "short":
            return replace(entry, short_name=short_name_of(words))
        if gloss == "remark":
            return replace(entry, doubt="gloss", remark=place)
        understood = not inner and self.define(text.folded, *place, text.written) is not None
        doubt = "gloss" if gloss == "limit" else entry.doubt if understood else "definition"
        return replace(entry, doubt=doubt, definition=place if understood else None)

    def _may_be_two(self, words: list[str], key: str) -> bool:
        """Whether a name with spaces in it may be two: not where they part its words (市发展和 改革委)."""
        pairs = [(one, other) for one, other in pairwise(words) if len(one) > 1 and len(other) > 1]
        if not pairs or self._forms.settled(key):
            return False
        forms = self._forms
        places = any(forms.stem(one) and forms.office(other)[0] for one, other in pairs)
        fields = any(forms.parts.of_fields_alone(one) and forms.bare(other) for one, other in pairs)
        return places or fields or not forms.reads(key)

    def _doubted(self, entry: Named) -> Named:
        """Return an entry with a doubt where it may be less or more than one whole name."""
        key, forms = entry.key, self._forms
        if entry.doubt or not key or entry.basis == "restored" or forms.settled(key):
            return entry
        reads = forms.reads(key) or forms.reads(_BRACKETS.sub("", key))
        is_plain = _PLAIN.fullmatch(key) and all(key.count(one) == key.count(other) for one, other in _PAIRS)
        is_two = _AMID.search(key) or _AND.search(key, 0, forms.office(key)[0])
        return entry if reads and is_plain and not is_two else replace(entry, doubt="name")


@dataclass(frozen=True)
class _Text:
    """A list's text, folded and as written, with the brackets in it that close."""

    folded: str
    written: str
    start: int
    end: int

    @cached_property
    def pairs(self) -> dict[int, int]:
        return pairs_of(self.folded, self.start, self.end)

    @cached_property
    def _openings(self) -> dict[int, int]:
        return {close: opening for opening, close in self.pairs.items()}

    def key(self, start: int, end: int) -> str:
        return squeezed(self.folded[start:end])

    def name(self, start: int, end: int) -> str:
        return squeezed(self.written[start:end])

    def stripped(self, start: int, stop: int) -> int:
        """Return where a stretch ends without the spaces behind it."""
        while stop > start and self.folded[stop - 1].isspace():
            stop -= 1
        return stop

    def bracket(self, start: int, stop: int) -> int | None:
        """Return where the bracket opens that a name ends in, if there is one, and a name before it."""
        if stop <= start or self.folded[stop - 1] not in ")〉》":
            return None
        opening = self._openings.get(stop - 1, start)
        return opening if start < opening <= start + 2 * LONGEST else None

    def unclosed(self, start: int, stop: int) -> int | None:
        """Return the first bracket of a stretch that never closes."""
        found = (at.start() for at in _BRACKET.finditer(self.folded, start, stop))
        return next((at for at in found if at not in self.pairs), None)
