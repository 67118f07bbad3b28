"""The shell: arguments in, step called, exit code out. 0 done, 1 does not conform, 2 could not run.

Each command imports only what it needs, so that a question does not wait for the reasoner.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from . import asking, unit_commands
from .asking import BUILD, BuildFolder, Json, write_json
from .errors import ZerenError
from .namespaces import BASE
from .unit_commands import Tables

__all__ = ["build_main", "main"]

app = typer.Typer(
    name="zeren",
    help="Who answers for what, by how much, and where does it say so? 谁负责什么,负责到多少,出处何在?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Documents = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[DOCUMENT]...", help="Documents; none: those that come with Zeren. 文件。"),
]


@app.command()
def build(
    documents: Documents = None,
    out: Annotated[
        Path, typer.Option("--out", help="Where the link to the new build goes. 输出位置。")
    ] = BUILD,
    base: Annotated[str, typer.Option("--base", help="Where data IRIs start. 数据 IRI 的起始部分。")] = BASE,
    engine: Annotated[
        str, typer.Option("--engine", help="reasonable (fast) or owlrl (reference). 推理引擎。")
    ] = "reasonable",
    units: Tables = None,
    as_json: Json = False,
) -> None:
    """Documents to a validated, queryable graph: store, dumps, report.

    由文件构建经过校验、可以查询的图谱。
    """
    from rich.progress import track

    from build_graph import build as run

    from .corpus import NotValidError
    from .infer import ENGINES
    from .report import summary
    from .screen import console, show_built, show_report

    if engine not in ENGINES:
        raise ZerenError(f"There is no engine {engine}.", mend=f"Use {' or '.join(ENGINES)}.")
    if not base.endswith(("/", "#")) or "://" not in base:
        raise ZerenError(
            f"--base {base}: no data IRI can start so.", mend="Give an address that ends in / or #."
        )
    try:
        built = run(
            documents or (),
            out,
            base=base,
            engine=engine,
            tables=units,
            watch=lambda parts, total: track(
                parts, "checking 校验", total=total, console=console(), transient=True
            ),
        )
    except NotValidError as error:
        show_report(error.report, as_json=as_json)
        print(f"zeren: {error} Nothing was replaced. 未通过校验,原有构建保持不变。", file=sys.stderr)
        raise typer.Exit(1) from error
    if as_json:
        write_json({"out": str(out), "documents": [summary(part) for part in built]})
    else:
        show_built(built, out)


@app.command()
def read(
    document: Annotated[Path, typer.Argument(help="A document. 文件。")],
    units: Tables = None,
    as_json: Json = False,
) -> None:
    """Read one document into records, and say what was not understood.

    读取一份文件,并列出未能识别的内容。
    """
    from .coverage import record_json
    from .read import read_document
    from .read.words import load_words
    from .screen import show_records
    from .units import load

    words = load_words()
    record = read_document(document, words=words, authority=load(words.kinds, units))
    if as_json:
        write_json(record_json(record))
    else:
        show_records(record, words)


for command in (asking.query, asking.queries, asking.sparql, asking.check):
    app.command()(command)
app.add_typer(unit_commands.app, name="units")


@app.command()
def validate(
    file: Annotated[
        Path | None, typer.Argument(help="An RDF file; none: build/zeren.ttl. RDF 文件。")
    ] = None,
    build_folder: BuildFolder = BUILD,
    as_json: Json = False,
) -> None:
    """Check a graph against the shapes: exit 0 conforms, 1 does not, 2 could not run.

    按形状校验图谱:0 通过,1 不通过,2 无法运行。
    """
    from .screen import show_report
    from .validate import load
    from .validate import validate as run

    report = run(load(file or build_folder / "zeren.ttl"))
    show_report(report, as_json=as_json)
    raise typer.Exit(0 if report.conforms else 1)


def main() -> None:
    """Run the shell; errors of the user's making, and a full disk, are one line."""
    try:
        app()
    except ZerenError as error:
        print(f"zeren: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        print(f"zeren: Nothing more can be written: {error.strerror}. 无法写入。", file=sys.stderr)
        # What is still in the buffer would fail again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(2) from None


def build_main() -> None:
    """Run ``zeren build`` with the arguments of ``build_graph.py``."""
    sys.argv = ["zeren", "build", *sys.argv[1:]]
    main()
