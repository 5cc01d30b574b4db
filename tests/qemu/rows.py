"""The table of machines: machine, firmware, way of entering the image, console. A new machine is a
row."""

from dataclasses import dataclass, field

import stub
from machine import FIRMWARE, IMAGE, NOWHERE, SCRATCH, Machine

# For machines without a tree in QEMU; conftest.py makes trees from dts/.
TREES = {
    "microchip-icicle-kit": SCRATCH / "icicle.dtb",
    "shakti_c": SCRATCH / "shakti.dtb",
}
MODELS = {
    "virt": "riscv-virtio,qemu",
    "sifive_u": "SiFive HiFive Unleashed A00",
    "spike": "ucbbar,spike-bare,qemu",
    "microchip-icicle-kit": "Microchip PolarFire-SoC Icicle Kit",
    "shakti_c": "Shakti C class",
}
UARTS = {  # the tree's choice
    "virt": "ns16550, /soc/serial@10000000",
    "sifive_u": "sifive, /soc/serial@10010000",
    "spike": "htif, /htif",
    "microchip-icicle-kit": "ns16550, /soc/serial@20100000",
    "shakti_c": "shakti, /soc/serial@11300",
}
FIRMWARES = {
    "opensbi-1.1": "OpenSBI 1.1, SBI 1.0",
    "opensbi-1.6": "OpenSBI 1.6, SBI 2.0",
    "stub": "SBI implementation 32343, SBI 2.0",
}


@dataclass(frozen=True)
class Row:
    id: str
    machine: str = "virt"
    firmware: str = "opensbi-1.1/fw_dynamic"  # a file under .deps/firmware, or "stub"
    image: str = "bin"
    # How the image is entered: "kernel" (QEMU's -kernel), "relay" (a jump placed where firmware
    # enters), "stub" (the stub enters it), "booti", "go", "go-tree" (typed at U-Boot's prompt),
    # "carried" (the machine passes no tree: a jump before firmware passes one).
    by: str = "kernel"
    at: int = 0x80200000  # load address, if `by` allows a choice
    u_boot: str = ""      # version
    harts: int = 1
    ram: str = ""         # QEMU's default
    console: str = ""     # console= of the bootargs
    tree: object = None   # -dtb
    given: object = None  # by "relay" or the stub: the image gets this tree, not firmware's
    args: tuple = ()
    card: dict = field(default_factory=dict)  # the stub's
    banner: dict = field(default_factory=dict)  # lines that differ from the machine's usual ones
    serial: int = 0       # QEMU's number of the console's serial line
    device: tuple = ()    # or arguments that attach another device to the chardev "line"
    stops: bool = True    # poweroff always ends QEMU

    def qemu(self):
        """QEMU's arguments for the machine, also used to dump its tree."""
        args = ["-M", self.machine, "-smp", str(self.harts)]
        if self.ram:
            args += ["-m", self.ram]
        if self.tree and self.by != "carried":
            args += ["-dtb", str(self.tree)]
        return args + list(self.args)

    def bios(self):
        if self.firmware == "stub":
            own = {"payload": self.at} if self.by == "stub" else {}
            if self.given:
                own["a1"] = GIVEN
            return stub.card(**{**own, **self.card})
        firmware = FIRMWARE / f"{self.firmware}.bin"
        if self.by != "carried":
            return ["-bios", str(firmware)]
        return [*stub.relay(CARRIED, at=0x80000000, a1=CARRIED_TREE),
                "-device", f"loader,file={firmware},addr={CARRIED:#x},force-raw=on",
                "-device", f"loader,file={self.tree},addr={CARRIED_TREE:#x},force-raw=on"]

    def payload(self):
        image = IMAGE[self.image]
        load = [*self.give()]
        if self.by == "kernel":
            return [*load, "-kernel", str(image), *self.append()]
        load += ["-device", f"loader,file={image},addr={self.at:#x},force-raw=on"]
        if self.by == "relay":
            return load + stub.relay(self.at, a1=GIVEN if self.given else None)
        if self.by in ("stub", "carried"):
            return load
        return load + ["-kernel", str(FIRMWARE / f"u-boot-{self.u_boot}" / "u-boot.bin")]

    def give(self):
        if not self.given:
            return []
        return ["-device", f"loader,file={self.given},addr={GIVEN:#x},force-raw=on"]

    def append(self):
        return ["-append", f"console={self.console}"] if self.console else []

    def boot(self):
        machine = Machine([*self.qemu(), *self.bios(), *self.payload()], serial=self.serial,
                          slow=self.machine == "spike", device=self.device)
        if self.u_boot:
            self.from_u_boot(machine)
        return machine

    def from_u_boot(self, machine):
        machine.expect(rb"stop autoboot")
        machine.type(" ")
        machine.expect(rb"\n=> $")
        if self.console:
            machine.type(f"setenv bootargs console={self.console}\r")
            machine.expect(rb"\n=> $")
        command = {
            "booti": f"booti {self.at:#x} - ${{fdtcontroladdr}}",
            "go": f"go {self.at:x}",
            "go-tree": f"go {self.at:x} ${{fdtcontroladdr}}",
        }[self.by]
        machine.type(command + "\r")

    def expected(self):
        """The banner's lines that this row fixes."""
        console = f"sbi ({self.sbi()})" if self.console == "sbi" else UARTS[self.machine]
        why = "bootargs console=" if self.console else "stdout-path"
        lines = {"Machine": MODELS[self.machine], "Console": f"{console} ({why})",
                 "Firmware": FIRMWARES[self.firmware.partition("/")[0]]}
        return {**lines, **self.banner}

    def sbi(self):
        """Which of SBI's consoles is used: if firmware has both, the newer one."""
        old = {"no-base", "no-dbcn"} & set(self.card.get("features", ()))
        return "legacy" if old or self.firmware.startswith("opensbi-1.1") else "DBCN"


