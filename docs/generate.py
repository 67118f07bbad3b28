"""Write the pages that follow from other files: ontology, shapes, queries, commands, the model's picture.

Usage: python docs/generate.py
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Node, URIRef

from build_graph import build
from docs.markdown import HEAD, table
from docs.queries_page import queries_page
from zeren import resources
from zeren.infer import rules
from zeren.namespaces import ZR, expand, shrink

__all__ = ["pages"]

DOCS = Path(__file__).parent
CLONE = DOCS.parent
BEGIN, END = "<!-- model:begin (make docs) -->", "<!-- model:end -->"
DOMAIN = URIRef(expand("schema:domainIncludes"))
RANGE = URIRef(expand("schema:rangeIncludes"))


def said(graph: Graph, node: Node, what: URIRef, language: str) -> str:
    """Return what a node says of itself in a language, as one line, or an empty string."""
    words = [o for o in graph.objects(node, what) if isinstance(o, Literal) and o.language == language]
    return " ".join(" ".join(sorted(words)).split())


def names(graph: Graph, nodes: Iterable[Node]) -> str:
    """Return the compact names of nodes, sorted, as one cell."""
    return ", ".join(sorted(f"`{shrink(str(node))}`" for node in nodes if isinstance(node, URIRef)))


def ours(graph: Graph, *classes: URIRef) -> list[URIRef]:
    """Return our own terms of the given classes, in the order of their names."""
    found = {s for kind in classes for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return sorted(term for term in found if term.startswith(ZR) and term != URIRef(ZR))


def described(graph: Graph, term: URIRef) -> tuple[str, str]:
    """Return label and definition of a term, in both languages."""
    label = f"{said(graph, term, RDFS.label, 'en')} · {said(graph, term, RDFS.label, 'zh')}"
    text = f"{said(graph, term, SKOS.definition, 'en')}<br>{said(graph, term, SKOS.definition, 'zh')}"
    return label, text


def core_graph() -> Graph:
    """Return our terms."""
    return Graph().parse(resources.folder("ontology") / "core.ttl")


def ontology_page() -> str:
    """Return classes, properties and vocabularies, each with its words in both languages."""
    core = core_graph()
    ontology = URIRef(ZR.rstrip("#"))
    classes = [
        (f"`{shrink(term)}`", *described(core, term), names(core, core.objects(term, RDFS.subClassOf)))
        for term in ours(core, OWL.Class)
    ]
    properties = [
        (
            f"`{shrink(term)}`",
            *described(core, term),
            names(core, core.objects(term, DOMAIN)),
            names(core, core.objects(term, RANGE)),
            names(core, core.objects(term, RDFS.subPropertyOf)),
        )
        for term in ours(core, OWL.ObjectProperty, OWL.DatatypeProperty)
    ]
    text = (
        HEAD.format(source="ontology/core.ttl and ontology/vocab/")
        + "# The ontology\n\n"
        + f"Namespace `{ZR}` (prefix `zr:`), version {core.value(ontology, OWL.versionInfo)}. "
        + "What a term of another vocabulary means is said there; we add no axiom to it.\n\n## Classes\n\n"
        + table(("class", "label", "definition", "subclass of"), classes)
        + "\n## Properties\n\n"
        + table(("property", "label", "definition", "on", "value", "subproperty of"), properties)
        + "\n## Vocabularies\n"
    )
    return text + "".join(vocabulary(file) for file in resources.files("ontology", "vocab/*.ttl"))


def vocabulary(file: Path) -> str:
    """Return the section of one vocabulary file: its schemes and their concepts."""
    graph = Graph().parse(file)
    text = ""
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        title = f"{said(graph, scheme, DCTERMS.title, 'en')} · {said(graph, scheme, DCTERMS.title, 'zh')}"
        rows = [
            (
                f"`{shrink(str(concept))}`",
                said(graph, concept, SKOS.prefLabel, "en"),
                said(graph, concept, SKOS.prefLabel, "zh"),
                said(graph, concept, SKOS.definition, "en"),
            )
            for concept in sorted(graph.subjects(SKOS.inScheme, scheme), key=str)
        ]
        text += f"\n### {title} (`vocab/{file.name}`)\n\n"
        text += table(("concept", "en", "zh", "definition"), rows) if rows else "Its concepts are data.\n"
    return text


def shapes_page() -> str:
    """Return every named shape, by file: what it looks at, how grave it is, what it says."""
    text = HEAD.format(source="shapes/") + "# The shapes\n\nWhat `zeren validate` checks.\n"
    for file in resources.files("shapes", "*.ttl"):
        graph = Graph().parse(file)
        opening = re.match(r"((?:#[^\n]*\n)*)", file.read_text("utf-8"))
        purpose = re.sub(r"^# ?", "", opening[1] if opening else "", flags=re.MULTILINE)
        rows = [
            (
                f"`{shrink(str(shape))}`",
                names(graph, graph.objects(shape, SH.path)),
                shrink(str(graph.value(shape, SH.severity) or SH.Violation)).removeprefix("sh:"),
                f"{said(graph, shape, SH.message, 'en')}<br>{said(graph, shape, SH.message, 'zh')}",
            )
            for shape in sorted({s for s in graph.subjects(SH.message) if isinstance(s, URIRef)})
        ]
        text += f"\n## {file.name}\n\n{purpose}\n" + table(("shape", "path", "severity", "message"), rows)
    return text


def help_of(*command: str) -> str:
    """Return what a command says of itself, as plain text of a fixed width."""
    environment = os.environ | {"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"}
    shell = Path(sys.executable).with_name("zeren")
    done = subprocess.run([shell, *command, "--help"], env=environment, capture_output=True, check=True)
    return "\n".join(line.rstrip() for line in done.stdout.decode().strip().splitlines())


def cli_page() -> str:
    """Return what each command says of itself."""
    return HEAD.format(source="zeren --help") + f"# The commands\n\n```text\n{help_of()}\n```\n" + _commands()


def _commands(*group: str) -> str:
    """Return what each command of a group says of itself, and each of those below it."""
    text = ""
    for name in re.findall(r"^\W? *([a-z]+)  +\S", help_of(*group).partition("Commands")[2], re.MULTILINE):
        command = (*group, name)
        text += f"\n## zeren {' '.join(command)}\n\n```text\n{help_of(*command)}\n```\n" + _commands(*command)
    return text


def picture(language: str) -> str:
    """Return the classes and their relations as a Mermaid class diagram.

    Full arrows are stated (a shape speaks of the property), dotted ones are built by a derived rule. Left out
    is what would only crowd it: entailed short cuts, inverses, and relations of a class with itself.
    """
    core, shapes = core_graph(), Graph()
    for file in resources.files("shapes", "*.ttl"):
        shapes.parse(file)
    stated = set(shapes.objects(None, SH.path))
    heads = [rule.construct.partition("WHERE")[0] for rule in rules() if rule.degree == "derived"]
    classes = ours(core, OWL.Class)
    lines = [
        "```mermaid",
        '%%{init: {"class": {"hideEmptyMembersBox": true}}}%%',
        "classDiagram",
        "    direction LR",
    ]
    lines += [f'    class {name(term)}["{said(core, term, RDFS.label, language)}"]' for term in classes]
    pairs = ((up, term) for term in classes for up in core.objects(term, RDFS.subClassOf))
    lines += [f"    {name(up)} <|-- {name(term)}" for up, term in pairs if up in classes]
    for term in ours(core, OWL.ObjectProperty):
        built = any(re.search(rf"{shrink(term)}\b", head) for head in heads)
        if term not in stated and not built:
            continue
        arrow = "-->" if term in stated else "..>"
        ends = product(*(sorted(core.objects(term, side), key=str) for side in (DOMAIN, RANGE)))
        lines += [
            f"    {name(start)} {arrow} {name(end)} : {said(core, term, RDFS.label, language)}"
            for start, end in ends
            if start in classes and end in classes and start != end
        ]
    for start, path, end in foreign(shapes):
        lines += [f"    {name(start)} --> {name(end)} : {name(path)}"] if {start, end} <= set(classes) else []
    return "\n".join([*lines, "```"]) + "\n"


def foreign(shapes: Graph) -> list[tuple[Node, Node, Node]]:
    """Return (class, property of others, class of its values) wherever a shape says all three."""
    found = {
        (start, path, end)
        for shape, start in shapes.subject_objects(SH.targetClass)
        for held in shapes.objects(shape, SH.property)
        for path in shapes.objects(held, SH.path)
        for end in shapes.objects(held, SH["class"])
        if not str(path).startswith(ZR)
    }
    return sorted(found, key=str)


def name(term: Node) -> str:
    """Return a term's name without its prefix."""
    return shrink(str(term)).partition(":")[2]


