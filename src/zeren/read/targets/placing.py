"""What one number counts: the phrase before it and behind it, and the verb that governs both.

Two forms: what is counted stands before the number (建设充电桩6万个, also 实际利用外资增长10%以上) or
behind it (建设300个收集点). A number that only sizes what is acted upon is told from a quota by its verb:
to urge something on (推动) counts nothing, unless a noun of action says what is done (推进15个书房建设).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..lines import fold_width
from .around import LONGEST, Around
from .parts import Found, Lead

__all__ = ["Place"]

_PARTS = ("前", "级", "在", "平均", "平均水平")

#: A noun before a number that counts the next noun (汉南片区5个公园) is short.
_LONGEST_PLACE = 12


@dataclass(frozen=True, kw_only=True)
class Place(Around):
    """One number in its clause, and what it counts there."""

    def read(self) -> Found | str:
        """Return what the number counts, or the reason why it is no target."""
        if len(self.before) > LONGEST:
            return "too-long"
        if self._is_each():
            return "each"
        found = self._sizes() or self._unread() or self._moved()
        found = found or (self._noun_behind() if self._noun_follows else self._noun_before())
        if isinstance(found, str):
            return found
        if self.grammar.says_kind(found.indicator):
            return self._of_before(found)
        # 省级5家 leaves its noun out, 房 has lost a part to a verb, 前10名 is a rank, and 平均 is what
        # something is compared with: no whole name.
        is_state = self.number.group == "time"  # 水质保持II类7个月以上
        name = found.indicator
        is_part = (
            (len(name) == 1 and not fold_width(name).isascii()) or name.endswith(_PARTS) or "同比" in name
        )
        return "unplaced" if is_part or (self.grammar.bounds(name) and not is_state) else found

    def _of_before(self, found: Found) -> Found | str:
        """Give a bare 总数 or 增速 what was counted before it."""
        before = self.in_sentence
        if before is None or not found.tells_of(before):
            return "unplaced"
        return replace(found, indicator=before.indicator)

    # --- what is counted stands before, and grows, falls or reaches the number

    def _moved(self) -> Found | str | None:
        tail, share = self._tail, self.number.is_share
        if tail.trend is None or (tail.trend != "reach" and not share and self._noun_follows):
            return None
        lead = self._lead
        if lead and self._noun_follows and tail.trend == "reach" and not self._phrase[lead.end :].strip():
            return None  # 引进超过50名博士
        heavy = lead is not None and self._hands_out(lead)
        start = lead.end if lead and (lead.is_light or heavy) else self.grammar.idle_end(self._phrase)
        noun = self._words(start, len(self._phrase))
        if not noun and self._is_bare and tail.trend != "reach" and not share:
            return None
        if not noun:
            before = self.in_sentence if share else self._same_measure
            if before is None or self._noun_follows:
                return "unplaced"
            noun = before.indicator
        else:
            before = None
        action = lead.action if lead and heavy else tail.action
        kind = (lead.kind if lead and heavy else None) or self._trend_kind(noun, share)
        if before and tail.trend == "reach" and before.kind.endswith("-rate"):
            kind = before.kind  # 增长5%以上,争取达到6%
        return self._found(noun, action, kind, lead)

    def _hands_out(self, lead: Lead) -> bool:
        """Whether a verb hands the number out that a bound only bounds (提供岗位超过2万个).

        Where a quantity reaches a value, the verb is part of its name: 培训人次, 销售收入.
        """
        if self._tail.trend != "reach" or self.number.is_share or lead.group == "promotion":
            return False
        is_modal = lead.action in self.grammar.words.modalities
        return not is_modal and not self.grammar.is_quantity(self._words(lead.end, len(self._phrase)))

    @property
    def _is_bare(self) -> bool:
        """Whether nothing but the verb stands before the number."""
        return not self.grammar.trimmed(self._phrase)

    def _trend_kind(self, noun: str, share: bool) -> str:
        if self._tail.trend == "growth":
            return "growth-rate" if share and not self.number.is_points else "addition"
        if self._tail.trend == "reduction":
            return "reduction-rate" if share else "level"
        told = self._told(noun)
        return told or ("addition" if not share and self.grammar.tells("addition", noun) else "level")

    def _told(self, noun: str) -> str | None:
        """Return the kind that what is counted, or its unit, tells by itself."""
        if self.number.per_time or self.grammar.tells("rate-per-time", self.before + self._rate):
            return "rate-per-time"
        for kind in ("growth-rate", "reduction-rate", "total-reached"):
            if self.grammar.tells(kind, noun, at_end=True):
                return kind
        # 累计新增30家 adds, all told.
        is_new = self._lead is not None and self._lead.group == "new"
        return "total-reached" if not is_new and self.grammar.tells_total(self.before) else None

    # --- what is counted stands before or behind the number

    def _noun_before(self) -> Found | str:
        share = self.number.is_share
        change = self.grammar.change(self._phrase) if share or self._lead is None else None
        if change and (not share or self.number.is_points):  # 降低成本2亿元 is an amount, no rate
            kind = "addition" if change.group == "growth" else "reduction-rate" if share else "level"
            change = replace(change, kind=kind)
        lead, end = change or self._lead, len(self._phrase)
        if lead is None:
            return self._no_verb(self._phrase)
        noun = self._words(lead.end, end)
        if self.number.is_share and self._tail.bound and not change and self._has_no_verb(lead, noun):
            return self._no_verb(self._phrase)
        short = self.grammar.first_verb(lead)
        is_cut = len(noun) == 1 or (not noun and short.is_light)  # 发放|资助金, 完成|改造260个
        if is_cut or self.grammar.is_modified(noun, lead):
            lead, noun = short, self._words(short.end, end)
        if lead.action in self.grammar.words.modalities and self.grammar.ends_with(noun):
            return "unplaced"  # 争取用三年时间建成100个
        return self._governed(noun, lead) if noun else self._elided(lead)

    def _has_no_verb(self, lead: Lead, noun: str) -> bool:
        """Whether the verb is part of the name of a share (供应用地“标准地”比例不低于90%)."""
        return not lead.is_light and self.grammar.is_quantity(noun)

    def _elided(self, lead: Lead) -> Found | str:
        """Read a verb with nothing behind it: it takes what the last number counted (开工100个、竣工80个)."""
        before = self.in_sentence
        is_sure = before is not None and before.is_alone and before.measure == self.number.measure
        if before is None or not is_sure or self.number.is_share or lead.group in ("promotion", "service"):
            return "unplaced"
        return self._found(before.indicator, lead.action, self._told("") or lead.kind or "level", lead)

    def _governed(self, noun: str, lead: Lead) -> Found:
        """Read what a verb governs; a light verb leaves it to the noun of action that closes the phrase."""
        action, kind = lead.action, lead.kind
        if lead.is_light and (made := self.grammar.made(noun)):
            noun, action, kind = made[0], f"{lead.action}…{made[1]}", "addition"
        elif lead.kind != "addition" and self.grammar.within(noun):  # 支持院校新增专业10个
            kind = "addition"
        return self._found(noun, action, self._told(noun) or kind or "level", lead)

    def _no_verb(self, phrase: str) -> Found | str:
        start = self.grammar.idle_end(phrase)
        noun = self._words(start, len(phrase))
        if not noun:
            return "unplaced"
        told = self._told(noun)
        if inside := self.grammar.within(noun):
            word, verb = inside
            kept = noun[: -len(word)].rstrip() if noun.endswith(word) else noun
            found = self._found(kept or noun, word, told or verb.kind or "level", None)
            return replace(found, lends=noun.startswith(word))
        if ending := self.grammar.closing(noun, ("new", "creation", "completion")):
            word, verb = ending
            name = self.grammar.trimmed(noun[: -len(word)])
            return replace(self._found(name, word, told or verb.kind or "level", None), lends=False)
        # Shares in a comma list are of different things: 完成改造任务的80%,满意率95%.
        before = self.in_clause if self.is_joined else None if self.number.is_share else self._same_measure
        if self.is_joined and before and not self.grammar.per_head(noun):
            noun = self.grammar.per_head(before.indicator) + noun  # 每千人拥有床位6张、医生3名
        if before and self._is_lent(before, noun) and (self.is_joined or told is None):
            own = before.lead is not None and self.grammar.within(before.indicator) is not None
            kind = before.lead.kind if before.lead and own else before.kind  # 实现|城镇新增就业8万人
            return self._found(noun, before.action, told or kind or "level", before.lead)
        return self._found(noun, "", told or "level", None)

    def _is_lent(self, before: Found, noun: str) -> bool:
        """Whether the verb of the thing before is said of this one too."""
        if not before.goes_on_to(self.number):
            return False
        if self.grammar.is_trend(before.action):
            return self._tail.bound is None
        # 小微企业园新增30个、建筑面积300万平方米: 新增 is said of the first alone.
        is_thing = noun not in self.grammar.words.kind_words["level"]
        is_thing = is_thing and not self.grammar.holds_verb(noun)
        return is_thing and (before.lends or self._phrase.startswith("其中"))

    @property
    def _same_measure(self) -> Found | None:
        """The sentence's last target, if a comma list may go on with its verb: the unit word is the same."""
        before = self.in_sentence
        if before is None or not before.action or before.measure != self.number.measure:
            return None
        # 总产值突破3千亿元,财政收入150亿元: what one thing does says nothing of the next.
        return None if self.grammar.is_trend(before.action) else before

    def _noun_behind(self) -> Found | str:
        end = self._noun_end
        noun = self._clean(self.number.end, end)
        if len(noun) > LONGEST:
            return "too-long"
        if self.grammar.example.search(noun):
            return "example"
        if noun.endswith("级"):  # 3个国家级、5个省级示范区 names what it counts only once
            return "unplaced"
        if not noun or self.number.group in ("share", "energy", "mass"):
            return "unplaced"
        if self._lead is not None:
            place = self._place_name(self._phrase[self._lead.end :])
            return "unplaced" if place is None else self._quota(place + noun, self._lead, end)
        if not self._is_bare:
            return "unplaced"
        before = self.in_clause if self.is_joined else self._same_measure
        if before is None:
            return self._subject(noun, end)
        if before.lead is None:
            return self._found(noun, before.action, before.kind, None, end)
        return self._quota(noun, before.lead, end)

    @property
    def _noun_end(self) -> int:
        """Where the noun behind the number ends."""
        if self._ends_before_next is not None:
            return self._ends_before_next
        cut = self.grammar.cut(self._behind)
        return min(self.end, self.number.end + LONGEST + 1) if cut is None else self.number.end + cut

    def _quota(self, noun: str, lead: Lead, end: int) -> Found | str:
        if lead.is_light:
            if made := self.grammar.made(noun):
                return self._found(made[0], f"{lead.action}…{made[1]}", "addition", lead, end)
            if lead.kind is None and not self.grammar.closing(noun):
                # 1个国家级、3个省级园区 leaves out a noun: what is acted upon is not clear.
                return "acted-upon" if self.after is None else "unplaced"
            if self._leaves_out(noun):
                return "unplaced"
        elif self.grammar.is_kept(lead.action, noun):
            noun = lead.action + noun
        return self._found(noun, lead.action, self._told("") or lead.kind or "level", lead, end)

    def _leaves_out(self, noun: str) -> bool:
        """Whether the noun of action stands only behind the last of a list (15座桥梁、8处隐患点|治理)."""
        if self.after is None or self.grammar.closing(noun):
            return False
        rest = self.folded[self.after.end : min(self.end, self.after.end + LONGEST)].strip()
        return self.grammar.closing(rest) is not None

    def _subject(self, noun: str, end: int) -> Found | str:
        """Read a clause that opens with its number: 100个项目开工."""
        if not (ending := self.grammar.closing(noun, ("new", "creation", "completion"))):
            return "unplaced"
        word, verb = ending
        return self._found(self.grammar.trimmed(noun[: -len(word)]), word, verb.kind or "level", None, end)

    def _place_name(self, rest: str) -> str | None:
        """Return the noun between verb and number that goes with the one behind it; None if unclear."""
        rest = rest.strip()
        is_idle = self.grammar.trimmed(rest, at_end=True) != rest or self.grammar.opens_list(rest)
        if not rest or is_idle or self.grammar.ends_in(rest, "scope"):
            return ""
        return None if len(rest) > _LONGEST_PLACE or "、" in rest else rest

    # --- helpers

    def _words(self, start: int, end: int) -> str:
        """Return the document's words in a part of the phrase before the number."""
        return self._clean(self.start + start, self.start + end)

    def _clean(self, start: int, end: int) -> str:
        noun = self.grammar.trimmed(self.text[start:end])
        return self.grammar.trimmed(noun[:-1]) if self.grammar.opens_list(noun) else noun

    def _found(self, noun: str, action: str, kind: str, lead: Lead | None, end: int | None = None) -> Found:
        return Found(
            indicator=noun,
            action=action,
            kind=kind,
            bound=self.number.bound or self._tail.bound or "=",
            measure=self.number.measure,
            group=self.number.group,
            lead=lead,
            start=self.start + self._tail.bound_start,
            end=self.number.end if end is None else end,
        )
