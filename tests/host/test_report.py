"""What commands report, on every tree: JSON that parses and fits its schema, and lines for 80
columns.

jsonschema is the judge of schemas, and fastjsonschema of documents: some have 65536 rows, for which
the former takes minutes. Both must agree on documents that are right and on ones made wrong.
"""

import copy
import json
import re

import fastjsonschema
import jsonschema
import pytest

from device_trees import ROOT, SHARED, good_trees, name_of
from hostile_names import NAMES, blob, cells
from hostshell import dtc, hostshell
from reports import LINES, MACHINE_REPORTS, REPORTS

COLUMNS = 80
BAD = sorted((SHARED / "bad").glob("*.dtb"))
MARK = "=== of a command ==="


def hostile():
    """A tree with every hostile name as a node, a property and a string, and a phandle to each."""
    nodes = [(name, [(b"phandle", cells(9 + i)), (name, name + b"\0"),
                     (b"compatible", name + b"\0"), (b"reg", cells(i, 4)),
                     (b"reg-names", name + b"\0"), (b"status", name + b"\0"),
                     (b"clocks", cells(9 + i)), (b"clock-names", name + b"\0"),
                     (b"#clock-cells", cells(0)), (b"clock-output-names", name + b"\0")])
             for i, name in enumerate(NAMES)]
    return blob([(b"#address-cells", cells(1)), (b"#size-cells", cells(1)), (b"model", NAMES[2]),
                 (b"aliases", [(name, b"/" + name + b"\0") for name in NAMES]), *nodes])


@pytest.fixture(scope="session", name="of")
def blobs(tmp_path_factory):
    """Function of a tree's path: that of a blob that the program can open."""
    def blob_path(tree):
        if tree == "hostile":
            path = tmp_path_factory.mktemp("hostile") / "hostile.dtb"
            path.write_bytes(hostile())
            return path
        if tree.suffix == ".dtb":
            return tree
        path = tmp_path_factory.mktemp("dts") / "tree.dtb"
        path.write_bytes(dtc(tree, "dts", "dtb"))
        return path
    return blob_path


TREES = [*good_trees(), *BAD, "hostile"]


def name(tree):
    return tree if isinstance(tree, str) else name_of(tree)


def run(tree, lines, *options):
    """What each line prints on the tree; [] if the program refuses the tree."""
    script = "".join(f"{line}\necho '{MARK}'\n" for line in lines)
    result = hostshell(*options, "-f", "/dev/stdin", tree, stdin=script.encode())
    parts = result.output.split(MARK + "\n")
    assert result.status != 2 or len(parts) in (1, len(lines) + 1), result.error
    return parts[:-1]


SCHEMAS = {key: json.loads((ROOT / "docs" / "schema" / f"{key}.json").read_text())
           for key in [*REPORTS, *MACHINE_REPORTS]}


FITS = {key: fastjsonschema.compile(schema) for key, schema in SCHEMAS.items()}


def keywords(schema):
    """The words that a schema and those inside it use, as sets."""
    yield set(schema)
    for word in ("properties", "$defs"):
        for inner in schema.get(word, {}).values():
            yield from keywords(inner)
    for inner in [*schema.get("oneOf", []), *schema.get("anyOf", [])]:
        yield from keywords(inner)
    if "items" in schema:
        yield from keywords(schema["items"])


def test_schemas_use_words_that_both_judges_read_alike():
    """fastjsonschema reads them as draft 7, where what is beside $ref is passed over."""
    known = {"type", "properties", "required", "additionalProperties", "items", "minimum",
             "maximum", "pattern", "enum", "oneOf", "anyOf", "$ref", "$defs"}
    silent = {"$schema", "title", "description"}
    for key, schema in SCHEMAS.items():
        for words in keywords(schema):
            assert words <= known | silent, key
            assert "$ref" not in words or words <= {"$ref"} | silent, key


def mutants(value):
    """Values that differ from it in one place."""
    yield from [None, {"none-such": 1}, -1, [[]], "~none~such~"]
    if isinstance(value, dict):
        for name in value:
            yield {other: value[other] for other in value if other != name}
            for changed in mutants(value[name]):
                yield value | {name: changed}
        yield value | {"none-such": 1}
    elif isinstance(value, list) and value:
        for changed in mutants(value[0]):
            yield [changed, *value[1:2]]


