"""Who does what: role words with their lists, in labels and in sentences; persons and deadlines."""

from .finder import IDLE, Region, RoleFinder, Run, brackets

__all__ = ["IDLE", "Region", "RoleFinder", "Run", "brackets"]
