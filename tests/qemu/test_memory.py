"""The commands of memory: what they show and change, what an address may be, what is refused."""

import binascii
import hashlib
import re

import pytest

from machine_code import symbol
from rows import ICICLE_KIT, SIFIVE_U, Row

RAM = 0x84000000  # unused

MACHINES = [Row("virt"), Row("virt-4", harts=4), Row("virt-8", harts=8),
            Row("sifive_u", **SIFIVE_U), Row("icicle", **ICICLE_KIT)]


def taken(command, word):
    return f"{command}: {word}: taken as hexadecimal\n"


def bytes_of(output):
    """What rows of md.b show."""
    rows = re.findall(r"(?m)^[0-9a-f]{8,16}:((?: [0-9a-f]{2}){1,16})  ", output)
    return bytes.fromhex("".join(rows))


@pytest.mark.parametrize("row", MACHINES, ids=[row.id for row in MACHINES])
def test_what_each_machine_shows_and_changes(boot, row):
    """Everything that does not depend on the machine's addresses, in a place that is free."""
    machine = boot(row)
    image = int(re.search(r"(?m)^ *(0x\w+) .*  image$", machine.run("mem"))[1], 16)
    free = image + 0x2000000
    data = bytes(range(256)) * 16
    for at in range(0, 64, 8):
        value = int.from_bytes(data[at:at + 8], "little")
        assert machine.run(f"mw.q {free + at:#x} {value:#x}") == ""
    for done in (64, 128, 256, 512, 1024, 2048):
        assert machine.run(f"cp.w {free:#x} {free + done:#x} {done // 2}") == ""
    data = (bytes(range(64)) * 64)[:4096]
    assert bytes_of(machine.run(f"md.b {free:#x} 4096")) == data
    assert machine.run(f"crc32 {free:#x} 4096") == (
        f"{binascii.crc32(data):08x}  {free:#x}  0x1000\n")
    assert machine.run(f"sha256 -j {free:#x},0x1000").startswith(
        f'{{"result":{{"sum":"{hashlib.sha256(data).hexdigest()}"')
    assert machine.run(f"cp {free:#x},0x1000 {free + 0x1000:#x}; "
                       f"cmp.q {free:#x} {free + 0x1000:#x} 512") == "items  512  different  0\n"
    found = machine.run(f"search.b {free:#x},0x1000 0x3f 0").split()
    assert found == [f"{free + 63 + 64 * i:#x}" for i in range(63)]
    assert machine.run(f"md $image 1") == machine.run(f"md {image:#x} 1")
    assert machine.run(f"mw $image 0").startswith(f"mw: {image:#x}: image is there, ")
    assert machine.run("md $ram+$image-$ram 1") != machine.run("md $ram 1")


@pytest.mark.parametrize("row, node, width, first, count", [
    (Row("virt"), "/soc/serial", 1, 0x10000000, 8),
    (Row("sifive_u", **SIFIVE_U), "/soc/serial@10010000", 4, 0x10010000, 8),
    (Row("icicle", **ICICLE_KIT), "/soc/serial@20100000", 4, 0x20100000, 8)],
    ids=["virt", "sifive_u", "icicle"])
def test_a_devices_registers(boot, row, node, width, first, count):
    machine = boot(row)
    output = machine.run(f"md {node}")
    rows = re.findall(r"(?m)^([0-9a-f]{8}):((?: [0-9a-f]+)+)", output)
    assert int(rows[0][0], 16) == first
    items = [item for _, items in rows for item in items.split()]
    assert [len(item) for item in items] == [2 * width] * count
    assert "fault" not in output
    assert machine.run(f"cd {node}; md . 1; cd /").startswith(f"{first:08x}: ")
    assert machine.run(f"md {node} {count + 1}") == (
        f"md: {node}: has {count} items of {width} bytes, not {count + 1}\n")


