"""What a bracket behind a unit's name says: a second nameplate, a short name, who belongs to it."""

from __future__ import annotations

import re
from typing import Literal

from .name_forms import LEVEL, NameForms

__all__ = ["Gloss", "gloss_of", "members_of", "short_name_of"]

#: ``part`` of the name (各县(市、区)), ``second`` nameplate, ``short`` name, ``definition`` of who belongs,
#: ``limit``: what takes something away, ``remark``: anything else.
Gloss = Literal["part", "second", "short", "definition", "limit", "remark"]

_SHORT = re.compile('(?:以下)?[简下]称(?:为)?[:“"‘「『《〈]*(?P<name>[^:“”"‘’「」『』《》〈〉、,;。()]+)')
_EXCEPT = re.compile("除(?!险|害|恶|尘|四害)|不含|不包[括含]")
_ALL = "[均是特仅]?(?:指(?![挥导定])|即(?![将时]))"
_SOME = "[均还]?(?:包括|包含|涵盖|含)"
_LEAD = re.compile(rf"\s*(?:以下)?(?:(?P<all>{_ALL})|{_SOME})\s*[:]?\s*")
_FORMER = re.compile("原(?!州|平|阳)")
_AGAIN = re.compile("下同|同下")
_END = re.compile(r"(?:[、,;。\s]*(?:以?下同|同下|在内))+[。\s]*$")
_LONGEST_END = 20
_PARTING = re.compile("[、,;/]")
_AND = re.compile("以及|[和及与或]")
_LEVEL = re.compile(LEVEL)
_COMMITTEE = "functional-zone-committee"


def gloss_of(head: str, inner: str, forms: NameForms) -> Gloss:
    """Return what the bracket after a name says; both without spaces."""
    if _SHORT.match(inner):
        return "short"
    if _EXCEPT.search(inner):
        return "limit"
    many = forms.collective(head) > 0
    if _LEAD.match(inner) or _AGAIN.search(inner):
        return "definition" if many or forms.place(head) else "remark"
    items = [item for part in _PARTING.split(inner) for item in _AND.split(part)]
    if _FORMER.match(inner):
        return "remark"
    if all(_goes_on(item, many, forms) for item in items) or not forms.reads(head):
        return "part"
    is_list = _PARTING.search(inner) or (len(items) > 1 and all(forms.reads(item) for item in items))
    return "second" if forms.settled(inner) or (forms.whole(inner) and not is_list) else "remark"


def _goes_on(item: str, many: bool, forms: NameForms) -> bool:
    """Whether a bracket's word is a part of the name before it: 市, 街道, of many also 开发区管委会."""
    words = forms.words
    if _LEVEL.fullmatch(item) or item in words.name_parts["noun"] or forms.generic(item) or forms.zone(item):
        return True
    return many and (item in words.kind_endings or forms.parts.kind(item) == _COMMITTEE)


def short_name_of(inner: str) -> str:
    """Return the name by which a document goes on to call a unit.

    >>> short_name_of("以下简称“市发改委”")
    '市发改委'
    """
    found = _SHORT.match(inner)
    return found["name"] if found else ""


def members_of(folded: str, start: int, end: int) -> tuple[int, int, bool]:
    """Return the list that a definition holds, and whether it says that these are all.

    >>> members_of("含开发区、风景区管委会,下同", 0, 14)
    (1, 11, False)
    """
    lead = _LEAD.match(folded, start, end)
    last = _END.search(folded, max(start, end - _LONGEST_END), end)
    return lead.end() if lead else start, last.start() if last else end, bool(lead and lead["all"])
