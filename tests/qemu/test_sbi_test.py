"""`sbi test`: what it says of good firmware, and that each row finds firmware that breaks it."""

import json
import re
import xml.etree.ElementTree as xml

import jsonschema
import pytest

from machine import ROOT
from rows import DYNAMIC_16
from stub import lie

BASE, TIME, IPI, HSM, SRST, DBCN = 0x10, 0x54494d45, 0x735049, 0x48534d, 0x53525354, 0x4442434e
PMU, FWFT, SSE, RFENCE, SUSP = 0x504d55, 0x46574654, 0x535345, 0x52464e43, 0x53555350
DBTR, CPPC, STA, MPXY, NACL = 0x44425452, 0x43505043, 0x535441, 0x4d505859, 0x4e41434c
GROUPS = {"base": BASE, "time": TIME, "ipi": IPI, "hsm": HSM, "srst": SRST, "dbcn": DBCN,
          "pmu": PMU, "fwft": FWFT, "sse": SSE, "rfence": RFENCE, "susp": SUSP, "dbtr": DBTR,
          "cppc": CPPC, "sta": STA, "mpxy": MPXY, "nacl": NACL}
SCHEMA = json.loads((ROOT / "docs" / "schema" / "sbi-test.json").read_text())
SUMMARY = re.compile(r"(\d+) pass, (\d+) fail, (\d+) known, (\d+) slow, (\d+) skipped\n\Z")
STUB = {"firmware": "stub", "card": {
    "features": ["hsm", "ipi", "pmu", "newer", "rfence", "susp", "closed", "suspend"]}}

ALL_OPENSBI = {"ipi/beyond-by-mask", "pmu-count/start-twice", "pmu-count/stop-twice",
               "rfence/i-beyond", "rfence/vma-beyond", "rfence/asid-beyond"}
KNOWN = {
    "stub": set(),
    "opensbi-1.1/fw_dynamic": ALL_OPENSBI | {"pmu-count/read-hardware"},
    DYNAMIC_16: ALL_OPENSBI | {"base/version-covers", "ipi/beyond-by-base",
                               "rfence/i-beyond-by-base", "pmu-shmem/event-info",
                               "sse/masked", "sse/masks", "sse/read-only", "sse/local-hart",
                               "sse-event/saves", "dbtr/shmem-flags",
                               "dbtr-trigger/installed", "dbtr-trigger/updated",
                               *(f"dbtr-more/{row}" for row in (
                                   "enable-gone", "disable-gone", "update-gone", "read-beyond",
                                   "uninstall-beyond"))},
}

