"""What is understood of a stretch that assigns: its role words with their lists."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Run", "Sentence"]


@dataclass(frozen=True, kw_only=True)
class Run:
    """One role word with its list: offsets of the word and of the list.

    The word stands before its list (牵头单位:市发改委) or behind it (市发改委牵头); lists may share one.
    """

    role: str
    word_start: int
    word_end: int
    list_start: int
    list_end: int


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What was understood of a stretch, up to ``end``.

    ``dues`` are deadlines, ``rest`` lists that no verb follows, ``words`` what binds the sentence and is in
    no run (由, 按职责), ``asides`` what a list says of itself (列第一位的为牵头单位). ``is_specific``: some
    assignee could be named; 各部门负责落实 appeals to all.
    """

    runs: tuple[Run, ...]
    dues: tuple[tuple[int, int], ...]
    rest: tuple[tuple[int, int], ...]
    words: tuple[tuple[int, int], ...]
    asides: tuple[tuple[int, int], ...]
    end: int
    is_specific: bool
