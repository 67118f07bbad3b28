"""The numbers of a task: which are targets, of what, and why the others are none."""

from .reader import Reading, find_targets

__all__ = ["Reading", "find_targets"]
