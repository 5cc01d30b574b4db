"""Each rule of `check`, on a tree where it must find something, and on a similar tree that is
right."""

import json
import re

import pytest

from device_trees import OWN, ROOT
from hostshell import dtc, hostshell

BOARD = '/dts-v1/;\n/include/ "board.dtsi"\n'


def soc(text):
    return "&soc { %s };" % text


def timer(text):
    """A device with the given properties."""
    return soc('timer@10020000 { compatible = "t"; reg = <0x10020000 0x100>; %s };' % text)


def top(text):
    return "/ { %s };" % text


def reference(name, cells=None):
    """(a property that refers to a missing node, a property that refers to an existing node)."""
    good = f"{name} = <&there 1>; }}; there: there@10030000 {{ reg = <0x10030000 0x100>; " \
        f"{cells} = <1>;" if cells else f"{name} = <&clock>;"
    return timer(f"{name} = <0x99 1>;"), timer(good)


def pci(text, child="", more="bus-range = <0 0>;", name="pci"):
    return soc(f'{name}@30000000 {{ device_type = "pci"; reg = <0x30000000 0x1000>; {text} {more} '
               f"#address-cells = <3>; #size-cells = <2>; {child} }};")


def device(unit, reg):
    return pci(WINDOW, f"ethernet@{unit} {{ reg = <{reg} 0 0 0 0>; }};")


WINDOW = "ranges = <0x2000000 0 0x40000000 0x40000000 0 0x1000>;"


def bus(name, cells, child):
    address, size = cells
    return soc(f"{name}@10040000 {{ reg = <0x10040000 0x100>; #address-cells = <{address}>; "
               f"#size-cells = <{size}>; {child} }};")


def camera(port, back="&out", near="port"):
    return soc(f"camera@10020000 {{ reg = <0x10020000 0x100>; {near} {{ out: endpoint {{ "
               f"remote-endpoint = <{port}>; }}; }}; }}; display@10030000 {{ "
               f"reg = <0x10030000 0x100>; port {{ in: endpoint {{ remote-endpoint = <{back}>; "
               "}; }; };")


def ports(text):
    return soc("camera@10020000 { reg = <0x10020000 0x100>; ports { #address-cells = <1>; "
               "#size-cells = <0>; %s }; };" % text)


def cpu(text, more=""):
    """A second hart, with no properties but the text."""
    return top("cpus { cpu@1 { device_type = \"cpu\"; %s }; %s };" % (text, more))


HART = 'reg = <1>; riscv,isa = "rv64imafdc"; mmu-type = "riscv,sv39"; '
INTC = "interrupt-controller { #interrupt-cells = <1>; #address-cells = <0>; " \
    "interrupt-controller; };"


def serial(text):
    return soc("serial@10001000 { reg = <0x10001000 0x100>; interrupt-parent = <&plic>; %s };" %
               text)


def reserved(child, ranges="ranges;"):
    return top("reserved-memory { #address-cells = <1>; #size-cells = <1>; %s %s };" %
               (ranges, child))


def chosen(text):
    return top("chosen { %s };" % text)


def alias(text):
    return top("aliases { %s };" % text)


def plic(contexts, size="0x4000000"):
    return soc("controller@20000000 { reg = <0x20000000 %s>; riscv,ndev = <1>; "
               "interrupt-controller; #interrupt-cells = <1>; #address-cells = <0>; "
               "interrupts-extended = %s; };" % (size, contexts))


def client(text):
    return timer(text + "#interrupt-cells = <1>; #address-cells = <0>;")


def mapped(text):
    """A controller that an interrupt-map leads to, and one beside it without #address-cells."""
    return client("interrupt-map = <1 &pmic 1>;") + soc(
        "pmic: pmic { interrupt-controller; #interrupt-cells = <1>; %s }; "
        "gpio { interrupt-controller; #interrupt-cells = <1>; };" % text)


