"""Whatever happens to a document's bytes, it is read or refused: nothing else, and soon."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
from carry_files import CARRY, made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zeren.carry import carry
from zeren.carry.carried import UnreadableError
from zeren.errors import ZerenError

#: Read in this process, many times over.
HERE = ("csv-comma", "drawn-framed", "html-form", "html-trs", "markdown", "plain-lines")
PACKAGES = ("docx-changes", "docx-numbers", "docx-table", "xlsx-forms")
#: Read in a process of their own, a few times.
APART = ("pdf-office", "pdf-table", "xls-office")
#: Milliseconds for a mutation.
DEADLINE = 5_000
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

edits = st.lists(
    st.tuples(
        st.sampled_from(["put", "cut", "double", "swap", "end"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 600),
        st.one_of(
            st.binary(max_size=6), st.sampled_from([b"<td>", b"<!--", b"]]>", b'"', b"\xff\xff\xff\xff"])
        ),
    ),
    min_size=1,
    max_size=8,
)


@cache
def original(name: str, folder: Path) -> tuple[str, bytes]:
    """Return the suffix and bytes of a good document."""
    document = made(CARRY / "good" / name, folder)
    return document.suffix, document.read_bytes()


def mutated(data: bytes, changes: list[tuple[str, float, int, bytes]]) -> bytes:
    """Return bytes after some changes."""
    for kind, share, size, put in changes:
        at = int(share * len(data))
        if kind == "put":
            data = data[:at] + put + data[at + len(put) :]
        elif kind == "cut":
            data = data[:at] + data[at + size :]
        elif kind == "double":
            data = data[:at] + data[at : at + size] + data[at:]
        elif kind == "swap":
            data = (
                data[at:] + data[:at]
                if size > 590
                else data[:at] + data[at : at + size][::-1] + data[at + size :]
            )
        elif size > 300:
            data = data[:at]
    return data


def mutated_part(data: bytes, which: int, changes: list[tuple[str, float, int, bytes]]) -> bytes:
    """Return a package with one part changed, sound but for that."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        names = old.namelist()
        for name in names:
            part = old.read(name)
            new.writestr(name, mutated(part, changes) if name == names[which % len(names)] else part)
    return changed.getvalue()


def read_or_refused(path: Path, data: bytes) -> None:
    """Carry the bytes; an error of our own making, not a library's, must be a refusal."""
    path.write_bytes(data)
    try:
        carry(path)
    except ZerenError as error:
        cause = error.__cause__
        if cause is not None and not isinstance(cause, UnreadableError):
            frames = []
            trace = cause.__traceback__
            while trace:
                frames.append(trace.tb_frame.f_code.co_filename)
                trace = trace.tb_next
            assert "zeren" not in Path(frames[-1]).parts


@pytest.mark.parametrize("name", HERE)
@settings(max_examples=60, deadline=DEADLINE, suppress_health_check=QUIET, derandomize=True)
@given(changes=edits)
def test_text(
    name: str, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, float, int, bytes]]
) -> None:
    """A text with changed bytes."""
    suffix, data = original(name, tmp_path_factory.getbasetemp())
    read_or_refused(tmp_path_factory.getbasetemp() / f"fuzzed{suffix}", mutated(data, changes))


@pytest.mark.parametrize("name", HERE)
@settings(max_examples=60, deadline=DEADLINE, suppress_health_check=QUIET, derandomize=True)
@given(changes=edits)
def test_sound_text(
    name: str, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, float, int, bytes]]
) -> None:
    """A text with changed signs that is still valid UTF-8, so that the carrier gets it."""
    suffix, data = original(name, tmp_path_factory.getbasetemp())
    sound = mutated(data, changes).decode("utf-8", "ignore").replace("\0", "").encode()
    read_or_refused(tmp_path_factory.getbasetemp() / f"fuzzed{suffix}", sound)


@pytest.mark.parametrize("name", PACKAGES)
@settings(max_examples=60, deadline=DEADLINE, suppress_health_check=QUIET, derandomize=True)
@given(changes=edits, which=st.integers(0, 20), whole=st.booleans())
def test_package(
    name: str,
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[tuple[str, float, int, bytes]],
    which: int,
    whole: bool,
) -> None:
    """An office document with changed bytes, or with a changed part."""
    suffix, data = original(name, tmp_path_factory.getbasetemp())
    broken = mutated(data, changes) if whole else mutated_part(data, which, changes)
    read_or_refused(tmp_path_factory.getbasetemp() / f"fuzzed{suffix}", broken)


@pytest.mark.parametrize("name", APART)
@settings(max_examples=8, deadline=6 * DEADLINE, suppress_health_check=QUIET, derandomize=True)
@given(changes=edits)
def test_apart(
    name: str, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, float, int, bytes]]
) -> None:
    """A PDF or an old workbook with changed bytes."""
    suffix, data = original(name, tmp_path_factory.getbasetemp())
    read_or_refused(tmp_path_factory.getbasetemp() / f"fuzzed{suffix}", mutated(data, changes))


@pytest.mark.parametrize("suffix", ["", ".csv", ".html", ".md"])
@settings(max_examples=60, deadline=DEADLINE, suppress_health_check=QUIET, derandomize=True)
@given(data=st.binary(max_size=400))
def test_any_bytes(suffix: str, tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Bytes of no document at all."""
    read_or_refused(tmp_path_factory.getbasetemp() / f"any{suffix}", data)
