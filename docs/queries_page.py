"""The page of the stored queries: what each asks, and how its answer begins."""

from __future__ import annotations

import re
from pathlib import Path

from docs.markdown import HEAD, table
from zeren.catalogue import StoredQuery, catalogue
from zeren.engines import open_store
from zeren.namespaces import BASE, shrink
from zeren.query import ask
from zeren.tables import Answer

__all__ = ["queries_page"]

#: How much of an answer is shown: rows, lines of a graph, characters of a cell.
ROWS, LINES, CELL = 3, 8, 32


def queries_page(build_folder: Path) -> str:
    """Return every stored query with its question, parameters, columns, and the beginning of its answer."""
    store = open_store(build_folder)
    text = HEAD.format(source="the headers in queries/") + "# The stored queries\n\n"
    text += "`zeren query NAME` asks one. The degree says which facts a query stands on: stated ones, those "
    text += (
        "that follow (entailed), or those that follow by a named convention (derived). The answers shown are "
    )
    text += "those of the shipped document, long words cut.\n\n"
    stored = catalogue().values()
    text += table(
        ("name", "question", "", "degree"),
        ((f"[{one.id}](#{one.id})", one.question["en"], one.question["zh"], one.degree) for one in stored),
    )
    for one in stored:
        text += f"\n## {one.id}\n\n{one.question['en']} {one.explanation['en'].strip()}\n\n"
        text += f"{one.question['zh']}{one.explanation['zh'].strip()}\n\n"
        if one.params:
            params = one.params.values()
            rows = ((f"`{p.name}`", p.type, p.label["en"], p.label["zh"], p.example) for p in params)
            text += table(("parameter", "type", "en", "zh", "for example"), rows) + "\n"
        columns = ((f"`{key}`", label["en"], label["zh"]) for key, label in one.columns.items())
        text += table(("column", "en", "zh"), columns) if one.columns else "It gives a graph.\n"
        text += f"\n{beginning(one, ask(store, one))}"
    return text


def beginning(query: StoredQuery, answer: Answer) -> str:
    """Return how an answer begins, and how long it is."""
    bound = [
        f"{name} = {' '.join(map(shrink_term, terms.split()))}" for name, terms in query.defaults.items()
    ]
    asked = f" with `{', '.join(bound)}`" if bound else ""
    if query.is_construct:
        turtle = answer.serialize("turtle").decode()
        lines = [line for line in turtle.splitlines() if line and not line.startswith("@prefix")][:LINES]
        shown = "".join(f"{line}\n" for line in lines)
        return f"{answer.found.size} triples{asked}; it begins so:\n\n```turtle\n{shown}```\n"
    rows = answer.rows()
    first = [tuple(short(cell) for cell in row.values()) for row in rows[:ROWS]]
    count = f"{len(rows)} row{'s' if len(rows) > 1 else ''}{asked}"
    return f"{count}{f'; the first {ROWS}' if len(rows) > ROWS else ''}:\n\n" + table(answer.columns, first)


def short(text: str) -> str:
    """Return a value as a cell: IRIs shortened, long words cut, no Markdown in it."""
    line = " ".join(shrink(text).removeprefix(BASE).split())
    cut = line if len(line) <= CELL else f"{line[: CELL - 1]}…"
    return re.sub(r"([*_~<`\[\]\\])", r"\\\1", cut)


def shrink_term(term: str) -> str:
    """Return a term in SPARQL's own form, an IRI by its compact name or the end behind our base."""
    return shrink(term.strip("<>")).removeprefix(BASE) if term.startswith("<") else term
