"""What the whole document says of itself: title, government, year, number, date, source."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import ZerenError
from ..records import Metadata
from .lines import Line, fold
from .marks import mark_of
from .numerals import chinese_number
from .roles import RoleFinder
from .source import Source

__all__ = ["COPY_STATUSES", "ends", "metadata"]

_YEAR = re.compile(r"(?P<arabic>(?:19|20)\d{2})\s*年|(?P<chinese>[一二][〇零○一二三四五六七八九]{3})年")
_TITLE = re.compile(r"分解|分工|责任|任务|工作要点|重点工作|实施方案|民生实事")
#: A title that says no more than this goes on in the next line, or is no scheme's.
_REPORT = re.compile("政府工作报告")
_OFFICE = (
    r"(?:国务院|[^\d《》“”、,。:\s]{2,20}?(?:人民政府|[省市区县州旗镇乡]政府|管理委员会|管委会|街道办事处))"
)
_GOVERNMENT = re.compile(rf"(?:.*?印发|关于)?(?:(?:19|20)\d{{2}}年度?)?(?P<government>{_OFFICE})")
#: A line that is a government's name or its office's: the head of its paper, or who signs.
_SIGNED = re.compile(
    rf"\s*(?:中共[^\s]{{2,20}}?委(?:员会)?(?:办公[室厅])?\s*)?(?P<government>{_OFFICE})(?:办公[室厅])?(?:文件)?\s*"
)
#: 云政办发〔2024〕12号; brackets are folded to round ones.
_NUMBER = re.compile(
    r"\s*(?P<number>[\u4e00-\u9fff]{2,14}\s*\(\s*(?P<year>(?:19|20)\d{2})\s*\)\s*第?\d{1,4}\s*号)\s*"
)
_DAY = re.compile(
    r"\s*(?:(?:发布|成文|印发|发文)(?:日期|时间)\s*:\s*)?\(?((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?\)?\s*(?:印发)?\s*"
)
#: 武汉市2023年…: a place before the year stands for its government.
_PLACE = re.compile(
    r"(?:.*?印发|关于)?(?P<place>[^\d《》“”、,。]{1,12}(?:[省市区县州旗镇乡]|街道))(?=\s*(?:19|20)\d{2}\s*年)"
)
#: 2023年武汉市重点工作…: a place behind the year, up to what the title is about.
_PLACE_BEHIND = re.compile(
    r"(?:.*?印发|关于)?(?:19|20)\d{2}\s*年度?(?P<place>[^\d《》“”、,。]{1,14}?[省市区县州旗镇乡])"
    r"(?=重点|为民|民生|责任|目标|实事|十件|主要|政府工作报告)"
)
#: No name of a place: 全省, 我市, or words of the title itself.
_NO_PLACE = re.compile("^[全我本各]|责任|分解|方案|任务|工作|关于|的|表")
#: Places that no people's government governs; what governs a new district, its name does not tell.
_OF_PLACES = (
    ("街道", "办事处"),
    *((end, "管委会") for end in ("开发区", "高新区", "经开区", "园区", "保税区", "度假区", "风景区")),
    ("新区", ""),
)
#: Notations of ``ontology/vocab/copy-statuses.ttl``.
COPY_STATUSES = ("copy", "official")
_PART = re.compile(r"\s*\(\s*(?:上|中|下|[一二三四五六七八九十\d]+|第.+?部分)\s*\)$")
_SOURCE = re.compile(r"\s*(?:信息来源|来源|源|发布机构)\s*:\s*(?P<source>\S.*)")


def ends(source: Source, finder: RoleFinder, inside: set[int]) -> tuple[list[Line], list[Line]]:
    """Return the lines above the first that assigns, and those below the last; ``inside`` are in tables."""
    at = [
        at
        for at, line in enumerate(source.lines)
        if line.number in inside or any(region.runs for region in finder.regions(source.folded_line(line)))
    ]
    first, last = (at[0], at[-1]) if at else (len(source.lines), len(source.lines) - 1)
    return list(source.lines[:first]), list(source.lines[last + 1 :])


def metadata(path: Path, head: list[Line], tail: list[Line]) -> Metadata | None:
    """Return what head, tail and the sidecar file say, None where title, government or year is missing.

    The sidecar ``NAME.toml`` beside ``NAME.txt`` has the keys of :class:`~zeren.records.Metadata` and goes
    before the document. The year is the title's; where it has none, that of the document's number.

    Raises:
        ZerenError: the sidecar is no TOML or holds an unknown key.
    """
    found: dict[str, Any] = {"source": _source([*head, *tail]), "copy_status": None}
    found |= _signs([*head, *tail])
    found |= {key: value for key, value in _from_head(head).items() if value}
    found |= _sidecar(path.with_suffix(".toml"))
    if not all(found.get(key) for key in ("title", "government", "year")):
        return None
    part = _PART.search(fold(found["title"]))
    found.setdefault("scheme_title", found["title"][: part.start()] if part else found["title"])
    return Metadata(**found)


def _signs(lines: Sequence[Line]) -> dict[str, Any]:
    """Read number, day, and who signs, from lines that hold nothing else."""
    found: dict[str, Any] = {}
    for line in lines:
        folded = fold(line.text)
        if match := _NUMBER.fullmatch(folded):
            found.setdefault("number", line.stripped)
            found.setdefault("year", int(match["year"]))
        elif match := _DAY.fullmatch(folded):
            found.setdefault("issued", _day(match))
        elif match := _SIGNED.fullmatch(folded):
            found.setdefault("government", line.text[slice(*match.span("government"))])
    return {key: value for key, value in found.items() if value}


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _from_head(head: list[Line]) -> dict[str, Any]:
    """Read the title line, or a title broken over up to three lines; best is one that names all."""
    shown = [line for line in head if not line.blank]
    best: dict[str, Any] = {}
    for width in (1, 2, 3):
        for at in range(len(shown) - width + 1):
            parts = [line.text.strip() for line in shown[at : at + width]]
            title = "".join(parts)
            folded = fold(title)
            if (
                not (_TITLE.search(folded) or _REPORT.search(folded))
                or len(folded) > 100
                or "。" in folded
                or mark_of(folded)
            ):
                continue
            year = _YEAR.search(folded)
            name = _government(title, folded)
            read = {"title": title, "government": name, "year": _year(year) if year else None}
            if name and year and _TITLE.search(folded):
                return read
            best = best or (read if width == 1 and (name or year) else {})
    return best


def _government(title: str, folded: str) -> str | None:
    """Return the government that a title names, as written; or that of the place that it begins with."""
    government = _GOVERNMENT.match(folded)
    if government and not _NO_PLACE.search(government["government"]):
        return title[slice(*government.span("government"))]
    place = _PLACE.match(folded) or _PLACE_BEHIND.match(folded)
    if place is None or _NO_PLACE.search(place["place"]):
        return None
    office = next((name for end, name in _OF_PLACES if place["place"].endswith(end)), "人民政府")
    return title[slice(*place.span("place"))] + office if office else None


def _year(found: re.Match[str]) -> int:
    if found["arabic"]:
        return int(found["arabic"])
    return int("".join(str(chinese_number(sign.replace("○", "〇"))) for sign in found["chinese"]))


def _source(lines: list[Line]) -> str | None:
    found = ((line, _SOURCE.match(fold(line.text))) for line in lines)
    return next((line.text[m.start("source") :].rstrip() for line, m in found if m), None)


def _sidecar(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ZerenError(f"{path}: not TOML ({error}).", mend="Correct it, or take it away.") from error
    types = {"year": int, "version": int, "issued": date}
    allowed = {f.name: types.get(f.name, str) for f in fields(Metadata)}
    for key, value in values.items():
        if key not in allowed or type(value) is not allowed[key]:
            raise ZerenError(
                f"{path}: {key} is unknown or of the wrong type.",
                mend=f"Use text for {', '.join(k for k in allowed if k not in types)}; a whole number"
                " for year and version; a date such as 2023-03-01, without quotes, for issued.",
            )
    if not 1900 <= values.get("year", 2000) <= 2999:
        raise ZerenError(f"{path}: {values['year']} is no year.", mend="Use four digits, such as 2023.")
    if not 1 <= values.get("version", 1) <= 99:
        raise ZerenError(f"{path}: version {values['version']} is none.", mend="Count from 1.")
    status = values.get("copy_status", "copy")
    if status not in COPY_STATUSES:
        raise ZerenError(
            f"{path}: copy_status {status!r} is unknown.", mend=f"Use {' or '.join(COPY_STATUSES)}."
        )
    return values
