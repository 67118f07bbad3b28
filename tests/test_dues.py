"""Deadlines: the last day that words allow; ``tests/data/dues/dues.csv`` has words, year and day."""

from __future__ import annotations

import csv
from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.read.roles.dues import begins_due, due

ROWS = list(
    csv.DictReader((Path(__file__).parent / "data" / "dues" / "dues.csv").open(encoding="utf-8", newline=""))
)
NUMERALS = [*"一二三四五六七八九十", "十一", "十二"]


def test_every_row_is_collected() -> None:
    """No row is lost."""
    assert len(ROWS) == 71


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["words"])
def test_row(row: dict[str, str]) -> None:
    """Words allow the day that their row says, or name none."""
    year = int(row["year"]) if row["year"] else None
    day = due(row["words"], year)
    assert (day.isoformat() if day else "") == row["last_day"]


@given(
    day=st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)),
    form=st.sampled_from(
        ["{y}年{m}月{d}日前", "{y}.{m}.{d}", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "最迟{y}年{m}月{d}号完成"]
    ),
    scheme=st.none() | st.integers(1990, 2099),
)
def test_a_day_is_itself(day: date, form: str, scheme: int | None) -> None:
    """A whole date is that day, whatever the scheme's year."""
    assert due(form.format(y=day.year, m=day.month, d=day.day), scheme) == day


@given(
    year=st.integers(1990, 2099),
    month=st.integers(1, 12),
    form=st.sampled_from(
        ["{m}月底前", "{m}月", "{c}月底", "{y}年{m}月末", "1月至{m}月", "{m}月底前完成任务"]
    ),
)
def test_a_month_is_its_last_day(year: int, month: int, form: str) -> None:
    """A month allows all of it; without the scheme's year it names a day only if it has its own."""
    words = form.format(y=year, m=month, c=NUMERALS[month - 1])
    last = date(year, month, monthrange(year, month)[1])
    assert due(words, year) == last
    assert due(words, None) == (last if "{y}" in form else None)


@given(words=st.text(alphabet="0123456789年月日底前季度上半至-./,;第一二十今明内完成 ", max_size=30))
def test_any_words_are_read(words: str) -> None:
    """Whatever the words, there is an answer; it lies in a year that they or the scheme may mean."""
    day = due(words, 2023)
    assert day is None or 1900 <= day.year <= 2101
    assert day is None or begins_due("".join(words.split()).strip("()。;,"))
