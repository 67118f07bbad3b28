"""What the files of one scheme show only together: numbers that none of them has, rules that differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from .corpus import Stated

__all__ = ["gaps", "rules", "schemes"]

#: A key: what its run has in common, its number, and -2 where the document gives the number again.
_KEY = re.compile(r"(?P<run>.*?)(?P<number>[0-9]+)(?:-[0-9]+)?")


def schemes(parts: Iterable[Stated]) -> dict[str, list[Stated]]:
    """Return the files of each scheme, by the scheme's IRI, in the order in which they came."""
    found: dict[str, list[Stated]] = defaultdict(list)
    for part in parts:
        found[part.iris.scheme].append(part)
    return dict(found)


def gaps(parts: Sequence[Stated]) -> list[tuple[str, str]]:
    """Return the keys, first and last, of each gap in the numbers of a scheme's tasks and headings.

    A run begins with the first number that any of the files shows: what lies before it may be in a file that
    is not at hand.
    """
    runs: dict[str, set[int]] = defaultdict(set)
    for part in parts:
        for key in (*(s.key for s in part.document.sections), *(t.key for t in part.document.tasks)):
            found = _KEY.fullmatch(key)
            if found:
                runs[found["run"]].add(int(found["number"]))
    missing = []
    for run, numbers in runs.items():
        shown = sorted(numbers)
        for before, after in pairwise(shown):
            if after > before + 1:
                missing.append((f"{run}{before + 1}", f"{run}{after - 1}"))
    return missing


def rules(parts: Iterable[Stated]) -> dict[str, list[str]]:
    """Return each rule that the files of a scheme state for tasks without a lead, with the files' names."""
    found: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        if part.document.rule:
            found[part.document.rule.notation].append(part.document.name)
    return dict(found)