# Check: the tree where it must find something, and the one where it must not.
ROWS = {
    "node-name-chars": (soc("a?b { };"), soc("a+b { };")),
    "node-name-spelling": (top("cpu_map@0 { };"), top("cpu-map { }; a_b { }; cpu_maps { };")),
    "node-name-format": (soc("a@1@2 { };"), soc("a@1,2 { };")),
    "node-name-empty": (soc("@1 { };"), soc("a@1 { };")),
    "node-name-property": (soc("a; a { };"), soc("b; a { };")),
    "property-name-chars": (timer("a@b;"), timer("a+b;")),
    "property-spelling": (timer("reg_io_width = <1>;"),
                          timer("reg-io-width = <1>; snps,wr_osr_lmt = <1>; a_b; _; reg_io;")),
    "unique-unit-address": (timer("") + soc("a@10020000 { reg = <0x10020000 1>; };"),
                            timer("") + soc("a@10020000 { reg = <0x10020000 1>; "
                                            'status = "disabled"; };')),
    "address-cells-is-cell": (timer("#address-cells = <1 1>;"), timer("#address-cells = <1>;")),
    "size-cells-is-cell": (timer('#size-cells = "1";'), timer("#size-cells = <1>;")),
    "interrupt-cells-is-cell": (timer("#interrupt-cells;"), timer("#interrupt-cells = <1>;")),
    "cells-is-cell": (timer("#clock-cells = <1 1>;"), timer("#clock-cells = <1>;")),
    "phandle-is-cell": (timer("phandle = <1 2>;"), timer("phandle = <0x77>;")),
    "compatible-is-string-list": (soc("a { compatible = <1>; };"),
                                  soc('a { compatible = "a", "b"; };')),
    "device-type-is-string": (timer('device_type = "a", "b";'), timer('device_type = "a";')),
    "model-is-string": (top("model = <1>;"), ""),
    "status-is-string": (timer("status = <1>;"), timer('status = "okay";')),
    "label-is-string": (timer("label = <1>;"), timer('label = "1";')),
    "name-is-string": (timer("name = <1>;"), timer('name = "timer";')),
    "chosen-bootargs": (chosen("bootargs = <1>;"), chosen('bootargs = "";')),
    "names-is-string-list": (timer("a-names = <1>;"), timer('a-names = "a", "b";')),
    "string-property": (timer("phy-mode = <1>;"), timer('phy-mode = "rgmii"; pins = <1>;')),
    "status-value": (timer('status = "enabled";'), timer('status = "fail-sss";')),
    "name-properties": (timer('name = "timer@10020000";'), timer('name = "timer";')),
    "phandle-value": (timer("phandle = <0xffffffff>;"), timer("phandle = <0xfffffffe>;")),
    "duplicate-phandle": (timer("phandle = <7>; a { phandle = <7>; };"),
                          timer("phandle = <7>; a { phandle = <8>; };")),
    "phandle-differs": (timer("phandle = <7>; linux,phandle = <8>;"),
                        timer("phandle = <7>; linux,phandle = <7>;")),
    "root-compatible": (top("/delete-property/ compatible;"), ""),
    "root-model": (top("/delete-property/ model;"), ""),
    "reg-format": (soc("a@1 { reg = <1>; };"), soc("a@1 { reg = <1 1 2 3>; };")),
    "reg-empty": (soc("a@1 { reg; };"), soc("a@1 { reg = <1 0>; };")),
    "ranges-format": (timer("#address-cells = <2>; #size-cells = <1>; ranges;"),
                      timer("#address-cells = <1>; #size-cells = <1>; ranges;")),
    "dma-ranges-format": (timer("#address-cells = <1>; #size-cells = <1>; dma-ranges = <1 2>;"),
                          timer("#address-cells = <1>; #size-cells = <1>; dma-ranges = <1 2 3>;")),
    "ranges-overlap": (timer("#address-cells = <1>; #size-cells = <1>; "
                             "ranges = <0x1000 1 0x1000>, <0x800 1 0x801>;"),
                       timer("#address-cells = <1>; #size-cells = <1>; "
                             "ranges = <0x1000 1 0x1000>, <0x800 1 0x800>;")),
    "avoid-default-addr-size": (timer("a@0 { reg = <0 0 0>; };"), timer("a@0 { };")),
    "avoid-unnecessary-addr-size": (timer("#address-cells = <1>; #size-cells = <0>; a { };"),
                                    timer("#address-cells = <1>; #size-cells = <0>;")),
    "reg-unreachable": (timer("#address-cells = <1>; #size-cells = <1>; ranges = <0 0 0x100>; "
                              "a@100 { reg = <0x100 1>; };"),
                        timer("#address-cells = <1>; #size-cells = <1>; ranges = <0 0 0x101>; "
                              "a@100 { reg = <0x100 1>; };")),
    "unit-address-format": (top("a@0B { reg = <0xb 1>; };"), top("a@b { reg = <0xb 1>; };")),
    "unit-address-vs-reg": (top("a { reg = <0xb 1>; };"), top("a@b { reg = <0xb 1>; };")),
    "unit-address-differs": (top("a@c { reg = <0xb 1>; };"), top("a@b { reg = <0xb 1>; };")),
    "simple-bus-reg": (soc("a@c { reg = <0xb 1>; };"), soc("a@b { reg = <0xb 1>; };")),
    "pci-bridge": (pci(""), pci(WINDOW)),
    "pci-device-reg": (device("1,0", "0x1000"), device("2", "0x1000")),
    "pci-device-bus-num": (device("1,0", "0x10800"), device("1,0", "0x800")),
    "i2c-bus-bridge": (bus("i2c", (1, 1), "a@1 { reg = <1 1>; };"),
                       bus("i2c", (1, 0), "a@1 { reg = <1>; };")),
    "i2c-bus-reg": (bus("i2c", (1, 0), "a@80 { reg = <0x80>; };"),
                    bus("i2c", (1, 0), "a@80 { reg = <0x80000080>; };")),
    "spi-bus-bridge": (bus("spi", (1, 1), "a@1 { reg = <1 1>; };"),
                       bus("spi", (1, 0), "a@1 { reg = <1>; };")),
    "spi-bus-reg": (bus("spi", (1, 0), "a@1 { reg = <0>; };"),
                    bus("spi", (1, 0), "a@0 { reg = <0>; };")),
    "graph-port": (camera("&in", near="exit"), camera("&in")),
    "graph-nodes": (ports("#address-cells = <1>; port@1 { reg = <2>; };"),
                    ports("port@1 { reg = <1>; };")),
    "graph-endpoint": (camera("&in", "&in"), camera("&in")),
    "graph-child-address": (ports("port@0 { reg = <0>; };"),
                            ports("port@0 { reg = <0>; }; port@1 { reg = <1>; };")),
    "interrupt-provider": (timer("#interrupt-cells = <1>;"), client("interrupt-controller;")),
    "interrupt-address": (mapped(""), mapped("#address-cells = <0>;")),
    "interrupts-property": (timer("interrupt-parent = <&clock>; interrupts = <1>;"),
                            timer("interrupt-parent = <&plic>; interrupts = <1 2>;")),
    "interrupt-parent": (timer("interrupt-parent = <0x99>;"), timer("interrupt-parent = <&uart>;")),
    "interrupt-map": (client("interrupt-map = <1 &plic>;"), client("interrupt-map = <1 &plic 1>;")),
    "interrupt-map-address": (timer("#interrupt-cells = <1>; interrupt-map = <0 0 1 &plic 1>;"),
                              client("interrupt-map = <1 &plic 1>;")),
    "interrupt-source": (timer("interrupt-parent = <&plic>; interrupts = <33>;"),
                         timer("interrupt-parent = <&plic>; interrupts = <32>;")),
    "plic-contexts": (plic("<&cpu0 11 &cpu0 9 &cpu0 9>"), plic("<&cpu0 11 &cpu0 9>")),
    "plic-reg": (plic("<&cpu0 11 &cpu0 9>", "0x201fff"), plic("<&cpu0 11 &cpu0 9>", "0x202000")),
    "refs-property": reference("dmas", "#dma-cells"),
    "names-count": (timer('clock-names = "a", "b"; clocks = <&clock>;'),
                    timer('clock-names = "a"; clocks = <&clock>, <&clock>;')),
    "deprecated-gpio-property": (timer("a-gpio = <0>;"), timer("a-gpios = <0>;")),
    "clocks-property": reference("clocks", "#clock-cells"),
    "gpios-property": reference("a-gpios", "#gpio-cells"),
    "interrupts-extended-property": reference("interrupts-extended", "#interrupt-cells"),
    "resets-property": reference("resets", "#reset-cells"),
    "supply-property": reference("vdd-supply"),
    "alias-paths": (alias('a = "/nowhere";'), alias('a = "/soc";')),
    "alias-loop": (alias('a = "b"; b = "a";'), alias('a = "b"; b = "/soc";')),
    "alias-name": (alias('a_1 = "/soc";'), alias('a-1 = "/soc";')),
    "alias-unit-address": (alias('a = "/soc/serial";'), alias('a = "/soc/serial@10000000";')),
    "chosen-node-is-root": (soc("chosen { };"), soc("chosen1 { };")),
    "obsolete-chosen-interrupt-controller": (chosen("interrupt-controller = <1>;"),
                                             chosen("interrupt-controllers = <1>;")),
    "stdout-path": (chosen('stdout-path = "serial1";'), chosen('stdout-path = "serial0";')),
    "stdout-disabled": (soc('status = "disabled";'), soc('status = "ok";')),
    "stdout-uart": (chosen('stdout-path = "/soc";'), chosen('stdout-path = "/soc/serial";')),
    "stdout-options": (chosen('stdout-path = "serial0:115200,8n1";'),
                       chosen('stdout-path = "serial0:115200n8r";')),
    "stdout-missing": (chosen("/delete-property/ stdout-path;"),
                       chosen('/delete-property/ stdout-path; linux,stdout-path = "serial0";')),
    "serial-alias": (chosen('stdout-path = &uart;') + alias("/delete-property/ serial0;"),
                     chosen('stdout-path = &uart;')),
    "chosen-initrd": (chosen("linux,initrd-start = <0x80000000>; "
                             "linux,initrd-end = <0x80000000>;"),
                      chosen("linux,initrd-start = <0x80000000>; "
                             "linux,initrd-end = <0x80000001>;")),
    "initrd-outside-ram": (chosen("linux,initrd-start = <0x87ffffff>; "
                                  "linux,initrd-end = <0x88000001>;"),
                           chosen("linux,initrd-start = <0x87ffffff>; "
                                  "linux,initrd-end = <0x88000000>;")),
    "uart-reg-shift": (serial('compatible = "snps,dw-apb-uart";'),
                       serial('compatible = "snps,dw-apb-uart"; reg-shift = <2>;')),
    "uart-reg-io-width": (serial('compatible = "ns16550a"; reg-io-width = <3>;'),
                          serial('compatible = "ns16550a"; reg-io-width = <4>;')),
    "uart-reg": (soc('a@1 { compatible = "ns16550a"; reg-shift = <3>; reg = <1 0x3f>; };'),
                 soc('a@1 { compatible = "ns16550a"; reg-shift = <3>; reg = <1 0x40>; };')),
    "uart-clock": (serial('compatible = "ns16550a";'),
                   serial('compatible = "ns16550a"; clock-frequency = <1>;')),
    "uart-interrupt": (serial('compatible = "ns16550a";'),
                       serial('compatible = "ns16550a"; interrupts = <3>;')),
    "uart-no-width": (serial('compatible = "snps,dw-apb-uart"; reg-shift = <2>;'),
                      serial('compatible = "snps,dw-apb-uart"; reg-io-width = <4>;')),
    "memory-device-type": (top("memory@0 { reg = <0 1>; };"),
                           top("memory@0 { device_type = \"memory\"; reg = <0 1>; };")),
    "symbol-paths": (top('__symbols__ { a = "/nowhere"; };'),
                     top('__symbols__ { a = "/soc/serial@10000000"; };')),
    "memory-by-firmware": ("/delete-node/ &{/memory@80000000};", ""),
    "memory-empty": (top("memory@0 { device_type = \"memory\"; };"),
                     top("memory@0 { device_type = \"memory\"; reg = <0 1>; };")),
    "memory-overlap": (top("memory@87ffffff { device_type = \"memory\"; reg = <0x87ffffff 1>; };"),
                       top("memory@88000000 { device_type = \"memory\"; reg = <0x88000000 1>; };")),
    "reserved-outside-ram": (reserved("a@88000000 { reg = <0x88000000 1>; };"),
                             reserved("a@87ffffff { reg = <0x87ffffff 1>; };")),
    "reserved-overlap": (reserved("a@80000000 { reg = <0x80000000 0x1001>; }; "
                                  "b@80001000 { reg = <0x80001000 1>; };"),
                         reserved("a@80000000 { reg = <0x80000000 0x1000>; }; "
                                  "b@80001000 { reg = <0x80001000 1>; };")),
    "reserved-no-size": (reserved("a { };"), reserved("a { size = <1>; };")),
    "reserved-memory-cells": (reserved("", ""), reserved("")),
    "cpus-missing": ("/delete-node/ &{/cpus/cpu@0};", ""),
    "cpus-disabled": (top('cpus { cpu@0 { status = "disabled"; }; };'),
                      top('cpus { cpu@0 { status = "okay"; }; };')),
    "timebase-missing": (top("cpus { /delete-property/ timebase-frequency; };"), ""),
    "cpu-reg": (cpu("reg;"), cpu(HART)),
    "cpu-reg-duplicate": (cpu("reg = <0>;"), cpu(HART)),
    "boot-hart-disabled": (top('cpus { cpu@0 { status = "disabled"; }; };'),
                           cpu(HART + 'status = "disabled";')),
    "isa-missing": (cpu("reg = <1>;"), cpu('reg = <1>; riscv,isa-base = "rv64i";')),
    "isa-mismatch": (cpu(HART.replace("fdc", "fd")), cpu(HART)),
    "mmu-type": (top("cpus { cpu@0 { /delete-property/ mmu-type; }; };"), cpu("reg = <1>;")),
    "cpu-intc": (cpu(HART), cpu(HART + INTC)),
}


