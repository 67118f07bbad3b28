"""The tutorial runs from an empty folder, prints what it shows, and draws its Chinese labels."""

from __future__ import annotations

import base64
import copy
import re

import nbformat
import pytest

from docs.notebook import load, run

#: What differs from run to run: the time of asking.
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture(scope="module")
def shown() -> nbformat.NotebookNode:
    """The notebook as it is shown."""
    return load()


@pytest.fixture(scope="module")
def ran(shown: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook as it runs now; a warning anywhere (a font without a character, ...) is printed in it."""
    return run(copy.deepcopy(shown))


def outputs(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return all outputs, in order."""
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def words(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what is printed or shown as text, without the time of asking."""
    return [TIME.sub("", out.get("text") or out.data["text/plain"]) for out in outputs(notebook)]


def pictures(notebook: nbformat.NotebookNode) -> list[bytes]:
    """Return what is drawn."""
    drawn = [out.data["image/png"] for out in outputs(notebook) if "image/png" in out.get("data", {})]
    return [base64.b64decode(data) for data in drawn]


def test_prints_what_it_shows(shown: nbformat.NotebookNode, ran: nbformat.NotebookNode) -> None:
    """Run anew, each cell says the same (else: ``make docs``)."""
    assert words(ran) == words(shown)


def test_nothing_is_amiss(ran: nbformat.NotebookNode) -> None:
    """No cell warns: matplotlib would, of a character that the font lacks or a font that is missing."""
    assert [out.text for out in outputs(ran) if out.get("name") == "stderr"] == []


def test_three_findings_two_pictures(ran: nbformat.NotebookNode) -> None:
    """Three findings, two pictures, each a PNG of some size."""
    headings = [cell.source.splitlines()[0] for cell in ran.cells if cell.source.startswith("## Finding")]
    assert [heading[:13] for heading in headings] == ["## Finding 1:", "## Finding 2:", "## Finding 3:"]
    drawn = pictures(ran)
    assert len(drawn) == 2
    assert all(picture.startswith(b"\x89PNG") and len(picture) > 20_000 for picture in drawn)


def test_chinese_is_drawn_in_the_font_that_comes_along() -> None:
    """Every character of the picture's labels is a glyph of the packaged font, whatever the machine has."""
    import matplotlib as mpl
    import zhplot  # noqa: F401
    from matplotlib import font_manager, ft2font

    path = font_manager.findfont(font_manager.FontProperties(family=mpl.rcParams["font.family"]))
    assert "zhplot" in path
    glyphs = ft2font.FT2Font(path).get_charmap()
    text = "".join(words(load()))
    assert {
        character for character in text if ord(character) > 0x2E80 and ord(character) not in glyphs
    } == set()
