"""`console why --for`: which console another program will choose.

tests/qemu/test_console_for.py compares the predictions for OpenSBI and U-Boot with the programs.
The rows for Linux are what Debian's kernel 6.12 was seen to do under QEMU's virt and sifive_u.
"""

import re

import pytest

from device_trees import DEBIAN, debian_trees, good_trees, name_of
from hostshell import dtc, hostshell

PROGRAMS = ["linux", "opensbi", "u-boot"]

# Two 16550s, as QEMU's virt has one, and two SiFive UARTs, as sifive_u has them.
TREE = b"""
/dts-v1/;
/ {
    #address-cells = <2>;
    #size-cells = <2>;
    aliases { };
    chosen { stdout-path = "/soc/serial@10000000"; };
    clock { compatible = "fixed-clock"; #clock-cells = <0>; phandle = <1>; };
    soc {
        compatible = "simple-bus";
        #address-cells = <2>;
        #size-cells = <2>;
        ranges;
        serial@10000000 {
            compatible = "ns16550a";
            reg = <0x0 0x10000000 0x0 0x100>;
            clock-frequency = <3686400>;
            interrupts = <10>;
        };
        serial@20000000 {
            compatible = "ns16550a";
            reg = <0x0 0x20000000 0x0 0x100>;
            clock-frequency = <3686400>;
        };
        uart@10010000 {
            compatible = "sifive,uart0";
            reg = <0x0 0x10010000 0x0 0x1000>;
            clocks = <1>;
            interrupts = <4>;
        };
    };
};
"""
UART, SECOND, SIFIVE = "/soc/serial@10000000", "/soc/serial@20000000", "/soc/uart@10010000"
SCREEN = ("no serial console: the screen (if built with CONFIG_VT), else the first port that a "
          "driver registers")
NO_PORT = "no console: no port has the name that console= gives"
ALIAS = "set /aliases/serial{} {}"


def stdout(path):
    return f"set /chosen/stdout-path {path}"


def bootargs(words):
    return f"set /chosen/bootargs '{words}'"


# What is changed in TREE, and the verdict for Linux.
LINUX = [
    # A rate: options, else the driver's default, which is not what firmware uses.
    ("", f"{UART} as ttyS0, 9600 baud"),
    (stdout(f"{UART}:115200n8"), f"{UART} as ttyS0, 115200 baud"),
    (f"set {UART}/current-speed 115200", f"{UART} as ttyS0, 9600 baud"),
    (f"{ALIAS.format(0, SIFIVE)}; {stdout('serial0')}", f"{SIFIVE} as ttySIF0, 115200 baud"),
    # Numbers: the alias's, else the first that is free; 8250 has four by default.
    (f"{ALIAS.format(2, UART)}; {stdout('serial2:57600')}", f"{UART} as ttyS2, 57600 baud"),
    (f"{ALIAS.format(7, UART)}; {stdout('serial7:115200')}", f"{UART} as ttyS0, 115200 baud"),
    (f"{ALIAS.format(7, SECOND)}; {stdout('serial7:115200')}", f"{SECOND} as ttyS1, 115200 baud"),
    (f"{ALIAS.format(1, SIFIVE)}; {stdout('serial1')}", f"{SIFIVE} as ttySIF1, 115200 baud"),
    (stdout(SIFIVE), SCREEN),                                             # needs an alias
    (f"{ALIAS.format(9, SIFIVE)}; {stdout('serial9')}", SCREEN),          # has eight
    # What stdout-path must be.
    ("rm /chosen/stdout-path", SCREEN),
    (f"rm /chosen/stdout-path; set /chosen/linux,stdout-path {UART}:9600",
     f"{UART} as ttyS0, 9600 baud"),
    (stdout("/soc/serial:115200n8"), SCREEN),                             # no unit address
    (stdout("/soc//serial@10000000:115200n8"), SCREEN),
    (stdout("serial0:115200n8"), SCREEN),                                 # no such alias
    (f"set /chosen/stdout-path [{UART.encode().hex()}]", SCREEN),         # no NUL
    # What a device and its driver need.
    (f"set {UART}/status disabled", SCREEN),
    (f"set {UART}/status ok", f"{UART} as ttyS0, 9600 baud"),
    ("set /soc/status disabled", SCREEN),
    ("set /soc/compatible example,bus", SCREEN),
    (f"rm {UART}/clock-frequency", SCREEN),
    (f"rm {UART}/clock-frequency; set {UART}/clocks <1>", f"{UART} as ttyS0, 9600 baud"),
    (f"rm {UART}/clock-frequency; set {UART}/clocks <99>", SCREEN),
    (f"rm {UART}/interrupts", f"{UART} as ttyS0, 9600 baud"),
    (f"{ALIAS.format(0, SIFIVE)}; {stdout('serial0')}; rm {SIFIVE}/interrupts", SCREEN),
    (f"{ALIAS.format(0, SIFIVE)}; {stdout('serial0')}; rm {SIFIVE}/clocks", SCREEN),
    (f"rm {UART}/reg", SCREEN),
    (f"set {UART}/compatible example,uart", SCREEN),
    (f"set {UART}/compatible fsl,imx6q-uart",
     "not known: stdout-path's UART, if its driver is built in"),
    # console= in bootargs counts for more, and its last word most.
    (bootargs("console=ttyS0"), f"{UART} as ttyS0, 9600 baud"),
    (bootargs("console=ttyS1,115200n8"), f"{SECOND} as ttyS1, 115200 baud"),
    (bootargs("console=ttyS0,115200 console=ttyS1,9600"), f"{SECOND} as ttyS1, 9600 baud"),
    (bootargs("console=ttyS9"), NO_PORT),
    (bootargs("console=ttyS0,115200 console=ttyS9"), f"{UART} as ttyS0, 115200 baud"),
    (bootargs("console=ttySIF0"), NO_PORT),
    (bootargs("console=ttyS0 console=tty0"),
     "the screen (if built with CONFIG_VT); no serial console"),
    (bootargs("console=hvc0"),
     "hvc0: SBI's if built with CONFIG_HVC_RISCV_SBI, else a virtio console's"),
    (bootargs("console="), "no console: messages are dropped"),
    (bootargs("console=uart8250,mmio,0x20000000,38400n8"), f"{SECOND} as ttyS1, 38400 baud"),
    (bootargs("console=uart8250,mmio,0x30000000"), NO_PORT),
    (bootargs("earlycon=sbi keep_bootcon"), f"{UART} as ttyS0, 9600 baud"),
]