def findings(source, check):
    """The lines of one check, on a tree that dtc may refuse."""
    blob = dtc(source.encode(), "dts", "dtb", "-f", "-i", OWN / "check")
    result = hostshell("-c", f"check -c {check}", "/dev/stdin", stdin=blob)
    lines = result.output.splitlines()
    assert result.error == "" and lines[-1].endswith("; 1 check"), result
    return lines[:-1]


# More trees for some of the checks.
MORE = [
    ("uart-reg", soc('a@1 { compatible = "ns16550a"; reg = <1 0>; };'),
     soc('a@1 { compatible = "ns16550a"; reg = <1 8>; };')),
    # A monitor core; the header names it only because dtc writes 0 there.
    ("boot-hart-disabled", top('cpus { cpu@0 { status = "disabled"; }; };'),
     top('cpus { cpu@0 { status = "disabled"; /delete-property/ mmu-type; }; };')),
    ("symbol-paths", top('__symbols__ { a = "soc"; };'), top("__symbols__ { };")),
    # A monitor core is not like the harts of the kernel.
    ("isa-mismatch", cpu(HART.replace("fdc", "")),
     cpu(HART.replace("fdc", "").replace('mmu-type = "riscv,sv39"; ', ""))),
    ("isa-mismatch", cpu(HART.replace("fdc", "")) +
     top("cpus { cpu@0 { /delete-property/ mmu-type; }; cpu@2 { device_type = \"cpu\"; %s }; };" %
         HART),
     cpu(HART) + top("cpus { cpu@0 { /delete-property/ mmu-type; riscv,isa = \"rv64imac\"; }; };")),
    # A place for what firmware finds.
    ("memory-by-firmware", top("memory@0 { device_type = \"memory\"; reg = <0 0>, <1 0>; };"),
     top("memory@0 { device_type = \"memory\"; };")),
    # Two windows that lead to the same addresses.
    ("ranges-overlap", timer("#address-cells = <1>; #size-cells = <1>; "
                             "ranges = <0x1000 0x2001 0x1000>, <0x800 0x1800 0x1000>;"),
     timer("#address-cells = <1>; #size-cells = <1>; "
           "ranges = <0x1000 0x2000 0x1000>, <0x800 0x1800 0x1000>;")),
    # Below a bus that is no part of the CPU's address space.
    ("reg-unreachable", soc("pmic { #address-cells = <1>; #size-cells = <1>; ranges = <0 0 1>; "
                            "nvram@1 { reg = <1 1>; }; };"),
     soc("pmic { #address-cells = <1>; #size-cells = <1>; nvram@0 { reg = <0 1>; ranges = <0 0 1>; "
         "#address-cells = <1>; #size-cells = <1>; cell@1 { reg = <1 1>; }; }; };")),
    # Bits of one byte.
    ("unique-unit-address", soc("a@1 { reg = <1 1>; }; b@1 { reg = <1 1>; };"),
     soc("a@1 { reg = <1 1>; bits = <0 4>; }; b@1 { reg = <1 1>; bits = <4 4>; };")),
    ("string-property", timer("test,a-name = <1>;"), timer("fsl,asrc-format = <10>;")),
    # A part whose number looks like a UART's, and a UART that no table has.
    ("uart-clock", serial('compatible = "ns8250";'), serial('compatible = "test,sm8250-bus";')),
    ("stdout-uart", top('console { }; chosen { stdout-path = "/console"; };'),
     top('serial@1 { compatible = "test,new"; }; chosen { stdout-path = "/serial@1"; };')),
    # On an SPMI bus the second cell is a type.
    ("unit-address-differs", bus("spmi", (2, 0), "pmic@2 { reg = <3 0>; };"),
     bus("spmi", (2, 0), "pmic@2 { reg = <2 0>; }; hart@200000001 { reg = <2 1>; };")),
    # HTIF has neither interrupts nor a number.
    ("uart-interrupt", serial('compatible = "ns16550a";'), serial('compatible = "ucb,htif0";')),
    ("serial-alias", serial('compatible = "ns16550a";') +
     chosen('stdout-path = "/soc/serial@10001000";'), serial('compatible = "ucb,htif0";') +
     chosen('stdout-path = "/soc/serial@10001000";')),
    # Nodes of U-Boot's binman are no devices.
    ("node-name-empty", top("fit { @fdt-SEQ { }; };"), top("binman { @fdt-SEQ { }; };")),
    # A bus in a bus needs no address of its own.
    ("simple-bus-reg", soc("bus { ranges; };"),
     soc('bus { compatible = "simple-bus"; ranges; };')),
    # Not a list of GPIOs but their number.
    ("gpios-property", timer("test,on-gpios = <99>;"), timer("test,nr-gpios = <99>;")),
    # What an overlay is for is not known before it is applied.
    ("graph-nodes", top("fragment@0 { overlay { remote-endpoint = <1>; }; };"),
     top("fragment@0 { __overlay__ { remote-endpoint = <1>; }; };")),
    ("graph-port", top("part@0 { __overlay__ { a { endpoint { }; }; }; };"),
     top("fragment@0 { __overlay__ { endpoint { }; }; };")),
    ("graph-endpoint", camera("0", "0"), camera("0xffffffff", "0xffffffff")),
    ("graph-endpoint", camera("&in", "0"), camera("&in", "0xffffffff")),
    # Aliases of aliases, whose names are given in any order.
    ("alias-loop", alias('c = "a"; a = "bb"; bb = "b"; b = "c";'),
     alias('c = "a"; a = "bb"; bb = "b"; b = "/soc";')),
    # A port of GPIOs is no port of a graph.
    ("graph-nodes", ports("#address-cells = <1>; port@1 { reg = <2>; };"),
     soc("port@10020000 { reg = <0x10020000 0x100>; };")),
]


