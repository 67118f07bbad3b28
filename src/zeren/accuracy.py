"""How well targets are read: a document's targets against those that people wrote down for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .records import Document, Target

__all__ = ["FIELDS", "FieldScore", "score_targets", "target_quality"]

#: Columns of the written table, each with its name in English and Chinese.
FIELDS = {
    "value": ("values", "数值"),
    "bound": ("bounds", "界限"),
    "measure": ("measures", "计量单位"),
    "measure_kind": ("measure kinds", "数值类型"),
    "indicator": ("indicators", "指标"),
    "action": ("actions", "行动"),
    "modality": ("modalities", "语气"),
}


@dataclass(frozen=True, kw_only=True)
class FieldScore:
    """One field: how many targets are right in it, of those read and of those written down."""

    field: str
    right: int
    read: int
    written: int

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """The share of what was written down that was read right."""
        return self.right / self.written if self.written else 1.0


def score_targets(gold: Iterable[Mapping[str, str]], document: Document) -> list[FieldScore]:
    """Compare a document's targets with a table of them, field by field.

    A target and a row are of one another where task (``key``) and value agree, in the order of the text
    where several do; then their other fields are compared one by one.

    Args:
        gold: rows with ``key`` and the fields of :data:`FIELDS`, in the order of the text.
        document: what was read.
    """
    rows: dict[tuple[str, str], list[Mapping[str, str]]] = defaultdict(list)
    for row in gold:
        rows[row["key"], row["value"]].append(row)
    written = sum(map(len, rows.values()))
    targets = [(task.key, target) for task in document.tasks for target in task.targets]
    pairs = []
    for key, target in targets:
        if of_it := rows[key, str(target.value)]:
            pairs.append((_fields(target), of_it.pop(0)))
    return [
        FieldScore(
            field=field,
            right=sum(read[field] == row[field] for read, row in pairs),
            read=len(targets),
            written=written,
        )
        for field in FIELDS
    ]


def target_quality(scores: Iterable[FieldScore]) -> list[tuple[str, ...]]:
    """Return precision and recall of each field as rows of ``data/quality/accuracy.csv``.

    >>> score = FieldScore(field="bound", right=9, read=10, written=12)
    >>> [row[1:6] for row in target_quality([score])]
    [('precision', 'bound', '0.9000', '9', '10'), ('recall', 'bound', '0.7500', '9', '12')]
    """
    rows: list[tuple[str, ...]] = []
    for score in scores:
        en, zh = FIELDS[score.field]
        told = {
            "precision": (f"{en.capitalize()} of targets that are right, among those read", "读出的目标中"),
            "recall": (f"{en.capitalize()} of targets that are read right, among all", "全部目标中"),
        }
        for metric, (said, among) in told.items():
            value, of = getattr(score, metric), score.read if metric == "precision" else score.written
            english = f"{said}, against the real document's annotation."
            chinese = f"{among}{zh}正确的比例,与真实文件的人工标注比对。"
            name = score.field.replace("_", "-")
            rows.append(
                ("targets", metric, name, f"{value:.4f}", str(score.right), str(of), english, chinese)
            )
    return rows


def _fields(target: Target) -> dict[str, str]:
    """Return a target's fields as a table has them."""
    return {field: str(getattr(target, field)) for field in FIELDS}
