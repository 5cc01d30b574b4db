"""The trees that tests run over: those of real boards, and the project's own.

Everyone has the boards of Debian's kernel package, which tools/deps unpacks. The trees of ../shared
come on top where that folder is; FIRSTLIGHT_SHARED names another place for it, and one that does
not exist leaves them out.
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
    """Debian's. Under Nix there is no Debian package, and there are none."""
    found = sorted(DEBIAN.glob("*/*.dtb"))
    assert found or "FIRSTLIGHT_NIX" in os.environ, \
        f"{DEBIAN}: no trees of real boards; tools/deps test unpacks them"
    return found


def real_trees():
    """All, each board once: of the same name Debian's, which may be newer."""
    known = {name_of(path): path for path in [*SHARED.glob("dev/*/*.dtb"), *debian_trees()]}
    return [known[name] for name in sorted(known)]


def good_trees():
    """Every tree that is as it should be: real ones, and the project's own, which are source."""
    return real_trees() + sorted(OWN.glob("*.dts"))


def blob_of(path):
    """A real tree's bytes, without what only pads the file."""
    blob = path.read_bytes()
    return blob[:int.from_bytes(blob[4:8], "big")]


def biggest(count):
    """The paths of those of most bytes, the biggest first."""
    return sorted(real_trees(), key=lambda path: (-len(blob_of(path)), path))[:count]
