"""On which facts a question stands: how sure they are (three degrees), and how they are known (basis).

A degree is a choice of named graphs, so any engine can make it: the default graph of the question is the
union of the graphs that :func:`graphs_for` picks. A basis is left out inside the question: a query marks the
nodes whose basis counts with a comment line, ``# basis: ?node``, in whose place :func:`leave_out` puts a
filter. As the query stands in its file the line is a comment, and every basis is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, get_args

from .errors import ZerenError
from .namespaces import VOCAB, ZR

__all__ = ["BASES", "DEGREES", "Degree", "basis_nodes", "graphs_for", "leave_out"]

#: How sure a fact is (DESIGN section 2): read from a document, following from that by logic, or following
#: by a named convention. Whoever accepts one degree accepts those before it.
Degree = Literal["stated", "entailed", "derived"]
DEGREES: tuple[Degree, ...] = get_args(Degree)
#: How a fact is known: the notations of the vocabulary ``basis``.
BASES = ("stated", "restored", "implied", "rule", "editorial")

#: How the names of a degree's graphs end, each after a ``/`` or a ``#``.
_ENDINGS: dict[Degree, tuple[str, ...]] = {
    "stated": tuple(
        f"graph/{name}" for name in ("stated", "units", "links", "ontology", "queries", "catalogue")
    ),
    "entailed": ("graph/entailed", "graph/units/entailed"),
    "derived": ("graph/derived",),
}
_BASIS_LINE = re.compile(r"^(?P<indent>[ \t]*)# basis: \?(?P<node>[a-z][a-z0-9_]*)[ \t]*$", re.MULTILINE)


def graphs_for(names: Iterable[str], degree: str) -> list[str]:
    """Pick the graphs of a store that hold facts of a degree and of those before it, in order.

    Graphs that are none of ours (a server's own) are never picked.

    Raises:
        ZerenError: there is no such degree.

    >>> graphs_for(["urn:d/graph/derived", "urn:d/graph/stated", "urn:graph/units/entailed"], "entailed")
    ['urn:d/graph/stated', 'urn:graph/units/entailed']
    """
    if degree not in DEGREES:
        mend = f"Use one of: {', '.join(DEGREES)}."
        raise ZerenError(f"There is no degree “{degree}”. 没有“{degree}”这一推理程度。", mend=mend)
    allowed = DEGREES[: DEGREES.index(degree) + 1]
    endings = tuple(mark + ending for one in allowed for ending in _ENDINGS[one] for mark in "/#:")
    return sorted(name for name in names if name.endswith(endings))


def basis_nodes(sparql: str) -> tuple[str, ...]:
    """Return the variables whose basis a query marks, each once, in order.

    >>> basis_nodes("# basis: ?a")
    ('a',)
    """
    return tuple(dict.fromkeys(line["node"] for line in _BASIS_LINE.finditer(sparql)))


def leave_out(sparql: str, bases: Iterable[str]) -> str:
    """Return a query in which no marked node has one of the bases.

    Raises:
        ZerenError: there is no such basis.

    >>> leave_out("# basis: ?a", ["rule"])
    '?a <https://w3id.org/zeren/ns#basis> ?basis_of_a . FILTER(?basis_of_a != <https://w3id.org/zeren/vocab/basis/rule>)'
    """
    left = sorted(set(bases))
    if unknown := [basis for basis in left if basis not in BASES]:
        what = f"There is no basis “{unknown[0]}”. 没有“{unknown[0]}”这一依据类型。"
        raise ZerenError(what, mend=f"Use one of: {', '.join(BASES)}.")
    if not left:
        return sparql

    def filtered(line: re.Match[str]) -> str:
        node, basis = f"?{line['node']}", f"?basis_of_{line['node']}"
        # One filter for each: Virtuoso's cost model runs out of stack over NOT IN inside NOT EXISTS.
        filters = " ".join(f"FILTER({basis} != <{VOCAB}basis/{one}>)" for one in left)
        return f"{line['indent']}{node} <{ZR}basis> {basis} . {filters}"

    return _BASIS_LINE.sub(filtered, sparql)
