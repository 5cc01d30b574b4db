"""Writes a tree to standard output whose names and values are markup, quotes and control bytes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "host"))

from hostile_names import NAMES, blob, cells  # noqa: E402

MARKUP = [b'<img src=x onerror=hurt()>', b'<script>hurt()</script>', b'"><b>bold', b"&lt;b&gt;",
          b"javascript:hurt()", b"${hurt()}"]


def tree():
    """A root with a node for each name, which has a property of that name."""
    nodes = [(name, [(name, name + b"\0"), (b"reg", cells(i, 4))])
             for i, name in enumerate([*MARKUP, *NAMES]) if name not in (b"phandle",)]
    return blob([(b"#address-cells", cells(1)), (b"#size-cells", cells(1)),
                 (b"model", MARKUP[0] + b"\x1b[2J\0"), (b"compatible", MARKUP[1] + b"\0"), *nodes])


if __name__ == "__main__":
    sys.stdout.buffer.write(tree())
