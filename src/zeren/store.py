"""Step 5: where a build goes: a folder of its own, shown by one link that is replaced atomically."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from .errors import ZerenError

__all__ = ["generation", "write_store"]


@contextmanager
def generation(out: Path) -> Iterator[Path]:
    """Give a new folder to build in; when the block ends well, ``out`` links to it.

    A build that fails or is killed at any moment leaves ``out`` as it was. The generation before stays, for
    readers that have it open; older ones and those of killed builds go.

    Raises:
        ZerenError: ``out`` is something other than such a link, or its folder cannot be written.
    """
    if out.exists() and not out.is_symlink():
        raise ZerenError(
            f"{out} is not a build: it is a {'folder' if out.is_dir() else 'file'} of its own.",
            mend="Move it away, or choose another place with --out.",
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=_prefix(out), dir=out.parent))
    except OSError as error:
        raise ZerenError(f"{out}: {error.strerror}.", mend="Choose another place with --out.") from error
    with _locked(folder):
        try:
            yield folder
            folder.chmod(0o755)  # mkdtemp makes it private
            before = out.readlink().name if out.is_symlink() else None
            link = folder.with_name(f"{folder.name}.link")
            link.symlink_to(folder.name)
            link.replace(out)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        _prune(out, keep={folder.name, before})


def _prefix(out: Path) -> str:
    return f".{out.name}.generation-"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a lock on a generation, which ends with the process however that ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _prune(out: Path, keep: set[str | None]) -> None:
    for old in out.parent.glob(f"{_prefix(out)}*"):
        if old.name in keep:
            continue
        if old.is_symlink():
            old.unlink(missing_ok=True)
            continue
        handle = os.open(old, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(old, ignore_errors=True)
        except BlockingIOError:
            pass  # another build is at work in it
        finally:
            os.close(handle)


def write_store(folder: Path, quads: Iterable[ox.Quad]) -> None:
    """Load quads into a new store on disk (pyoxigraph, RocksDB) and pack it for reading."""
    store = ox.Store(str(folder))
    store.bulk_extend(quads)
    store.optimize()
    store.flush()