# What is broken, and the row that finds it.
BROKEN = [
    ("base/version", lie(BASE, 0, value=1 << 31 | 2 << 24)),
    ("base/version-covers", lie(BASE, 0, value=1)),
    ("base/implementation", lie(BASE, 1, error=-1)),
    ("base/implementation-version", lie(BASE, 2, error=-2)),
    ("base/probe-itself", lie(BASE, 3, argument=BASE, value=0)),
    ("base/probe-unknown", lie(BASE, 3, argument=0xb000000, value=1)),
    ("base/probe-all", lie(BASE, 3, argument=0x4d505859, error=-2)),
    ("base/ids", lie(BASE, 5, error=-2)),
    ("base/ids-alike", lie(BASE, 5, kind="others", value=9)),
    ("dbcn/write", lie(DBCN, 0, argument=2, kind="adds", value=1)),
    ("dbcn/write-across", lie(DBCN, 0, argument=2, kind="adds", value=1)),
    ("dbcn/write-upper", lie(DBCN, 0, argument=2, second=0)),
    ("dbcn/write-nothing", lie(DBCN, 0, argument=0, value=1)),
    ("dbcn/write-byte", lie(DBCN, 2, kind="adds", value=1)),
    ("dbcn/read-nothing", lie(DBCN, 1, argument=0, kind="adds", value=1)),
    ("dbcn/write-forbidden", lie(DBCN, 0)),
    ("dbcn/read-forbidden", lie(DBCN, 1)),
    ("dbcn/read-upper", lie(DBCN, 1, argument=2)),
    ("cppc/probe-reserved", lie(CPPC, 0)),
    ("cppc/probe-reserved-high", lie(CPPC, 0)),
    ("cppc/probe-width", lie(CPPC, 0, argument=3, value=16)),
    ("cppc/read", lie(CPPC, 1, argument=3)),
    ("cppc/read-high", lie(CPPC, 2, value=1)),
    ("cppc/read-reserved", lie(CPPC, 1)),
    ("cppc/write-reserved", lie(CPPC, 3, argument=0x15)),
    ("cppc/write-read-only", lie(CPPC, 3, argument=0)),
    ("mpxy/size", lie(MPXY, 0, value=100)),
    ("mpxy/unaligned", lie(MPXY, 1, second=0)),
    ("mpxy/flags", lie(MPXY, 1, second=0)),
    ("mpxy/harts-alike", lie(MPXY, 0, kind="others", value=8192)),
    ("mpxy/reserved-mode", lie(MPXY, 1, second=0)),
    ("mpxy/forbidden", lie(MPXY, 1, second=0)),
    ("mpxy/ended", lie(MPXY, 1, argument=2 ** 64 - 1)),
    ("mpxy/no-shmem", lie(MPXY, 2)),
    ("mpxy/no-shmem-read", lie(MPXY, 3)),
    ("mpxy/no-shmem-write", lie(MPXY, 4)),
    ("mpxy/no-shmem-send", lie(MPXY, 5)),
    ("mpxy-channel/channels", lie(MPXY, 2)),
    ("mpxy-channel/channels-beyond", lie(MPXY, 2, argument=2)),
    ("mpxy-channel/no-channel", lie(MPXY, 3)),
    ("mpxy-channel/no-channel-write", lie(MPXY, 4)),
    ("mpxy-channel/no-channel-send", lie(MPXY, 5)),
    ("mpxy-channel/beyond", lie(MPXY, 3)),
    ("mpxy-channel/no-attributes", lie(MPXY, 3)),
    ("mpxy-channel/write-beyond", lie(MPXY, 4)),
    ("mpxy-channel/write-read-only", lie(MPXY, 4)),
    ("mpxy-channel/message-length", lie(MPXY, 3)),
    ("nacl/features", lie(NACL, 0, value=2)),
    ("nacl/reserved-features", lie(NACL, 0, argument=4, value=1)),
    ("nacl/shmem", lie(NACL, 1, second=0, error=-1)),
    ("nacl/unaligned", lie(NACL, 1, second=0)),
    ("nacl/flags", lie(NACL, 1, second=0)),
    ("nacl/forbidden", lie(NACL, 1, second=0)),
    ("nacl/csr-no-shmem", lie(NACL, 2)),
    ("nacl/csr-of-another", lie(NACL, 2)),
    ("nacl/hfence-no-shmem", lie(NACL, 3)),
    ("nacl/sret-no-shmem", lie(NACL, 4)),
    ("sta/unaligned", lie(STA, 0, second=0)),
    ("sta/flags", lie(STA, 0, second=0)),
    ("sta/forbidden", lie(STA, 0, second=0)),
    ("sta/cleared", lie(STA, 0, second=0)),
    ("sta/sequence", lie(STA, 0, second=0)),
    ("dbtr/triggers", lie(DBTR, 0, argument=0)),
    ("dbtr/shmem", lie(DBTR, 1, error=-1)),
    ("dbtr/shmem-unaligned", lie(DBTR, 1)),
    ("dbtr/shmem-flags", lie(DBTR, 1)),
    ("dbtr/shmem-forbidden", lie(DBTR, 1)),
    ("dbtr/no-shmem", lie(DBTR, 2)),
    ("dbtr-more/types", lie(DBTR, 0, value=0)),
    ("dbtr-more/load-and-store", lie(DBTR, 3)),
    ("dbtr-more/two", lie(DBTR, 3)),
    ("dbtr-more/enable-gone", lie(DBTR, 6)),
    ("dbtr-more/disable-gone", lie(DBTR, 7)),
    ("dbtr-more/update-gone", lie(DBTR, 4)),
    ("dbtr-more/read-beyond", lie(DBTR, 2)),
    ("dbtr-more/uninstall-beyond", lie(DBTR, 5, argument=2)),
    ("dbtr-trigger/installed", lie(DBTR, 2)),
    ("dbtr-trigger/load", lie(DBTR, 3)),
    ("dbtr-trigger/store", lie(DBTR, 3)),
    ("dbtr-trigger/execute", lie(DBTR, 3)),
    ("dbtr-trigger/uninstalled", lie(DBTR, 5)),
    ("dbtr-trigger/disabled", lie(DBTR, 7)),
    ("dbtr-trigger/updated", lie(DBTR, 4)),
    ("encoding/no-such-extension", lie(0x8000bad, 0)),
    ("encoding/registers", lie(TIME, 0xbad, kind="ruins")),
    ("encoding/registers-used", lie(PMU, 0, kind="ruins")),
    ("encoding/csrs", lie(TIME, 0xbad, kind="csrs", value=4)),
    ("encoding/csrs-used", lie(PMU, 0, kind="csrs", value=4)),
    ("encoding/upper-bits", lie(1 << 32 | BASE, 1 << 32, value=5)),
    ("fwft/get-reserved", lie(FWFT, 1, argument=0x80000000, error=-2)),
    ("fwft/set-reserved", lie(FWFT, 0, argument=0x3fffffff, error=-3)),
    ("fwft/reset", lie(FWFT, 1, argument=1, value=1)),
    ("fwft/bad-value", lie(FWFT, 0, argument=4, second=2)),
    ("fwft/bad-flags", lie(FWFT, 0, argument=0, second=1)),
    ("fwft/toggles", lie(FWFT, 0, argument=4)),
    ("fwft-effect/delegated", lie(FWFT, 0, argument=0, second=1)),
    ("hsm/own-status", lie(HSM, 2, kind="adds", value=2)),
    ("hsm/unknown-status", lie(HSM, 2, argument=2, error=-2)),
    ("hsm/all-ones-status", lie(HSM, 2, argument=2 ** 64 - 1)),
    ("hsm/start-all-ones", lie(HSM, 0, argument=2 ** 64 - 1)),
    ("hsm/start-itself", lie(HSM, 0, error=-3)),
    ("hsm/start-unknown", lie(HSM, 0, argument=2)),
    ("hsm/suspend-reserved-low", lie(HSM, 3, argument=1)),
    ("hsm/suspend-reserved-high", lie(HSM, 3, argument=0x0fffffff)),
    ("hsm/suspend-reserved-upper", lie(HSM, 3, argument=0x80000001)),
    ("hsm/suspend-wakes", lie(HSM, 3, argument=0, error=-1)),
    ("hsm/suspend-resumes", lie(HSM, 3, argument=0x80000000, error=-1)),
    ("hsm/suspend-wakes-upper", lie(HSM, 3, argument=1 << 63, error=-3)),
    ("hsm/suspend-resumes-upper", lie(HSM, 3, argument=1 << 63 | 1 << 31, error=-3)),
    ("hsm/suspend-forbidden", lie(HSM, 3, argument=1 << 31, error=-1)),
    ("hsm-start/forbidden-address", lie(HSM, 0, error=-6)),
    ("hsm-start/enters", lie(HSM, 0, error=-6)),
    ("hsm-start/many", lie(HSM, 2, value=1)),
    ("hsm-start/from-two-harts", lie(HSM, 0)),
    ("ipi/none", lie(IPI, 0, argument=0, error=-3)),
    ("ipi/none-from-last", lie(IPI, 0, argument=0, second=2, error=-3)),
    ("ipi/beyond-by-mask", lie(IPI, 0, argument=2)),
    ("ipi/beyond-by-base", lie(IPI, 0, argument=1, second=3)),
    ("ipi/to-itself", lie(IPI, 0, argument=1, kind="others")),
    ("ipi/to-itself-at-once", lie(IPI, 0, argument=1, kind="others")),
    ("ipi/to-stopped", lie(IPI, 0, argument=1, second=2, error=-6)),
    ("ipi/storm", lie(IPI, 0, argument=1, second=0)),
    ("ipi/to-two", lie(IPI, 0, argument=3)),
    ("ipi/to-another", lie(IPI, 0, argument=1, second=0)),
    ("ipi/many", lie(IPI, 0, argument=1, second=0)),
    ("ipi/to-all", lie(IPI, 0, argument=0, second=2 ** 64 - 1)),
    ("pmu/counters", lie(PMU, 0)),
    ("pmu/info", lie(PMU, 1, argument=0, value=0xb00)),
    ("pmu/info-beyond", lie(PMU, 1, argument=5)),
    ("pmu/match-fixed", lie(PMU, 2, value=9)),
    ("pmu/match-hardware", lie(PMU, 2, error=-1)),
    ("pmu/match-cache", lie(PMU, 2, error=-1)),
    ("pmu/match-firmware", lie(PMU, 2, error=-1)),
    ("pmu/match-reserved", lie(PMU, 2)),
    ("pmu/match-beyond", lie(PMU, 2, argument=5)),
    ("pmu/start-beyond", lie(PMU, 3, argument=5)),
    ("pmu/stop-beyond", lie(PMU, 4, argument=5)),
    ("pmu-count/start-twice", lie(PMU, 3)),
    ("pmu-count/stop-twice", lie(PMU, 4)),
    ("pmu-count/start-value", lie(PMU, 5, value=999999)),
    ("pmu/read-beyond", lie(PMU, 5, argument=5)),
    ("pmu-count/read-hardware", lie(PMU, 5, argument=0)),
    ("pmu-count/counts-timer", lie(TIME, 0)),
    ("pmu-count/stopped", lie(PMU, 4, second=1)),
    ("pmu-count/match-flags", lie(PMU, 5, value=0)),
    ("pmu-count/counts-fence", lie(RFENCE, 0, argument=1, second=0)),
    ("pmu-count/counts-ipi", lie(IPI, 0, argument=1, second=0)),
    ("pmu-shmem/snapshot-unaligned", lie(PMU, 7)),
    ("pmu-shmem/snapshot-flags", lie(PMU, 7)),
    ("pmu-shmem/snapshot-off", lie(PMU, 7, argument=2 ** 64 - 1, error=-3)),
    ("pmu-shmem/snapshot-missing", lie(PMU, 3)),
    ("pmu-shmem/event-info-unaligned", lie(PMU, 8)),
    ("pmu-shmem/event-info-flags", lie(PMU, 8)),
    ("pmu-shmem/snapshot", lie(PMU, 4)),
    ("pmu-shmem/snapshot-forbidden", lie(PMU, 7)),
    ("pmu-shmem/event-info-forbidden", lie(PMU, 8)),
    ("pmu-shmem/event-info", lie(PMU, 8)),
    ("rfence/none", lie(RFENCE, 1, argument=0, error=-3)),
    ("rfence/i-itself", lie(RFENCE, 0, argument=1, error=-1)),
    ("rfence/i-all", lie(RFENCE, 0, argument=0, error=-1)),
    ("rfence/i-beyond", lie(RFENCE, 0, argument=2, second=1)),
    ("rfence/i-beyond-by-base", lie(RFENCE, 0, argument=1, second=2)),
    ("rfence/vma-itself", lie(RFENCE, 1, argument=1, error=-3)),
    ("rfence/vma-wraps", lie(RFENCE, 1, argument=0, error=-3)),
    ("rfence/asid-all", lie(RFENCE, 2, argument=0, error=-3)),
    ("rfence/vma-page", lie(RFENCE, 1, argument=0, error=-5)),
    ("rfence/vma-size-0", lie(RFENCE, 1, argument=0, error=-5)),
    ("rfence/vma-size-all", lie(RFENCE, 1, argument=0, error=-5)),
    ("rfence/vma-beyond", lie(RFENCE, 1, argument=2)),
    ("rfence/asid-itself", lie(RFENCE, 2, argument=1, error=-2)),
    ("rfence/asid-beyond", lie(RFENCE, 2, argument=2)),
    *((f"rfence/{name}", lie(RFENCE, function, error=-3)) for function, name in
      enumerate(["gvma-vmid", "gvma", "vvma-asid", "vvma"], 3)),
    # QEMU sees by itself that code was changed: only an error fails.
    ("rfence-effect/code-itself", lie(RFENCE, 0, argument=1, error=-1)),
    ("rfence-effect/code-another", lie(RFENCE, 0, argument=1, error=-1)),
    ("rfence-effect/page-itself", lie(RFENCE, 1)),
    ("rfence-effect/page-another", lie(RFENCE, 1)),
    ("rfence-effect/page-all", lie(RFENCE, 1)),
    ("rfence-effect/page-asid", lie(RFENCE, 2)),
    ("sse/masked", lie(SSE, 9)),
    ("sse/masks", lie(SSE, 8)),
    ("sse/reserved", lie(SSE, 2, argument=0xffff3fff, error=-2)),
    ("sse/single", lie(SSE, 0, second=3)),
    ("sse/reset", lie(SSE, 0, second=0)),
    ("sse/single-global", lie(SSE, 0, second=3)),
    ("sse/reset-global", lie(SSE, 0, second=0)),
    ("sse/priority", lie(SSE, 1, second=1)),
    ("sse/upper", lie(SSE, 0, argument=1 << 32 | 0xffff0000, error=-3)),
    ("sse/beyond", lie(SSE, 0, second=10)),
    ("sse/beyond-last", lie(SSE, 0, second=9)),
    ("sse/unaligned", lie(SSE, 0, second=2)),
    ("sse/forbidden", lie(SSE, 0, second=2)),
    ("sse/no-attributes", lie(SSE, 0, second=1)),
    ("sse/write-beyond", lie(SSE, 1, second=10)),
    ("sse/write-unaligned", lie(SSE, 1, second=2)),
    ("sse/write-forbidden", lie(SSE, 1, second=2)),
    ("sse/write-nothing", lie(SSE, 1, second=1)),
    ("sse/interrupted", lie(SSE, 1, second=7)),
    ("sse-state/enable-twice", lie(SSE, 4)),
    ("sse-state/register-enabled", lie(SSE, 2)),
    ("sse-state/unregister-enabled", lie(SSE, 3)),
    ("sse-state/priority-enabled", lie(SSE, 1, second=1)),
    ("sse/read-only", lie(SSE, 1, second=4)),
    ("sse/local-hart", lie(SSE, 1, argument=0xffff0000, second=3)),
    ("sse/unknown-hart", lie(SSE, 1, argument=0xffff8000, second=3, error=-2)),
    ("sse/wide-priority", lie(SSE, 1, second=1)),
    ("sse/bad-config", lie(SSE, 1, second=2)),
    ("sse-state/odd-entry", lie(SSE, 2, argument=0xffff0000)),
    ("sse-state/register-twice", lie(SSE, 2, argument=0xffff0000)),
    ("sse-state/unregistered", lie(SSE, 5)),
    ("sse-event/runs", lie(SSE, 4)),
    ("sse-event/saves", lie(SSE, 0, second=8)),
    ("sse-event/restores", lie(SSE, 0, second=7)),
    ("sse-event/writes", lie(SSE, 1, second=6)),
    ("sse-event/waits", lie(SSE, 8)),
    ("sse-event/waits-enabled", lie(SSE, 4)),
    ("sse-event/one-shot", lie(SSE, 1, second=2)),
    ("sse-two/local", lie(SSE, 7, second=0)),
    ("sse-two/global", lie(SSE, 1, argument=0xffff8000, second=3)),
    ("sse-two/higher", lie(SSE, 1, second=1)),
    ("sse-two/lower", lie(SSE, 7, argument=0xffff8000)),
    ("sse-two/first", lie(SSE, 1, second=1)),
    ("sse-two/equal", lie(SSE, 1, argument=0xffff8000, second=1)),
    ("susp/reserved-low", lie(SUSP, 0, argument=1)),
    ("susp/reserved-high", lie(SUSP, 0, argument=0x7fffffff, error=-2)),
    ("susp/reserved-upper", lie(SUSP, 0, argument=1 << 32 | 1)),
    ("srst/reserved-type-upper", lie(SRST, 0, argument=1 << 32 | 3)),
    ("srst/reserved-type", lie(SRST, 0, argument=3)),
    ("srst/reserved-type-high", lie(SRST, 0, argument=0xefffffff, error=-2)),
    ("time/rings", lie(TIME, 0)),
    ("time-harts/another", lie(TIME, 0, error=-1)),
    ("time/past", lie(TIME, 0, argument=0)),
    ("time/cleared", lie(TIME, 0, argument=2 ** 64 - 1)),
    ("time/moved", lie(TIME, 0, argument=2 ** 64 - 1)),
    *((f"{group}/no-such-function", lie(extension, 0xbad))
      for group, extension in GROUPS.items()),
]


