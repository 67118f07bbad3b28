"""Office packages (ECMA-376 part 2): their parts, within bounds, and how the parts hang together.

Only the parts that are asked for are expanded, and only after the directory says that they are of a bearable
size; pictures, macros and embedded files stay packed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from .carried import UnreadableError

__all__ = ["Package", "Relation", "attribute", "local"]

_MOST_ENTRIES = 20_000
#: Expanded bytes of a part that is read whole, and of all that is read.
_MOST_OF_PART = 128 << 20
_MOST = 512 << 20
#: XML packs to a tenth, tables to a fiftieth of their size; what packs better from here on is a bomb.
_MOST_RATIO = 200
_SMALL = 8 << 20


class Relation(NamedTuple):
    """How a part uses another: the last word of the relation's type, the other's name."""

    kind: str
    target: str


class Package:
    """The parts of a package."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        entries = self._archive.infolist()
        if len(entries) > _MOST_ENTRIES:
            raise _bomb(f"{len(entries)} entries")
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
        self._read = 0

    def main(self) -> str:
        """Return the name of the part that holds the document."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument":
                return relation.target
        raise UnreadableError(
            "a broken office document (it has no main part). 文件损坏。", mend="Open it and save it again."
        )

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part by their ids; what lies outside the package is none."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(listed):
            return {}
        found = {}
        for relation in self.xml(listed).iter("{*}Relationship"):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                kind = relation.get("Type", "").rpartition("/")[2]
                found[relation.get("Id", "")] = Relation(kind, target.lstrip("/"))
        return found

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part.lower() in self._entries

    def xml(self, part: str) -> etree._Element:
        """Parse a part whole."""
        entry = self._entry(part, _MOST_OF_PART)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(self._archive.read(entry), parser)
        _check_entities(root)
        return root

    def elements(self, part: str, *names: str) -> Iterator[etree._Element]:
        """Yield the elements of these names one by one; each is emptied behind."""
        with self._archive.open(self._entry(part, _MOST)) as stream:
            wanted = [f"{{*}}{name}" for name in names]
            checked = False
            for _, element in etree.iterparse(
                stream, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
            ):
                if not checked:
                    _check_entities(element)
                    checked = True
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def _entry(self, part: str, most: int) -> zipfile.ZipInfo:
        entry = self._entries.get(part.lower())
        if entry is None:
            raise UnreadableError(
                f"a broken office document (it lacks {part}). 文件损坏。", mend="Open it and save it again."
            )
        size = entry.file_size
        self._read += size
        if size > most or self._read > _MOST or size > max(_SMALL, _MOST_RATIO * entry.compress_size):
            raise _bomb(f"{part} expands to {size >> 20} MB")
        return entry


def _check_entities(element: etree._Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(
            "an office document that declares XML entities, as none does. 文件含有XML实体声明。",
            mend="Open it and save it again.",
        )


def _bomb(how: str) -> UnreadableError:
    return UnreadableError(
        f"an office document out of proportion ({how}). 压缩文件膨胀过大。",
        mend="Give a document of usual size.",
    )


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace (of which strict documents have their own)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Return an attribute in whatever namespace it stands."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return None
