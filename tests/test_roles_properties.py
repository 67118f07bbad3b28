"""Assignments written at random are found again; any text is read, and a large one in time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.read.roles import Region, RoleFinder
from zeren.read.words import load_words

WORDS = load_words()
FINDER = RoleFinder.of(WORDS)
UNITS = (
    *("市发改委", "市财政局", "省工业和信息化厅", "国家税务总局", "市委宣传部", "市总工会", "市残联"),
    *("各区人民政府", "各县(市、区)人民政府", "东桥区", "云江高新区管委会", "云江城建集团", "市水务局等部门"),
    *("李一副市长", "常务副市长", "王建国", "国网云江供电公司", "云江海关", "市公安局(市禁毒办)"),
)
VERBS = ("牵头", "负责", "配合", "参与", "牵头负责", "负责落实", "共同负责", "承办", "协办", "组织实施")
MANNERS = ("", "", "", "按职责", "按照各自职责")
LABELS = ("牵头单位", "责任单位", "配合单位", "责任领导", "主办单位", "省牵头单位", "督办单位")
TEXT = "扩大有效投资,新开工项目120个"
#: What a text may be made of; so that most of it nearly assigns.
TOKENS = (
    *UNITS,
    *VERBS,
    *LABELS,
    *"()〈〉,;。、: \n由为1",
    *("完成时限", "6月底前", "联系人", "会同", "部门分工", "等", "1.", "(一)", "企业", "扩大投资"),
)

lists = st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True).map("、".join)
clauses = st.lists(st.tuples(lists, st.sampled_from(MANNERS), st.sampled_from(VERBS)), min_size=1, max_size=4)


def runs(text: str, regions: list[Region]) -> list[tuple[str, str, str]]:
    """Return role, word and list of every run."""
    return [
        (run.role, text[run.word_start : run.word_end], text[run.list_start : run.list_end])
        for region in regions
        for run in region.runs
    ]


@given(
    told=clauses,
    opener=st.sampled_from(["", "由"]),
    between=st.sampled_from([",", ";"]),
    place=st.sampled_from(
        [
            f"1.{TEXT}({{}})。",
            f"1.{TEXT}。({{}})",
            f"1.{TEXT}。{{}}。",
            f"1.{TEXT}\n{{}}",
            f"1.{TEXT}。\n部门分工:{{}}。",
            f"1.{TEXT}。\n责任单位:{{}}",
        ]
    ),
)
def test_sentences_are_found_again(
    told: list[tuple[str, str, str]], opener: str, between: str, place: str
) -> None:
    """Every clause is a run, wherever the sentence stands, but a label keeps what it says twice."""
    sentence = opener + between.join(units + manner + verb for units, manner, verb in told)
    text = place.format(sentence)
    expected = [(WORDS.roles[verb], verb, units) for units, _, verb in told]
    if "责任单位" in place:
        expected = [
            (role, "责任单位" if role == "responsible" else verb, units) for role, verb, units in expected
        ]
    assert runs(text, FINDER.regions(text)) == expected


@given(told=clauses, text=st.sampled_from([TEXT, "推进东桥、西桥安置区建设", "2023年底前建成机场"]))
def test_sentences_in_front_are_found_again(told: list[tuple[str, str, str]], text: str) -> None:
    """What stands before the task's text is found, and the text is left."""
    given = "1.由" + ",".join(units + manner + verb for units, manner, verb in told) + f",{text}。"
    regions = FINDER.regions(given)
    assert runs(given, regions) == [(WORDS.roles[verb], verb, units) for units, _, verb in told]
    assert given[regions[0].end :] == f",{text}。"


@given(
    told=st.lists(
        st.tuples(st.sampled_from(LABELS), lists), min_size=1, max_size=4, unique_by=lambda x: x[0]
    ),
    form=st.sampled_from(["({})", "。({})", "。\n{}", "。  {}", "\n{}\n2.下一项"]),
    between=st.sampled_from([";", "\n", "  ", "。"]),
    spaced=st.booleans(),
)
def test_labels_are_found_again(told: list[tuple[str, str]], form: str, between: str, spaced: bool) -> None:
    """Every label has its list, whatever parts them, and however its signs are spaced out."""
    words = [(" ".join(word) if spaced else word, units) for word, units in told]
    text = f"1.{TEXT}" + form.format(between.join(f"{word}:{units}" for word, units in words))
    if between == "。" and form in ("({})", "。({})"):
        text = text.replace("。", ";")
    expected = [(WORDS.roles[word.replace(" ", "")], word, units) for word, units in words]
    assert runs(text, FINDER.regions(text)) == expected


@given(tokens=st.lists(st.sampled_from(TOKENS), max_size=40))
def test_any_text_is_read(tokens: list[str]) -> None:
    """Whatever the text, regions and what is in them keep their order and their bounds."""
    text = "".join(tokens)
    regions = FINDER.regions(text)
    assert all(one.end <= other.start for one, other in pairwise(regions))
    for region in regions:
        assert 0 <= region.start < region.end <= len(text)
        spans = [(run.list_start, run.list_end) for run in region.runs]
        spans += [*region.dues, *region.unread, *region.labels, *region.remarks]
        spans += {(run.word_start, run.word_end) for run in region.runs}
        assert all(region.start <= start <= end <= region.end for start, end in spans)
        assert all(
            one[1] <= other[0] for one, other in pairwise(sorted(span for span in spans if span[0] < span[1]))
        )
    assert all(0 <= start < end <= len(text) for start, end in FINDER.bare(text))
    FINDER.strays(text)
    FINDER.heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000 + "市教育局负责" + ")" * 100_000,
        "(责任单位:市教育局" * 20_000,
        "(责任单位:市教育局\n" * 10_000 + ")" * 10_000,
        "1.扩大投资。责任单位:" + "市教育局、" * 50_000,
        "1.扩大投资。\n" + "责任单位:市教育局、\n" * 10_000,
        "1.扩大投资。" + "由市教育局负责。" * 10_000,
        "1.扩大投资。(完成时限:" + "6月;" * 50_000 + ")",
        "1.扩大投资。责任单位:" + " " * 1_000_000 + "\n" * 100_000,
        "由市教育局,会同" * 20_000,
        "责任单位为" * 50_000,
        ":" * 500_000,
        "推进市区建设项目落实到位," * 100_000,
        "市" * 1_000_000 + "负责",
    ],
    ids=lambda text: text[:12].replace("\n", " "),
)
def test_large_texts_are_read_in_time(text: str) -> None:
    """None of these would end today if time were to grow faster than the text."""
    assert FINDER.regions(text) is not None
    assert FINDER.strays(text) is not None
