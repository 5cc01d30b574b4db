"""Programs for the machine: built, and run on it or under QEMU."""
import subprocess

from scene import BUILD, ROOT, Run

GCC = "riscv64-linux-gnu-gcc"
FLAGS = ["-O1", "-ffreestanding", "-fno-pic", "-mcmodel=medany", "-mabi=lp64", "-nostdlib",
         "-static", "-Wall", "-Wextra", "-Werror", "-Wl,--build-id=none,-Ttext=0x80200000"]


def build(name, *sources, isa="rv64imac_zicsr_zifencei"):
    """A flat image that starts at 0x80200000, its first source first."""
    BUILD.mkdir(parents=True, exist_ok=True)
    elf, flat = BUILD / f"{name}.elf", BUILD / f"{name}.bin"
    subprocess.run([GCC, f"-march={isa}", *FLAGS, "-I", ROOT, "-o", elf, *sources], check=True)
    subprocess.run(["riscv64-linux-gnu-objcopy", "-O", "binary", elf, flat], check=True)
    return flat


def guest(name, scripts=(), *options, **more):
    """Runs guest/NAME.c: its lines as (name, number) pairs, and the run."""
    folder = ROOT / "emulator/guest"
    image = build(name, folder / "guest.S", folder / f"{name}.c")
    run = Run(scripts, "--baud", 1_000_000, *options, image=image, name=name, **more)
    assert (run.status, run.errors) == (0, "")
    text = run.output.decode("latin-1").replace("\x11", "").replace("\x13", "")
    rows = [line.split(" ") for line in text.split("\n") if " " in line]
    return [(key, int(value, 16)) for key, value in rows], run


def qemu(image):
    """What QEMU's virt prints when it runs the same image, firmware's banner included."""
    command = ["qemu-system-riscv64", "-M", "virt", "-m", "64", "-display", "none", "-monitor",
               "none", "-serial", "stdio", "-kernel", image]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                          check=True).stdout
