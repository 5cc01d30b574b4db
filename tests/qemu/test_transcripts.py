"""README.md and docs/ show what the commands print: `make transcripts` writes it anew."""

from difflib import unified_diff

import pytest

from transcripts import BLOCK, DOTS, PAGES, fresh, is_transcript, lasting, shown


def names(path):
    return path.name


@pytest.mark.parametrize("path", PAGES, ids=names)
def test_each_block_with_a_prompt_says_how_it_is_run(path):
    unmarked = [text for kind, _, text in BLOCK.findall(path.read_text())
                if is_transcript(text) and not kind]
    assert not unmarked, f"a comment '<!-- transcript: ... -->' is missing:\n{unmarked[0]}"


@pytest.mark.parametrize("path", PAGES, ids=names)
def test_the_transcripts_are_what_is_printed(path):
    page = path.read_text()
    old, new = (lasting(text).splitlines() for text in (page, fresh(page)))
    stale = "\n".join(unified_diff(old, new, path.name, "what is printed", lineterm="", n=1))
    assert not stale, f"stale; `make transcripts` writes it anew:\n{stale}"


@pytest.mark.parametrize("old, new, expected", [
    ("a\n", "x 1\ny\n", "x 1\ny\n"),
    ("a\n  ...\nb 2\n", "x\ny\nb 3\nz\n", "x\n  ...\nb 3\nz\n"),
    ("  ...\nb\nc\n...\nd\n", "x\nb 1\nc 1\nc 2\nd 1\n", "  ...\nb 1\nc 1\n...\nd 1\n"),
    ("a\n  ...\n", "x\ny\n", "x\n  ...\n"),
    ("a\n  ...\nb\n", "x\ny\n", "x\n  ...\n"),
])
def test_dots_stand_for_what_is_left_out(old, new, expected):
    assert DOTS.search(expected) is None or DOTS.search(old)
    assert shown(old, new) == expected
