"""What people see in the shell: tables, colours only where there is a terminal."""

from __future__ import annotations

import io
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rdflib.term import Identifier

    from .catalogue import StoredQuery
    from .checks import Finding
    from .cite import Citation
    from .corpus import Built
    from .read.words import Words
    from .records import Document
    from .tables import Result as Found
    from .validate import Report, Result

__all__ = [
    "console",
    "new_table",
    "results",
    "show_built",
    "show_citation",
    "show_findings",
    "show_notes",
    "show_queries",
    "show_query",
    "show_records",
    "show_report",
    "show_result",
]

#: Where output goes to a pipe there is no width to keep to: nothing is folded or cut.
_UNBOUNDED = 10_000
#: How many nodes a report names for each shape.
_SHOWN = 10
_SEVERITIES = {"ERROR": "red", "WARN": "yellow", "INFO": "blue"}
_STYLES = {"violation": "red", "warning": "yellow", "info": "blue"}


def console() -> Console:
    """Return the console for what is no result: progress goes to the error stream."""
    return Console(stderr=True)


class _Trimmed(io.TextIOBase):
    """Standard output without the spaces that fill a table's last column: a pager would fold them."""

    def write(self, text: str) -> int:
        """Pass whole lines on; rich writes no others."""
        return sys.stdout.write(re.sub(r" +(?=\n)", "", text))

    def flush(self) -> None:
        """Pass it on."""
        sys.stdout.flush()


def results() -> Console:
    """Return the console for results: in a terminal as wide as that, else without bounds."""
    shown = Console()
    return shown if shown.is_terminal else Console(file=cast("IO[str]", _Trimmed()), width=_UNBOUNDED)


def new_table(*columns: str, title: str | None = None) -> Table:
    """Return a table without lines."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def show_result(result: Found) -> None:
    """Show the rows of a query, or the yes or no of an ASK."""
    if result.truth is not None:
        results().print("true 是" if result.truth else "false 否")
        return
    table = new_table(*result.columns)
    rows = result.rows()
    for row in rows:
        table.add_row(*(Text(value) for value in row.values()))
    results().print(table)
    console().print(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'} · {len(rows)} 行", style="dim")


def show_notes(result: Found) -> None:
    """Say aside what a reader of the answer must know: that it is not whole, or stands on too few facts."""
    size, citation = result.citation.size, result.citation
    if result.cut:
        note = f"cut off after {size}: there is more 已截断,仅前 {size} 条,尚有更多"
        console().print(Text(note, style="bold yellow"))
    if citation.needs_more:
        note = (
            f"{citation.query} needs {citation.needs_more} facts, which were left out 该查询所需的事实未计入"
        )
        console().print(Text(note, style="yellow"))


def show_citation(citation: Citation, *, aside: bool) -> None:
    """Show how to cite an answer, in both languages, on the error stream where ``aside``."""
    screen = Console(stderr=True, width=_UNBOUNDED) if aside else results()
    for language in ("en", "zh"):
        screen.print(Text(citation.text(language)), soft_wrap=True)


def show_findings(findings: Sequence[Finding]) -> None:
    """Show what the data-quality queries found, a line a check, and the faults below."""
    out = results()
    for finding in findings:
        query, rows = finding.check.query, finding.rows
        style = _SEVERITIES[finding.check.severity] if rows else "green"
        head = f"{finding.check.severity} {query.id} × {len(rows)}: {query.title['en']} {query.title['zh']}"
        out.print(Text(head, style=style))
        for row in rows[:_SHOWN]:
            out.print(Text(f"  - {row['node']} {row['property']} {row['value']}".rstrip()))
        if len(rows) > _SHOWN:
            out.print(Text(f"  ... and {len(rows) - _SHOWN} more (--json has all) 其余见 --json"))


def show_queries(found: Sequence[StoredQuery]) -> None:
    """Show the catalogue."""
    table = new_table("query", "question", "问题")
    for query in found:
        table.add_row(Text(query.id, style="cyan"), Text(query.question["en"]), Text(query.question["zh"]))
    results().print(table)


def show_query(query: StoredQuery) -> None:
    """Show one query's help: what it asks, its parameters and columns."""
    out = results()
    out.print(Text(f"{query.id} {query.version}", style="bold"))
    for lang in ("en", "zh"):
        out.print(Text(f"{query.question[lang]}\n{query.explanation[lang]}"))
    if query.params:
        table = new_table("parameter", "type", "meaning", "含义", "example", "default")
        for name, param in query.params.items():
            default = query.defaults[name]
            cells = (name, param.type, param.label["en"], param.label["zh"], param.example, default)
            table.add_row(*map(Text, cells))
        out.print(table)
    if query.columns:
        table = new_table("column", "meaning", "含义")
        for name, text in query.columns.items():
            table.add_row(Text(name), Text(text["en"]), Text(text["zh"]))
        out.print(table)