def verdicts(machine, words=""):
    """{row: (verdict, reason)}; what was asked of it is valid by its schema."""
    document = json.loads(machine.run(f"sbi test -j {words}"))
    jsonschema.validate(document, SCHEMA)
    return {f"{row['extension']}/{row['test']}": (row["verdict"], row.get("why", ""))
            for row in document["results"]}


def of(results, *names):
    return {row: why for row, (verdict, why) in results.items() if verdict in names}


@pytest.mark.parametrize("harts", [1, 2, 4])
@pytest.mark.parametrize("firmware", ["opensbi-1.1/fw_dynamic", DYNAMIC_16, "stub"])
def test_good_firmware(boot, firmware, harts):
    """The bugs that are known are found, and no others."""
    machine = boot(harts=harts, **(STUB if firmware == "stub" else {"firmware": firmware}))
    results = verdicts(machine)
    assert of(results, "fail") == {}
    assert set(of(results, "known")) == KNOWN[firmware]
    skipped = of(results, "skip")
    assert harts == 1 or "it needs another hart" not in skipped.values()
    assert machine.run("sbi test; echo $?").endswith("\n0\n")


@pytest.mark.parametrize("group", sorted({row.split("/")[0] for row, _ in BROKEN}))
def test_each_row_finds_what_breaks_it(boot, group):
    machine = boot(harts=3 if group in ("hsm-start", "ipi") else 2, **STUB)
    good = verdicts(machine, group)
    missed = []
    for row, break_it in BROKEN:
        if row.split("/")[0] != group:
            continue
        machine.run(break_it)
        if row not in of(verdicts(machine, row), "fail"):
            missed.append(row)
        machine.run(lie(0, 0))
    assert not missed
    assert verdicts(machine, group) == good


