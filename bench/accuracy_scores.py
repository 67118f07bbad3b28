"""Compare what the reader makes of a document with what a person expects of it, and count.

The accuracy set is ``tests/data/accuracy``: a document a layout, and a file of expected records beside it.
Layouts fall into four classes: plain, sentence, table, carrier. What is counted:

An **assignment** is a role word, a name and whether it is a person's, all equal: width and white space aside,
and a file may allow several words where the design leaves it open. A task read is the task expected that has
its number and text, or its text, or (its text then being counted as wrong) how its text begins.

- *right*: expected and read. *Wrong*: read and not expected. *Missed*: expected and not read, where
  nothing else was read in its place; a wrong name for a right one is thus one fault, not two.
- A fault is *warned* of where a note stands on one of the lines that hold the task, or its heading; a
  document that is refused warns of all. Else it is *silent*.
- *score* = right / (right + faults + silent faults): a fault in silence counts double.

Apart from assignments stand the fields: tasks found, their number, path, text, key, deadline, open lists,
and what the head says of the document. A deadline or an open list in only one of the two is wrong.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from accuracy_carriers import make_document

from zeren.corpus import Background
from zeren.coverage import record_json
from zeren.errors import ZerenError
from zeren.read import read_document

__all__ = ["CLASSES", "Figures", "Layout", "compare", "figures", "layouts", "total"]

SET = Path(__file__).parent.parent / "tests" / "data" / "accuracy"
CLASSES = ("plain", "sentence", "table", "carrier")
#: How much of a text's beginning finds a task whose text was read wrongly, and a text in its document.
BEGINNING = 6

Record = Mapping[str, Any]
#: Role, name and kind, folded.
Given = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One document of the set and what it must read as."""

    name: str
    source: Path
    expected: Record

    @property
    def group(self) -> str:
        """The class that the layout belongs to."""
        return self.name.partition("-")[0]


@dataclass(kw_only=True)
class Figures:
    """What was counted in one layout, or in several."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    warned: int = 0
    notes: int = 0
    refused: int = 0
    fields: dict[str, Counter[bool]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def silent(self) -> int:
        """Faults that no note warns of."""
        return self.wrong + self.missed - self.warned

    @property
    def score(self) -> float:
        """Right ones among all, each silent fault counted twice."""
        return self.right / ((self.right + self.wrong + self.missed + self.silent) or 1)

    def tell(self, name: str, is_right: bool, fault: str) -> None:
        """Count a field of a record."""
        self.fields.setdefault(name, Counter())[is_right] += 1
        if not is_right:
            self.faults.append(f"{name}: {fault}")


def layouts() -> list[Layout]:
    """Return the set, by name."""
    found = []
    for file in sorted(SET.glob("*.json")):
        [source] = (path for path in SET.glob(f"{file.stem}.*") if path.suffix != ".json")
        expected = json.loads(file.read_text(encoding="utf-8"))
        found.append(Layout(name=file.stem, source=source, expected=expected))
    return found


def total(parts: Iterable[Figures]) -> Figures:
    """Return the sum of several layouts' figures."""
    whole = Figures()
    for part in parts:
        for name in ("right", "wrong", "missed", "warned", "notes", "refused"):
            setattr(whole, name, getattr(whole, name) + getattr(part, name))
        for name, counts in part.fields.items():
            whole.fields.setdefault(name, Counter()).update(counts)
    return whole


def figures(layout: Layout, known: Background, folder: Path) -> Figures:
    """Read one layout and compare it with what is expected; a made document goes into the folder."""
    is_made = layout.source.suffix == ".yaml"
    path = make_document(layout.source, folder) if is_made else layout.source
    try:
        document = read_document(path, words=known.words, authority=known.authority)
    except ZerenError as error:
        found = Figures()
        count = sum(len(task["assignments"]) for task in layout.expected["tasks"])
        found.missed = found.warned = count
        found.refused = 1
        found.faults.append(f"refused: {error}")
        for _ in layout.expected["tasks"]:
            found.tell("task", False, "refused")
        return found
    record = json.loads(json.dumps(record_json(document), default=str))
    record["rule"] = document.rule.notation if document.rule else None
    return compare(layout.expected, record, document.text)


def compare(expected: Record, record: Record, text: str) -> Figures:
    """Count what stands in a record (the form of ``zeren read --json``) of a document's text."""
    found = Figures()
    noted = {note["line"] for note in record["warnings"]}
    found.notes = len(record["warnings"])
    for name in ("title", "government", "year", "rule"):
        if name in expected:
            told = f"{record[name]} for {expected[name]}"
            found.tell(name, _fold(str(record[name])) == _fold(str(expected[name])), told)
    for line in expected["warnings"]:
        found.tell("warning", line in noted, f"none on line {line}")
    pairs = list(_pairs(expected["tasks"], record["tasks"]))
    lines = _lines([task for task, _ in pairs if task], text)
    for task, read in pairs:
        _compare_task(task, read, found, noted & (lines[id(task)] if task else {read["line"] if read else 0}))
    return found


