"""Tables: found in plain text, and read row by row by what the heads of their columns say."""

from .finding import find_tables
from .reader import TableReader
from .records import HeadRow, RoleCell, TaskRow

__all__ = ["HeadRow", "RoleCell", "TableReader", "TaskRow", "find_tables"]