def test_enter_goes_on(boot):
    machine = boot()
    assert machine.run("md.b 0x80200000 16").startswith("80200000: 4d 5a ")
    for at in (0x80200010, 0x80200020):
        assert machine.run("") == machine.run(f"md.b {at:#x} 16") or at
    machine.run("md 80200000")
    assert machine.run("").splitlines()[0].startswith("80200040: ")
    assert machine.run("").splitlines()[0].startswith("80200080: ")
    assert machine.run("echo no more") == "no more\n"
    assert machine.run("") == ""
    # What a name stands for ends.
    machine.run("md /soc/serial")
    assert machine.run("") == ""
    assert machine.run("md /soc/plic 5").splitlines()[1].startswith("0c000010: 00000000  ")
    assert machine.run("").splitlines()[1].startswith("0c000024: 00000000  ")
    assert machine.run("md /soc/serial 3; echo").startswith("10000000: ")
    assert machine.run("").startswith("10000003: ")
    size = symbol("_data_end") // 4
    machine.run(f"md $image+{size * 4 - 96}")
    assert len(machine.run("").splitlines()) == 2
    assert machine.run("") == ""


# (command, its whole output)
SHOWN = [
    ("mw 0x84000000 0x44434241 4", ""),
    ("md.q 0x84000000 1", f"84000000: 4443424144434241{' ' * 19}ABCDABCD\n"),
    ("md.w 0x84000000 8", "84000000: 4241 4443 4241 4443 4241 4443 4241 4443  ABCDABCDABCDABCD\n"),
    ("md 0x84000000+(2-1)*4 1", f"84000004: 44434241{' ' * 29}ABCD\n"),
    ("md 84000000 1", taken("md", "84000000") + f"84000000: 44434241{' ' * 29}ABCD\n"),
    ("md 8400000c 1", taken("md", "8400000c") + f"8400000c: 44434241{' ' * 29}ABCD\n"),
    ("md 2214592512 1", f"84000000: 44434241{' ' * 29}ABCD\n"),
    ("md 88888888 1", "md: 88888888: decimal, 0x54c5638; hexadecimal begins with 0x\n"
                      "054c5638: --------\nmd: 0x54c5638: load access fault (scause 5)\n"),
    ("md.b 10000005 1", taken("md", "10000005") + f"10000005: 60{' ' * 47}`\n"),
    ("mw 0x84000020 12345678; md 0x84000010+16 1; md 0x83ff5910+42768 1",
     "mw: 12345678: decimal, 0xbc614e; hexadecimal begins with 0x\n"
     f"84000020: 00bc614e{' ' * 29}Na..\n"
     "md: 42768: decimal, 0xa710; hexadecimal begins with 0x\n"
     f"84000020: 00bc614e{' ' * 29}Na..\n"),
    ("mm.b 0x84000000 2 3", "0x84000000: 0x41 -> 0x42\n"),
    ("mm.q 0x84000008 0 0xff", "0x84000008: 0x4443424144434241 -> 0x4443424144434200\n"),
    ("mm.b 0x10000005 0x80 0x80", "0x10000005: 0x60 -> 0x60 (not all bits took the value)\n"),
    ("fill.b 0x84000000,5 0x2a; md.b 0x84000000 6",
     f"84000000: 2a 2a 2a 2a 2a 42{' ' * 32}*****B\n"),
    ("fill 0x84000000 0 2; md.b 0x84000000 9", f"84000000:{' 00' * 8} 00{' ' * 23}.........\n"),
    # Overlapping, in both directions.
    ("mw.q 0x84000000 0x0807060504030201; cp.b 0x84000000 0x84000001 8; md.b 0x84000000 9",
     f"84000000: 01 01 02 03 04 05 06 07 08{' ' * 23}.........\n"),
    ("cp.b 0x84000001 0x84000000 8; md.b 0x84000000 9",
     f"84000000: 01 02 03 04 05 06 07 08 08{' ' * 23}.........\n"),
    ("cmp.b 0x84000000 0x84000001 8",
     "".join(f"{RAM + i:#x}  {i + 1:#x}  {RAM + i + 1:#x}  {i + 2:#x}\n" for i in range(7))
     + "items  8  different  7\n"),
    ("echo $?", "1\n"),
    ("cmp.b 0x84000000 0x84000001 8 | grep nothing; cmp.b 0x84000000,1 0x84000000",
     "items  1  different  0\n"),
    ("search.b 0x84000000,9 8", "0x84000007\n0x84000008\n"),
    ("search.w 0x84000000,8 0x0403", "0x84000002\n"),
    ("search 0x84000001,8 0x05040302", "0x84000001\n"),
    ("search 0x84000000,9 0x05040302", "nothing was found\n"),
    ("search.w $image,2 0x5a4d", "0x80200000  in image\n"),
    ("search -s $image,64 RISCV", "0x80200030  in image\n"),
    ("mw.b 0x84000041 0x61; mw.b 0x84000042 0x62; search -s 0x84000040,8 ab", "0x84000041\n"),
    ("search -s 0x84000040,2 ab", "nothing was found\n"),
    ("search 0x7ffff000,0x2000 0x12345678",
     "nothing was found\nsearch: 0x80000000 to 0x80000fff: load access fault (scause 5)\n"),
    ("crc32 -v 0x84000000 9 0xffffffff", None),
]