def test_hangs(boot):
    """The hart is lost, and the prompt is not; the next row has the next hart."""
    machine = boot(harts=3, **STUB)
    machine.run(lie(BASE, 2, kind="hangs"))
    output = machine.run("sbi test base; echo $?")
    assert re.search(r"^base/implementation-version +FAIL: firmware does not return: hart \d is "
                     r"lost\n +SBI 4\.3: ", output, re.M)
    assert output.endswith("8 pass, 1 fail, 0 known, 0 slow, 1 skipped\n1\n")
    again = machine.run("sbi test base")
    assert "firmware does not return" in again
    assert "base/probe-itself  skip: no hart is left to make the call\n" in again


def test_traps(boot):
    machine = boot(harts=2, **STUB)
    machine.run(lie(BASE, 2, kind="traps"))
    output = machine.run("sbi test base/implementation-version base/ids")
    assert "base/implementation-version  FAIL: a trap ended it: instruction " in output
    assert "base/ids  pass\n" in output


@pytest.mark.parametrize("options, last", [
    ("", "base/implementation-version"), ("-o tap", "# base/implementation-version")])
def test_one_hart_hangs(boot, options, last):
    """The last line on the screen names the row."""
    machine = boot(harts=1, **STUB)
    machine.run(lie(BASE, 2, kind="hangs"))
    machine.type(f"sbi test {options}\r")
    machine.expect(rb"\n" + last.encode())
    machine.listen(1)
    assert machine.story().rstrip().endswith(last)


