"""Who may be given a task in a sentence: words that read as a unit, as many units, or as a person.

A label says that units stand behind it; a sentence must be understood whole, so its names are judged
strictly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ..lists.name_forms import LONGEST, NameForms, squeezed
from ..wordlists import any_of
from ..words import Words
from .persons import person

__all__ = ["GOES_ON", "Assignees", "Kind"]

#: Signs after which a line plainly goes on, or with which it goes on with the one before.
GOES_ON = ("、", ",")

#: What an assignee is: ``vague`` are units (各部门) and ``anyone`` persons (主要领导) that nobody could name.
Kind = Literal["unit", "person", "vague", "anyone"]

#: A list that ends so is open (市财政局等部门).
_OPEN = re.compile(r"(?<![高中初])等[^等]{0,10}$")
#: What may be the beginning of a name at a line's end, and its rest.
_LAST = re.compile(r"[^\s(;:,、。]{0,80}$")
_FIRST = re.compile(r"[^\s();:,、。]{0,80}")
_PARTS = re.compile(r"[、,;\s]+")
_GLOSS = re.compile(r"[(〈][^()〈〉]*[)〉]")
_BEGINS = re.compile(r"[^\W_]|[“\"]")
#: What no name holds: signs that part, and words of a predicate.
_NO_NAME = re.compile("[的是须被把了着已:?!%=;,。]|(?<!自)由|(?<![无华有])为|牵头|负责|配合|参与")
#: Levels that 各 makes names of many: 各区(市)县, 各街道.
_PLACES = re.compile("(?:街道|乡镇|镇街|[省市区县州旗镇乡])+")
_GOVERNING = "leading-group"


@dataclass(frozen=True)
class Assignees:
    """Judges names (folded, without spaces) by the vocabularies and the jurisdiction's table."""

    words: Words
    is_known: Callable[[str], bool]

    def kind(self, name: str) -> Kind | None:
        """Return what a name is, None where it does not read as an assignee.

        >>> from ..words import load_words
        >>> judge = Assignees(load_words(), lambda name: False)
        >>> [judge.kind(name) for name in ("市发改委", "各部门", "李一副市长", "企业", "加强市发改委")]
        ['unit', 'vague', 'person', None, None]
        """
        if not name or len(name) > LONGEST:
            return None
        if self.is_known(name):
            return "unit"
        opened = _OPEN.search(name)
        name = _GLOSS.sub("", name[: opened.start()] if opened else name)
        if someone := person(name, self.words):
            offices = self.words.offices
            is_vague = someone == name and name.endswith(tuple(offices["title-of-many"]))
            return "anyone" if is_vague and not name.endswith(tuple(offices["title"])) else "person"
        if not self._may_name(name):
            return None
        if self._forms.collective(name):
            return self._of_many(name)
        if self._forms.parts.kind(name) == "collective":
            return "vague"
        if self._forms.whole(name) or self._forms.place(name):
            return "unit"
        return "unit" if opened and self._shortened(name) else None

    def elided(self, name: str, following: str) -> bool:
        """Whether a name that 、 joins to another leaves its ending to it: 青山、新洲区人民政府."""
        if not self._may_name(name) or not self._shortened(name):
            return False
        return (
            _OPEN.search(following) is not None
            or self._forms.governs(following)
            or self._shortened(following)
        )

    def goes_on(self, before: str, following: str) -> bool:
        """Whether a list goes on behind a line's end: its last sign says so, or a name is cut in two.

        >>> from ..words import load_words
        >>> judge = Assignees(load_words(), lambda name: False)
        >>> judge.goes_on("县住房和城乡建", "设局;县财政局"), judge.goes_on("县水务局", "县财政局")
        (True, False)
        """
        if before.endswith(GOES_ON) or following.startswith(GOES_ON):
            return True
        last, first = (
            squeezed(found[0]) for found in (_LAST.search(before), _FIRST.match(following)) if found
        )
        if not last or not first or self.kind(last) is not None or self.kind(last + first) is None:
            return False
        return self.kind(first) is None or self._forms.bare(first) is not None

    def are_offices(self, line: str) -> bool:
        """Whether a line holds names of units and nothing else, none of them a place by itself (东桥区)."""
        names = _PARTS.split(line.strip())
        return all(self.kind(name) == "unit" and not self._forms.place(name) for name in names)

    @cached_property
    def _forms(self) -> NameForms:
        return NameForms(self.words, self.is_known)

    @cached_property
    def _predicates(self) -> tuple[str, ...]:
        return tuple(self.words.clause_words["predicate"])

    @cached_property
    def _no_endings(self) -> tuple[str, ...]:
        return tuple(self.words.clause_words["no-ending"])

    @cached_property
    def _labels(self) -> re.Pattern[str]:
        nouns = tuple(self.words.clause_words["noun"])
        return re.compile(any_of(word for word in self.words.roles if len(word) > 2 and word.endswith(nouns)))

    def _may_name(self, name: str) -> bool:
        if not name or not _BEGINS.match(name) or _NO_NAME.search(name):
            return False
        if name in self.words.clause_words["hollow"]:
            return False
        if name.endswith(self._no_endings):
            return False
        opens = name.startswith(self._predicates) and self._forms.parts.kind(name) != _GOVERNING
        return not opens and self._labels.search(name) is None

    def _of_many(self, name: str) -> Kind | None:
        """Return what follows 各 and the like: 区人民政府 is named, 部门 is vague, 项任务 no unit."""
        while many := self._forms.collective(name):
            name = name[many:]
        if _PLACES.fullmatch(name) or name.endswith(tuple(self.words.name_parts["noun"])):
            return "vague"
        is_named = self._forms.whole(name) or self._forms.place(name) or name in self.words.kind_endings
        return "unit" if is_named else None

    def _shortened(self, name: str) -> bool:
        """Whether a name may have lost its ending: 青山, 市财政."""
        return (
            self._forms.stem(name) or self._forms.parts.of_fields_alone(name) or self._forms.place(name) != ""
        )
