"""What a person who types waits for: from a key to its echo, and from Enter to the next prompt.

Counted on the emulator, whose hart runs an instruction a nanosecond.
"""

import sys

import guest

sys.path.insert(0, str(guest.ROOT / "tests" / "line"))

import scene  # noqa: E402


def rows():
    """(what, instructions, at most)."""
    run = scene.first_command()
    assert run.status == 0, run.errors
    return [("key to echo, instructions", run.echo_ns, scene.ECHO_MOST),
            (f"first command, {scene.FIRST}, instructions", run.answer_ns, scene.FIRST_MOST)]
