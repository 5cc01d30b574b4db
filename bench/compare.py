"""Prints the table of the image beside U-Boot: the same tasks on the same trees, and what each got
wrong."""

import ours
import peer
import printed
import trees as blobs

NAMES = {"print": "whole print", "list": "list /soc", "get": "get a value",
         "first": "set, room made first", "set": "set again"}


def first(figures):
    """The tasks, with `first` for the first edit of a tree: the sum of all steps that it needs."""
    spent, text = figures["room"]
    if "no room" in figures:
        spent, text = spent + figures["set"][0], text + figures["set"][1]
    return {**figures, "first": (spent, text)}


def row(what, our, their):
    """One row: instructions and bytes of both, and the peer's instructions divided by ours."""
    cells = [f"{spent:>12,}{len(text):>10,}" for spent, text in (our, their)]
    print(f"  {what:<22}{cells[0]}{cells[1]}{their[0] / our[0]:>7.1f} x")


def measure(version):
    """All figures: (trees, overlays, ours, the peer's)."""
    trees, overlays = blobs.make()
    theirs = peer.measure(version, trees, overlays)
    our = ours.workbench(trees)
    our["overlay"] = {name: ours.overlay(overlays, name) for name in ("overlay", "broken")}
    return trees, overlays, our, theirs


def sizes(figures):
    """{tree's name: {task: (instructions, bytes)}}: for build/bench.json, without the texts."""
    return {name: {task: (spent, len(text)) for task, (spent, text) in tasks.items()}
            for name, tasks in figures.items()
            if isinstance(tasks, dict) and name != "overlay"}


def print_costs(trees, our, theirs):
    print(f"{'':<24}{'Firstlight':>12}{'bytes':>10}{'U-Boot':>12}{'bytes':>10}")
    for tree in trees:
        print(f"{tree.name}: {blobs.used(tree.path):,} bytes")
        one, other = first(our[tree.name]), first(theirs[tree.name])
        for task, name in NAMES.items():
            row(name, one[task], other[task])
    spent, text = our["overlay"]["overlay"]["cost"]
    print(f"overlay of two changes\n  {'apply':<22}{spent:>12,}{len(text):>10,}"
          f"{'not built in':>22}")


def wrong(trees, figures):
    """{what: (how many times, of how many)} on all trees together."""
    sums = {"lost in the whole print": [0, 0], "printed as another type": [0, 0],
            "values got in part only": [0, 0]}

    def add(what, count, of):
        sums[what][0] += count
        sums[what][1] += of

    for tree in trees:
        blob, text = tree.path.read_bytes(), figures[tree.name]["print"][1]
        whole, lost = printed.spoilt(text, blob)
        known, misread = printed.misread(text, blob)
        value = printed.properties(blob)[f"{tree.node()}/compatible"]
        got = figures[tree.name]["get"][1]
        add("lost in the whole print", len(lost), whole)
        add("printed as another type", len(misread), known)
        add("values got in part only",
            any(part not in got for part in value.decode().split("\0")), 1)
    return sums


def print_wrong(trees, overlays, our, theirs):
    print("what went wrong, of how many")
    for (what, one), other in zip(wrong(trees, our).items(), wrong(trees, theirs).values()):
        cells = [f"{count:,} of {of:,}" for count, of in (one, other)]
        print(f"  {what:<28}{cells[0]:>24}{cells[1]:>24}")
    refused = sum("NOSPACE" in theirs[tree.name]["no room"][1] for tree in trees)
    print(f"  {'set refused for want of room':<28}{f'0 of {len(trees)}':>24}"
          f"{f'{refused} of {len(trees)}':>24}")
    print("the base after an overlay (the peer's by libfdt on the host)")
    for what, name, room in (("whose label is missing", "broken", 4096),
                             ("that needs more room", "overlay", 0)):
        result = our["overlay"][name]
        intact, done = peer.libfdt_leaves(overlays, name, room)
        print(f"  {what:<28}{state(result['kept'] or result['done'], result['done']):>24}"
              f"{state(intact, done):>24}")


def state(intact, done):
    if not intact:
        return "ruined"
    return "has it" if done else "as before"
