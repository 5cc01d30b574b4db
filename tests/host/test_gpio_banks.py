"""Commands that follow references, on a GPIO controller of several banks: its gpio-ranges has four
arguments an entry."""

import pytest

from device_trees import OWN
from hostshell import dtc, hostshell

TREE = OWN / "gpio-banks.dts"
ENTRIES = ["0 0 0 32", "1 0 32 32", "2 0 64 32", "3 0 96 32"]
CONTROLLER, PINS = "/soc/gpio@d4019000", "/soc/pinctrl@d401e000"


def lines(command):
    result = hostshell("-c", command, TREE)
    assert (result.status, result.error) == (0, "")
    return result.output.splitlines()


def test_check():
    *found, sums = lines("check -v")
    assert found == [] and sums.startswith("0 errors, 0 warnings, 0 notes; ")


def test_cat():
    assert [line.strip() for line in lines(f"cat -l {CONTROLLER}") if "] gpio-ranges" in line] == \
        [f"[{i}] gpio-ranges: <&pinctrl {entry}> {PINS}" for i, entry in enumerate(ENTRIES)]


def test_refs():
    assert lines(f"refs {PINS}") == [f"{CONTROLLER}  gpio-ranges[{5 * i}]  <&pinctrl {entry}>"
                                     for i, entry in enumerate(ENTRIES)]


@pytest.mark.parametrize("node", ["/cpus/cpu@0/interrupt-controller", "/soc/interrupt-controller"])
def test_refs_of_a_node_that_has_an_argument_as_its_phandle(node):
    assert [line for line in lines(f"refs {node}") if "gpio-ranges" in line] == []


def test_find():
    value = ", ".join(f"<&pinctrl {entry}>" for entry in ENTRIES)
    shown = lines(f"find / -p 'gpio-ranges={value}' -c path,gpio-ranges")
    path, cells = shown[1].split(maxsplit=1)
    assert path == CONTROLLER and value.startswith(cells.removesuffix("...")) and "2 0" in cells


def test_gpio_shows_lines_and_not_ranges():
    assert lines("gpio") == \
        [f"/leds/led-0  gpios[0]  {CONTROLLER}  3 0 1  bank 3  line 0 active-low"]


def test_dts():
    shown = "\n".join(lines("dts /"))
    assert "gpio-ranges = " + ", ".join(f"<&pinctrl {entry}>" for entry in ENTRIES) in shown
    assert dtc(shown.encode(), "dts", "dtb") == dtc(dtc(TREE, "dts", "dtb"), "dtb", "dtb")
