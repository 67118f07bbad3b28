"""Step 8: what a build holds, what was not understood and what the shapes say, for people and machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import SKOS

from .corpus import Built, Stated
from .coverage import coverage
from .rdf import Packed
from .schemes import gaps, rules, schemes
from .terms import ZR, concept

__all__ = ["summary", "write_report"]


def summary(built: Built) -> dict[str, object]:
    """Return one document's figures, warnings and results as plain data."""
    tasks = built.document.tasks
    assignments = [a for task in tasks for a in task.assignments]
    meta = built.document.metadata
    return {
        "document": built.document.name,
        "iri": built.iris.document,
        "title": meta.title if meta else "",
        "number": meta.number if meta else None,
        "issued": meta.issued.isoformat() if meta and meta.issued else None,
        "text": f"documents/{built.document.text_sha256[:12]}.txt",
        "figures": {
            "sections": len(built.document.sections),
            "tasks": len(tasks),
            "assignments": len(assignments),
            "units": len({a.unit for a in assignments}),
            "targets": sum(len(task.targets) for task in tasks),
            "deadlines": sum(task.due is not None for task in tasks),
            "tasks in open lists": sum(any(a.is_open for a in task.assignments) for task in tasks),
            "stated triples": len(built.stated),
            "entailed triples": len(built.entailed),
            "derived triples": len(built.derived),
        },
        "by_role": dict(sorted(Counter(a.role for a in assignments).items())),
        "by_rule": built.by_rule,
        "left_out": dict(sorted(Counter(n.reason for task in tasks for n in task.left_out).items())),
        "coverage": coverage(built.document),
        "warnings": [{"line": n.line, "text": n.text, "en": n.en, "zh": n.zh} for n in built.document.notes],
        "rule": built.document.rule.notation if built.document.rule else None,
        "definitions": [
            {"collective": d.collective, "words": d.words, "members": list(d.members)}
            for d in built.document.definitions
        ],
        "units_of_no_table": _units_of_no_table(built.stated),
        "validation": built.report.as_json(),
    }


def _units_of_no_table(stated: Packed) -> list[str]:
    """Return the names of units whose kind is inferred: their basis says so."""
    basis, label = ox.NamedNode(ZR.basis), ox.NamedNode(SKOS.prefLabel)
    rule = ox.NamedNode(concept("basis", "rule"))
    units = {q.subject for q in stated.quads() if q.predicate == basis and q.object == rule}
    names = (q.object for q in stated.quads() if q.subject in units and q.predicate == label)
    return sorted(name.value for name in names if isinstance(name, ox.Literal))


def write_report(folder: Path, built: Iterable[Built]) -> None:
    """Write ``report.json`` and ``report.md`` into a build."""
    files = list(built)
    parts = [summary(part) for part in files]
    together = [_scheme(iri, of) for iri, of in schemes(files).items()]
    data = json.dumps({"documents": parts, "schemes": together}, ensure_ascii=False, indent=2) + "\n"
    (folder / "report.json").write_text(data, encoding="utf-8")
    text = "# Build report · 构建报告\n" + "".join([*map(_page, parts), *map(_scheme_page, together)])
    (folder / "report.md").write_text(text, encoding="utf-8")


def _scheme(iri: str, files: Sequence[Stated]) -> dict[str, object]:
    """Return what the files of one scheme show only together, as plain data."""
    return {
        "iri": iri,
        "documents": [part.document.name for part in files],
        "gaps": [first if first == last else f"{first} … {last}" for first, last in gaps(files)],
        "rules": rules(files),
    }


def _scheme_page(scheme: dict[str, object]) -> str:
    lines = ["", f"## <{scheme['iri']}>", ""]
    for title, key in (
        ("Files · 文件", "documents"),
        ("Numbers that none of the files has · 各文件都没有的序号", "gaps"),
        ("Rules for tasks without a lead, as the files state them · 文件写明的未列牵头单位时的规则", "rules"),
    ):
        values = scheme[key]
        assert isinstance(values, list | dict)
        lines += [f"### {title}", "", *([f"- {value}" for value in values] or ["None. 无。"]), ""]
    return "\n".join(lines)


def _page(part: dict[str, object]) -> str:
    lines = ["", f"## {part['title']}", "", f"`{part['document']}` · <{part['iri']}>", ""]
    lines += [f"[Text that offsets refer to · 位置所指的文本]({part['text']})", ""]
    for title, key in (
        ("Figures · 数字", "figures"),
        ("Assignments by role · 按角色", "by_role"),
        ("Triples by rule · 按规则推出", "by_rule"),
        ("Numbers that are no targets · 非指标数字", "left_out"),
        ("Coverage · 覆盖", "coverage"),
    ):
        lines += [f"### {title}", "", "| | |", "|---|---:|"]
        values = part[key]
        assert isinstance(values, dict)
        for name, value in values.items():
            rows = value.items() if isinstance(value, dict) else [(name, value)]
            lines += [f"| {label} | {figure} |" for label, figure in rows]
        lines.append("")
    warnings = part["warnings"]
    assert isinstance(warnings, list)
    lines += ["### Not understood · 未识别", ""]
    lines += [f"- line {w['line']}: {w['en']} {w['zh']}\n  > {w['text']}" for w in warnings] or ["None. 无。"]
    definitions = part["definitions"]
    assert isinstance(definitions, list)
    lines += ["", "### Names that the document defines · 文件界定的名称", ""]
    lines += [f"- {d['collective']}: {d['words']}" for d in definitions] or ["None. 无。"]
    units = part["units_of_no_table"]
    assert isinstance(units, list)
    lines += ["", "### Units that no table knows · 单位表中没有的单位", ""]
    lines += [f"- {name}" for name in units] or ["None. 无。"]
    validation = part["validation"]
    assert isinstance(validation, dict)
    lines += [
        "",
        "### Validation · 校验",
        "",
        f"Conforms: {'yes · 通过' if validation['conforms'] else 'no · 不通过'}",
        "",
    ]
    lines += [f"- {c['severity']}: {c['shape']} × {c['count']}" for c in validation["counts"]]
    return "\n".join(lines) + "\n"
