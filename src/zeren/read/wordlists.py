"""Lists of words as patterns, with the longer names in which a word is not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .words import Words

__all__ = ["Endings", "any_of", "joins", "unless_kept"]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches one of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"


def unless_kept(words: Iterable[str], words_table: Words) -> str:
    """Return a pattern for one of the words, but not where it is part of a longer name that is kept."""
    parts = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        # The word comes first, so that a pattern of hundreds of words fails fast.
        part = re.escape(word)
        for name in words_table.kept.get(word, ()):
            before, _, after = name.partition(word)
            behind = f"(?<={re.escape(before + word)})" if before else ""
            # A name that goes on is another word: 建设|标准化厂房, 建成|区域中心, though 建成区 is a name.
            part += f"(?!{behind}{re.escape(after)}(?![化域]))"
        parts.append(part)
    return "|".join(parts) or "(?!)"


def joins(words: Words) -> str:
    """Return a pattern for what joins two things of a list: 、 and words, not inside a name (普|及|率)."""
    return f"(?:、|{unless_kept(words.indicator_words['join'], words)})"


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
