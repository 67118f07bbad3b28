"""Ask a stored query of a build folder or of a remote endpoint, with the same answer, and how to cite it.

Parameters become checked RDF terms (:meth:`zeren.catalogue.StoredQuery.bind`). Only pyoxigraph is imported at
the top: starting up counts.
"""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from .catalogue import StoredQuery, load
from .cite import Setting, cite, editions
from .engines import Embedded, Engine, Source, engine_for, open_store, restrict
from .params import Values, bind_terms
from .tables import Answer

__all__ = ["Source", "Values", "answer", "ask", "open_store", "run", "table", "table_csv"]

_SETTING = Setting()


def run(name: str, *, source: Source, params: Values | None = None, setting: Setting = _SETTING) -> Answer:
    """Ask a stored query of a build folder or an endpoint.

    Raises:
        ZerenError: no such query, a parameter that does not fit, or a source that cannot be asked.

    """
    query = load(name)
    return answer(query, params or {}, engine_for(source), replace(setting, source=str(source)))


def ask(
    store: ox.Store, query: StoredQuery, params: Values | None = None, *, setting: Setting = _SETTING
) -> Answer:
    """Ask a stored query of an open store."""
    return answer(query, params or {}, Embedded(store), setting)


def table(store: ox.Store, name: str, params: Values | None = None) -> list[dict[str, str]]:
    """Return the rows of a stored query as plain text, keyed by column."""
    return ask(store, load(name), params).rows()


def table_csv(store: ox.Store, name: str, params: Values | None = None) -> bytes:
    """Return the rows of a stored query as CSV: UTF-8, CR LF (RFC 4180), the same bytes on every system."""
    return ask(store, load(name), params).serialize("csv")


def answer(query: StoredQuery, params: Values, engine: Engine, setting: Setting) -> Answer:
    """Ask a stored query of an engine; units are looked up in all that it holds, whatever the degree."""
    terms = bind_terms(query, params, engine)
    sparql = query.bind(terms, without=setting.without_basis)
    found = restrict(engine, setting.degree).ask(sparql, kind="graph" if query.is_construct else "rows")
    bound = {name: " ".join(map(str, values)) for name, values in terms.items()}
    used = {name: bound.get(name, default) for name, default in query.defaults.items()}
    citation = cite(found, sparql, setting=setting, of=editions(engine), query=query, params=used)
    return Answer(query=query, sparql=sparql, found=found, citation=citation)
