"""What a document states of the scheme, of itself, of its headings and of the names that it defines."""

from __future__ import annotations

import base64

from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from ..records import Definition, Metadata, Section
from ..terms import ZR, concept, date, integer, string, zh
from ..units import Authority
from ..units_rdf import Unit
from .writer import Writer

__all__ = ["SchemeWriter"]


def _digest_iri(sha256: str) -> URIRef:
    """Name a file by its bytes (RFC 6920), for a document that names no source."""
    code = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return URIRef(f"ni:///sha-256;{code}")


class SchemeWriter:
    """Writes what is no task; each method states one kind of thing."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._iris = writer.iris
        self._scheme = URIRef(writer.iris.scheme)

    def scheme(self, meta: Metadata, authority: Authority) -> None:
        """State the scheme: its title without the part of the file, its year, who issued it, its rule."""
        publisher = self._writer.unit(meta.government)
        self._writer.state(
            self._scheme,
            (RDF.type, ZR.Scheme),
            (DCTERMS.title, zh(meta.scheme_title)),
            (ZR.year, integer(meta.year)),
            (DCTERMS.publisher, publisher.iri),
            (DCTERMS.spatial, URIRef(self._iris.place(publisher.place)) if publisher.place else None),
            (DCTERMS.replaces, self._replaced(meta)),
        )
        self._rule(authority)

    def _replaced(self, meta: Metadata) -> URIRef | None:
        """Return the version of the scheme that this one corrects."""
        if meta.version == 1:
            return None
        first = self._iris.scheme.removesuffix(f"-v{meta.version}")
        return URIRef(first if meta.version == 2 else f"{first}-v{meta.version - 1}")

    def _rule(self, authority: Authority) -> None:
        """State who answers where no lead is named: what the document says goes before what a table says."""
        rule = self._writer.document.rule
        if rule:
            self._writer.state(
                self._scheme,
                (ZR.accountabilityRule, concept("accountability-rule", rule.notation)),
                (ZR.basis, concept("basis", "stated")),
                (ZR.statedAt, self._writer.words(rule.span)),
            )
            return
        for known in authority.schemes:
            if known.scheme == self._iris.scheme_slug:
                self._writer.state(
                    self._scheme,
                    (ZR.accountabilityRule, concept("accountability-rule", known.accountability_rule)),
                    (ZR.basis, concept("basis", "editorial")),
                    (SKOS.editorialNote, string(known.source)),
                )

    def document(self, meta: Metadata) -> None:
        """State the file: its number and day, digests of its bytes and of its text, where it came from."""
        document = self._writer.document
        self._writer.state(
            URIRef(self._iris.document),
            (RDF.type, ZR.Document),
            (ZR.ofScheme, self._scheme),
            (DCTERMS.title, zh(meta.title)),
            (DCTERMS.identifier, string(meta.number) if meta.number else None),
            (DCTERMS.issued, date(meta.issued) if meta.issued else None),
            (ZR.bytesSha256, string(document.bytes_sha256)),
            (ZR.textSha256, string(document.text_sha256)),
            (DCTERMS.source, string(meta.source) if meta.source else _digest_iri(document.bytes_sha256)),
            (ZR.copyStatus, concept("copy-status", meta.copy_status) if meta.copy_status else None),
        )

    def section(self, section: Section) -> None:
        """State a part, section or group; an implied one has no words of the document to rest on."""
        if section.parent:
            above = (ZR.inSection, URIRef(self._iris.section(section.parent)))
        else:
            above = (ZR.ofScheme, self._scheme)
        subject = URIRef(self._iris.section(section.key))
        self._writer.state(
            subject,
            (RDF.type, ZR.Section),
            above,
            (ZR.level, integer(section.level)),
            (ZR.number, integer(section.number)),
            (ZR.basis, concept("basis", section.basis)),
        )
        if section.span:
            # A heading may be a cell of a task's row.
            line = self._writer.task_line(section.span)
            self._writer.state(
                subject,
                (DCTERMS.title, zh(section.title)),
                (
                    ZR.numberAsWritten,
                    string(section.number_as_written) if section.number_as_written else None,
                ),
                (ZR.statedAt, self._writer.passage(section.span, line)),
            )

    def definition(self, definition: Definition) -> None:
        """State the collective that a name stands for in this scheme, and who belongs to it.

        It is the scheme's own, so that its members have no part in what other schemes give to that name. With
        含 (``is_whole`` false) whom the name means elsewhere belongs to it too.
        """
        general = self._writer.general(definition.collective)
        own = Unit(
            iri=URIRef(self._iris.collective(general.slug)), slug=general.slug, place=None, is_known=True
        )
        self._writer.own[general.iri] = own
        row = self._writer.tabled(definition.collective)
        at, stated = self._writer.words(definition.span), concept("basis", "stated")
        self._writer.state(
            own.iri,
            (RDF.type, ZR.Unit),
            (RDF.type, ZR.CollectiveUnit),
            (SKOS.prefLabel, zh(row.name if row else definition.collective)),
            (ZR.kind, concept("kind", "collective")),
            (RDFS.isDefinedBy, self._scheme),
            (ZR.basis, stated),
            (ZR.statedAt, at),
        )
        if row and not definition.is_whole:
            self._writer.state(general.iri, (ZR.subsetOf, own.iri))
        for name in definition.members:
            member = self._writer.unit(name)
            if self._writer.is_collective(name):
                self._writer.state(member.iri, (ZR.subsetOf, own.iri))
                continue
            self._writer.state(
                URIRef(f"{own.iri}/member/{member.slug}"),
                (RDF.type, ZR.Membership),
                (ZR.collective, own.iri),
                (ZR.memberUnit, member.iri),
                (ZR.reading, concept("reading", "literal")),
                (ZR.confidence, concept("confidence", "sure")),
                (ZR.basis, stated),
                (ZR.statedAt, at),
            )
