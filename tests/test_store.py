"""A build appears whole or not at all, however it ends."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zeren.errors import ZerenError
from zeren.query import run
from zeren.store import generation

SMALL = Path(__file__).parent / "data" / "small" / "scheme.txt"
#: How many builds are killed; each is left a different while.
KILLS = 24


def listed(out: Path) -> list[str]:
    """Return what stands beside a build."""
    return sorted(path.name for path in out.parent.iterdir())


def test_a_build_becomes_visible_at_its_end(tmp_path: Path) -> None:
    """The link is not there before, and leads to the folder after."""
    out = tmp_path / "deep" / "build"
    with generation(out) as folder:
        (folder / "file").write_text("1")
        assert not out.exists()
    assert out.is_symlink()
    assert (out / "file").read_text() == "1"


def test_the_last_two_generations_stay(tmp_path: Path) -> None:
    """Who reads the one before can go on; older ones go."""
    out = tmp_path / "build"
    for number in range(4):
        with generation(out) as folder:
            (folder / "file").write_text(str(number))
    assert (out / "file").read_text() == "3"
    kept = sorted((path / "file").read_text() for path in tmp_path.glob(".build.generation-*"))
    assert kept == ["2", "3"]


def test_a_failed_build_leaves_the_last_one(tmp_path: Path) -> None:
    """An error on the way takes the new folder away, nothing else."""
    out = tmp_path / "build"
    with generation(out) as folder:
        (folder / "file").write_text("good")
    before = listed(out)

    def fail() -> None:
        with generation(out) as folder:
            (folder / "file").write_text("bad")
            raise RuntimeError("on the way")

    with pytest.raises(RuntimeError, match="on the way"):
        fail()
    assert (out / "file").read_text() == "good"
    assert listed(out) == before


def test_what_others_put_beside_a_build_stays(tmp_path: Path) -> None:
    """Only generations are cleared away, never a folder that looks a little like one."""
    out = tmp_path / "build"
    for name in ("build.old", ".build.generation", "generation-x"):
        (tmp_path / name).mkdir()
    for _ in range(3):
        with generation(out):
            pass
    assert {"build.old", ".build.generation", "generation-x"} <= set(listed(out))


def test_a_build_at_work_is_not_cleared_away(tmp_path: Path) -> None:
    """Two builds into one place: the slower one finishes too."""
    out = tmp_path / "build"
    with generation(out) as slow:
        for _ in range(3):
            with generation(out):
                pass
        (slow / "file").write_text("slow")
    assert (out / "file").read_text() == "slow"


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_place_that_is_no_build_is_refused(tmp_path: Path, what: str) -> None:
    """A folder or file of the user's own is never replaced."""
    out = tmp_path / "build"
    out.mkdir() if what == "folder" else out.write_text("mine")
    with pytest.raises(ZerenError, match=f"a {what} of its own") as error, generation(out):
        pass
    assert "--out" in error.value.mend


def checked(out: Path) -> str:
    """Return the checksums of a build after proving them and asking it a question."""
    sums = (out / "SHA256SUMS").read_text()
    for line in sums.splitlines():
        digest, name = line.split("  ")
        if name != "zeren.nq":  # stands there packed
            assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest, name
    assert len(run("tasks", source=out).rows()) == 3
    return sums


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """After each of many kills the build reads as the last good one, and the next build works."""
    out = tmp_path / "build"
    command = [sys.executable, "-m", "zeren", "build", str(SMALL), "--out", str(out)]
    begun = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - begun
    good = checked(out)
    chance = random.Random(7)
    killed = 0
    while killed < KILLS:
        build = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # Spread over the build, with half of them in its last part, where files are written and linked.
        share = chance.uniform(0.6, 1.0) if killed % 2 else killed / KILLS
        begun = time.monotonic()
        try:
            build.wait(whole * share)
            whole = time.monotonic() - begun  # it was quicker than we thought: nothing was killed
        except subprocess.TimeoutExpired:
            os.kill(build.pid, signal.SIGKILL)
            killed += build.wait() == -signal.SIGKILL
        assert checked(out) == good
    subprocess.run(command, check=True, capture_output=True)
    assert checked(out) == good
    assert len(list(tmp_path.glob(".build.generation-*"))) == 2
