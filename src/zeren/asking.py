"""The commands that ask: query, queries, sparql, check. Arguments in, step called, exit code out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from .errors import ZerenError

if TYPE_CHECKING:
    from .degrees import Degree
    from .tables import Format, Result

__all__ = ["BUILD", "BuildFolder", "Json", "check", "queries", "query", "sparql", "write_json"]

#: Where a build lies if nothing else is said.
BUILD = Path("build")
Json = Annotated[bool, typer.Option("--json", help="Write JSON for a machine. 输出 JSON。")]
BuildFolder = Annotated[Path, typer.Option("--build", help="A build folder. 构建目录。")]
Endpoint = Annotated[
    str | None, typer.Option("--endpoint", help="A SPARQL endpoint instead of a build. 远程端点。")
]
Form = Annotated[
    str | None,
    typer.Option(
        "--format", "-f", help="table, csv, tsv, json, xml, parquet, xlsx; turtle, jsonld for graphs. 格式。"
    ),
]
Bom = Annotated[
    bool, typer.Option("--bom", help="CSV for Excel: with a byte-order mark. 供 Excel 用的 CSV。")
]
Cite = Annotated[bool, typer.Option("--cite", help="Say how to cite the answer. 给出引用格式。")]
DegreeName = Annotated[
    str,
    typer.Option("--degree", help="Rest on stated, entailed or derived facts at most. 最多依据到哪一程度。"),
]


def query(
    name: Annotated[str, typer.Argument(help="A stored query; `zeren queries` lists them. 查询名称。")],
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="K=V", help="A parameter; again for more values. 参数。"),
    ] = None,
    form: Form = None,
    bom: Bom = False,
    cite: Cite = False,
    degree: DegreeName = "derived",
    without_basis: Annotated[
        list[str] | None,
        typer.Option("--without-basis", help="Leave out what is known so: editorial, ... 排除的依据类型。"),
    ] = None,
    build_folder: BuildFolder = BUILD,
    endpoint: Endpoint = None,
) -> None:
    """Answer a stored query from a build or an endpoint.

    对构建结果或远程端点运行存储的查询。
    """
    from .cite import Setting
    from .query import run

    values: dict[str, list[str]] = {}
    for pair in param or []:
        key, equals, value = pair.partition("=")
        if not equals:
            raise ZerenError(f"--param {pair}: no equals sign.", mend="Write --param name=value.")
        values.setdefault(key, []).append(value)
    setting = Setting(degree=cast("Degree", degree), without_basis=tuple(without_basis or ()))
    answer = run(name, source=endpoint or build_folder, params=values, setting=setting)
    _write(answer, form, cited=cite, bom=bom)


def queries(
    name: Annotated[str | None, typer.Argument(help="One query's help. 某一查询的说明。")] = None,
    as_json: Json = False,
) -> None:
    """List the stored queries, or explain one.

    列出存储的查询,或说明其中一个。
    """
    from .catalogue import catalogue, load

    found = [load(name)] if name else list(catalogue().values())
    if as_json:
        write_json([query.as_json() for query in found])
    else:
        from .screen import show_queries, show_query

        show_query(found[0]) if name else show_queries(found)


def sparql(
    file: Annotated[str, typer.Argument(help="A file with the query; - reads standard input. 查询文件。")],
    form: Form = None,
    bom: Bom = False,
    cite: Cite = False,
    degree: DegreeName = "derived",
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds until it is stopped. 秒。")] = 30,
    limit: Annotated[
        int, typer.Option("--limit", help="Rows (or triples) after which it is cut off. 行数上限。")
    ] = 10_000,
    memory: Annotated[int, typer.Option("--memory", help="MiB at which it is stopped. 内存上限。")] = 1024,
    allow_service: Annotated[
        list[str] | None,
        typer.Option("--allow-service", metavar="IRI", help="A SERVICE that may be called. 允许的服务。"),
    ] = None,
    build_folder: BuildFolder = BUILD,
    endpoint: Endpoint = None,
) -> None:
    """Answer a SPARQL query of your own, within limits; it can change nothing.

    在限制之内运行自拟的 SPARQL 查询;只读。
    """
    from .adhoc import Limits, ask_sparql
    from .cite import Setting

    answer = ask_sparql(
        _read_query(file),
        source=endpoint or build_folder,
        setting=Setting(degree=cast("Degree", degree)),
        limits=Limits(seconds=timeout, rows=limit, mebibytes=memory),
        services=allow_service or (),
    )
    _write(answer, form, cited=cite, bom=bom)


def check(build_folder: BuildFolder = BUILD, endpoint: Endpoint = None, as_json: Json = False) -> None:
    """Look for faults in the data: exit 0 no grave one, 1 there is, 2 could not run.

    检查数据质量:0 无严重问题,1 有严重问题,2 无法运行。
    """
    from .checks import run_checks
    from .screen import show_findings

    findings = run_checks(endpoint or build_folder)
    if as_json:
        write_json([finding.as_json() for finding in findings])
    else:
        show_findings(findings)
    raise typer.Exit(int(any(finding.is_error for finding in findings)))


def write_json(value: object) -> None:
    """Print a value as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _read_query(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise ZerenError(f"{file}: {error.strerror}.", mend="Name a file with a query, or -.") from error
    except UnicodeDecodeError as error:
        raise ZerenError(f"{file} is not in UTF-8. 不是 UTF-8 编码。", mend="Save it as UTF-8.") from error


def _write(result: Result, form: str | None, *, cited: bool, bom: bool) -> None:
    """Write an answer to standard output, and what there is to say about it to the error stream.

    The citation comes below a table. A file of another format holds it where it can; it is also said aloud.
    A file with an answer that was cut off holds it unasked, for there it says so.
    """
    from .screen import show_citation, show_notes, show_result
    from .tables import BINARY

    chosen = cast("Format", form or result.formats[0])
    is_table = chosen == "table" and chosen in result.formats and not bom
    if is_table:
        show_result(result)
    else:
        if chosen in BINARY and sys.stdout.isatty():
            mend = f"Send it to a file: ... > answer.{chosen}."
            raise ZerenError(f"A terminal cannot show {chosen}. 终端无法显示该格式。", mend=mend)
        in_file = cited or result.cut or chosen in BINARY
        sys.stdout.buffer.write(result.serialize(chosen, cited=in_file, bom=bom))
        sys.stdout.buffer.flush()
    show_notes(result)
    if cited:
        show_citation(result.citation, aside=not is_table)