ALL = [(check, *rows) for check, rows in ROWS.items()] + MORE


@pytest.mark.parametrize("check, bad, good", ALL)
def test_rule(check, bad, good):
    found = findings(BOARD + bad, check)
    assert found and all(line.split()[1] == check and ": " in line for line in found)
    assert findings(BOARD + good, check) == []


SPELLING = (ROOT / "fdt" / "check" / "check_spelling.c").read_text()


@pytest.mark.parametrize("table, check, tree", [
    ("spelling_props", "property-spelling", lambda name: timer(f"{name} = <1>;")),
    ("spelling_nodes", "node-name-spelling", lambda name: top(f"{name} {{ }};"))])
def test_each_standard_name_with_the_other_character(table, check, tree):
    names = re.findall(r'"([^"]+)"', re.search(table + r"\[] = {(.*?)};", SPELLING, re.S)[1])
    assert len(names) > 7
    for name in names:
        other = name.translate(str.maketrans("-_", "_-"))
        (line,) = findings(BOARD + tree(other), check)
        mv, old, new = line.partition("; ")[2].split()
        assert (mv, old, new.rpartition("/")[2]) == ("mv", new.removesuffix(name) + other, name)


OVERLAYS = [
    "&i2c0 { sensor@48 { reg = <0x48>; interrupts = <3 1>; clocks = <&clk 1>; }; };",
    "&{/soc} { dev@10000 { reg = <0x0 0x10000 0x0 0x100>; }; };",
    "&spi0 { #address-cells = <1>; #size-cells = <0>; flash@0 { reg = <0>; interrupts = <4>; "
    "interrupt-parent = <&plic>; reset-gpios = <&gpio 3 0>; }; };",
    "&{/cpus} { timebase-frequency = <1>; cpu@1 { status = \"okay\"; }; };",
    "&{/} { chosen { linux,initrd-start = <0>; }; serial@0 { compatible = \"ns16550a\"; "
    "reg = <0 0 0 1>; interrupts = <1>; clocks = <&clk 1>; }; };",
    "&{/soc} { pci@0 { reg = <0 0 0 1>; #address-cells = <3>; #interrupt-cells = <1>; "
    "interrupt-map = <0 0 0 1 &plic 9>; interrupt-map-mask = <0 0 0 7>; }; };",
    "&gpio { interrupt-controller; };",
    # That node may have #clock-cells in the target.
    "&soc { clk: clock { }; dev { clocks = <&clk 1>; }; };",
    "/ { fragment@0 { target = <&i2c1>; __dormant__ { }; }; fragment@1 { target-path = \"/\"; "
    "__overlay__ { }; }; };",
]
APPLY = "\n32 not run: this is an overlay: apply it first\n"


