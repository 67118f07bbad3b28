"""What a question of one's own may not do: change data, or fetch from elsewhere without leave.

It is read by rdflib's grammar (https://www.w3.org/TR/sparql11-query/#grammar), never by looking for words.
What that grammar cannot read is refused, and what runs is the text that was read: line ends and code point
escapes are settled before.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from pyparsing import ParseBaseException, ParseResults
from rdflib import URIRef, Variable
from rdflib.plugins.sparql.algebra import translatePrologue
from rdflib.plugins.sparql.parser import expandUnicodeEscapes, parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Prologue

from .engines import Graphs
from .errors import ZerenError
from .found import Kind
from .namespaces import PREFIXES

__all__ = ["Checked", "check", "check_graphs"]

_KINDS: dict[str, Kind] = {
    "SelectQuery": "rows",
    "AskQuery": "truth",
    "ConstructQuery": "graph",
    "DescribeQuery": "graph",
}
#: How much of a query that is not understood an error shows.
_SHOWN = 40
_ESCAPE = re.compile(r"\\u[0-9a-f]{4}", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A query that only reads: its text with the standard prefixes that it uses, and what kind it is.

    ``ordered`` says that it orders its rows itself, ``graphs`` which graphs it names after ``FROM``, if any.
    """

    sparql: str
    kind: Kind
    ordered: bool
    graphs: Graphs | None


def check(text: str, services: Collection[str] = ()) -> Checked:
    """Check a query of one's own.

    Raises:
        ZerenError: it is no query, changes data, or asks a service that is not in ``services``.

    >>> check("ASK { ?task a zr:Task }").kind
    'truth'
    """
    settled = _settled(text)
    tree = _read(settled)
    declarations, query = tree
    nodes = list(_nodes(tree))
    declared = {_prefix(node) for node in nodes if node.name == "PrefixDecl"}
    for node in nodes:
        if node.name == "pname":
            _check_prefix(_prefix(node), PREFIXES.keys() | declared)
    prologue = translatePrologue(declarations, None, PREFIXES)
    for node in nodes:
        if node.name == "ServiceGraphPattern":
            _check_service(node["term"], prologue, services)
    sets = [node for node in nodes if node.name == "DatasetClause"]
    default, named = (
        tuple(_address(node[key], prologue) for node in sets if key in node) for key in ("default", "named")
    )
    # By the text: the tree lacks some names (`^` inside `!(...)`), and a prefix too many does no harm.
    lacking = {
        name: space for name, space in PREFIXES.items() if f"{name}:" in settled and name not in declared
    }
    return Checked(
        sparql="".join(f"PREFIX {name}: <{space}>\n" for name, space in lacking.items()) + settled,
        kind=_KINDS[query.name],
        ordered="orderby" in query,
        graphs=Graphs(default, named) if sets else None,
    )


def _settled(text: str) -> str:
    """Return the text without what two parsers may read in two ways."""
    try:
        settled = expandUnicodeEscapes(text)
    except ValueError as error:
        raise ZerenError(f"This is no SPARQL: {error}. 不是 SPARQL。", mend="Mend the escape.") from error
    if _ESCAPE.search(settled) or any(0xD800 <= ord(character) < 0xE000 for character in settled):
        what = "A code point escape (\\u) makes another, or half a character. 转义无法确定。"
        raise ZerenError(what, mend="Write the character itself.")
    return settled.replace("\r\n", "\n").replace("\r", "\n")


def _read(text: str) -> ParseResults:
    try:
        return parseQuery(text)
    except (ParseBaseException, RecursionError) as error:
        if _is_update(text):
            what = "This is an update, and Zeren only reads. 这是更新请求，本工具只读。"
            raise ZerenError(what, mend="Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.") from error
        if isinstance(error, RecursionError):
            raise ZerenError("The query is nested too deeply. 嵌套过深。", mend="Make it flatter.") from error
        where = f"line {error.lineno}, column {error.column}"
        rest = " ".join(text[error.loc :].split())[:_SHOWN] or "the end"
        what = f"This is no SPARQL 1.1 query: not understood from {where} on: {rest}. 不是 SPARQL 1.1 查询。"
        raise ZerenError(what, mend="Mend it there, or just before.") from error


def _is_update(text: str) -> bool:
    if not text.strip():
        return False
    try:
        parseUpdate(text)
    except (ParseBaseException, RecursionError):
        return False
    return True


def _nodes(tree: object) -> Iterator[CompValue]:
    """Yield every node of a parse tree, however deep."""
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, ParseResults | list | tuple):
            waiting.extend(list(node))


def _check_service(term: CompValue | str, prologue: Prologue, services: Collection[str]) -> None:
    address = "a variable" if isinstance(term, Variable) else _address(term, prologue)
    if address not in services:
        what = f"The query calls SERVICE {address}, which is not allowed. 不允许调用该 SERVICE。"
        mend = (
            "Name the service's address."
            if isinstance(term, Variable)
            else f"Allow it: --allow-service {address}"
        )
        raise ZerenError(what, mend=mend)


def _address(term: CompValue | str, prologue: Prologue) -> str:
    """Return a whole address; a relative one would be completed by each engine in its own way."""
    address = str(prologue.absolutize(term))
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", address) or (
        isinstance(term, URIRef) and address != str(term)
    ):
        raise ZerenError(
            f"<{term}> is no whole address. 地址不完整。", mend="Write it from the scheme on (https:)."
        )
    return address


def _prefix(node: CompValue) -> str:
    return str(node["prefix"]) if "prefix" in node else ""


def _check_prefix(prefix: str, known: Collection[str]) -> None:
    if prefix not in known:
        near = difflib.get_close_matches(prefix, known, n=3)
        what = f"The prefix “{prefix}:” is not declared. 前缀“{prefix}:”未声明。"
        mend = (
            f"Did you mean {' / '.join(near)}?" if near else f"Write PREFIX {prefix}: <...> above the query."
        )
        raise ZerenError(what, mend=mend)


def check_graphs(graphs: Graphs, known: Collection[str]) -> None:
    """Check that every graph after FROM is one that is asked anyway: another might be fetched.

    Raises:
        ZerenError: names the one that is not.

    """
    if foreign := sorted({*graphs.default, *graphs.named} - set(known)):
        what = f"The query names FROM <{foreign[0]}>, which is no graph here. FROM 所指不是库中的图。"
        near = difflib.get_close_matches(foreign[0], known, n=2)
        raise ZerenError(what, mend=f"The nearest: {' / '.join(near)}." if near else "Leave FROM out.")
