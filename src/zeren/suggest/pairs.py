"""Which names are worth comparing: of thousands, those few that share something rare."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence

from .likeness import sound
from .names import Name

__all__ = ["pairs"]

#: A name that is longer is compared with none.
_LONGEST = 60
#: What more names share than this tells nothing of two of them; so the work grows as the names do.
_MOST = 200


def pairs(names: Sequence[Name]) -> set[tuple[int, int]]:
    """Return the places of names that may be alike, the smaller first, each pair once.

    One name may lie in the other (an abbreviation holds the rarest of its signs), or they share all but one
    sign, or they sound the same.
    """
    found: set[tuple[int, int]] = set()
    holds: dict[str, list[int]] = defaultdict(list)
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        if len(name.flat) > _LONGEST:
            continue
        for sign in set(name.flat):
            holds[sign].append(at)
        for key in _keys(name):
            groups[key].append(at)
    rare = Counter({sign: len(places) for sign, places in holds.items()})
    for at, name in enumerate(names):
        signs = [sign for sign in set(name.flat) if rare[sign]]
        if len(name.flat) <= _LONGEST and signs:
            sign = min(signs, key=lambda sign: (rare[sign], sign))
            found |= {(min(at, other), max(at, other)) for other in _few(holds[sign]) if other != at}
    for group in groups.values():
        few = _few(group)
        found |= {(one, other) for place, one in enumerate(few) for other in few[place + 1 :]}
    return found


def _few(group: list[int]) -> list[int]:
    return group if len(group) <= _MOST else []


def _keys(name: Name) -> Iterator[Hashable]:
    """Yield what a name shares with one that has another prefix, another ending or a slip."""
    yield name.rest
    for end, kind in name.endings:
        yield kind, name.owner, name.rest.removesuffix(end)
    yield name.owner, sound(name.bare)
    if len(name.bare) > 2:
        for at in range(len(name.bare)):
            yield name.owner, name.bare[:at] + name.bare[at + 1 :], "but one"
        yield name.owner, name.bare, "but one"
