"""Step 1: a document to records."""

from .document import read_document

__all__ = ["read_document"]