def model_page() -> str:
    """Return the page that holds nothing but the picture, in both languages."""
    return (
        HEAD.format(source="ontology/core.ttl")
        + "# The model\n\nFull arrows are stated by a document or a table, dotted ones follow from them. "
        + "The words: [ontology](reference/ontology.md).\n\n"
        + picture("en")
        + "\n## 模型\n\n实线为文件或表中所载,虚线为由此推得。\n\n"
        + picture("zh")
    )


def pages(build_folder: Path) -> dict[Path, str]:
    """Return every generated page with its text; a README keeps what stands around the picture.

    Args:
        build_folder: a build of the shipped documents, whose answers are shown.

    """
    made = {
        DOCS / "model.md": model_page(),
        DOCS / "reference" / "cli.md": cli_page(),
        DOCS / "reference" / "ontology.md": ontology_page(),
        DOCS / "reference" / "queries.md": queries_page(build_folder),
        DOCS / "reference" / "shapes.md": shapes_page(),
    }
    for readme, language in ((CLONE / "README.md", "en"), (CLONE / "README.zh.md", "zh")):
        before, _, rest = readme.read_text("utf-8").partition(BEGIN)
        made[readme] = f"{before}{BEGIN}\n{picture(language)}{END}{rest.partition(END)[2]}"
    return made


if __name__ == "__main__":
    (DOCS / "reference").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        build(out=Path(folder) / "build")
        made = pages(Path(folder) / "build")
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