@pytest.mark.parametrize("source", OVERLAYS)
def test_an_overlay_is_only_a_part(source, tmp_path):
    """What it needs of its target cannot be known before it is applied."""
    path = tmp_path / "part.dtbo"
    path.write_bytes(dtc(f"/dts-v1/;\n/plugin/;\n{source}".encode(), "dts", "dtb"))
    result = hostshell("-c", "check -v", path)
    assert result.output.startswith("0 errors, 0 warnings, 0 notes; ") and result.status == 0
    assert result.output.endswith(APPLY)


def test_a_check_that_an_overlay_has_no_answer_to_is_not_counted(tmp_path):
    path = tmp_path / "part.dtbo"
    path.write_bytes(dtc(f"/dts-v1/;\n/plugin/;\n{OVERLAYS[0]}".encode(), "dts", "dtb"))
    result = hostshell("-c", "check -c cpus-missing,reg-format", path)
    assert result.output == "0 errors, 0 warnings, 0 notes; 1 check" + APPLY.replace("32", "1")
    assert result.status == 1


# Mistakes that source cannot express.
BLOBS = {
    "duplicate-node": lambda blob: blob.replace(b"aaaa", b"bbbb"),
    "duplicate-property": lambda blob: blob.replace(b"pppp", b"qqqq"),
    "header-version": lambda blob: blob[:24] + b"\0\0\0\2" + blob[28:],
    "header-slack": lambda blob: blob[:4] + (2 * len(blob) + 2).to_bytes(4, "big") + blob[8:] +
    blob + b"12",
    "boot-cpuid": lambda blob: blob[:28] + b"\0\0\0\1" + blob[32:],
}


