"""How much of a document is in its records, in figures."""

from __future__ import annotations

from collections import Counter

from .records import Document

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
    titles = {s.key: (s.parent, s.title) for s in document.sections}

    def path(key: str | None) -> list[str]:
        if key is None:
            return []
        parent, title = titles[key]
        return [*path(parent), *([title] if title else [])]

    meta = document.metadata
    return {
        "document": document.name,
        "title": meta.title if meta else None,
        "government": meta.government if meta else None,
        "year": meta.year if meta else None,
        "source": meta.source if meta else None,
        "sections": [
            {"key": s.key, "level": s.level, "number": s.number, "title": s.title, "basis": s.basis}
            for s in document.sections
        ],
        "tasks": [
            {
                "key": task.key,
                "number": task.number,
                "path": path(task.section),
                "text": task.text,
                "assignments": [
                    {"role": a.role_as_written, "unit": a.unit, **({"kind": "person"} if a.is_person else {})}
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
                    }
                    for t in task.targets
                ],
                "left_out": [{"text": n.text, "reason": n.reason} for n in task.left_out],
                "line": task.span.line,
            }
            for task in document.tasks
        ],
        "warnings": [{"line": n.line, "text": n.text, "en": n.en, "zh": n.zh} for n in document.notes],
        "coverage": coverage(document),
    }
