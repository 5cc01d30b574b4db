"""The commands that report: each once, as it prints most of what it can. {schema: [command lines]}.

A command that gets the option -j is added here, with its schema in docs/schema/.
"""

REPORTS = {
    "reg": ["reg -r /"],
    "irq": ["irq -r /"],
    "clock": ["clock"],
    "gpio": ["gpio"],
    "tree": ["tree /", "tree -p /", "tree -e -d 1 /"],
    "ls": ["ls /", "ls -l /*", "ls -d -l -s reg /*/*",
           "ls -d -c path,depth,label,alias,status,compatible,reg,size,irq,phandle,props,children"
           " /*/*",
           "ls -c name,status,status,clocks -r -e /"],
    "find": ["find /", "find / -l", "find / -t -name *@*", "find / -count",
             "find / -p compatible -s path -r -c path,compatible,#clock-cells"],
    "refs": ["refs /", "refs -o /chosen", "refs -o /soc", "refs serial0", "refs -o serial0"],
    "phandle": ["phandle", "phandle 1"],
    "strings": ["strings", "strings -l"],
    "rsvmap": ["rsvmap"],
    "version": ["version", "version -v"],
    "mem": ["mem"],
    "map": ["map", "map -l"],
    "header": ["header"],
    "cpus": ["cpus"],
    "stats": ["stats"],
    "chosen": ["chosen"],
    "check": ["check", "check -v", "check -q", "check -l", "check -f"],
    "dt": ["dt"],
    "undo": ["set /set-by-test 1 | grep nothing; undo"],
    "history": ["history -e"],
    "redo": ["redo"],
    "snapshot": ["snapshot one | grep nothing; snapshot"],
    "console": ["console"],
    "console-why": ["console why", "console why sbi", "console why serial0", "console why hvc0",
                    "console why /"],
    "console-for": ["console why --for linux", "console why --for opensbi",
                    "console why --for u-boot"],
    "diff": ["set /new one two | grep nothing; set /model other | grep nothing;"
             " mk -p /new/node | grep nothing; diff",
             "rm /chosen | grep nothing; diff -l -x /model"],
}
# The same of commands that need a machine, for tests/qemu/test_report.py.
MACHINE_REPORTS = {
    "memtest": [],  # has its own tests
    "bench-mem": [],  # has its own test
    "bench-ipi": [],  # likewise
    "console": ["console"],
    "console-test": [],  # needs a machine with a UART: has its own test
    "console-why": ["console why", "console why sbi"],
    "check": ["check"],
    "boot": ["boot"],
    "boot-plan": [],  # needs a kernel: has its own test
    "dt": ["dt"],
    "history": ["history"],
    "cpus": ["cpus"],
    "isa": ["isa", "isa -a"],
    "csr": ["csr", "csr sstatus", "csr h", "csr scounteren 7"],
    "map": ["map"],
    "mem": ["mem"],
    "irq": ["irq"],
    "irq-listen": ["irq listen 0.1"],
    "pci": ["pci", "pci -v", "pci -w"],
    "time": ["time"],
    "timer": ["timer"],
    "uptime": ["uptime"],
    "hart": ["hart"],
    "log": ["log", "console log"],
    "pmu": [],  # needs firmware that counts: these have their own tests
    "pmu-count": [],
    "pmu-verify": [],
    "protect": ["protect"],
    "sbi": ["sbi"],
    "sbi-test": ["sbi test -l", "sbi test base"],
    "sbi-call": ["sbi call BASE 0", "sbi call BASE 0xbad", "sbi call legacy 2"],
    "scan": ["scan 0x80000000,0x400000", "scan -r 0,0x20000000"],
    "survey": ["survey", "survey harts isa"],
    "images": ["images"],
    "cmp": ["cmp $image,64 $image", "cmp.b $image,64 $image+1"],
    "crc32": ["crc32 $image"],
    "search": ["search -s $image RISCV", "search $image,64 1 2 3"],
    "sha256": ["sha256 $image"],
    "version": ["version -v"],
}
LINES = [*(line for lines in REPORTS.values() for line in lines), "cat -l / /soc serial0"]