def story(tree, command, edits="", problems=True):
    """The prediction as its lines."""
    result = hostshell("-w", "0", "-", "-c", f"{edits}; {command}", stdin=tree)
    assert result.status == 0, result.error
    lines = result.output.rstrip("\n").split("\n")
    assert problems or not any(line.startswith("problem: ") for line in lines), result.output
    return [line for line in lines if not line.startswith("tree 1 ")]


@pytest.fixture(scope="module")
def tree():
    return dtc(TREE, "dts", "dtb")


@pytest.mark.parametrize("edits, verdict", LINUX)
def test_linux(tree, edits, verdict):
    told = story(tree, "console why --for linux", edits)
    assert told[0] == f"linux: {verdict}"
    assert [line.partition(".")[0] for line in told if line[0].isdigit()] == \
        [str(number + 1) for number in range(sum(line[0].isdigit() for line in told))]


@pytest.mark.parametrize("spelling", ["why --for linux", "--for linux why", "why --for=linux",
                                      "why -p linux", "why linux", "-plinux why"])
def test_spellings(tree, spelling):
    assert story(tree, f"console {spelling}") == story(tree, "console why --for linux")


HOSTILE = """/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	chosen { bootargs = "a'; echo gone; echo 'b console=ttyS7"; };
	bus_echo {
		compatible = "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;
		serial@1000 {
			compatible = "ns16550a";
			reg = <0x1000 0x100>;
			clock-frequency = <1>;
		};
	};
	%s
};
"""


@pytest.mark.parametrize("program, more, name, value", [
    ("linux", 'aliases { serial0 = "/bus_echo/serial@1000"; };', "bootargs",
     "a'; echo gone; echo 'b console=ttyS0,115200n8"),
    ("u-boot", "", "stdout-path", "/bus;echo/serial@1000:115200n8"),
    ("u-boot", "", "stdout-path", "/bus echo/serial@1000:115200n8"),
    ("u-boot", "", "stdout-path", "/bus'echo/serial@1000:115200n8"),
])
def test_commands_to_type_do_what_they_say(program, more, name, value):
    """Names and bootargs of a tree are no commands, whatever they hold."""
    tree = dtc((HOSTILE % more).encode(), "dts", "dtb").replace(
        b"bus_echo", value[1:9].encode() if "/" in value else b"bus;echo")
    command, = [line.removeprefix("  type: ") for line in story(tree, f"console why {program}")
                if line.startswith("  type: ")]
    done = hostshell("-", "-c", f"{command}; cat /chosen/{name}", stdin=tree)
    assert (done.output.splitlines()[-1:], done.error) == ([f'"{value}"'], ""), command