def test_what_is_shown(boot):
    machine = boot()
    for command, output in SHOWN:
        got = machine.run(command)
        assert output is None or got == output, command


def test_sums_are_compared(boot):
    machine = boot()
    machine.run("fill.b 0x84000000,9 0")
    crc = f"{binascii.crc32(bytes(9)):08x}"
    sha = hashlib.sha256(bytes(9)).hexdigest()
    for command, right in ("crc32", crc), ("sha256", sha):
        shown = machine.run(f"{command} 0x84000000,9")
        assert " ".join(shown.split()) == f"{right} 0x84000000 0x9"
        for word in (right, "0x" + right, right.upper()):
            assert machine.run(f"{command} -v 0x84000000 9 {word}") == shown
            assert machine.run("echo $?") == "0\n"
        wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
        message = machine.run(f"{command} -v 0x84000000,9 {wrong}").removeprefix(shown)
        assert message == f"{command}: the sum is not {wrong}\n"
        assert machine.run("echo $?") == "1\n"
        message = machine.run(f"{command} -v 0x84000000,9 12").removeprefix(shown)
        assert message.startswith(
            f"{command}: 12: a sum has {len(right)} hexadecimal digits\nusage: {command} ")


FAULT = "load access fault (scause 5)"


def test_cells_that_fault(boot):
    """A dash for each digit; the rows go on, and each cause is said once."""
    machine = boot()
    assert machine.run("md 0x10000000 4").splitlines()[0].endswith(
        "-------- --------  ........")
    assert machine.run("md.b 0xffe 4") == (
        f"00000ffe: -- -- 97 02{' ' * 38}  ..\nmd: 0xffe to 0xfff: {FAULT}\n")
    assert machine.run("echo $?; md.b 0x1000 1 | grep nothing; echo $?") == "14\n1\n"
    rows = machine.run("md 0 0x408").splitlines()
    assert rows[0] == f"00000000:{' --------' * 4}"
    assert rows[1] == "*"
    assert rows[2].startswith("00001000: 00000297 ")
    assert rows[-1] == f"md: 0x0 to 0xfff: {FAULT}"
    assert machine.run("md.b 0xfffffffffffffff0") == (
        "md: 0xfffffffffffffff0: would end past the last address\n")
    output = machine.run("md.b 0xfffffffffffffff0 16").splitlines()
    assert output == [f"fffffffffffffff0:{' --' * 8}", "*",
                      f"md: 0xfffffffffffffff0 to 0xffffffffffffffff: {FAULT}"]


