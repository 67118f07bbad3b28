"""Read the accuracy set and the real document, count, and write docs/accuracy.md, data/quality/accuracy.csv.

Usage: python bench/accuracy.py [--show LAYOUT]

What is counted, and how, stands in ``accuracy_scores.py``.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from accuracy_scores import CLASSES, Figures, figures, layouts, total

from zeren.accuracy import FieldScore, score_targets, target_quality
from zeren.corpus import Background, background
from zeren.read import read_document

CLONE = Path(__file__).parent.parent
REAL = CLONE / "data" / "documents" / "wuhan-2023-part2.txt"
GOLD = CLONE / "tests" / "data" / "targets" / "wuhan-2023-part2.csv"
PAGE = CLONE / "docs" / "accuracy.md"
TABLE = CLONE / "data" / "quality" / "accuracy.csv"
COLUMNS = (
    *("dimension", "metric", "field", "value", "correct", "total"),
    *("description_en", "description_zh"),
)
#: The fields apart from assignments, in the order of the page, with what they say.
FIELDS = {
    "task": ("tasks found", "识别出的任务"),
    "text": ("texts of tasks", "任务正文"),
    "number": ("numbers of tasks", "任务编号"),
    "path": ("headings above tasks", "任务所属标题"),
    "key": ("keys of tasks", "任务键"),
    "due": ("deadlines", "完成时限"),
    "open": ("open lists", "以“等”结尾的名单"),
    "warning": ("lines that must be warned of", "应当提示的行"),
    "title": ("titles of documents", "文件标题"),
    "government": ("governments", "发文政府"),
    "year": ("years", "年份"),
    "rule": ("rules for tasks without a lead", "未列牵头单位时的规则"),
}
PAGE_TEXT = """<!-- Made by `make accuracy` from tests/data/accuracy: do not edit. -->
# How accurate the reader is

{layouts} documents, each in a layout of its own, with {tasks} tasks and {assignments} assignments: all
**composed, not quoted**, by the editors, after the ways in which governments write such documents
([tests/data/accuracy](../tests/data/accuracy/README.md)). What must be read was written down first.

A fault is *wrong* where something is read that the document does not say, *missed* where nothing is read.
*Warned*: of these, those with a note on the task's lines. *Score*: right / (right + faults + silent faults),
so a fault in silence counts double. *Notes*: all warnings that the documents gave rise to.

## By class

{classes}
## Fields of tasks and documents

{fields}
## Targets of the real document

Against the annotation by hand ([tests/data/targets](../tests/data/targets/README.md)): *precision* among the
targets read, *recall* among those written down.

{targets}
## Layout by layout

{each}"""


def by_class(counted: Mapping[str, Figures]) -> dict[str, Figures]:
    """Return the sums of each class of layouts, and of all."""
    groups = {group: total(f for n, f in counted.items() if n.startswith(f"{group}-")) for group in CLASSES}
    return {**groups, "all": total(counted.values())}


def targets(known: Background) -> list[FieldScore]:
    """Return how well the real document's targets are read."""
    document = read_document(REAL, words=known.words, authority=known.authority)
    with GOLD.open(encoding="utf-8", newline="") as stream:
        return score_targets(csv.DictReader(stream), document)


def page(counted: Mapping[str, Figures], scores: Sequence[FieldScore]) -> str:
    """Return the page of figures."""
    groups = by_class(counted)
    tasks = [task for layout in layouts() for task in layout.expected["tasks"]]
    rows = [[group, *(_share(groups[group].fields.get(name)) for name in FIELDS)] for group in groups]
    return PAGE_TEXT.format(
        layouts=len(counted),
        tasks=len(tasks),
        assignments=sum(len(task["assignments"]) for task in tasks),
        classes=_scores("class", groups),
        fields=_markdown(["class", *FIELDS], rows),
        targets=_markdown(
            ["field", "right", "read", "written", "precision", "recall"],
            [
                [
                    *(s.field.replace("_", " "), str(s.right), str(s.read), str(s.written)),
                    *(f"{s.precision:.1%}", f"{s.recall:.1%}"),
                ]
                for s in scores
            ],
        ),
        each=_scores("layout", counted),
    )


def quality(counted: Mapping[str, Figures]) -> list[tuple[str, ...]]:
    """Return the rows of the table of figures: the assignments of each class, and the fields of all."""
    rows = []
    for group, found in by_class(counted).items():
        weighed = found.right + found.wrong + found.missed + found.silent
        told = (
            f"Assignments of the composed layouts ({group}): right among all; a silent fault counts twice.",
            f"自编文件({group})的责任分配:正确者占全部的比例,未提示的错误加倍计入。",
        )
        rows.append(_measured("assignments", "score", group, found.right, weighed, told))
    for name, counts in total(counted.values()).fields.items():
        en, zh = FIELDS[name]
        told = (
            f"{en.capitalize()} in the composed layouts: right among all.",
            f"自编文件的{zh}:正确者占全部的比例。",
        )
        rows.append(_measured("records", "share", name, counts[True], counts.total(), told))
    return rows


def _measured(
    dimension: str, metric: str, field: str, correct: int, of: int, told: tuple[str, str]
) -> tuple[str, ...]:
    return (dimension, metric, field, f"{correct / of:.4f}", str(correct), str(of), *told)


def _share(counts: Counter[bool] | None) -> str:
    return f"{counts[True]}/{counts.total()}" if counts else ""


def _scores(title: str, counted: Mapping[str, Figures]) -> str:
    head = [title, "right", "wrong", "missed", "warned", "silent", "score", "notes"]
    rows = []
    for name, found in counted.items():
        numbers = (found.right, found.wrong, found.missed, found.warned, found.silent)
        rows.append([name, *map(str, numbers), f"{found.score:.1%}", str(found.notes)])
    return _markdown(head, rows)


def _markdown(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    """Print the figures and write them; with ``--show``, print the faults of the layouts that fit."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--show", metavar="LAYOUT", help="tell the faults of layouts whose name holds this")
    shown = options.parse_args().show
    known = background()
    with tempfile.TemporaryDirectory() as folder:
        counted = {
            layout.name: figures(layout, known, Path(folder))
            for layout in layouts()
            if shown is None or shown in layout.name
        }
    if shown is not None:
        for name, found in counted.items():
            print(f"{name}: {found.score:.1%}", *found.faults, sep="\n  ")
        return
    scores = targets(known)
    text = page(counted, scores)
    print(text)
    PAGE.write_text(text, encoding="utf-8")
    TABLE.parent.mkdir(exist_ok=True)
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(
            [COLUMNS, *quality(counted), *target_quality(scores)]
        )


if __name__ == "__main__":
    main()
