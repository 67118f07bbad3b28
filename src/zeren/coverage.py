"""How much of a document is in its records, in figures."""

from __future__ import annotations

from collections import Counter

from .records import Document, Task

__all__ = ["coverage", "record_json"]


def coverage(document: Document) -> dict[str, object]:
    """Return what the pieces say: characters by kind, and whether they tile the document (DESIGN section 3).

    ``read`` is the share of characters other than separators that stand in a record.
    """
    by_kind: Counter[str] = Counter()
    for piece in document.pieces:
        by_kind[piece.kind] += piece.end - piece.start
    inside = sum(by_kind.values()) - by_kind["separator"]
    return {
        "characters": len(document.text),
        "tiles": _tiles(document),
        "by_kind": dict(sorted(by_kind.items())),
        "read": round(1 - by_kind["furniture"] / inside, 4) if inside else 0.0,
    }


def _tiles(document: Document) -> bool:
    at = 0
    for piece in document.pieces:
        if piece.start != at or piece.end <= piece.start:
            return False
        at = piece.end
    return at == len(document.text)


def record_json(document: Document) -> dict[str, object]:
    """Return a document's records as plain data: the form of ``zeren read --json`` (DESIGN section 4)."""
    meta = document.metadata
    paths = _Paths(document)
    return {
        "document": document.name,
        "title": meta.title if meta else None,
        "government": meta.government if meta else None,
        "year": meta.year if meta else None,
        "version": meta.version if meta else None,
        "number": meta.number if meta else None,
        "issued": meta.issued.isoformat() if meta and meta.issued else None,
        "source": meta.source if meta else None,
        "rule": document.rule.notation if document.rule else None,
        "definitions": [
            {"collective": d.collective, "words": d.words, "members": list(d.members), "whole": d.is_whole}
            for d in document.definitions
        ],
        "sections": [
            {"key": s.key, "level": s.level, "number": s.number, "title": s.title, "basis": s.basis}
            for s in document.sections
        ],
        "tasks": [_task(document, task, paths.of(task.section)) for task in document.tasks],
        "warnings": [{"line": n.line, "text": n.text, "en": n.en, "zh": n.zh} for n in document.notes],
        "coverage": coverage(document),
    }


class _Paths:
    """The titles of the headings above, by the key of the lowest."""

    def __init__(self, document: Document) -> None:
        self._sections = {s.key: (s.parent, s.title) for s in document.sections}

    def of(self, key: str | None) -> list[str]:
        if key is None:
            return []
        parent, title = self._sections[key]
        return [*self.of(parent), *([title] if title else [])]


def _task(document: Document, task: Task, path: list[str]) -> dict[str, object]:
    """Return one task; what few tasks have (a deadline) is left out of the others."""
    due = task.due
    words = document.text[due.span.start : due.span.end] if due else None
    return {
        "key": task.key,
        "number": task.number,
        "path": path,
        "text": task.text,
        "assignments": [
            {
                "role": a.role_as_written,
                "unit": a.unit,
                **({"kind": "person"} if a.is_person else {}),
                **({"open": True} if a.is_open else {}),
            }
            for a in task.assignments
        ],
        "targets": [
            {
                "value": int(t.value) if t.value == int(t.value) else float(t.value),
                "bound": t.bound,
                "measure": t.measure,
                "measure_kind": t.measure_kind,
                "indicator": t.indicator,
                "action": t.action,
                **({"modality": t.modality} if t.modality else {}),
            }
            for t in task.targets
        ],
        **({"due": due.last_day.isoformat() if due.last_day else words} if due else {}),
        "left_out": [{"text": n.text, "reason": n.reason} for n in task.left_out],
        "line": task.span.line,
    }
