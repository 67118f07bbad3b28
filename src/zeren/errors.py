"""What can go wrong for a user: each error says what, where and how to mend it."""

from __future__ import annotations

__all__ = ["ZerenError"]


class ZerenError(Exception):
    """Bad input from outside: shown as one line, exit code 2, nothing already built is touched.

    ``what`` says what is wrong and where, ``mend`` what the user can do about it.
    """

    def __init__(self, what: str, *, mend: str) -> None:
        super().__init__(f"{what} {mend}")
        self.what = what
        self.mend = mend

    def __reduce__(self) -> tuple[object, ...]:
        """Keep both parts on the way from another process."""
        return _again, (type(self), self.what, self.mend)


def _again(kind: type[ZerenError], what: str, mend: str) -> ZerenError:
    return kind(what, mend=mend)