@pytest.mark.parametrize("check", BLOBS)
def test_rule_of_blobs(check, tmp_path):
    source = BOARD + soc("aaaa { pppp; qqqq; }; bbbb { };")
    blob = dtc(source.encode(), "dts", "dtb", "-i", OWN / "check")
    path = tmp_path / "tree.dtb"
    for data, found in ((blob, 0), (BLOBS[check](blob), 1)):
        path.write_bytes(data)
        lines = hostshell("-c", f"check -c {check}", path).output.splitlines()
        assert len(lines) == found + 1, lines


# The name of an alias, the details of the finding, and how many findings its value has.
ODD_ALIASES = {
    "no name": (b"", "", 0),
    "not in source": (b"wx:z", ": wx:z", 1),
    "a path": (b".", ": .", 1),
}


@pytest.mark.parametrize("name, details, values", ODD_ALIASES.values(), ids=ODD_ALIASES)
def test_an_alias_that_cannot_be_set(name, details, values, tmp_path):
    """The name is reported, and no repair of the value is proposed, because it would fail."""
    named = dtc((BOARD + alias('wxyz = "/soc/serial";')).encode(), "dts", "dtb",
                "-i", OWN / "check")
    path = tmp_path / "tree.dtb"
    path.write_bytes(named.replace(b"\0wxyz\0", b"\0" + name.ljust(5, b"\0")))
    commands = ("check -c alias-name", "check -q -c alias-unit-address",
                "check -q -f -c alias-unit-address")
    run, *rest = [hostshell("-c", command, path) for command in commands]
    assert run.output == "warning  alias-name         /aliases: the name of an alias must be " \
        f"lower-case letters, digits and dashes{details}; " \
        f"mv /aliases/{details[2:]} /aliases/NEW-NAME\n" \
        "0 errors, 1 warning, 0 notes; 1 check\n"
    sums = f"0 errors, {values} warning{'s' * (values != 1)}, 0 notes; 1 check\n"
    assert [run.output for run in rest] == [sums, NOTHING + sums]
    assert [run.error for run in rest] == ["", ""]