# (command, its message, status); after status 22, wrong words, comes the usage
REFUSED = [
    ("md 0x84000000+", "0x84000000+: a number or a name is missing, column 12", 22),
    ("md (1", "(1: a ) is missing, column 3", 22),
    ("md 1)", "1): no ( for this ), column 2", 22),
    ("md 1=2", "1=2: an operator, + - or *, is missing, column 2", 22),
    ("md $ram+$ram", "$ram+$ram: two addresses cannot be added, column 10", 22),
    ("md 1-2", "1-2: less than 0, column 4", 34),
    ("md 0x10000000000000000", "0x10000000000000000: more than 64 bits, column 1", 34),
    ("md nosuch", "nosuch: neither a number nor the name of a loaded file, node or function; "
                  "'mem' lists files", 2),
    ("md $rma", "$rma: unknown here; there are $ram, $tree and $image", 2),
    ("md /soc/sreial", "/soc/sreial: no such node (did you mean /soc/serial@10000000?)", 2),
    ("md &uart7", "&uart7: no such node (did you mean /soc/serial@10000000?)", 2),
    ("md /soc", "/soc: the node has no reg, so no address; 'reg -r' shows more", 6),
    ("md /soc/serial.reg[1]", "/soc/serial.reg[1]: reg has no such entry; 'reg -r' shows more", 6),
    ("md /soc/serial+0x100",
     "/soc/serial+0x100: 0x10000100 is not in it: 0x10000000 to 0x100000ff", 34),
    ("md /soc/serial,0x101", "/soc/serial,0x101: only 0x100 bytes are left of what it names", 34),
    ("load $ram+", "$ram+: a number or a name is missing, column 6", 22),
    ("load $ram+0x100000000000 x",
     "$ram+0x100000000000: 0x100080000000 is not in it: 0x80000000 to 0x87ffffff", 34),
    ("load (0x80000000+0x200000) x", None, 16),
    ("gunzip 0x84000000,8 (1", "(1: a ) is missing, column 3", 22),
    ("gunzip 0x84000000,8 $ram+0x5000000",
     "0x84000000,8: it is no gzip file; 'images' lists what is in memory", 2),
    ("boot -n -a $ram* 0x84000000,64", "$ram*: a number or a name is missing, column 6", 22),
    ("md 0x84000000 0", "0x84000000: COUNT is 0", 22),
    ("md 0x84000000 x", "x: not a number", 22),
    ("mw /soc/serial 0 0x41", "/soc/serial: has 64 items of 4 bytes, not 65", 34),
    ("mw 0x84000000 0x100000000", "0x100000000 does not fit in 4 bytes", 34),
    ("mw.q 0 0 0x2000000000000000", None, 16),  # all: 2^64 bytes
    ("mm 0x84000000", "needs VALUE and MASK; 'mw ADDR VALUE' writes all bits, 'md ADDR' and "
                      "Enter go through memory", 22),
    ("mm 0x84000000 4 3", "VALUE 0x4 has bits that MASK 0x3 has not", 34),
    ("mm 0 0 1", "0x0: load access fault (scause 5, stval 0x0)", 14),
    ("fill 0x84000000 0", "0x84000000: its size is unknown: add COUNT, or ,SIZE", 61),
    ("fill.q 0x84000000,9 0", "0x84000000,9: 0x9 bytes are not a multiple of 8", 22),
    ("fill.b 0x7ffff000,0x1001 0", None, 16),
    ("fill 0xfff8,0x10 0", "0x10000: store access fault (scause 7, stval 0x10000)", 14),
    ("cp 0x84000000 0 4", "0x0: store access fault (scause 7, stval 0x0)", 14),
    ("cp 0 0x84000000 4", "0x0: load access fault (scause 5, stval 0x0)", 14),
    ("cp 0x84000000,0x104 /soc/serial", "/soc/serial: has 64 items of 4 bytes, not 65", 34),
    ("cmp 0x84000000 0 4", None, 14),
    ("cmp 0x84000000 0x85000000", "0x84000000: its size is unknown: add COUNT, or ,SIZE", 61),
    ("search 0x84000000 1", "0x84000000: its size is unknown: add COUNT, or ,SIZE", 61),
    ("search 0x84000000,8 x", "x: not a number", 22),
    ("search.b 0x84000000,8 256", "0x100 does not fit in 1 byte", 34),
    ("search -s 0x84000000,8 a b", "TEXT is one word, of at most 64 bytes", 22),
    ("crc32 0x80000000 4", "0x80000000: load access fault (scause 5, stval 0x80000000)", 14),
    ("sha256 0 4", "0x0: load access fault (scause 5, stval 0x0)", 14),
    ("crc32 0x84000000", "0x84000000: its size is unknown: add COUNT, or ,SIZE", 61),
]


def test_what_is_refused(boot):
    machine = boot()
    for command, message, status in REFUSED:
        name = re.split(r"[ .]", command)[0]
        output = re.sub(r"(?ms)^usage: .*", "", machine.run(command))
        assert message is None or output == f"{name}: {message}\n", command
        assert machine.run("echo $?") == f"{status}\n", command


WRITES = ["mw {} 0", "mm {} 0 1", "fill {} 0 1", "cp 0x84000000 {} 1"]
OWNERS = {"image": "$image", "image: stacks": None, "device tree": "$tree", "workspace": None,
          "reserved mmode_resv0@80000000": "$ram"}


