"""What the whole document says of itself: title, government, year, source."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

from ..errors import ZerenError
from ..records import Metadata
from .carrier import Line, fold_width
from .numerals import chinese_number

__all__ = ["COPY_STATUSES", "metadata"]

_YEAR = re.compile(r"(?P<arabic>(?:19|20)\d{2})\s*年|(?P<chinese>[一二][〇零○一二三四五六七八九]{3})年")
_TITLE = re.compile(r"分解|分工|责任|任务|工作要点|重点工作|实施方案|民生实事")
_GOVERNMENT = re.compile(
    r"(?:.*?印发|关于)?(?P<government>[^\d《》“”、,。]{2,20}?(?:人民政府|[省市区县州旗]政府))"
)
#: 武汉市2023年…: a place before the year stands for its government.
_PLACE = re.compile(
    r"(?:.*?印发|关于)?(?P<place>[^\d《》“”、,。]{1,12}[省市区县州旗])(?=\s*(?:19|20)\d{2}\s*年)"
)
#: Notations of ``ontology/vocab/copy-statuses.ttl``.
COPY_STATUSES = ("copy", "official")
_PART = re.compile(r"\s*\(\s*(?:上|中|下|[一二三四五六七八九十\d]+|第.+?部分)\s*\)$")
_SOURCE = re.compile(r"\s*(?:信息来源|来源|源|发布机构)\s*:\s*(?P<source>\S.*)")


def metadata(path: Path, head: list[Line], tail: list[Line]) -> Metadata | None:
    """Return what head, tail and the sidecar file say, None where title, government or year is missing.

    The sidecar ``NAME.toml`` beside ``NAME.txt`` has the keys of :class:`~zeren.records.Metadata` and goes
    before the document.

    Raises:
        ZerenError: the sidecar is no TOML or holds an unknown key.
    """
    found: dict[str, Any] = {"source": _source([*head, *tail]), "copy_status": None}
    found |= _from_head(head)
    found |= _sidecar(path.with_suffix(".toml"))
    if not all(found.get(key) for key in ("title", "government", "year")):
        return None
    part = _PART.search(fold_width(found["title"]))
    found.setdefault("scheme_title", found["title"][: part.start()] if part else found["title"])
    return Metadata(**found)


def _from_head(head: list[Line]) -> dict[str, Any]:
    """Read the title line, or a title broken over up to three lines."""
    shown = [line for line in head if not line.blank]
    for width in (1, 2, 3):
        for at in range(len(shown) - width + 1):
            parts = [line.text.strip() for line in shown[at : at + width]]
            title = "".join(parts)
            folded = fold_width(title)
            year = _YEAR.search(folded)
            if not year or not _TITLE.search(folded) or len(folded) > 100 or "。" in folded:
                continue
            government = _GOVERNMENT.match(folded)
            place = _PLACE.match(folded)
            name = government["government"] if government else place["place"] + "人民政府" if place else None
            if name:
                return {"title": title, "government": name, "year": _year(year)}
    return {}


def _year(found: re.Match[str]) -> int:
    if found["arabic"]:
        return int(found["arabic"])
    return int("".join(str(chinese_number(sign.replace("○", "〇"))) for sign in found["chinese"]))


def _source(lines: list[Line]) -> str | None:
    found = ((line, _SOURCE.match(fold_width(line.text))) for line in lines)
    return next((line.text[m.start("source") :].rstrip() for line, m in found if m), None)


def _sidecar(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ZerenError(f"{path}: not TOML ({error}).", mend="Correct it, or take it away.") from error
    allowed = {f.name: int if f.name == "year" else str for f in fields(Metadata)}
    for key, value in values.items():
        if key not in allowed or type(value) is not allowed[key]:
            raise ZerenError(
                f"{path}: {key} is unknown or of the wrong type.",
                mend=f"Use text for {', '.join(k for k in allowed if k != 'year')}; a whole number for year.",
            )
    if not 1900 <= values.get("year", 2000) <= 2999:
        raise ZerenError(f"{path}: {values['year']} is no year.", mend="Use four digits, such as 2023.")
    status = values.get("copy_status", "copy")
    if status not in COPY_STATUSES:
        raise ZerenError(
            f"{path}: copy_status {status!r} is unknown.", mend=f"Use {' or '.join(COPY_STATUSES)}."
        )
    return values
