"""What the reader says when it did not understand a line: one table, both languages."""

from __future__ import annotations

from ..records import Note
from .lines import Line

__all__ = ["note"]

_MESSAGES: dict[str, tuple[str, str]] = {
    "above": (
        "{value} refers to the cell above; it was read as that cell says.",
        "“{value}”指上一行同栏的内容,已按其读取。",
    ),
    "two-rules": (
        "The document says two things of tasks that name no lead; neither was taken.",
        "文件对未列牵头单位的任务有两种说法,均未采用。",
    ),
    "shared": (
        "The assignment below was read as that of the items above it too.",
        "下方的责任标注同时作为以上各项的责任标注读取。",
    ),
    "heading-other": (
        "The heading names another assignee for a role that the task names itself; the task's own is kept.",
        "标题与任务写明了同一角色的不同承担者,以任务自己的为准。",
    ),
    "due-again": (
        "A second deadline stands here; the first is kept: {value}",
        "此处有第二个完成时限,只保留第一个:{value}",
    ),
    "person": (
        "{value} reads neither as a person's name nor as an office; it is kept as written.",
        "“{value}”不像姓名或职务,按原文保留。",
    ),
    "unnumbered": (
        "This task carries no number, though others of the document do; its key is made from its order.",
        "此任务没有编号,而文件中其他任务有;其键按次序给出。",
    ),
    "around": (
        "Read as the requirements of a notice, from this line on; they name no unit and are in no record.",
        "自此行起为通知的工作要求,没有写明责任单位,未收入。",
    ),
    "bracket": (
        "The bracket of the assignment never closes; it was read to the end of the line.",
        "责任括号没有结束,已读到行末。",
    ),
    "cell-empty": (
        "Under {value}, empty cells below filled ones were read as empty; they may be joined to those above.",
        "“{value}”栏中有内容的格之下的空格按无内容读取,可能是与上格合并的格。",
    ),
    "cell-wide": (
        "A cell under {value} spans another role as well; it was read under {value} alone.",
        "“{value}”栏的一格跨其他角色栏,只按“{value}”读取。",
    ),
    "cell-two-roles": (
        "In this cell under {value}, units and persons could not be told apart; it is in no record.",
        "“{value}”栏此格中的单位与人员无法区分,未收入。",
    ),
    "column": (
        "No vocabulary knows the column {value}; its cells are in no record.",
        "栏目“{value}”不在词表中,其内容未收入。",
    ),
    "column-apart": (
        "The column {value} belongs to the text but stands apart or is shared by rows; it is in no record.",
        "栏目“{value}”属于任务正文,但与正文不相邻或由数行共用,未收入。",
    ),
    "column-text": (
        "No column is known to hold the tasks; {value} was read as the one that does.",
        "没有已知的任务栏,已将栏目“{value}”作为任务栏读取。",
    ),
    "double": (
        "{value} stands twice under the same role; it is kept once.",
        "{value}在同一角色下出现两次,只保留一次。",
    ),
    "elided": (
        "{value} may have lost a part that the list writes once; it is kept as written.",
        "“{value}”可能省略了名单中共用的部分,按原文保留。",
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
        "{value} was restored from a list that writes a part of it once; no table knows this unit.",
        "“{value}”由名单中省略的部分补全,单位表中没有此单位。",
    ),
    "spaces": (
        "{value} is written with a space in it, and may be two names; it is kept as one.",
        "“{value}”中间有空格,可能是两个名称,按一个保留。",
    ),
    "stray-role": (
        "{value} stands outside an assignment; nothing was read from it.",
        "“{value}”不在责任标注内,未据此读取。",
    ),
    "table": (
        "A table that seems to hand out tasks, but whose columns were not understood; it is in no record.",
        "此表似为任务分工表,但其栏目未能识别,未收入。",
    ),
    "table-figures": (
        "A table of figures; its numbers are in no record.",
        "此表为数据表,其数字未收入。",
    ),
    "table-row": (
        "The cells of this row of a table could not be told apart or placed; it is in no record.",
        "此行表格的单元格无法区分或归入栏目,未收入。",
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
