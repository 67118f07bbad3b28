"""Where a text hands its task out: labelled lists and sentences, in brackets, on lines, in front."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..lists.name_forms import squeezed
from ..marks import mark_of
from ..wordlists import any_of
from ..words import Words
from .assignees import GOES_ON, Assignees
from .dues import begins_due
from .labelled import Labelled
from .labels import IDLE, Labels, brackets
from .region import Region, closes, ends_a_sentence, trimmed
from .sentences import Run, Sentence, Sentences

__all__ = ["IDLE", "Region", "RoleFinder", "Run", "brackets"]

#: Verbs that give a task to somebody wherever they stand.
_GIVING = re.compile("牵头|主办|负责|承办")
#: What a line of its own may begin with.
_BULLETS = "-–—·•●○■□◆★※*>"
_SENTENCE = re.compile(r"[^。!?\n]+")
#: Hard-wrapped sentences go over so many lines; where one may turn to who does it, so many places are tried.
_MOST_LINES = 4
#: Longer words are no heading that assigns, no clause of a sentence.
_LONGEST_HEADING = 200
_LONGEST_CLAUSE = 120
_COUNT = re.compile(r"\(?共?\d+[项个件条]\)?$")
_CLAUSE = re.compile(r"[^,;。:()〈〉!?\s]+")


@dataclass(frozen=True)
class RoleFinder:
    """Finds assignments by the words of the vocabularies; ``is_known`` asks the table of the jurisdiction.

    Every method takes a text folded to half width, a block of several lines as well as one.
    """

    words: Words
    is_known: Callable[[str], bool]

    @classmethod
    def of(cls, words: Words, is_known: Callable[[str], bool] = lambda name: False) -> RoleFinder:
        """Return a finder; without a table names are judged by their looks alone."""
        return cls(words, is_known)

    @cached_property
    def sentences(self) -> Sentences:
        """What reads sentences, and lists behind a label."""
        return Sentences(self.words, Assignees(self.words, self.is_known))

    @cached_property
    def _labelled(self) -> Labelled:
        return Labelled(Labels(self.words, self.sentences.by.nouns), self.sentences)

    def regions(self, folded: str) -> list[Region]:
        """Return the assigning stretches of a text, from left to right."""
        pairs = brackets(folded)
        found = self._labelled.regions(folded, pairs)
        if self._telling.search(folded):
            found = sorted([*found, *self._bracketed(folded, pairs, found)], key=lambda region: region.start)
            found = sorted([*found, *self._told(folded, found)], key=lambda region: region.start)
        return sorted([*found, *self._dated(folded, pairs, found)], key=lambda region: region.start)

    def heading(self, folded: str) -> Region | None:
        """Return what a heading assigns to every task beneath it, None where it assigns nothing.

        >>> from ..words import load_words
        >>> finder = RoleFinder.of(load_words())
        >>> [bool(finder.heading(line)) for line in ("(二)市发改委牵头的工作", "三、突出牵头抓总")]
        [True, False]
        """
        start = mark.width if (mark := mark_of(folded)) else 0
        span = trimmed(folded, start, len(folded))
        if span and span[1] - span[0] <= _LONGEST_HEADING:
            start, end = span
            end -= len(count[0]) if (count := _COUNT.search(folded[start:end])) else 0
            end -= len(matter[0]) if (matter := self._matter.search(folded[start:end])) else 0
            sentence = self.sentences.read(folded, start, end)
            if sentence and sentence.is_specific:
                return _of(sentence, start)
        regions = [region for region in self.regions(folded) if region.runs]
        return _joined(regions) if regions else None

    def bare(self, folded: str) -> list[tuple[int, int]]:
        """Return the brackets that hold names of units and tell no role: (市发改委、市财政局)."""
        pairs = brackets(folded)
        return [
            (start, end + 1)
            for start, end in self._free(folded, pairs, self.regions(folded))
            if self.sentences.units_only(folded, start + 1, end)
        ]

    def strays(self, folded: str) -> list[str]:
        """Return what looks like an assignment in a text outside any region: role words, half a sentence."""
        return [*self._loose.findall(folded), *self._halves(folded)]

    @cached_property
    def _matter(self) -> re.Pattern[str]:
        return re.compile(f"的?(?:{any_of(self.words.clause_words['matter'])})$")

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return re.compile(any_of(self.sentences.by.nouns - self.words.clause_words["everyday"]))

    @cached_property
    def _telling(self) -> re.Pattern[str]:
        """What every sentence that assigns holds."""
        return re.compile(any_of(verb for verb in self.sentences.by.verbs if len(verb) == 2) + "|单位|部门")

    def _halves(self, folded: str) -> Iterator[str]:
        """Yield clauses that seem to give somebody a role, of a sentence that was not understood."""
        for clause in _CLAUSE.finditer(folded):
            words = squeezed(clause[0][: 2 * _LONGEST_CLAUSE])
            opener = next(reversed(list(self.sentences.by.opener.finditer(words))), None)
            verb = self.sentences.by.verb(words)
            head = words[opener.end() if opener else 0 : len(words) - len(verb)]
            name = self.sentences.by.without_manner(head).rpartition("、")[2]
            opens = opener is not None and opener.start() == 0
            gives = verb and (self.sentences.assignees.kind(name) in ("unit", "person") or (opens and name))
            # Where an assignment stands, 由 opens one (由企业负责运营), and a bracket holds one.
            before = folded[max(0, clause.start() - 2) : clause.start()].strip(" ")[-1:]
            placed = opens and before in ("", "。", "(", "\n")
            boxed = verb and folded[clause.end() : clause.end() + 1] in (")", "〉")
            if gives or (_GIVING.search(words) and (placed or boxed)):
                yield words

    @staticmethod
    def _free(folded: str, pairs: Mapping[int, int], found: Sequence[Region]) -> Iterator[tuple[int, int]]:
        """Yield the outermost brackets at a sentence's end that no region holds."""
        taken = iter(found)
        region = next(taken, None)
        for start, end in pairs.items():
            while region is not None and region.end <= start:
                region = next(taken, None)
            inside = region is not None and region.start < end + 1
            if not inside and ends_a_sentence(folded, start, end + 1) and closes(folded, pairs, start):
                yield start, end

    def _bracketed(self, folded: str, pairs: Mapping[int, int], found: Sequence[Region]) -> Iterator[Region]:
        """Yield the brackets that hold a sentence: (市发改委牵头,市财政局配合)."""
        for start, end in self._free(folded, pairs, found):
            told = self._telling.search(folded, start, end)
            if told and (sentence := self.sentences.read(folded, start + 1, end)):
                yield _of(sentence, start, end + 1)

    def _dated(self, folded: str, pairs: Mapping[int, int], found: Sequence[Region]) -> Iterator[Region]:
        """Yield the brackets beside a region that hold its deadline: (市发改委负责)(12月底前完成)."""
        starts = [region.start for region in found]
        for start, end in self._free(folded, pairs, found) if found else ():
            at = bisect_left(starts, start)
            gaps = [(found[at - 1].end, start)] if at else []
            gaps += [(end + 1, starts[at])] if at < len(starts) else []
            span = trimmed(folded, start + 1, end)
            beside = any(trimmed(folded, *gap) is None for gap in gaps)
            if span and beside and begins_due(squeezed(folded[slice(*span)][:_LONGEST_CLAUSE])):
                yield Region(start=start, end=end + 1, bracketed=True, closed=True, runs=(), dues=(span,))

    def _told(self, folded: str, found: Sequence[Region]) -> Iterator[Region]:
        """Yield the sentences that assign outside brackets: in front of a text, or all by themselves."""
        mark = mark_of(folded[: folded.find("\n")] if "\n" in folded else folded)
        first = mark.width if mark else 0
        begun = 0
        for start, end in [*((region.start, region.end) for region in found), (len(folded), len(folded))]:
            if begun <= first < start and mark and (front := self._front(folded, first, start)):
                yield front
                begun = front.end
            yield from self._sentences(folded, max(begun, first), start, first if mark else -1)
            begun = end

    def _front(self, folded: str, start: int, end: int) -> Region | None:
        """Return the sentence before a task's text: 由市发改委牵头,市财政局配合,建成…."""
        sentence = self.sentences.front(folded, start, end)
        goes_on = sentence is not None and trimmed(folded, sentence.end, end) is not None
        return _of(sentence, start) if sentence and goes_on and _assigns(sentence) else None

    def _sentences(self, folded: str, start: int, end: int, mark_end: int) -> Iterator[Region]:
        """Yield the sentences that assign; a line of its own is one, a wrapped one goes over several."""
        parts = list(_SENTENCE.finditer(folded, start, end))
        at = 0
        while at < len(parts):
            last = at
            while last + 1 < min(len(parts), at + _MOST_LINES) and self._goes_on(
                folded, *parts[last : last + 2]
            ):
                last += 1
            stop = parts[last].end()
            begins = [part.start() for part in parts[at : last + 1] if part.start() != mark_end]
            if last + 1 == len(parts) or folded[stop : parts[last + 1].start()].endswith("\n"):
                begins += self._tails(folded, parts[at].start(), stop)
            region = next(
                (found for begin in sorted(begins) if (found := self._sentence(folded, begin, stop))), None
            )
            if region:
                yield region
            at = last + 1

    def _tails(self, folded: str, start: int, end: int) -> list[int]:
        """Return where the last sentence of a line may turn to who does it: 建成体育馆,由市体育局牵头."""
        found = [comma.end() for comma in self._turn.finditer(folded, start, end)][-_MOST_LINES:]
        bodies = tuple(self.words.clause_words["body"])
        return [at for at in found if not folded[start : at - 1].rstrip().endswith(bodies)]

    @cached_property
    def _turn(self) -> re.Pattern[str]:
        return re.compile(f"[,;](?=\\s*(?:{self.sentences.by.opener.pattern}))")

    def _goes_on(self, folded: str, one: re.Match[str], after: re.Match[str]) -> bool:
        """Whether a sentence plainly goes on behind the end of its line."""
        if folded[one.end() : after.start()] != "\n":
            return False
        before = one[0].strip()[-_LONGEST_CLAUSE:]
        opens = self._turn.search(before) or self.sentences.by.opener.match(before)
        if opens and not self.sentences.by.verb(before):
            return True
        if after[0].lstrip().startswith(GOES_ON):
            return True
        # 由市|财政局配合: the verb is no part of the name that is cut.
        first = _CLAUSE.match(after[0].strip())
        name = squeezed(first[0][:_LONGEST_CLAUSE]) if first else ""
        name = self.sentences.by.without_manner(name.removesuffix(self.sentences.by.verb(name)))
        return self.sentences.assignees.goes_on(before, name)

    def _sentence(self, folded: str, start: int, end: int) -> Region | None:
        span = trimmed(folded, start, end, IDLE + _BULLETS)
        sentence = self.sentences.read(folded, *span) if span else None
        return _of(sentence, span[0]) if span and sentence and _assigns(sentence) else None


def _assigns(sentence: Sentence) -> bool:
    """Whether a sentence outside brackets hands something out: who only watches, or everybody, does not."""
    return sentence.is_specific and any(run.role != "supervising" for run in sentence.runs)


def _of(sentence: Sentence, start: int, close: int | None = None) -> Region:
    return Region(
        start=start,
        end=sentence.end if close is None else close,
        bracketed=close is not None,
        closed=True,
        runs=sentence.runs,
        dues=sentence.dues,
        labels=sentence.words,
    )


def _joined(regions: Sequence[Region]) -> Region:
    """Return several regions of one heading as one."""
    first, last = regions[0], regions[-1]
    return replace(
        first,
        end=last.end,
        closed=all(region.closed for region in regions),
        runs=tuple(run for region in regions for run in region.runs),
        unread=tuple(span for region in regions for span in region.unread),
        dues=tuple(span for region in regions for span in region.dues),
        labels=tuple(span for region in regions for span in region.labels),
        remarks=tuple(span for region in regions for span in region.remarks),
    )