@pytest.mark.parametrize("words, why", [
    ("--for bsd", "console: bsd: not known; PROG is linux, opensbi or u-boot"),
    ("--for", "console: option --for needs a value"),
    ("--forty linux", "console: no option --forty"),
    ("--for= ", "console: : not known; PROG is linux, opensbi or u-boot"),
])
def test_mistakes(tree, words, why):
    result = hostshell("-", "-c", f"console why {words}", stdin=tree)
    assert result.status != 0 and result.error.startswith(why + "\n")


# What breaks the console of TREE with a good stdout-path. What is proposed then is typed.
GOOD = f"{ALIAS.format(0, UART)}; {stdout('serial0:115200n8')}"
BROKEN = {
    "linux": ["rm /chosen/stdout-path", "rm /chosen", stdout("serial0"), stdout("/soc/serial"),
              f"set {UART}/status disabled", "set /soc/status disabled",
              f"rm {UART}/clock-frequency", f"rm /aliases; {stdout(SIFIVE + ':115200n8')}",
              bootargs("console=ttyS7"), bootargs("quiet console=ttyS0")],
    "opensbi": [stdout("serial9"), f"set {UART}/status disabled", f"rm {UART}/reg"],
    "u-boot": ["rm /chosen/stdout-path", "rm /chosen", stdout("nowhere"), f"rm {UART}/reg",
               f"set {UART}/compatible example,uart", f"rm {UART}/clock-frequency"],
}


@pytest.mark.parametrize("program, edits", [(program, edits) for program, all_edits in
                                            BROKEN.items() for edits in all_edits])
def test_what_is_proposed_solves_the_problem(tree, program, edits):
    command = f"console why --for {program}"
    assert "problem: " not in "\n".join(story(tree, command, GOOD))
    told = story(tree, command, f"{GOOD}; {edits}")
    assert any(line.startswith("problem: ") for line in told)
    typed = [line[len("  type: "):].replace("<HZ>", "<3686400>") for line in told
             if line.startswith("  type: ")]
    after = story(tree, command, "; ".join([GOOD, edits, *typed]), problems=False)
    assert after[0].startswith(f"{program}: /soc/")


def test_the_tree_in_use_counts(tree):
    told = story(tree, "console why --for u-boot; dt use 0; console why --for u-boot",
                 stdout(SIFIVE))
    assert [line for line in told if line.startswith("u-boot: ")] == \
        [f"u-boot: {SIFIVE}, 115200 baud", f"u-boot: {UART}, 115200 baud"]


# What these boards are known to use.
BOARDS = {
    "starfive/jh7110-starfive-visionfive-2-v1.3b.dtb": ("/soc/serial@10000000", "ttyS0, 115200"),
    "sifive/hifive-unmatched-a00.dtb": ("/soc/serial@10010000", "ttySIF0, 115200"),
    "thead/th1520-lichee-pi-4a.dtb": ("/soc/serial@ffe7014000", "ttyS0, 115200"),
    "sophgo/sg2042-milkv-pioneer.dtb": ("/soc/serial@7040000000", "ttyS0, 9600"),
    "allwinner/sun20i-d1-nezha.dtb": ("/soc/serial@2500000", "ttyS0, 115200"),
    "allwinner/sun20i-d1s-mangopi-mq.dtb": ("/soc/serial@2500c00", "ttyS3, 115200"),
    "microchip/mpfs-icicle-kit.dtb": ("/soc/serial@20100000", "ttyS1, 115200"),
    "canaan/k210_generic.dtb": ("/soc/serial@38000000", "ttySIF0, 115200"),
}


@pytest.mark.parametrize("name", BOARDS if debian_trees() else [])
def test_boards(name):
    path, port = BOARDS[name]
    blob = (DEBIAN / name).read_bytes()
    assert story(blob, "console why linux")[0] == f"linux: {path} as {port} baud"
    for program in ("opensbi", "u-boot"):
        assert story(blob, f"console why {program}")[0].startswith(f"{program}: {path},")


@pytest.mark.parametrize("path", good_trees(), ids=name_of)
def test_every_tree(path):
    blob = dtc(path, "dts", "dtb") if path.suffix == ".dts" else path.read_bytes()
    for program in PROGRAMS:
        told = story(blob, f"console why --for {program}")
        assert told[0].startswith(f"{program}: ") and told[-1].startswith("Rules of ")


@pytest.mark.parametrize("edits, function", [
    ("disable /soc/serial@10000000", "of_device_is_available"),
    ("disable /soc", "of_device_is_available"),
    ("set /soc/compatible example,bus", "of_platform_bus_create"),
    ("rm /soc/serial@10000000/reg", "of_platform_serial_setup"),
])
def test_linux_names_the_function_that_refuses(tree, edits, function):
    text = story(tree, "console why --for linux", edits)
    assert any(line.endswith(f"[{function}]") for line in text), text