@pytest.mark.parametrize("harts", [1, 2])
def test_resets(boot, harts):
    """It is in memory that a reset does not clear, and the row is not run again."""
    machine = boot(harts=harts, **STUB)
    machine.run(lie(BASE, 6, kind="resets"))
    rows = "base/probe-all base/ids"  # not ids-alike, which makes that call, too
    machine.type(f"sbi test {rows}\r")
    machine.start()
    results = verdicts(machine, rows)
    assert results["base/ids"] == ("fail", "the machine was reset in it")
    assert of(results, "fail").keys() == {"base/ids"}
    machine.run(lie(0, 0))
    assert of(verdicts(machine, "base"), "fail") == {}


def test_slow(boot):
    machine = boot(harts=2, **STUB)
    machine.run(lie(TIME, 0, kind="waits"))
    assert verdicts(machine, "time/rings")["time/rings"][0] == "slow"


def test_for_rigs(boot):
    machine = boot(harts=2, **STUB)
    machine.run(lie(BASE, 2, error=-2))
    results = verdicts(machine, "base hsm")
    tap = machine.run("sbi test -o tap base hsm; echo $?")
    assert tap.startswith(f"TAP version 13\n1..{len(results)}\n# base/no-such-function\n"
                          "ok 1 - base/no-such-function\n")
    assert re.search(r"^not ok 5 - base/implementation-version: answered -2 \(not supported\), "
                     r"not success$", tap, re.M)
    assert len(re.findall(r"^(?:not )?ok \d+ - ", tap, re.M)) == len(results)
    assert tap.endswith("\n1\n")
    suite = xml.fromstring(machine.run("sbi test -o junit base hsm"))
    assert suite.get("tests") == str(len(results)) == str(len(suite))
    names = [f"{case.get('classname')}/{case.get('name')}" for case in suite]
    assert names == [f"sbi.{row}" for row in results]
    assert [case.get("name") for case in suite if case.find("failure") is not None] == [
        "implementation-version"]
    assert machine.run("sbi test -o html") == (
        "sbi: html: no such format; there are tap and junit\n")