def show_records(document: Document, words: Words) -> None:
    """Show what was read: a line a task, then what was not understood."""
    table = new_table("key", "line", "task 任务", "assignments 分工", "targets 指标")
    for task in document.tasks:
        by_role: dict[str, list[str]] = {}
        for a in task.assignments:
            by_role.setdefault(a.role_as_written, []).append(a.unit)
        table.add_row(
            Text(task.key, style="cyan"),
            str(task.span.line),
            Text(task.text),
            Text("\n".join(f"{role}: {'、'.join(units)}" for role, units in by_role.items())),
            Text("\n".join(f"{t.indicator} {t.bound} {t.value:f} {t.measure}" for t in task.targets)),
        )
    out = results()
    out.print(table)
    _show_figures(out, document)
    reasons = Counter(number.reason for task in document.tasks for number in task.left_out)
    if reasons:
        told = ", ".join(
            f"{count} {words.reasons[reason][0]} {words.reasons[reason][1]}"
            for reason, count in reasons.items()
        )
        out.print(Text(f"numbers that are no targets 非指标数字: {told}"))
    _show_notes(out, document)


def _show_figures(out: Console, document: Document) -> None:
    from .coverage import coverage

    figures = coverage(document)
    assignments = [a for task in document.tasks for a in task.assignments]
    targets = sum(len(task.targets) for task in document.tasks)
    out.print(
        Text(
            f"{len(document.tasks)} tasks 任务, {len(assignments)} assignments 分工, "
            f"{len({a.unit for a in assignments})} assignees 责任方, {targets} targets 指标; "
            f"{figures['read']:.1%} of the text is in records 文本收入记录, "
            f"pieces tile the document 无遗漏: {'yes' if figures['tiles'] else 'NO'}"
        )
    )


def _show_notes(out: Console, document: Document) -> None:
    if not document.notes:
        out.print(Text("nothing was left unread 没有未识别的内容", style="green"))
        return
    table = new_table("line", "warning", "警告", "text", title=f"{len(document.notes)} warnings 条警告")
    for note in document.notes:
        table.add_row(str(note.line), Text(note.en), Text(note.zh), Text(note.text))
    out.print(table)


def show_built(built: Sequence[Built], out: Path) -> None:
    """Show the figures of a build."""
    screen = results()
    for part in built:
        screen.print(Text(part.document.metadata.title if part.document.metadata else "", style="bold"))
        _show_figures(screen, part.document)
        screen.print(
            Text(
                f"{len(part.stated)} stated, {len(part.entailed)} entailed, "
                f"{len(part.derived)} derived triples 三元组"
            )
        )
        _show_notes(screen, part.document)
        _show_results(screen, part.report)
    screen.print(Text(f"→ {out}/ (report.md, zeren.ttl, store, ...)", style="green"))


def show_report(report: Report, *, as_json: bool) -> None:
    """Show a validation report."""
    if as_json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        _show_results(results(), report)


def _show_results(out: Console, report: Report) -> None:
    from .namespaces import shrink

    style = "green" if report.conforms else "red"
    out.print(Text("conforms 通过校验" if report.conforms else "does not conform 未通过校验", style=style))
    by_shape: dict[Identifier, list[Result]] = {}
    for result in report.results:
        by_shape.setdefault(result.shape, []).append(result)
    for shape, results in by_shape.items():
        first = results[0]
        out.print(
            Text(f"\n{first.severity} {shrink(str(shape))} × {len(results)}", style=_STYLES[first.severity])
        )
        out.print(Text(f"  {first.en}\n  {first.zh}"))
        for result in results[:_SHOWN]:
            value = "" if result.value in (None, result.focus) else f" = {result.value}"
            path = "" if result.path is None else f" {shrink(str(result.path))}"
            out.print(Text(f"  - {result.focus}{path}{value}"))
        if len(results) > _SHOWN:
            out.print(Text(f"  ... and {len(results) - _SHOWN} more (--json has all) 其余见 --json"))
