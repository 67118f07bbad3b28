"""Lines and folding: a text's signs are folded for looking words up, and no offset moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.read.lines import fold, fold_script, fold_width, lines


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("（牽頭單位：市發改委；責任單位：市財政局）", "(牵头单位:市发改委;责任单位:市财政局)"),
        ("各縣（市、區）人民政府、鄉鎮街道辦事處", "各县(市、区)人民政府、乡镇街道办事处"),
        ("參與、協同、負責、落實、完成時限", "参与、协同、负责、落实、完成时限"),
        ("市\u200b发\u00a0改\u3000委\ufeff", "市 发 改 委 "),
        ("乾县、於某、李徵", "乾县、於某、李徵"),
        ("硚口区𠀀😀", "硚口区𠀀😀"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Width, odd spaces and script become one; signs that simplified writing has too stay as they are."""
    assert fold(text) == folded


def test_a_simplified_text_comes_back_itself() -> None:
    """Nothing is copied where nothing is to fold."""
    text = "各区人民政府"
    assert fold_script(text) is text


@given(st.text(max_size=40))
def test_offsets_never_move(text: str) -> None:
    """One sign stays one sign, a second folding changes nothing, and script leaves white space alone."""
    assert len(fold(text)) == len(fold_width(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert [sign.isspace() for sign in fold(text)] == [sign.isspace() for sign in fold_width(text)]


@given(st.text("甲乙\n\r ", max_size=30))
def test_lines_are_the_text(text: str) -> None:
    """Lines joined by LF are the text, each where it says."""
    assert "\n".join(line.text for line in lines(text)) == text
    assert all(text[line.start : line.end] == line.text for line in lines(text))
