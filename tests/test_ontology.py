"""The ontology says what it must, in both languages and inside OWL 2 RL, and its examples are true."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ontology_checks import CORE_CHECKS, EXAMPLE_BASE, VOCAB_CHECKS, iri, terms
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from zeren.infer import ENGINES, infer
from zeren.namespaces import VOCAB, ZR, expand, shrink
from zeren.rdf import Packed
from zeren.resources import files, folder
from zeren.validate import validate

DATA = Path(__file__).parent / "data" / "ontology"
EXAMPLES = files("ontology", "examples/*.ttl")
#: What is said about concepts of ours repeats a vocabulary; what follows has files of its own.
OF_VOCABULARIES = {"role.ttl", "unit-kind.ttl", "word.ttl"}
FOLLOWS = files("ontology", "examples/entailed-*.ttl")
BAD = sorted(DATA.glob("bad-*.ttl"))


@cache
def union(*paths: Path) -> Graph:
    """Return what several files say together."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


def core() -> Graph:
    """Return core.ttl and alignments.ttl."""
    return union(*files("ontology", "*.ttl"))


def vocab() -> Graph:
    """Return all vocabularies."""
    return union(*files("ontology", "vocab/*.ttl"))


def stated() -> Graph:
    """Return the examples that a document or a table would state."""
    return union(*(p for p in EXAMPLES if p.name not in OF_VOCABULARIES and p not in FOLLOWS))


def failing(graph: Graph) -> dict[str, list[str]]:
    """Return the checks that a graph of ontology, vocabularies and examples fails, with what they say."""
    examples, rest = Graph(), Graph()
    for triple in graph:
        (examples if str(triple[0]).startswith(EXAMPLE_BASE) else rest).add(triple)
    said = {name: list(check(rest, examples)) for name, check in CORE_CHECKS.items()} if terms(rest) else {}
    said |= {name: list(check(rest)) for name, check in VOCAB_CHECKS.items()}
    return {name: lines for name, lines in said.items() if lines}


def test_files_are_found() -> None:
    """A glob that finds too little would pass every test below."""
    assert len(files("ontology", "*.ttl")) == 2
    assert len(files("ontology", "vocab/*.ttl")) == 23
    assert len(EXAMPLES) == 21
    assert len(FOLLOWS) == 3
    assert len(BAD) == 19
    assert len(terms(core())) == 75


@pytest.mark.parametrize("name", CORE_CHECKS)
def test_ontology_passes(name: str) -> None:
    """core.ttl and alignments.ttl pass each check."""
    assert list(CORE_CHECKS[name](core(), union(*EXAMPLES))) == []


@pytest.mark.parametrize("name", VOCAB_CHECKS)
def test_vocabularies_pass(name: str) -> None:
    """The vocabularies pass each check."""
    assert list(VOCAB_CHECKS[name](vocab())) == []


@pytest.mark.parametrize("kind", ["core", "vocab"])
def test_good_file_passes_every_check(kind: str) -> None:
    """What the bad files build on is itself good."""
    assert failing(union(DATA / f"good-{kind}.ttl")) == {}


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_file_fails_its_check_alone(path: Path) -> None:
    """A bad file on top of the good one fails the check that its first line names, and no other."""
    named = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# fails: ")
    good = DATA / f"good-{path.stem.split('-')[1]}.ttl"
    assert list(failing(union(good, path))) == [named]


