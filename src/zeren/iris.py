"""Every data IRI is made here: ASCII, stable, from keys and authority ids, never from file names."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from .namespaces import BASE

__all__ = ["Iris", "slug", "units_graphs"]

#: A slug made from a name keeps at most this many syllables; the digest keeps long names apart.
_SYLLABLES = 12


def slug(name: str) -> str:
    """Make an ASCII slug for a name that no table pins: pinyin and a digest of the name.

    The digest is there because pinyin has homophones (市水务局 and 市税务局 are both shi-shui-wu-ju),
    and one IRI for two things would be a wrong fact.

    >>> slug("充电桩")
    'chong-dian-zhuang-a31482'
    """
    from pypinyin import lazy_pinyin  # 0.1 s, and only names that no table knows need it

    words = lazy_pinyin(name, errors=lambda other: re.sub(r"[^0-9A-Za-z]", " ", other).lower())
    syllables = " ".join(words).split()[:_SYLLABLES]
    digest = hashlib.sha256(name.encode()).hexdigest()[:6]
    return "-".join([*(s.replace("lv", "lyu").replace("nv", "nyu") for s in syllables), digest])


@dataclass(frozen=True)
class Iris:
    """The IRIs of one document of one scheme (DESIGN section 2)."""

    scheme_slug: str
    text_sha256: str
    base: str = BASE

    @property
    def scheme(self) -> str:
        """The scheme: ``{base}wuhan-2023``."""
        return f"{self.base}{self.scheme_slug}"

    @property
    def document(self) -> str:
        """The file, by the digest of its text."""
        return f"{self.scheme}/document/{self.text_sha256[:12]}"

    def graph(self, degree: str) -> str:
        """The named graph ``stated``, ``entailed`` or ``derived`` of the document."""
        return f"{self.document}/graph/{degree}"

    def section(self, key: str) -> str:
        """A section by its key (``p2.s6.g1``)."""
        return f"{self.scheme}/section/{key}"

    def task(self, key: str) -> str:
        """A task by its key (``p2.116``)."""
        return f"{self.scheme}/task/{key}"

    def assignment(self, key: str, role: str, assignee: str) -> str:
        """An assignment by its task, its role and its assignee's slug."""
        return f"{self.task(key)}/assignment/{role}-{assignee}"

    def target(self, key: str, order: int) -> str:
        """A target by its task and its order in the task's text, from 1."""
        return f"{self.task(key)}/target/{order}"

    def passage(self, start: int, end: int) -> str:
        """A passage of the document by its code points."""
        return f"{self.document}/passage/{start}-{end}"

    def person(self, name: str) -> str:
        """A leader whom the scheme names; a name is no identity, so it holds for the scheme only."""
        return f"{self.scheme}/person/{slug(name)}"

    def collective(self, unit_slug: str) -> str:
        """A collective that the scheme itself defines; it holds for the scheme only."""
        return f"{self.scheme}/collective/{unit_slug}"

    def unit(self, jurisdiction: str, unit_slug: str) -> str:
        """A unit by its jurisdiction and slug."""
        return f"{self.base}unit/{jurisdiction}/{unit_slug}"

    def change(self, jurisdiction: str, day: date, unit_slug: str) -> str:
        """A reform by its day and the first unit that comes out of it, or the first that ends by it."""
        return f"{self.base}unit/{jurisdiction}/change/{day}-{unit_slug}"

    def place(self, code: str) -> str:
        """A place by its GB/T 2260 code."""
        return f"{self.base}place/{code}"

    def indicator(self, text: str) -> str:
        """An indicator by its words."""
        return f"{self.base}indicator/{slug(text)}"


def units_graphs(base: str = BASE) -> tuple[str, str]:
    """Return the named graphs of the unit tables: stated and entailed."""
    return f"{base}graph/units", f"{base}graph/units/entailed"
