"""Asking from Python: ``zeren.open("build").query("tasks-led-by", unit="市水务局")``.

Nothing big is loaded before :func:`open`, so ``import zeren`` costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .degrees import Degree
    from .engines import Engine, Source
    from .params import Value
    from .tables import Answer, Result

__all__ = ["Data", "open"]


def open(source: str | Path = "build") -> Data:  # noqa: A001 (zeren.open, as gzip.open)
    """Open a build folder, or a SPARQL endpoint by its address (http, https).

    Raises:
        ZerenError: the folder holds no good build.

    """
    from .engines import engine_for

    place: Source = source if str(source).startswith(("http://", "https://")) else Path(source)
    return Data(place, engine_for(place))


class Data:
    """Data that can be asked; made by :func:`open`."""

    def __init__(self, source: Source, engine: Engine) -> None:
        self.source = source
        self._engine = engine

    def query(
        self,
        name: str,
        /,
        *,
        degree: Degree = "derived",
        without_basis: Iterable[str] = (),
        **params: Value | Sequence[Value],
    ) -> Answer:
        """Ask a stored query; ``zeren queries`` lists them with their parameters.

        ``degree`` is the last kind of fact that the answer may rest on (stated, entailed, derived); nodes
        known on a basis in ``without_basis`` (editorial, ...) are left out. A unit goes by any of its names.

        Raises:
            ZerenError: no such query, a parameter that does not fit, or a source that gives no answer.

        """
        from .catalogue import load
        from .cite import Setting
        from .query import answer

        bases = (without_basis,) if isinstance(without_basis, str) else tuple(without_basis)
        setting = Setting(source=str(self.source), degree=degree, without_basis=bases)
        return answer(load(name), params, self._engine, setting)

    def sparql(
        self,
        text: str,
        *,
        degree: Degree = "derived",
        services: Iterable[str] = (),
        seconds: float = 30,
        rows: int = 10_000,
        mebibytes: int = 1024,
    ) -> Result:
        """Ask a question of your own that only reads; the standard prefixes (zr:, skos:, ...) are known.

        It runs in a process of its own and is stopped at its limits. More rows than ``rows`` are cut off, and
        the answer says so (``cut``). ``services`` are the addresses that it may call with SERVICE.

        Raises:
            ZerenError: the query is none, does what it may not, or reaches its limit of time or memory.

        """
        from .adhoc import Limits, ask_sparql
        from .cite import Setting

        return ask_sparql(
            text,
            source=self.source,
            setting=Setting(degree=degree),
            limits=Limits(seconds=seconds, rows=rows, mebibytes=mebibytes),
            services=services,
        )