def test_names(boot):
    machine = boot(harts=2, **STUB)
    listed = json.loads(machine.run("sbi test -l -j"))["tests"]
    assert {row["test"].split("/")[0] for row in listed} >= {*GROUPS, "encoding"}
    assert all(row["section"] and row["holds"] for row in listed)
    machine.check([
        ("sbi test nothing", "sbi: nothing: no such test; 'sbi test -l' lists them\n"),
        ("sbi test base/nothing", "sbi: base/nothing: no such test; 'sbi test -l' lists them\n"),
        ("sbi test -q base/ids base/version", "unknown firmware 0x1, SBI 3.0, 2 tests\n"
         "2 pass, 0 fail, 0 known, 0 slow, 0 skipped\n"),
    ])


@pytest.mark.parametrize("row, break_it, risk", [
    ("srst/reserved-reason", lie(SRST, 0, argument=2), "reset"),
    ("srst/reserved-reason-high", lie(SRST, 0, argument=2), "reset"),
    ("susp/forbidden-address", lie(SUSP, 0, argument=0, error=-1), "suspend"),
    ("susp/others-started", lie(SUSP, 0, argument=0, error=-1), "suspend"),
])
def test_what_may_end_the_machine(boot, row, break_it, risk):
    """It is run with -f alone."""
    machine = boot(harts=2, **STUB)
    assert verdicts(machine, row)[row] == ("skip", f"it may {risk} the machine: -f runs it")
    machine.run(break_it)
    assert verdicts(machine, f"-f {row}")[row][0] == "fail"


