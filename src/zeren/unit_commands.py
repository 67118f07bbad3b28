"""The commands about tables of units: ``zeren units suggest``, ``zeren units check``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .asking import Json, write_json
from .errors import ZerenError

if TYPE_CHECKING:
    from .suggest import Suggestions

__all__ = ["Tables", "app"]

app = typer.Typer(
    help="Tables of units: what they lack, what is wrong with them. 单位表:缺什么,错在何处。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Tables = Annotated[
    Path | None,
    typer.Option("--units", help="A folder of tables of your own, as data/units. 自备单位表的目录。"),
]
_FORMS = ("table", "csv", "json")
#: What parts two names: notation, then in words.
_REASONS = {
    "prefix": "place or prefix 地名或前缀",
    "suffix": "ending 词尾",
    "abbreviation": "abbreviation 简称",
    "typo": "slip of the pen 笔误",
}


@app.command()
def suggest(
    documents: Annotated[list[Path], typer.Argument(metavar="DOCUMENT", help="Documents. 文件。")],
    units: Tables = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="table; csv: rows to paste into units.csv; json. 格式。")
    ] = "table",
    bom: Annotated[
        bool, typer.Option("--bom", help="CSV for Excel: with a byte-order mark. 供 Excel 用的 CSV。")
    ] = False,
) -> None:
    """Propose rows for a table of units, and merges of names: exit 0 none, 1 some, 2 could not run.

    为单位表提出新行,并列出可能同指一个单位的名称,不作改动:0 无建议,1 有建议,2 无法运行。
    """
    from .read import read_document
    from .read.words import load_words
    from .suggest import as_csv, as_json
    from .suggest import suggest as run
    from .units import load
    from .units_rdf import UnitNames

    if form not in _FORMS:
        raise ZerenError(f"There is no format {form}. 没有此格式。", mend=f"Use {', '.join(_FORMS)}.")
    if bom and form != "csv":
        raise ZerenError("Only CSV has a byte-order mark. 仅 CSV 可加 BOM。", mend="Use --format csv.")
    words = load_words()
    authority = load(words.kinds, units)
    found = run(
        [read_document(path, words=words, authority=authority) for path in documents],
        authority=authority,
        names=UnitNames(words.kind_endings, words.kind_marks),
        fillers=words.name_fillers,
    )
    if form == "csv":
        sys.stdout.buffer.write(as_csv(found).encode("utf-8-sig" if bom else "utf-8"))
    elif form == "json":
        write_json(as_json(found))
    else:
        _show(found)
    raise typer.Exit(int(any(one.unknown for one in found)))


@app.command()
def check(units: Tables = None, as_json: Json = False) -> None:
    """Look for every fault in the tables: exit 0 none, 1 there is one, 2 could not run.

    检查单位表的每一行:0 无误,1 有误,2 无法运行。
    """
    from rich.text import Text

    from .links import links_to_rdf
    from .read.words import load_words
    from .screen import new_table, results
    from .units import check as run

    authority, faults = run(load_words().kinds, units)
    if not faults:
        try:
            links_to_rdf(authority, extra=units)
        except ZerenError as error:
            faults = [error]
    if as_json:
        write_json([{"what": fault.what, "mend": fault.mend} for fault in faults])
    elif faults:
        table = new_table("what is wrong 错误", "what to do 如何改正", title=f"{len(faults)} faults 处错误")
        for fault in faults:
            table.add_row(Text(fault.what), Text(fault.mend))
        results().print(table)
    else:
        for one in authority.jurisdictions:
            results().print(f"{one.slug}: {len(one.units)} units 个单位, {len(one.changes)} changes 次变动")
    raise typer.Exit(int(bool(faults)))


def _show(found: Sequence[Suggestions]) -> None:
    """Show proposals as tables."""
    from rich.text import Text

    from .screen import new_table, results
    from .suggest import where

    out = results()
    for one in found:
        out.print(Text(one.government or "government unknown 未知政府", style="bold"))
        if not one.unknown:
            out.print(Text("every unit is in the table 单位表中都有", style="green"))
        if one.unknown:
            title = f"{len(one.unknown)} units that no table knows 个单位不在表中"
            table = new_table("slug", "name 名称", "kind 类别", "stands at 出处", title=title)
            for unknown in one.unknown:
                stands = _brief(where(unknown.standings))
                table.add_row(*map(Text, (unknown.slug, unknown.name, unknown.kind, stands)))
            out.print(table)
        rows = [
            *(
                (m.score, m.reason, m.name, m.other, m.standings, where(m.other_standings))
                for m in one.merges
            ),
            *((s.score, s.reason, s.name, s.known, s.standings, [s.unit.where]) for s in one.spellings),
        ]
        if rows:
            title = f"{len(rows)} pairs of names that may mean one unit 对名称可能同指一个单位"
            columns = (
                "score 分",
                "reason 理由",
                "name 名称",
                "stands at 出处",
                "other 另一名称",
                "stands at 出处",
            )
            table = new_table(*columns, title=title)
            for score, reason, name, other, standings, others in sorted(rows, key=lambda row: -row[0]):
                cells = (str(score), _REASONS[reason], name, _brief(where(standings)), other, _brief(others))
                table.add_row(*map(Text, cells))
            out.print(table)


def _brief(places: Sequence[str]) -> str:
    """Return the first place, and how many more there are."""
    return places[0] + (f" (+{len(places) - 1})" if len(places) > 1 else "")
