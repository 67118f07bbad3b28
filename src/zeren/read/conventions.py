"""What a document says of its own assignments: who answers for a task that names no lead."""

from __future__ import annotations

import re

from ..records import Rule
from .source import Source

__all__ = ["rules_of"]

_UNITS = "(?:责任)?(?:单位|部门|牵头单位)"
_SENTENCE = "[^。;\n]"
_FIRST = (
    r"(?:[排列居位](?:名|列|位|序)?(?:在|于|为)?(?:第一|首|最前)(?:位|个|名|的)?|首位|第一(?:个|位|顺位)?)的?"
    rf"{_UNITS}?"
)
_NO_LEAD = (
    rf"(?:未|没有|没|无|不)(?:再)?(?:明确|注明|标明|列明|列出|列|写明|指定|确定|设)?(?:有|出)?牵头{_UNITS}"
)
#: What such a sentence looks like, by the notation of ``vocab/accountability-rules.ttl``.
_RULES = {
    "first-listed-leads": (
        rf"{_FIRST}[,、]?(?:即)?(?:为|是|作为|系|负责)?{_SENTENCE}{{0,8}}?(?:牵头|负总责|主办|汇总)",
        rf"(?:以|由){_FIRST}{_SENTENCE}{{0,8}}?(?:牵头|负总责|主办|汇总)",
    ),
    "responsible-leads": (
        rf"(?:只|仅)(?:明确|注明|标明|列明|列出|列|写明|有){_SENTENCE}{{0,2}}?责任(?:单位|部门)的{_SENTENCE}{{0,12}}?牵头",
        rf"{_NO_LEAD}{_SENTENCE}{{0,12}}?责任(?:单位|部门){_SENTENCE}{{0,4}}?(?:为|是|作为)牵头",
    ),
    "each-own-duty": (
        rf"{_NO_LEAD}{_SENTENCE}{{0,16}}?(?:各自|分别|各负其责|按(?:照)?(?:各自)?职责(?:分工)?)",
    ),
}
_PATTERNS = {notation: re.compile("|".join(forms)) for notation, forms in _RULES.items()}


def rules_of(source: Source) -> list[Rule]:
    """Return the rules that a document states, each kind once, where it first stands.

    >>> rules_of(Source("(未明确牵头单位的,责任单位即为牵头单位,下同)"))[0].notation
    'responsible-leads'
    >>> rules_of(Source("列第一位的为牵头单位,负责汇总。"))[0].notation
    'first-listed-leads'
    """
    found: list[Rule] = []
    for notation, pattern in _PATTERNS.items():
        # One sentence says one thing: 未明确牵头单位的,排在第一位的责任单位为牵头单位.
        told = [rule.span for rule in found]
        for match in pattern.finditer(source.folded):
            if not any(match.start() < span.end and span.start < match.end() for span in told):
                found.append(Rule(notation=notation, span=source.span(match.start(), match.end())))
                break
    return sorted(found, key=lambda rule: rule.span.start)