def named(driver, path):
    """The row's words for a console that bootargs name by its path."""
    return {"console": path, "banner": {"Console": f"{driver}, {path} (bootargs console=)"}}


BBL = {"Firmware": "unknown, SBI 0.1 (no base extension)"}
ICICLE_KIT = {"machine": "microchip-icicle-kit", "harts": 5, "serial": 1, "stops": False,
              "tree": TREES["microchip-icicle-kit"]}
SIFIVE_U = {"machine": "sifive_u", "harts": 5, "stops": False}
SPIKE = {"machine": "spike", "stops": False}
SHAKTI = {"machine": "shakti_c", "by": "carried", "tree": TREES["shakti_c"], "stops": False}
JUMP = "opensbi-1.1/fw_jump"
DYNAMIC_16 = "opensbi-1.6/fw_dynamic"
ODD = 0x80601000
HIGH = 0x84000000
CARRIED = 0x80040000  # where firmware is, if a jump leads to it
CARRIED_TREE = 0x82000000
GIVEN = 0x86000000

PCI_SERIAL = named("pci-serial", "/soc/pci@30000000")["banner"]
VIRTIO = {
    "console": "virtio-console",
    "banner": named("virtio-console", "/soc/virtio_mmio@10008000")["banner"],
    "device": ("-serial", NOWHERE, "-device", "virtio-serial-device",
               "-device", "virtconsole,chardev=line"),
}
VIRTIO_PCI = {
    **named("virtio-console", "/soc/pci@30000000"),
    "device": ("-serial", NOWHERE, "-device", "virtio-serial-pci,addr=1",
               "-device", "virtconsole,chardev=line"),
}
MODERN = ("-global", "virtio-mmio.force-legacy=false")

