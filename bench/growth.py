"""How reading grows with the document: time and memory at doubling sizes; writes docs/growth.md.

Usage: python bench/growth.py
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import run

CLONE = Path(__file__).parent.parent
PAGE = CLONE / "docs" / "growth.md"
MEGABYTE = 1_000_000
NOTICEABLE = 0.2
PAGE_TEXT = """<!-- Made by `make bench`: figures of one machine; the ratios matter, not the seconds. -->
# How reading grows

`zeren read` as a whole process at doubling sizes, {machine}. What grows with the size of the
document doubles from row to row, less what a process costs that reads next to nothing ({empty:.1f} s,
{floor:.0f} MiB); what grew with its square would be four times as much.

| document | size | seconds | times the row above | MiB | times the row above |
| --- | ---: | ---: | ---: | ---: | ---: |
{rows}
"""


def tasks(size: int) -> str:
    """Return a scheme of many tasks."""
    line = (
        "{}.建设高标准农田{}万亩以上,培育龙头企业{}家,力争粮食产量增长{}%以上。"
        "(牵头单位:市农业农村局;责任单位:市财政局、市水务局、各区人民政府)\n"
    )
    count = size // len(line.format(1000, 50, 20, 5).encode())
    return HEAD + "".join(line.format(at, at % 90 + 1, at % 40 + 2, at % 9 + 1) for at in range(1, count + 1))


def one_line(size: int) -> str:
    """Return a scheme of one task whose line is very long."""
    return HEAD + "1.扩大投资" + ",推进项目建设" * (size // 21) + "。(责任单位:市发改委)\n"


def long_list(size: int) -> str:
    """Return a scheme of one task that very many units share."""
    return (
        HEAD + "1.扩大投资。(责任单位:" + "、".join(f"东桥{n}区人民政府" for n in range(size // 28)) + ")\n"
    )


def nested(size: int) -> str:
    """Return a scheme with that many brackets inside one another."""
    return HEAD + "1.扩大投资" + "(" * size + ")" * size + "。(责任单位:市发改委)\n"


def table(size: int) -> str:
    """Return a scheme that is a table."""
    row = "{}\t建设充电桩{}个,改造管网{}公里。\t李一\t市住建局\t市财政局、市发改委\t2024年12月底前\n"
    count = size // len(row.format(1000, 500, 20).encode())
    head = "序号\t工作任务\t责任领导\t牵头单位\t配合单位\t完成时限\n"
    return HEAD + head + "".join(row.format(at, at % 900 + 1, at % 40 + 1) for at in range(1, count + 1))


HEAD = "云江市人民政府2024年《政府工作报告》重点任务责任分解方案\n一、稳增长\n"
CASES: list[tuple[str, Callable[[int], str], list[int]]] = [
    ("tasks", tasks, [5 * MEGABYTE, 10 * MEGABYTE, 20 * MEGABYTE]),
    ("a table", table, [5 * MEGABYTE, 10 * MEGABYTE, 20 * MEGABYTE]),
    ("one line", one_line, [5 * MEGABYTE // 4, 5 * MEGABYTE // 2, 5 * MEGABYTE]),
    ("one list of units", long_list, [MEGABYTE // 4, MEGABYTE // 2, MEGABYTE]),
    ("nested brackets", nested, [25_000, 50_000, 100_000]),
]


def measured(text: str, folder: Path) -> tuple[float, float]:
    """Return seconds and MiB that reading a text takes."""
    file = folder / "document.txt"
    file.write_text(text, encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from zeren.read import read_document;"
        "from zeren.read.words import load_words; from zeren.units import load;"
        "words = load_words();"
        "assert read_document(Path(sys.argv[1]), words=words, authority=load(words.kinds)).tasks"
    )
    sample = run([sys.executable, "-c", code, str(file)])
    return sample.wall, sample.peak / 2**20


def main() -> None:
    """Measure each case at each size, and write the page."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        empty, floor = measured(tasks(1000), Path(name))
        for case, write, sizes in CASES:
            above: tuple[float, float] | None = None
            for size in sizes:
                seconds, memory = measured(write(size), Path(name))
                net = seconds - empty, memory - floor
                # Of a tenth of a second a ratio says nothing.
                ratios = [
                    f"{one / other:.1f}" if other > NOTICEABLE else ""
                    for one, other in zip(net, above or net, strict=True)
                ]
                shown = f"{size / MEGABYTE:.2f} MB" if size >= MEGABYTE // 4 else f"{size:,}"
                first, second = ratios if above else ["", ""]
                rows.append(f"| {case} | {shown} | {seconds:.1f} | {first} | {memory:.0f} | {second} |")
                print(rows[-1], flush=True)
                above = net
    machine = f"Python {platform.python_version()}, {platform.system()} on {platform.machine()}"
    page = PAGE_TEXT.format(machine=machine, empty=empty, floor=floor, rows="\n".join(rows))
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