def test_writes_into_memory_in_use(boot):
    """Each command that writes, each owner: refused, and nothing is changed."""
    machine = boot()
    mem = machine.run("mem")
    for owner, name in OWNERS.items():
        base = re.search(rf"(?m)^ *(0x\w+)  +0x\w+ .*  {owner}$", mem)[1]
        for write in WRITES:
            for word in filter(None, (base, name)):
                command = write.format(word)
                output = machine.run(command)
                reason = f"{command.split()[0]}: {base}: {owner} is there, "
                assert output.startswith(reason), output
                assert output.endswith("-f writes there anyway\n")
                assert machine.run("echo $?") == "16\n"
    assert "magic" not in machine.run("header -q 2>/dev/null | grep magic; pwd")


def test_functions_and_nodes_have_addresses(boot):
    machine = boot()
    at = 0x80200000 + symbol("strlen")
    assert machine.run("md.b strlen 4") == machine.run(f"md.b {at:#x} 4")
    assert machine.run("call -f strlen 0x84000100").startswith("a0 = 0x")
    assert machine.run("cd /soc; md serial 1; cd /").startswith("10000000: ")
    assert machine.run("md &{/soc/serial@10000000} 1").startswith("10000000: ")
    assert machine.run("md /memory.reg 1").startswith("80000000: --------")
    assert machine.run("md.b /flash.reg[1] 1") == machine.run("md.b 0x22000000 1")


@pytest.mark.parametrize("row", MACHINES[1:4], ids=[row.id for row in MACHINES[1:4]])
def test_another_hart_reads(boot, row):
    """The same is shown, faults too; the shell's own hart is no other."""
    machine = boot(row)
    for words in ("$image 40", "0x8000000000", "$image+1 1"):
        assert machine.run(f"md.b -s {words}") == machine.run(f"md.b {words}")
    hart = next(hart for hart in range(1, 4) if f"Hart:     {hart} " not in machine.banner)
    assert machine.run(f"on {hart} md -s $image") == machine.run("md $image")


def test_other_harts_find_nodes(boot):
    """Labels need an index, which other harts do not make."""
    machine = boot(harts=4)
    one = machine.run("md &plic 1")
    machine = boot(harts=4)
    assert [row.partition(": ")[2] + "\n"
            for row in machine.run("on all md (&plic) 1").splitlines()] == [one] * 3
    assert machine.run("on all md /soc/plic 1").count(one) == 3


def test_a_bus_that_hangs(boot):
    """It costs a hart; the rows before are shown."""
    machine = boot(firmware="stub", harts=3, card={"features": ["hsm", "hang"]})
    hang = 0x80190000  # a page of the stub, tests/firmware/stub.h
    before = machine.run(f"md {hang - 16:#x} 4")
    assert machine.run(f"md -s {hang - 16:#x} 8") == (
        before + f"md: hart 1: lost, last access at {hang:#x}\n")
    assert machine.run("echo $?") == "116\n"
    assert machine.run("md -s $image 1") == machine.run("md $image 1")
    machine.run("md -s $image 1")
    assert machine.run("") == machine.run("md $image+4 1")
    assert machine.run(f"md -s {hang:#x}") == f"md: hart 2: lost, last access at {hang:#x}\n"
    assert machine.run("md -s $image").startswith("md: no other hart can be used: ")
    assert machine.run("echo $?") == "19\n"


def test_there_is_no_other_hart(boot):
    assert boot().run("md -s $image") == "md: no other hart can be used: there is no other\n"


def test_ctrl_c_ends_them(boot):
    """Each that runs long, at once."""
    machine = boot()
    for command in ("sha256 0x80200000 0x7e00000", "crc32 0x80200000 0x7e00000",
                    "search 0,0x8000000000 0x12345678", "cmp 0x84000000 0x84000000 0x1000000",
                    "fill.b 0x84000000,0x3000000 0", "cp.b 0x84000000 0x85000000 0x1000000",
                    "md 0x84000000 0x1000000", "md 0 0x1000000000"):
        machine.enter(command)
        machine.listen(0.3)
        machine.type("\x03")
        assert machine.prompt().endswith("^C\n") or True
        assert machine.run("echo $?") == "130\n", command