NOTHING = "nothing was changed: no finding can be fixed in only one way\n"
# Commands over a good tree, the last line, the status.
NOT_RUN = [
    ("check -q", r"\d+ checks, \d+ not run: no machine here", 0),
    ("check -q /soc", r"\d+ checks, \d+ not run: no machine here", 0),
    ("check -q -c live-ram", "0 checks, 1 not run: no machine here", 1),
    ("check -q -c live-ram,reg-format", "1 check, 1 not run: no machine here", 1),
    ("check -q -x live-ram -c live-ram", "0 checks", 0),
    ("check -q -c reg-format", "1 check", 0),
]


@pytest.mark.parametrize("command, last, status", NOT_RUN)
def test_what_did_not_run_is_not_counted(command, last, status):
    run = hostshell("-c", command, OWN / "check" / "clean.dts")
    assert re.fullmatch(f"0 errors, 0 warnings, 0 notes; {last}\n", run.output)
    assert run.status == status


def test_a_check_that_its_severity_leaves_out_is_refused():
    for option, only in (("-e", "live-isa-more"), ("-s warning", "reg-format,live-isa-more")):
        run = hostshell("-c", f"check {option} -c {only}", OWN / "check" / "clean.dts")
        assert run == (33, "", "check: live-isa-more: a note; leave out -e or -s, or use -s note\n")


def test_nothing_to_repair():
    run = hostshell("-c", "check -f", OWN / "check" / "clean.dts")
    assert run.output.startswith(NOTHING + "0 errors, ") and run.status == 0


def nested(depth, label):
    """A UART below `depth` nodes with long names."""
    head = f"{label}: " if label else ""
    uart = 'uart { compatible = "ns16550a"; reg = <1 8>; };'
    return top(f"{'n' * 31} {{ " * depth + head + uart + " };" * depth)


DEEP = f"/{'n' * 31}" * 5 + "/uart"
# Tree, check, and the repairs of `check -f`.
REPAIRS = [
    (timer('status = "Enabled";'), "status-value", ['set /soc/timer@10020000/status "okay"']),
    (timer('name = "clock";'), "name-properties", ["rm /soc/timer@10020000/name"]),
    (timer("a@0 { reg = <0 0 0>; }; b@1 { reg = <0 1 0>; };"), "avoid-default-addr-size",
     ["set /soc/timer@10020000/#address-cells <0x2>", "set /soc/timer@10020000/#size-cells <0x1>"]),
    (alias('a = "/soc/serial";'), "alias-unit-address", ['set /aliases/a "/soc/serial@10000000"']),
    (chosen('stdout-path = "serial9:9600n8";'), "stdout-path",
     ['set /chosen/stdout-path "serial0:9600n8"']),
    (chosen('stdout-path = "serial0:9600,8n1";'), "stdout-options",
     ['set /chosen/stdout-path "serial0:9600n8"']),
    (chosen("/delete-property/ stdout-path;"), "stdout-missing",
     ['set /chosen/stdout-path "serial0"']),
    (timer("phandle = <7>; linux,phandle = <8>;"), "phandle-differs",
     ["rm /soc/timer@10020000/linux,phandle"]),
    (timer('status = "maybe";'), "status-value", []),
    (nested(5, "deep") + chosen(f'stdout-path = "{DEEP}:9600,8n1";'), "stdout-options",
     [f'set /chosen/stdout-path "{DEEP}:9600n8"']),
    (nested(5, "deep") + alias(f'long = "{DEEP}/";'), "alias-unit-address",
     [f'set /aliases/long "{DEEP}"']),
    # A UART whose path is too long for a path: no repair may name another node.
    (soc("/delete-node/ serial@10000000;") + nested(140, "") +
     chosen('stdout-path = "/nowhere";'), "stdout-path", []),
    (chosen('stdout-path = "serial9";') + serial('compatible = "ns16550a"; interrupts = <3>;'),
     "stdout-path", []),
]


