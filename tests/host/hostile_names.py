"""Trees whose names are hostile to shells, to dtc, and to terminals."""

import struct

NAMES = [b'n;reset', b'a b', b"it's", b'a"b', b'a$b', b'a\nreset # ', b'a\\', b'\x1b[2J\x07',
         b'a\x80\xff', b'a{b', b'a}b', b'a:b', b'a@b@c', b'*/x', b'//x', b'#inc', b'..', b'.',
         b'a&b', b'a|b', b'name', b'%s%n', b'a=b', b'~', b'`x`', b'<x>', b'[00]', b'a,b',
         b"x" * 100, b'a@', b'@', b'-', b'0', b'?', b'phandle', b"'", b"\\'", b'a\\x41', b'$(x)',
         b'if', b'/*', b'\t']


def cells(*numbers):
    return struct.pack(f">{len(numbers)}I", *numbers)


def blob(root):
    """A tree whose nodes are lists of (name, bytes) for properties and (name, list) for nodes: dtc
    does not make such names."""
    strings = bytearray()

    def begin(name, items):
        text = name + b"\0"
        yield cells(1) + text + bytes(-len(text) % 4)
        for name, value in items:
            if isinstance(value, list):
                yield from begin(name, value)
            else:
                yield cells(3, len(value), len(strings)) + value + bytes(-len(value) % 4)
                strings.extend(name + b"\0")
        yield cells(2)

    structs = b"".join(begin(b"", root)) + cells(9)
    sizes = len(structs), len(strings)
    return cells(0xd00dfeed, 56 + sum(sizes), 56, 56 + sizes[0], 40, 17, 16, 0, sizes[1],
                 sizes[0]) + bytes(16) + structs + strings


def contents(tree):
    """{path as a tuple of names: {property: value}}, whatever the names: dtc refuses some."""
    structs, strings = struct.unpack_from(">2I", tree, 8)
    found, path = {}, ()
    while (token := struct.unpack_from(">I", tree, structs)[0]) != 9:
        structs += 4
        if token == 1:
            name = tree[structs:tree.index(b"\0", structs)]
            path += (name,)
            assert found.setdefault(path, {}) == {}
            structs += len(name) // 4 * 4 + 4
        elif token == 2:
            path = path[:-1]
        elif token == 3:
            size, name = struct.unpack_from(">2I", tree, structs)
            name = tree[strings + name:tree.index(b"\0", strings + name)]
            found[path][name] = tree[structs + 8:structs + 8 + size]
            structs += 8 + (size + 3) // 4 * 4
    return found
