"""Measures what a person who types waits for: the echo of a key, and the next prompt after Enter.

It is counted on the emulator, whose hart runs one instruction in each nanosecond.
"""

import sys

import guest

sys.path.insert(0, str(guest.ROOT / "tests" / "line"))

import scene  # noqa: E402


def rows():
    """Rows of (what, instructions, bound)."""
    run = scene.first_command()
    assert run.status == 0, run.errors
    return [("key to echo, instructions", run.echo_ns, scene.ECHO_MOST),
            (f"first command, {scene.FIRST}, instructions", run.answer_ns, scene.FIRST_MOST)]
