"""The stored queries: each a ``.rq`` file with a header in ``#+`` YAML, checked when it is loaded.

The keys ``summary``, ``description`` and ``tags`` are those of `grlc <https://github.com/CLARIAH/grlc>`_,
so its tools read the files too. A parameter's default is in the query itself, in the one line
``VALUES ?name { ... }``, so that the file runs as it stands in any SPARQL 1.1 engine. Data-quality queries
lie in ``checks/``; how grave each finding is stands in ``checks/profile.txt``, the order of the checks too.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import cast, get_args

from ..degrees import Degree
from ..errors import ZerenError
from ..resources import files, folder
from .header import read_check, read_query
from .stored import Chart, Check, Param, ParamType, Severity, StoredQuery, Text

__all__ = [
    "Chart",
    "Check",
    "Degree",
    "Param",
    "ParamType",
    "Severity",
    "StoredQuery",
    "Text",
    "catalogue",
    "checks",
    "load",
    "names",
    "read_check",
    "read_profile",
    "read_query",
]


def names() -> list[str]:
    """Return the ids of all stored queries.

    >>> "tasks-led-by" in names()
    True
    """
    return [path.stem for path in files("queries", "*.rq")]


def load(name: str) -> StoredQuery:
    """Return one stored query.

    Raises:
        ZerenError: there is no such query, or its file is not valid.

    >>> load("tasks-led-by").title["en"]
    'Tasks led by a unit'

    """
    known = names()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3)
        mend = f"Did you mean {' / '.join(near)}?" if near else "`zeren queries` lists them."
        raise ZerenError(f"There is no stored query “{name}”. 没有名为“{name}”的查询。", mend=mend)
    return read_query(folder("queries") / f"{name}.rq")


def catalogue() -> dict[str, StoredQuery]:
    """Return all stored queries by id."""
    return {name: load(name) for name in names()}


def checks() -> dict[str, Check]:
    """Return all data-quality queries by id, in the order of the profile.

    Raises:
        ZerenError: a file is not valid, or the profile and the folder do not name the same checks.

    >>> checks()["section-without-title"].severity
    'ERROR'

    """
    place = folder("queries") / "checks"
    profile = read_profile(place / "profile.txt")
    if odd := sorted(profile.keys() ^ {path.stem for path in place.glob("*.rq")}):
        what = f"{place}: the profile and the folder do not agree on {', '.join(odd)}."
        raise ZerenError(what, mend="Give each check one file and one line of profile.txt.")
    return {
        name: Check(severity=severity, query=read_check(place / f"{name}.rq"))
        for name, severity in profile.items()
    }


def read_profile(path: Path) -> dict[str, Severity]:
    """Read which checks there are and how grave each is: lines ``SEVERITY name``; ``#`` starts a comment.

    Raises:
        ZerenError: names the line that is wrong.

    """
    profile: dict[str, Severity] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        if len(words) != 2 or words[0] not in get_args(Severity) or words[1] in profile:
            raise ZerenError(
                f"{path}, line {number}: “{line}” is no new check.",
                mend=f"Write one of {', '.join(get_args(Severity))}, a space, and a name, each name once.",
            )
        profile[words[1]] = cast("Severity", words[0])
    return profile
