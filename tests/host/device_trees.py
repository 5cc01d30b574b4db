"""The trees that tests use: trees of real boards, and the project's own.

tools/deps unpacks the trees of Debian's kernel package. The trees of ../shared are added if that
folder exists. FIRSTLIGHT_SHARED names another folder for them; if that does not exist, they are
left out.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "dts"
DEBIAN = ROOT / ".deps" / "trees"
SHARED = Path(os.environ.get("FIRSTLIGHT_SHARED", ROOT.parent / "shared")) / "dtb"


def name_of(path):
    """VENDOR/BOARD.dtb."""
    return f"{path.parent.name}/{path.name}"


def debian_trees():
    """The trees of Debian's package. Under Nix there is no such package, and the list is empty."""
    found = sorted(DEBIAN.glob("*/*.dtb"))
    assert found or "FIRSTLIGHT_NIX" in os.environ, \
        f"{DEBIAN}: no trees of real boards; tools/deps test unpacks them"
    return found


def real_trees():
    """All real trees, each board once: of two with the same name, Debian's, which may be newer."""
    known = {name_of(path): path for path in [*SHARED.glob("dev/*/*.dtb"), *debian_trees()]}
    return [known[name] for name in sorted(known)]


def good_trees():
    """Every valid tree: the real ones, and the project's own, which are source."""
    return real_trees() + sorted(OWN.glob("*.dts"))


def blob_of(path):
    """A real tree's bytes, without padding of the file."""
    blob = path.read_bytes()
    return blob[:int.from_bytes(blob[4:8], "big")]


def biggest(count):
    """The paths of the largest trees, the largest first."""
    return sorted(real_trees(), key=lambda path: (-len(blob_of(path)), path))[:count]