def test_what_cannot_be_undone(boot):
    """A feature that is locked stays so: on each machine the row can fail once."""
    row = "fwft/locked"
    machine = boot(harts=2, **STUB)
    assert verdicts(machine, row)[row] == (
        "skip", "a lock stays until the hart is reset: -f runs it")
    assert verdicts(machine, f"-f {row}")[row][0] == "pass"
    machine.run(lie(FWFT, 0, argument=0, second=0, error=-4))
    assert verdicts(machine, f"-f {row}")[row][0] == "skip"
    machine = boot(harts=2, **STUB)
    machine.run(lie(FWFT, 0, argument=0, second=0, error=-4))
    assert verdicts(machine, f"-f {row}")[row] == (
        "fail", "answered -4 (denied), not denied, and locked")
    assert verdicts(boot(firmware=DYNAMIC_16), f"-f {row}")[row][0] == "known"


def test_what_is_not_set_back(boot):
    row = "fwft/toggles"
    machine = boot(harts=2, **STUB)
    machine.run(lie(FWFT, 0, argument=4, second=0, error=-4))
    assert verdicts(machine, row)[row] == ("fail", "answered -4 (denied), not success")


def test_a_trap_while_page_tables_are_in_use(boot):
    """The row itself takes them out of use."""
    row = "rfence-effect/page-itself"
    machine = boot(harts=2, **STUB)
    machine.run(lie(RFENCE, 1, kind="traps"))
    assert verdicts(machine, row)[row] == ("fail", "a trap ended it on hart 1")
    machine.run(lie(0, 0))
    assert of(verdicts(machine, "rfence-effect"), "fail") == {}


def test_a_third_hart_stays(boot):
    """It is where harts enter: no other hart is sent there."""
    machine = boot(harts=4, **STUB)
    machine.run(lie(HSM, 1, error=-1))
    results = verdicts(machine, "hsm-start/enters hsm-start/many")
    assert re.fullmatch(r"hart \d does not stop", results["hsm-start/enters"][1])
    assert results["hsm-start/many"] == ("skip", "it needs a third hart, which is stopped")


def test_a_hart_that_is_lost_comes_back_while_another_runs_the_row(boot):
    """Each has a stack and a record of its own."""
    row = "hsm/suspend-resumes"
    features = STUB["card"]["features"] + ["suspend-pair"]
    machine = boot(harts=3, firmware="stub", card={"features": features})
    assert re.fullmatch(r"firmware does not return: hart \d is lost",
                        verdicts(machine, row)[row][1])
    assert verdicts(machine, row)[row] == ("pass", "")
    assert of(verdicts(machine, "hsm"), "fail") == {}


def test_the_machine_is_suspended(boot):
    """By its timer it comes back, if firmware does as it must, and no other hart is started."""
    row = "susp/resumes"
    machine = boot(harts=1, **STUB)
    assert verdicts(machine, row)[row] == ("skip", "it may suspend the machine: -f runs it")
    assert verdicts(machine, f"-f {row}")[row] == ("pass", "")
    machine.run(lie(SUSP, 0))
    assert verdicts(machine, f"-f {row}")[row] == ("fail", "it returned")


def test_an_event_is_not_completed(boot):
    """The hart is not lost."""
    machine = boot(harts=2, **STUB)
    machine.run(lie(SSE, 6))
    results = verdicts(machine, "sse-event/runs base/ids")
    assert results["sse-event/runs"] == ("fail", "it did not end by itself")
    assert results["base/ids"][0] == "pass"


