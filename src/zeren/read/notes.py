"""What the reader says when it did not understand a line: one table, both languages."""

from __future__ import annotations

from ..records import Note
from .carrier import Line

__all__ = ["note"]

_MESSAGES: dict[str, tuple[str, str]] = {
    "bracket": (
        "The bracket of the assignment never closes; it was read to the end of the line.",
        "责任括号没有结束,已读到行末。",
    ),
    "double": (
        "{value} stands twice under the same role; it is kept once.",
        "{value}在同一角色下出现两次,只保留一次。",
    ),
    "empty-heading": (
        "Left out: a heading with no task under it, or a task whose assignment was not understood.",
        "未收入:标题下没有任务,或任务的责任单位未能识别。",
    ),
    "definition": (
        "The bracket after {value} says who belongs to it; that is in no record.",
        "{value}之后的括号说明其所含单位,未收入。",
    ),
    "excluded": (
        "{value} takes a unit out; it is no assignment.",
        "“{value}”是排除单位,未作为责任单位收入。",
    ),
    "gloss": (
        "What the bracket after {value} says is in no record.",
        "{value}之后括号中的说明未收入。",
    ),
    "heading-again": ("This heading stands twice under the same one.", "同一上级标题下此标题编号出现两次。"),
    "heading-assigns": (
        "A heading that names {value}; nothing was read from it.",
        "标题中写有“{value}”,未据此读取。",
    ),
    "label": (
        "{value} may be a role, but no role vocabulary has this word.",
        "“{value}”可能是角色词,但角色词表中没有。",
    ),
    "name": (
        "{value} does not read as the whole name of a unit; it is kept as written.",
        "“{value}”不像完整的单位名称,按原文保留。",
    ),
    "no-assignment": ("The task names no unit.", "任务没有写明责任单位。"),
    "no-unit": ("No unit stands after {value}.", "“{value}”之后没有写明单位。"),
    "no-heading": (
        "The task stands above the first heading, under none.",
        "任务位于第一个标题之前,不属于任何标题。",
    ),
    "no-text": ("The task has no text.", "任务没有正文。"),
    "not-understood": ("This line was not understood and is in no record.", "此行未能识别,未收入任何记录。"),
    "number": (
        "The number {value} was not understood; no target was made of it.",
        "数字“{value}”未能识别,未作为指标收入。",
    ),
    "number-again": (
        "Number {value} stands twice under the same heading.",
        "编号{value}在同一标题下出现两次。",
    ),
    "open-list": ("The list ends in 等: more units answer than it names.", "名单以“等”结尾,所列单位不全。"),
    "restored": (
        "{value} was restored from a list that writes its ending once; no table knows this unit.",
        "“{value}”由名单中省略的词尾补全,单位表中没有此单位。",
    ),
    "spaces": (
        "{value} is written with a space in it, and may be two names; it is kept as one.",
        "“{value}”中间有空格,可能是两个名称,按一个保留。",
    ),
    "stray-role": (
        "{value} stands outside an assignment; nothing was read from it.",
        "“{value}”不在责任标注内,未据此读取。",
    ),
    "unread": (
        "These words of the assignment follow no known role, and are in no record: {value}",
        "责任标注中的以下文字没有已知的角色词,未收入:{value}",
    ),
    "trailing": ("Words after the assignment are in no record: {value}", "责任标注之后的文字未收入:{value}"),
}


def note(code: str, line: Line, value: str = "") -> Note:
    """Make a warning for a line."""
    en, zh = _MESSAGES[code]
    return Note(line=line.number, text=line.stripped, en=en.format(value=value), zh=zh.format(value=value))