def _compare_task(task: Record | None, read: Record | None, found: Figures, notes: set[int]) -> None:
    """Count one task: expected and read, or only one of the two."""
    name = _short(task or read or {})
    found.tell("task", task is not None and read is not None, f"{name} {'missed' if task else 'invented'}")
    if task and read:
        texts = {_text({"text": text}) for text in _several(task["text"])}
        found.tell("text", _text(read) in texts, f"{read['text']!r} for {task['text']!r}")
        for part in ("number", "path", "key"):
            if part in task:
                told = f"{read[part]} for {task[part]} in {name}"
                found.tell(part, _fold(str(read[part])) == _fold(str(task[part])), told)
        due = task.get("due"), _date(read.get("due"))
        if any(due):
            found.tell("due", due[0] == due[1], f"{due[1]} for {due[0]} in {name}")
    missing, extra = [], [*(read or {}).get("assignments", ())]
    for given in (task or {}).get("assignments", ()):
        same = next((other for other in extra if _given(other) & _given(given)), None)
        if same is None:
            missing.append(given)
            continue
        extra.remove(same)
        found.right += 1
        if given.get("open") or same.get("open"):
            told = f"{same.get('open')} for {given.get('open')} at {same['unit']} in {name}"
            found.tell("open", bool(given.get("open")) == bool(same.get("open")), told)
    faults = max(len(missing), len(extra))
    found.wrong += len(extra)
    found.missed += faults - len(extra)
    found.warned += faults if notes else 0
    if faults:
        said = "warned" if notes else "SILENT"
        found.faults.append(f"{said}: {name}: {_list(extra)} for {_list(missing)}")


def _pairs(expected: list[Record], read: list[Record]) -> Iterator[tuple[Record | None, Record | None]]:
    """Yield each task expected with the one read, and what stands only in one of the two, in order."""
    keys = (
        lambda task: (task["number"], _text(task)),
        _text,
        lambda task: (task["number"], _text(task)[:BEGINNING]),
        lambda task: _text(task)[:BEGINNING],
    )
    left = list(read)
    pairs: dict[int, Record] = {}
    for key in keys:
        for task in expected:
            same = next((other for other in left if id(task) not in pairs and key(other) == key(task)), None)
            if same is not None:
                pairs[id(task)] = same
                left = [other for other in left if other is not same]
    for task in expected:
        yield task, pairs.get(id(task))
    for other in left:
        yield None, other


def _lines(tasks: list[Record], text: str) -> dict[int, set[int]]:
    """Return the lines that hold each task: from its own to the next task's, and those it names besides.

    In a document that is made from a source no line is known before: there the text is looked for.
    """
    starts, at = [], 0
    for task in tasks:
        begins = re.compile(r"\s*".join(map(re.escape, _text(task)[:BEGINNING])))
        place = begins.search(text, at)
        at = place.start() if place else at
        starts.append(task.get("line") or text.count("\n", 0, at) + 1)
    spans = [after - line for line, after in pairwise(starts)]
    spans.append(max(spans, default=1))
    return {
        id(task): {*range(line, line + max(span, 1)), *task.get("also", ())}
        for task, line, span in zip(tasks, starts, spans, strict=True)
    }


def _given(assignment: Record) -> set[Given]:
    """Return what an assignment says; of one expected, all that it may say."""
    roles, units = _several(assignment["role"]), _several(assignment["unit"])
    kind = assignment.get("kind", "")
    return {(_fold(role), _fold(unit), kind) for role in roles for unit in units}


def _several(words: str | list[str]) -> list[str]:
    """Return all the words that a file of expected records allows, the first of them as a rule."""
    return [words] if isinstance(words, str) else words


def _date(due: str | None) -> str | None:
    """Return a deadline's day; words that name none (长期坚持) are no day."""
    return due if due and re.fullmatch(r"\d{4}-\d\d-\d\d", due) else None


def _squeeze(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _fold(words: str) -> str:
    return _squeeze(unicodedata.normalize("NFKC", words))


def _text(task: Record) -> str:
    """Return a text to compare: without white space and the last stop, which may follow the assignment."""
    return _squeeze(_several(task["text"])[0]).rstrip("。;；.")


def _short(task: Record) -> str:
    return f"{task['number']}.{_text(task)[:16]}"


def _list(assignments: Iterable[Record]) -> str:
    return (
        ", ".join(
            f"{_several(a['role'])[0]} {_several(a['unit'])[0]} {a.get('kind', '')}".rstrip()
            for a in assignments
        )
        or "nothing"
    )