ROWS = [
    # Firmware, kind of image, console.
    Row("virt-1.1"),
    Row("virt-1.1-elf", image="elf"),
    Row("virt-1.1-sbi", console="sbi"),
    Row("virt-1.1-jump", firmware=JUMP),
    Row("virt-1.1-jump-elf", firmware=JUMP, image="elf"),
    Row("virt-1.6", firmware=DYNAMIC_16),
    Row("virt-1.6-elf", firmware=DYNAMIC_16, image="elf"),
    Row("virt-1.6-sbi", firmware=DYNAMIC_16, console="sbi"),
    Row("virt-1.6-jump", firmware="opensbi-1.6/fw_jump"),
    Row("virt-uart-by-path", console="/soc/serial@10000000"),
    Row("virt-uart-by-driver", console="ns16550"),
    # PCI: firmware has not assigned addresses to its functions.
    Row("virt-pci-serial", console="pci-serial", banner=PCI_SERIAL,
        device=("-serial", NOWHERE, "-device", "pci-serial,chardev=line")),
    Row("virt-pci-serial-1.6", console="pci-serial", firmware=DYNAMIC_16, banner=PCI_SERIAL,
        device=("-serial", NOWHERE, "-device", "virtio-rng-pci",
                "-device", "pci-serial-4x,chardev1=line,addr=0x11")),
    # virtio-console: both layouts of its registers.
    Row("virt-virtio", **VIRTIO),
    Row("virt-virtio-1.6", **VIRTIO, firmware=DYNAMIC_16),
    Row("virt-virtio-modern", **VIRTIO, args=MODERN),
    Row("virt-virtio-modern-1.6", **VIRTIO, firmware=DYNAMIC_16, args=MODERN),
    Row("virt-virtio-by-path", **named("virtio-console", "/soc/virtio_mmio@10003000"),
        device=("-serial", NOWHERE, "-device", "virtio-rng-device",
                "-device", "virtio-serial-device,bus=virtio-mmio-bus.2",
                "-device", "virtconsole,chardev=line")),
    # On PCI it is modern, alone or beside the legacy registers of a transitional device.
    Row("virt-virtio-pci", **VIRTIO_PCI),
    Row("virt-virtio-pci-1.6", **VIRTIO_PCI, firmware=DYNAMIC_16,
        args=("-global", "virtio-serial-pci.disable-legacy=on")),
    # Harts and memory.
    Row("virt-4-harts", harts=4),
    Row("virt-8-harts", harts=8, firmware=DYNAMIC_16),
    Row("virt-64M", ram="64M"),
    Row("virt-64M-jump-1.6", ram="64M", firmware="opensbi-1.6/fw_jump"),
    Row("virt-1G", ram="1G", harts=4),
    Row("virt-8G", ram="8G", harts=8),
    Row("virt-numa", ram="2G", harts=4, args=(
        "-object", "memory-backend-ram,id=m0,size=1G", "-numa", "node,memdev=m0,cpus=0-1",
        "-object", "memory-backend-ram,id=m1,size=1G", "-numa", "node,memdev=m1,cpus=2-3")),
    Row("virt-imsic", args=("-machine", "aia=aplic-imsic"), harts=2, firmware=DYNAMIC_16),
    Row("virt-aplic", args=("-machine", "aia=aplic")),
    Row("virt-aplic-1.6", args=("-machine", "aia=aplic"), firmware=DYNAMIC_16, harts=4),
    # Load addresses.
    Row("virt-high", firmware=JUMP, by="relay", at=HIGH),
    Row("virt-odd", firmware=JUMP, by="relay", at=ODD),
    Row("virt-odd-1.6", firmware="opensbi-1.6/fw_jump", by="relay", at=ODD),
    Row("stub-high", firmware="stub", by="stub", at=HIGH),
    Row("stub-odd", firmware="stub", by="stub", at=ODD),
    # U-Boot.
    Row("u-boot-2023-booti", u_boot="2023.01", by="booti", at=HIGH),
    Row("u-boot-2023-booti-1.6", u_boot="2023.01", by="booti", at=HIGH, firmware=DYNAMIC_16,
        harts=4),
    Row("u-boot-2025-booti", u_boot="2025.01", by="booti", at=HIGH, harts=4),
    Row("u-boot-2025-booti-sbi", u_boot="2025.01", by="booti", at=HIGH, firmware=DYNAMIC_16,
        console="sbi"),
    Row("u-boot-2023-go-tree", u_boot="2023.01", by="go-tree", at=HIGH),
    Row("u-boot-2025-go-tree", u_boot="2025.01", by="go-tree", at=ODD, firmware=DYNAMIC_16),
    # The other machines.
    Row("sifive_u-1.1", **SIFIVE_U),
    Row("sifive_u-1.6", **SIFIVE_U, firmware=DYNAMIC_16),
    Row("sifive_u-1.1-sbi", **SIFIVE_U, console="sbi"),
    Row("sifive_u-1.1-second", **{**SIFIVE_U, "serial": 1},
        **named("sifive", "/soc/serial@10011000")),
    Row("sifive_u-1.6-second", **{**SIFIVE_U, "serial": 1}, firmware=DYNAMIC_16,
        **named("sifive", "/soc/serial@10011000")),
    Row("spike-1.1", **SPIKE),
    Row("spike-1.6", **SPIKE, firmware=DYNAMIC_16, harts=4),
    Row("spike-1.1-sbi", **SPIKE, console="sbi"),
    Row("icicle-1.1", **ICICLE_KIT),
    Row("icicle-1.6", **ICICLE_KIT, firmware=DYNAMIC_16),
    Row("icicle-1.6-sbi", **ICICLE_KIT, firmware=DYNAMIC_16, console="sbi"),
    # Its other UARTs; the first one is disabled in the tree, as on the board.
    *[Row(f"icicle-uart{serial}", **{**ICICLE_KIT, "serial": serial},
          **named("ns16550", f"/soc/serial@{at:x}"))
      for serial, at in [(0, 0x20000000), (2, 0x20102000), (3, 0x20104000), (4, 0x20106000)]],
    Row("shakti-1.1", **SHAKTI, firmware=JUMP),
    Row("shakti-1.6", **SHAKTI, firmware="opensbi-1.6/fw_jump", at=CARRIED + 0x200000),
    # Firmware with other behaviour: the stub.
    Row("stub", firmware="stub"),
    Row("stub-elf", firmware="stub", image="elf"),
    Row("stub-sbi", firmware="stub", console="sbi"),
    Row("stub-last-hart", firmware="stub", harts=4, card={"boot_hart": 3},
        banner={"Hart": "3 (the tree has 4, 4 enabled)"}),
    Row("stub-all-harts", firmware="stub", harts=8, card={"features": ["all-harts"]}),
    Row("stub-bbl", firmware="stub", harts=4, banner=BBL,
        card={"features": ["no-base", "all-harts", "getchar-waits"]}),
    Row("stub-bbl-sbi", firmware="stub", console="sbi",
        banner=BBL, card={"features": ["no-base"]}),
    Row("stub-no-sbi-console", firmware="stub",
        card={"features": ["no-dbcn", "no-legacy-console"]}),
    Row("stub-no-sbi-console-sbi", firmware="stub", console="sbi",
        card={"features": ["no-dbcn", "no-legacy-console"]},
        banner={"Console": "ns16550, /soc/serial@10000000 (stdout-path)"}),
    Row("stub-dbcn-fails", firmware="stub", card={"features": ["dbcn-fails"]}),
    Row("stub-dbcn-only", firmware="stub", console="sbi",
        card={"features": ["no-legacy-console"]}),
    Row("stub-legacy-hangs", firmware="stub", console="sbi",
        card={"features": ["legacy-hangs"]}),
    Row("stub-no-timer", firmware="stub", card={"features": ["no-timer", "time-traps"]}),
    Row("stub-no-timer-sbi", firmware="stub", console="sbi",
        card={"features": ["no-timer", "time-traps"]}),
    Row("stub-bbl-no-timer", firmware="stub", banner=BBL,
        card={"features": ["no-base", "no-timer"]}),
    Row("stub-time-still", firmware="stub", card={"features": ["time-still"]}),
    Row("stub-time-still-sbi", firmware="stub", console="sbi",
        card={"features": ["no-timer", "time-still"]}),
    Row("stub-stop-returns", firmware="stub", card={"features": ["stop-returns"]}, stops=False),
    Row("stub-stop-hangs", firmware="stub", card={"features": ["stop-hangs"]}, stops=False),
]