@pytest.mark.parametrize("key", REPORTS)
def test_both_judges_agree(key, of):
    judge = jsonschema.Draft202012Validator(SCHEMAS[key])
    texts = [text for text in run(of("hostile"), [line + " -j" for line in REPORTS[key]]) if text]
    refused = 0
    for text in texts:
        for document in [json.loads(text), *mutants(json.loads(text))]:
            fits = judge.is_valid(document)
            refused += not fits
            try:
                FITS[key](copy.deepcopy(document))
            except fastjsonschema.JsonSchemaException:
                assert not fits, document
            else:
                assert fits, document
    assert bool(refused) == bool(texts)  # the tree has no harts, for instance


def test_each_schema_is_one():
    assert {path.stem for path in (ROOT / "docs" / "schema").glob("*.json")} == set(SCHEMAS)
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("key", SCHEMAS)
def test_the_page_lists_its_members(key):
    page = (ROOT / "docs" / "json.md").read_text()
    commands, _, members, link = re.search(rf"^\| (.*\({re.escape(f'schema/{key}.json')}\)) \|$",
                                           page, re.M)[1].split(" | ")
    assert link == f"[{key}.json](schema/{key}.json)"
    assert commands == " or ".join(f"`{part}`" for part in SCHEMAS[key]["title"].split(", "))
    assert members == ", ".join(f"`{member}`" for member in SCHEMAS[key]["properties"])


@pytest.mark.parametrize("tree", TREES, ids=name)
def test_json(tree, of):
    wanted = [(key, line) for key, lines in REPORTS.items() for line in lines]
    printed = run(of(tree), [line + " -j" for _, line in wanted])
    for (key, line), text in zip(wanted, printed):
        if text:  # a command that cannot run says why, and prints nothing
            FITS[key](json.loads(text))
            assert re.fullmatch(r"[\n -~]*", text), line


# Commands with nothing to report, on a tree without anything.
NOTHING = {
    "reg": ["reg /", "reg -r /"], "irq": ["irq /", "irq -r /"], "clock": ["clock"],
    "gpio": ["gpio"], "ls": ["ls /", "ls -l"], "rsvmap": ["rsvmap"],
    "find": ["find / -name none", "find / -p none", "find / -count -name none"],
    "refs": ["refs /", "refs -o /"], "phandle": ["phandle"], "strings": ["strings", "strings -l"],
    "mem": ["mem"], "map": ["map", "map -l"], "stats": ["stats"], "history": ["history -e"],
    "snapshot": ["snapshot"], "diff": ["diff", "diff -l"],
    "check": ["check -c root-model -x root-model"],
}


def test_a_document_without_rows(tmp_path):
    """What lists nothing has a document all the same; what cannot be done has none."""
    tree = tmp_path / "empty.dtb"
    tree.write_bytes(blob([]))
    wanted = [(key, line) for key, lines in NOTHING.items() for line in lines]
    for (key, line), text in zip(wanted, run(tree, [line + " -j" for _, line in wanted])):
        document = json.loads(text)
        FITS[key](document)
        assert not any(part for part in document.values() if isinstance(part, list)), line
    for line in ("cpus", "chosen", "undo", "redo", "phandle 1", "ls /none*", "reg /none"):
        done = hostshell("-c", line + " -j", tree)
        assert (done.output, done.status != 0, done.error.count("\n")) == ("", True, 1), line


@pytest.mark.parametrize("tree", TREES, ids=name)
def test_columns(tree, of):
    path = of(tree)
    for line, wrapped, whole in zip(LINES, run(path, LINES, "-w", str(COLUMNS)),
                                    run(path, LINES, "-w", "0")):
        if "..." not in wrapped:  # some tables cut cells, and show that
            assert wrapped.split() == whole.split(), line
        for row in wrapped.splitlines():
            assert len(row) <= COLUMNS or " " not in row.strip() or \
                row.startswith("  type: "), (line, row)