@pytest.mark.parametrize("row, break_it", [
    ("sse-event/runs", lie(SSE, 0, error=-2)),
    ("sse/unknown-hart", lie(SSE, 0, argument=0xffff8000, error=-2)),
    ("mpxy-channel/beyond", lie(MPXY, 2, error=-4)),
    ("dbtr-trigger/load", lie(DBTR, 3, error=-2)),
    ("dbtr-trigger/load", lie(DBTR, 0, argument=0, value=1 << 40)),
    ("hsm/suspend-wakes", lie(HSM, 3, argument=0)),
])
def test_what_cannot_be_decided(boot, row, break_it):
    machine = boot(harts=2, **STUB)
    machine.run(break_it)
    assert verdicts(machine, row)[row][0] == "skip"


def test_what_firmware_never_returns_from(boot):
    """OpenSBI 1.6 does not, so that it is run with -f alone."""
    row = "dbcn/write-wraps"
    machine = boot(harts=2, **STUB)
    assert verdicts(machine, row)[row] == (
        "skip", "some firmware never returns from it: -f runs it")
    assert verdicts(machine, f"-f {row}")[row][0] == "pass"
    machine.run(lie(DBCN, 0, value=4096))
    assert verdicts(machine, f"-f {row}")[row][0] == "fail"


@pytest.mark.parametrize("row, feature, why", [
    ("time/again", "timer-storm", "it still rings, before it is due again"),
    ("time-harts/harts-agree", "time-apart", r"hart 0 read \d+, and this one \d+"),
    ("fwft/local", "fwft-shared", "A and D: set here, it is another on hart 0"),
])
def test_what_is_wrong_between_harts(boot, row, feature, why):
    features = STUB["card"]["features"] + [feature]
    machine = boot(harts=2, firmware="stub", card={"features": features})
    verdict, reason = verdicts(machine, row)[row]
    assert verdict == "fail" and re.fullmatch(why, reason), reason


def test_a_timer_of_the_hart(boot):
    """Sstc and the call are the same timer."""
    row = "time/stimecmp"
    features = STUB["card"]["features"] + ["sstc"]
    machine = boot(harts=2, firmware="stub", card={"features": features})
    results = verdicts(machine, "time")
    assert results[row] == ("pass", "") and of(results, "fail") == {}
    machine.run(lie(TIME, 0))
    assert verdicts(machine, row)[row][0] == "fail"


def test_a_hart_that_the_tree_disables(boot):
    row = "hsm/disabled"
    machine = boot(harts=3, **STUB)
    assert verdicts(machine, row)[row] == ("skip", "the tree disables no hart")
    machine.run("set /cpus/cpu@2/status disabled")
    assert verdicts(machine, row)[row] == ("fail", "of hart 2 it answered 0 (success)")
    machine.run(lie(HSM, 2, argument=2, error=-3))
    assert verdicts(machine, row)[row] == ("pass", "")


@pytest.mark.parametrize("function, name", enumerate(["gvma-vmid", "gvma", "vvma-asid", "vvma"], 3))
def test_fences_that_the_harts_do_not_have(boot, function, name):
    row = f"rfence/{name}"
    machine = boot(harts=2, args=("-cpu", "rv64,h=false"), **STUB)
    assert verdicts(machine, row)[row][0] == "pass"
    machine.run(lie(RFENCE, function))
    assert verdicts(machine, row)[row][0] == "fail"


@pytest.mark.parametrize("feature", ["time-back", "time-still"])
def test_a_clock_that_does_not_rise(boot, feature):
    machine = boot(firmware="stub", card={"features": [feature]})
    assert verdicts(machine, "time/rises")["time/rises"][0] == "fail"


def test_without_base(boot):
    machine = boot(firmware="stub", card={"features": ["no-base"]})
    assert machine.run("sbi test; echo $?").startswith(
        "sbi: firmware has no base extension: there is nothing to test\n")


def test_ctrl_c(boot):
    """It ends the run, and is no reset."""
    machine = boot(harts=2, **STUB)
    machine.run(lie(BASE, 2, kind="hangs"))
    machine.type("sbi test base\r")
    machine.expect(rb"\nbase/implementation-version")
    machine.type("\x03")
    machine.prompt()
    machine.run(lie(0, 0))
    assert verdicts(machine, "base")["base/implementation-version"][1] != (
        "the machine was reset in it")


def test_ctrl_c_while_a_row_goes_on(boot):
    """What that row still writes is not the next row's."""
    machine = boot(harts=3, **STUB)
    machine.run(lie(HSM, 1, error=-1))
    machine.type("sbi test hsm-start/enters\r")
    machine.expect(rb"\nhsm-start/enters")
    machine.type("\x03")
    machine.prompt()
    assert verdicts(machine, "hsm/own-status") == {"hsm/own-status": ("pass", "")}