def test_every_check_has_a_bad_file() -> None:
    """A check that nothing fails may check nothing."""
    named = {path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# fails: ") for path in BAD}
    assert named == {*CORE_CHECKS, *VOCAB_CHECKS}


def test_alignments_are_links_and_nothing_else() -> None:
    """alignments.ttl hangs our terms under terms of others; no other file does so for properties."""
    links = union(folder("ontology") / "alignments.ttl")
    assert set(links.predicates()) == {RDFS.subClassOf, RDFS.subPropertyOf}
    assert not [o for o in links.objects() if str(o).startswith(ZR)]


def test_roles_agree_with_the_ontology() -> None:
    """A role's shortcut is a property between tasks and what has the role; no two roles share one."""
    roles = list(vocab().subjects(RDF.type, iri("zr:Role")))
    assert len(roles) == 6
    shortcuts = [vocab().value(role, iri("zr:shortcut")) for role in roles]
    assert len(set(shortcuts)) == len(roles)
    assert set(shortcuts) == set(core().subjects(RDFS.subPropertyOf, iri("zr:assignedTo")))
    for role, shortcut in zip(roles, shortcuts, strict=True):
        reach = set(core().objects(shortcut, iri("schema:rangeIncludes")))
        assert reach == {vocab().value(role, iri("zr:assigneeClass"))}


def test_examples_use_every_term_and_no_unknown_one() -> None:
    """Each class and property occurs in an example; all that occur, there or in a vocabulary, are defined."""
    known = set(terms(core()))
    examples = union(*EXAMPLES)
    used = set(examples.predicates()) | set(examples.objects(None, RDF.type))
    assert known - used == set()
    everywhere = set(examples.all_nodes()) | used | set(vocab().all_nodes()) | set(vocab().predicates())
    assert {str(n) for n in everywhere if str(n).startswith(ZR)} - {str(t) for t in known} == set()


def test_examples_have_what_their_terms_include() -> None:
    """A property stands at a class and points to a class (or datatype) that its definition includes."""
    examples = union(*EXAMPLES, *files("ontology", "*.ttl"), *files("ontology", "vocab/*.ttl"))

    def kinds(node: Node) -> set[Node]:
        if isinstance(node, Literal):
            return {RDF.langString if node.language else node.datatype or XSD.string}
        return set(examples.objects(node, RDF.type))

    seen = 0
    for subject, predicate, value in union(*EXAMPLES):
        if str(predicate).startswith(ZR):
            seen += 1
            for node, name in ((subject, "schema:domainIncludes"), (value, "schema:rangeIncludes")):
                included = set(core().objects(predicate, iri(name)))
                assert kinds(node) & included, f"{node} at {predicate}"
    assert seen > 200


def test_examples_of_vocabularies_repeat_them() -> None:
    """What an example says about a concept of ours stands in its vocabulary."""
    said = union(*(p for p in EXAMPLES if p.name in OF_VOCABULARIES))
    assert set(said) - set(vocab()) == set()
    others = set(union(*(p for p in EXAMPLES if p.name not in OF_VOCABULARIES)).subjects())
    assert [s for s in others if str(s).startswith((VOCAB, ZR))] == []


def test_examples_point_to_what_is_there() -> None:
    """An IRI in an example is a node of the examples, a term or a concept."""
    there = {*union(*EXAMPLES).subjects(), *core().subjects(), *vocab().subjects()}
    values = {o for _, p, o in union(*EXAMPLES) if isinstance(o, URIRef) and p != RDF.type}
    assert len(values) > 70
    assert values - there == set()


def test_example_passages_stand_in_the_text() -> None:
    """Passages quote sample.txt at their place and line, and hashes and IRIs are those of the text."""
    source = (folder("ontology") / "examples" / "sample.txt").read_bytes()
    text, digest = source.decode(), hashlib.sha256(source).hexdigest()
    document = stated().value(None, RDF.type, iri("zr:Document"), any=False)
    for name in ("zr:textSha256", "zr:bytesSha256"):
        assert str(stated().value(document, iri(name))) == digest
    assert str(document).endswith(f"/document/{digest[:12]}")
    passages = set(stated().subjects(RDF.type, iri("zr:Passage")))
    assert len(passages) == 28
    for passage in passages:
        numbers = (stated().value(passage, iri(name)) for name in ("oa:start", "oa:end", "zr:line"))
        start, end, line = (int(str(number)) for number in numbers)
        assert text[start:end] == str(stated().value(passage, iri("oa:exact")))
        assert line == text.count("\n", 0, start) + 1
        assert str(passage) == f"{document}/passage/{start}-{end}"


def test_examples_are_valid() -> None:
    """The shapes find nothing in the stated examples but the unit that no table knows."""
    told = [(shrink(str(result.shape)), result.severity) for result in validate(stated()).results]
    assert told == [("zrsh:Unit-unlisted", "info")]


@pytest.mark.parametrize("engine", ENGINES)
def test_examples_entail_what_they_say(engine: str) -> None:
    """Inference over the stated examples gives entailed-*.ttl, no triple more or less."""
    follows = infer(Packed.of(stated()), engine=engine)
    by_owl, by_rules, derived = (set(union(path)) for path in FOLLOWS)
    assert set(follows.entailed.graph()) == by_rules | by_owl
    assert set(follows.derived.graph()) == derived
    assert not by_rules & by_owl


def test_useful_predicates_are_those_that_can_follow() -> None:
    """The list holds the object properties that the entailed and derived examples show, and no other."""
    lines = (folder("ontology") / "useful-predicates.txt").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    assert len(listed) == len(set(listed))
    shown = {p for _, p, o in union(*FOLLOWS) if isinstance(o, URIRef)} - {RDF.type}
    assert {expand(curie) for curie in listed} == {str(p) for p in shown}


def context() -> dict[str, Any]:
    """Return the JSON-LD context."""
    read: dict[str, Any] = json.loads((folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))
    context: dict[str, Any] = read["@context"]
    return context


def test_context_has_every_term() -> None:
    """Each class and property has its own name in the context, read as its kind and range say."""
    for term, kind in terms(core()).items():
        curie = shrink(str(term))
        name = curie.removeprefix("zr:")
        ranges = set(core().objects(term, iri("schema:rangeIncludes")))
        expected: str | dict[str, str] = {"@id": curie}
        if kind == OWL.Class:
            expected = curie
        elif kind == OWL.ObjectProperty:
            expected = {"@id": curie, "@type": "@id"}
        elif RDF.langString in ranges:
            expected = {"@id": curie, "@container": "@language"}
        elif XSD.string not in ranges:
            expected = {"@id": curie, "@type": shrink(str(ranges.pop()))}
        assert context()[name] == expected


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_survives_json_ld(path: Path) -> None:
    """An example as JSON-LD with the context, and read again, is the same graph; its keys are short names."""
    graph = union(path)
    written = graph.serialize(format="json-ld", context=context())
    assert isomorphic(Graph().parse(data=written, format="json-ld"), graph)
    nodes = json.loads(written)
    keys = {key for node in nodes.get("@graph", [nodes]) for key in node}
    assert {key for key in keys if ":" in key} == set()


def test_unit_kinds_are_told_by_names() -> None:
    """Endings and marks sort the examples' units into the kinds that the examples state."""
    marks, endings = (
        {str(word): kind for kind, word in vocab().subject_objects(iri(name))}
        for name in ("zr:nameMark", "zr:nameEnding")
    )
    units = list(stated().subject_objects(iri("zr:kind")))
    assert len(units) == 13
    for unit, kind in units:
        name = next(str(o) for o in stated().objects(unit, SKOS.prefLabel) if o.n3().endswith("@zh"))
        inside = {word: marks[word] for word in marks if word in name}
        at_end = {word: endings[word] for word in endings if name.endswith(word)}
        told = inside or at_end
        assert told[max(told, key=len)] == kind, name
