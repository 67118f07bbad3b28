"""Lists of words as patterns, with the longer names in which a word is not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .words import Words

__all__ = ["Endings", "any_of", "unless_kept"]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches one of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"


def unless_kept(words: Iterable[str], words_table: Words) -> str:
    """Return a pattern for one of the words, but not where it is part of a longer name that is kept."""
    parts = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        names = ""
        for name in words_table.kept.get(word, ()):
            before, _, after = name.partition(word)
            behind = f"(?<={re.escape(before)})" if before else ""
            # A name that goes on with 化 is another word: 建设|标准化厂房, though 建设标准 is a name.
            names += f"(?!{behind}{re.escape(word + after)}(?!化))"
        parts.append(names + re.escape(word))
    return "|".join(parts) or "(?!)"


@dataclass(frozen=True, kw_only=True)
class Endings:
    """Words to find at the end of a phrase, with the longer names in which each is not read."""

    names: Mapping[str, tuple[str, ...]]
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, names: Iterable[str], words: Words) -> Endings:
        """Return some words as endings."""
        kept = {name: tuple(k for k in words.kept.get(name, ()) if k.endswith(name)) for name in names}
        return cls(names=kept, sizes=tuple(sorted({len(name) for name in kept}, reverse=True)))

    def at_end(self, phrase: str) -> str:
        """Return the longest of the words that ends a phrase, or an empty string."""
        for size in self.sizes:
            word = phrase[-size:]
            if word in self.names and not (self.names[word] and phrase.endswith(self.names[word])):
                return word
        return ""
