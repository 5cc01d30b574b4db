"""The trees for both programs, and two overlays, one of which cannot be applied."""

import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

import guest
import large_tree
import libfdt
from device_trees import real_trees

BIGGEST = 5
# Trees of the project that are hard to print, and QUOTES, another hard value.
HARD = ("values", "reserved")
QUOTES = """
/ {
	chosen {
		bootargs = "console=ttyS0 run=\\"mem; sbi\\" path=a\\\\b";
	};
};
"""
FIRST_AT, STEP = 0x88000000, 0x100000
LARGE_AT = 0x90000000

# An overlay whose target is a label, as in most overlays.
OVERLAY = """
&{label} {{
	current-speed = <115200>;

	sensor {{
		compatible = "example,sensor";
		parent = <&{label}>;
	}};
}};
"""
PLUGIN = "/dts-v1/;\n/plugin/;\n"


@dataclass
class Tree:
    """A blob and its address in the machine's memory."""
    name: str
    path: Path
    at: int

    def args(self):
        """QEMU's arguments that load it there."""
        return ["-device", f"loader,file={self.path},addr={self.at:#x},force-raw=on"]

    def node(self):
        """The first node of /soc with a compatible: the one whose value the tasks print."""
        fdt = libfdt.FdtRo(bytearray(self.path.read_bytes()))
        at = fdt.first_subnode(fdt.path_offset("/soc"))
        while fdt.getprop(at, "compatible", (libfdt.NOTFOUND,)) == -libfdt.NOTFOUND:
            at = fdt.next_subnode(at)
        return f"/soc/{fdt.get_name(at)}"


def used(path):
    """Bytes of the structure and strings blocks, without slack and without what follows the
    blob."""
    return sum(struct.unpack_from(">2I", path.read_bytes(), 32))


def biggest():
    """The largest real trees, one for each family of boards."""
    found = {}
    for path in sorted(real_trees(), key=used, reverse=True):
        found.setdefault((path.parent.name, path.stem[:6]), path)
    return list(found.values())[:BIGGEST]


def compiled(source, name, *options):
    """Compiles the source and returns the blob's path."""
    path = guest.OUT / f"{name}.dtb"
    subprocess.run(["dtc", "-q", "-I", "dts", "-O", "dtb", *options, "-o", path, "-"], check=True,
                   input=source, text=True)
    return path


def hard(name):
    return compiled((guest.ROOT / "tests" / "dts" / f"{name}.dts").read_text() + QUOTES, name)


def large(nodes):
    """Makes a tree of about `nodes` nodes and returns its path."""
    path = guest.OUT / f"{nodes}.dtb"
    large_tree.make(guest.virt_tree(), path, nodes)
    return path


def make():
    """(trees, {name: Tree} of a base and its overlays): blobs in guest.OUT."""
    virt = guest.virt_tree()
    paths = [virt, *biggest(), *map(hard, HARD)]
    trees = [Tree(path.stem, path, FIRST_AT + STEP * index) for index, path in enumerate(paths)]
    return [*trees, Tree("10,000 nodes", large(large_tree.NODES), LARGE_AT)], overlays(virt)


def overlays(virt):
    """A base with labels, an overlay for it, and an overlay that also needs a label that is
    missing."""
    source = subprocess.run(["dtc", "-q", "-I", "dtb", "-O", "dts", virt], check=True,
                            capture_output=True, text=True).stdout
    labelled = source.replace("\t\tserial@10000000 {", "\t\tuart: serial@10000000 {")
    assert labelled != source
    good, missing = OVERLAY.format(label="uart"), OVERLAY.format(label="nowhere")
    paths = {"base": compiled(labelled, "base", "-@"),
             "overlay": compiled(PLUGIN + good, "overlay"),
             "broken": compiled(PLUGIN + good + missing, "broken")}
    at = FIRST_AT - STEP * len(paths)
    return {name: Tree(name, path, at + STEP * index)
            for index, (name, path) in enumerate(paths.items())}
