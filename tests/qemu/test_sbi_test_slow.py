"""`sbi test` where time passes oddly: nothing that is right fails, and the run ends."""

import re

import pytest

from rows import DYNAMIC_16
from test_sbi_test import STUB, of, verdicts

OLD = "opensbi-1.1/fw_dynamic"
COUNTED = ("-icount", "shift=1")  # one hart runs after the other, by the number of instructions
TURNS = ("-accel", "tcg,thread=single")  # likewise, by the host's time


@pytest.mark.parametrize("firmware, harts, args", [
    (OLD, 1, COUNTED), (DYNAMIC_16, 2, COUNTED), ("stub", 1, COUNTED),
    (OLD, 2, TURNS), (DYNAMIC_16, 1, ()), (DYNAMIC_16, 4, ()), ("stub", 2, ()),
])
def test_no_false_failure_on_a_busy_host(boot, busy, firmware, harts, args):
    fields = STUB if firmware == "stub" else {"firmware": firmware}
    machine = boot(harts=harts, args=args, **fields)
    results = verdicts(machine)
    assert of(results, "fail") == {}
    assert len(of(results, "pass")) > 20


def test_what_is_wrong_is_still_found_on_a_busy_host(boot, busy):
    machine = boot(harts=2, firmware=DYNAMIC_16, args=COUNTED)
    output = machine.run("sbi test ipi/beyond-by-mask")
    assert re.search(r"^ipi/beyond-by-mask  known: ", output, re.M)