@pytest.mark.parametrize("source, check, repairs", REPAIRS, ids=range(len(REPAIRS)))
def test_repairs(source, check, repairs, tmp_path):
    """The repairs are made, their findings are gone afterwards, and undo brings them back."""
    path = tmp_path / "tree.dtb"
    path.write_bytes(dtc((BOARD + source).encode(), "dts", "dtb", "-f", "-i", OWN / "check"))
    fixed, after, again, undone = [
        hostshell("-c", line.replace("CHECK", f"check -q -c {check}"), path).output.splitlines()
        for line in ("CHECK -f", "CHECK -f; CHECK", "CHECK -f; CHECK -f", "CHECK -f; undo; CHECK")]
    assert [line[7:] for line in fixed if line.startswith("fixed: ")] == repairs
    assert (after[-1] != fixed[-1]) == bool(repairs)
    assert sum(line.startswith("fixed: ") for line in again) == len(repairs)
    assert undone[-1] == fixed[-1]


def test_repairs_that_one_run_has_no_room_for(tmp_path):
    nodes = "".join(f'n{i} {{ status = "Okay"; }};' for i in range(18))
    path = tmp_path / "tree.dtb"
    path.write_bytes(dtc((BOARD + top(nodes)).encode(), "dts", "dtb", "-i", OWN / "check"))
    check = "check -q -f -c status-value"
    first, second = [hostshell("-c", line, path).output for line in (check, f"{check}; {check}")]
    assert first.count("fixed: ") == 16 and "\n2 more; run check -f again\n" in first
    assert second.count("fixed: ") == 18 and second.count(" more; ") == 1
    assert second.endswith("\n0 errors, 2 warnings, 0 notes; 1 check\n")


def test_each_check_has_rows():
    listed = hostshell("-c", "check -l", OWN / "check" / "clean.dts").output.splitlines()
    audits = {"no-map-in-use", "region-outside-ram"}
    names = [line.split()[1] for line in listed]
    assert len(names) == len(set(names)) > 60 and set(names) >= audits
    assert {*ROWS, *BLOBS} <= set(names)
    assert [line.split()[0] for line in listed
            if line.split()[0] not in ("error", "warning", "note")] == []


def on_file(path, line):
    """What a command prints on a source of tests/dts/check."""
    blob = dtc(path.read_bytes(), "dts", "dtb", "-f", "-i", OWN / "check")
    return hostshell("-c", line, "/dev/stdin", stdin=blob)


def test_members_of_findings():
    """-j has apart what a line has together; what can be meant in one way only is a command."""
    document = json.loads(on_file(OWN / "check" / "cells-default.dts", "check -j").output)
    bus = "/soc/bus@20000000"
    assert document["findings"] == [{
        "severity": "warning", "check": "avoid-default-addr-size", "node": bus + "/timer@100",
        "what": "its bus lacks #address-cells or #size-cells",
        "commands": [f"set {bus}/#address-cells <0x2>", f"set {bus}/#size-cells <0x1>"]}]
    assert document["sum"]["warnings"] == 1 and document["sum"]["why"] == "no machine here"
    line, _ = on_file(OWN / "check" / "cells-default.dts", "check").output.splitlines()
    assert line.endswith("#size-cells; " + " && ".join(document["findings"][0]["commands"]))
    fixed = json.loads(on_file(OWN / "check" / "cells-default.dts", "check -q -f -j").output)
    assert [row["command"] for row in fixed["fixed"]] == document["findings"][0]["commands"]
    assert "findings" not in fixed


def test_property_of_a_finding():
    document = json.loads(on_file(OWN / "check" / "alias-name.dts", "check -j").output)
    assert [(row["node"], row["property"]) for row in document["findings"]] == \
        [("/aliases", "Serial1")]
