"""A program that runs every instruction of RV64IMAC on many operands, and prints a sum of each."""

OPERANDS = [0, 1, 2, 7, 31, 32, 63, 64, (1 << 31) - 1, 1 << 31, (1 << 32) - 1, 1 << 32,
            (1 << 63) - 1, 1 << 63, (1 << 64) - 1, (1 << 64) - 2, 0x123456789abcdef0,
            0xfedcba9876543210, 0xffffffff80000000]
IMMEDIATES = [-2048, -1366, -33, -32, -1, 0, 1, 5, 31, 32, 1365, 2047]
OFFSETS = [-2048, -9, -8, 0, 1, 4, 8, 32, 124, 248, 508, 2047]

# a0 = what the instruction makes of a1 and a2.
TWO = ("add sub sll slt sltu xor srl sra or and addw subw sllw srlw sraw mul mulh mulhsu mulhu "
       "div divu rem remu mulw divw divuw remw remuw").split()
IMMEDIATE = "addi slti sltiu xori ori andi addiw".split()
SHIFTS = [("slli", 64), ("srli", 64), ("srai", 64), ("slliw", 32), ("srliw", 32), ("sraiw", 32)]
BRANCHES = "beq bne blt bge bltu bgeu".split()
LOADS = "lb lh lw ld lbu lhu lwu".split()
STORES = "sb sh sw sd".split()
AMOS = "swap add xor and or min max minu maxu".split()

# Short forms whose operands the assembler does not choose by itself above; a0 and a1 hold operands.
SHORT = [
    *[f"c.addi a0, {n}" for n in (-32, -1, 1, 31)], *[f"c.addiw a0, {n}" for n in (-32, 0, 31)],
    *[f"c.li a0, {n}" for n in (-32, 0, 31)],
    *[f"c.lui a0, {n}" for n in (1, 31, 0xfffe0, 0xfffff)],
    *[f"c.andi a0, {n}" for n in (-32, -1, 0, 31)], *[f"c.slli a0, {n}" for n in (1, 31, 32, 63)],
    *[f"c.srli a0, {n}" for n in (1, 31, 32, 63)], *[f"c.srai a0, {n}" for n in (1, 31, 32, 63)],
    *[f"c.{op} a0, a1" for op in "sub xor or and subw addw mv add".split()],
    *[f"c.addi4spn a0, sp, {n}" for n in (4, 8, 16, 64, 512, 1020)],
    *[f"mv t1, sp; c.addi16sp sp, {n}; mv a0, sp; mv sp, t1" for n in (-512, -16, 16, 32, 64, 496)],
    "mv t1, a0; c.beqz a0, 1f; c.addi t1, 1; 1: mv a0, t1",
    "mv t1, a0; c.bnez a0, 1f; c.addi t1, 1; 1: mv a0, t1",
    "c.li t1, 1; c.j 1f; c.li t1, 2; 1: mv a0, t1",
    "la t2, 1f; c.jr t2; c.li a0, 3; 1: nop",
    "mv t3, ra; la t2, 1f; c.jalr t2; 1: mv a0, ra; mv ra, t3",
    # Far ones, there and back: each bit of the offsets.
    *[f"j 2f; .balign 4; 1: c.addi a0, 1; j 3f; .space {n}; 2: c.j 1b; 3: nop"
      for n in (30, 62, 126, 254, 510, 1022, 1500, 2000)],
    *[f"c.j 1f; .space {n}; 1: c.addi a0, 1" for n in (2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)],
    *[f"c.bnez a0, 1f; .rept {n}; c.addi a1, 1; .endr; 1: add a0, a0, a1"
      for n in (1, 2, 4, 8, 16, 32, 64, 120)],
    *[f"j 2f; 1: c.addi a0, 3; j 3f; .space {n}; 2: c.beqz a0, 1b; 3: nop"
      for n in (8, 30, 62, 126, 240)],
]
# With t0 = the middle of a buffer of 4 KiB; short forms want registers s0 to a5.
SHORT_MEMORY = [
    *[f"c.{op} a0, {n}(a5)" for op in ("sw", "lw") for n in (0, 4, 8, 60, 64, 124)],
    *[f"c.{op} a0, {n}(a5)" for op in ("sd", "ld") for n in (0, 8, 16, 56, 64, 128, 248)],
    *[f"mv t1, sp; mv sp, a5; c.{op}sp a0, {n}(sp); mv sp, t1"
      for op in ("sw", "lw") for n in (0, 4, 8, 32, 64, 128, 252)],
    *[f"mv t1, sp; mv sp, a5; c.{op}sp a0, {n}(sp); mv sp, t1"
      for op in ("sd", "ld") for n in (0, 8, 16, 32, 64, 128, 256, 504)],
]

# Control and status: what a0 then holds. Only bits that both machines have.
CONTROL = [
    "csrw sscratch, a1; csrr a0, sscratch",
    "csrw sscratch, a1; csrrs a0, sscratch, a2; csrr a0, sscratch",
    "csrw sscratch, a1; csrrc t1, sscratch, a2; csrr a0, sscratch; add a0, a0, t1",
    "csrw sscratch, a1; csrrwi a0, sscratch, 21; csrr t1, sscratch; add a0, a0, t1",
    "csrw sscratch, a1; csrrsi a0, sscratch, 21; csrr t1, sscratch; add a0, a0, t1",
    "csrw sscratch, a1; csrrci a0, sscratch, 21; csrr t1, sscratch; add a0, a0, t1",
    "csrw sscratch, a1; csrrw a0, sscratch, zero; csrr t1, sscratch; add a0, a0, t1",
    "andi a1, a1, -4; csrw sepc, a1; csrr a0, sepc", "csrw stval, a1; csrr a0, stval",
    "li t1, 0x222; and a1, a1, t1; csrw sie, a1; csrr a0, sie; csrw sie, zero",
    "li t1, 0xc0122; andi a1, a1, 0x120; csrw sstatus, a1; csrr a0, sstatus; and a0, a0, t1",
    "csrr a0, satp",
    # sret: SIE from SPIE, SPP cleared.
    *["la t2, 1f; csrw sepc, t2; li t1, 0x122; csrc sstatus, t1; "
      f"li t1, {bits}; csrs sstatus, t1; sret; 1: csrr a0, sstatus; andi a0, a0, 0x122; "
      "csrci sstatus, 2" for bits in (0x100, 0x120)],
]

# Traps: the handler sums scause, stval but for ebreak's, which the machine may choose, and sepc.
# guest/faults.c has what QEMU 7 does in its own way: atomics that fault, csrrs of a register of 0.
TRAPS = [
    ".half 0", "csrr a0, 0x5c0", "csrw cycle, a0", "csrw 0x5c0, a0", "ebreak", "c.ebreak",
    "li a1, 0x80000; lw a0, 0(a1)", "li a1, 0x80008; sd a0, 0(a1)", "li a1, 0x80003; lb a0, 1(a1)",
    "li a1, 0x80000; lr.w a0, (a1)", "li a1, 0x80000; jr a1",
]


def function(code, number):
    return f".balign 4\nf{number}: {code}\n\tret\n"


def cases(short):
    """Rows of (name, how it is run, code). @short: the machine has short instructions."""
    rows = [(op, "two", f"{op} a0, a1, a2") for op in TWO]
    rows += [(f"{op} {n}", "one", f"{op} a0, a1, {n}") for op in IMMEDIATE for n in IMMEDIATES]
    rows += [(f"{op} {n}", "one", f"{op} a0, a1, {n}")
             for op, bits in SHIFTS for n in (0, 1, 5, 31, 32, 63) if n < bits]
    rows += [(f"{op} {n}", "one", f"{op} a0, {n}") for op in ("lui", "auipc")
             for n in (0, 1, 0x7ffff, 0x80000, 0xfffff)]
    rows += [(op, "two", f"li a0, 1; {op} a1, a2, 1f; li a0, 2; 1: nop") for op in BRANCHES]
    rows += [("jal", "one", "mv t3, ra; jal 1f; 1: mv a0, ra; mv ra, t3"),
             ("jal far", "one", "mv t3, ra; jal t1, 1f; .space 70000; 1: mv a0, t1; mv ra, t3"),
             ("jalr", "one", "la t2, 1f+7; jalr t1, -6(t2); li a0, 1; 1: mv a0, t1"),
             ("fence", "one", "fence; fence.i; mv a0, a1")]
    rows += [(f"{op} {n}", "one", f"sd a1, 0(a5); sd a1, 8(a5); sd a1, -16(a5); {op} a0, {n}(a5)")
             for op in LOADS for n in OFFSETS]
    rows += [(f"{op} {n}", "buffer", f"{op} a1, {n}(a5)") for op in STORES for n in OFFSETS]
    rows += [(f"amo{op}.{size}", "amo", f"amo{op}.{size}{order} a0, a2, (a5)")
             for op in AMOS for size, order in (("w", ""), ("d", ".aqrl"))]
    rows += [(f"lr/sc.{s}", "amo", f"lr.{s} a0, (a5); sc.{s} t1, a2, (a5); sc.{s} t2, a1, (a5); "
              "slli t2, t2, 1; add a0, a0, t1; add a0, a0, t2") for s in "wd"]
    rows += [(code, "one", "mv a0, a1; " + code) for code in SHORT]
    rows += [(code, "buffer", "mv a0, a1; " + code) for code in SHORT_MEMORY]
    rows += [(code, "two", code) for code in CONTROL]
    rows += [(code, "trap", code) for code in TRAPS]
    return [row for row in rows if short or "c." not in row[2]]


RUNTIME = """
	.section .text.start, "ax"
	.globl _start
_start:
	la sp, stack
	la t0, trapped
	csrw stvec, t0
	la s0, table
	la s1, table_end
1:	bgeu s0, s1, finish
	li s11, 0			# the sum
	ld s2, 0(s0)			# the function
	ld t0, 8(s0)			# how it is run
	jalr t0
	call print
	addi s0, s0, 16
	j 1b
finish:
	li a7, 0x53525354
	li a6, 0
	li a0, 0
	li a1, 0
	ecall
1:	j 1b

fold:	li t0, 0x100000001b3
	mul s11, s11, t0
	add s11, s11, a0
	ret

# All pairs of operands.
two:	mv s10, ra
	la s3, operands
1:	la s4, operands
2:	ld a1, 0(s3)
	ld a2, 0(s4)
	jalr s2
	call fold
	addi s4, s4, 8
	la t0, operands_end
	bltu s4, t0, 2b
	addi s3, s3, 8
	bltu s3, t0, 1b
	jr s10

one:	mv s10, ra
	la s3, operands
1:	ld a1, 0(s3)
	la a5, middle
	jalr s2
	call fold
	addi s3, s3, 8
	la t0, operands_end
	bltu s3, t0, 1b
	jr s10

# As one; then the sum of the buffer.
buffer:	mv s9, ra
	call one
	la s3, begin
1:	ld a0, 0(s3)
	call fold
	addi s3, s3, 8
	la t0, end
	bltu s3, t0, 1b
	jr s9

# Pairs: in memory and in a2.
amo:	mv s10, ra
	la s3, operands
1:	la s4, operands
2:	ld a1, 0(s3)
	ld a2, 0(s4)
	la a5, middle
	sd a1, 0(a5)
	jalr s2
	call fold
	ld a0, 0(a5)
	call fold
	addi s4, s4, 8
	la t0, operands_end
	bltu s4, t0, 2b
	addi s3, s3, 8
	bltu s3, t0, 1b
	jr s10

trap:	mv s10, ra
	la a5, middle
	li a0, 0
	li a1, 0
	li s8, 0
	mv s7, sp
	jalr s2
	mv a0, s8
	call fold
	jr s10

# Continues after the function, as if it had returned.
	.balign 4
trapped:
	li t0, 0x100000001b3
	csrr t1, scause
	add s8, s8, t1
	mul s8, s8, t0
	addi t2, t1, -3
	beqz t2, 1f
	csrr t1, stval
	add s8, s8, t1
1:	mul s8, s8, t0
	csrr t1, sepc
	add s8, s8, t1
	mul s8, s8, t0
	csrr t1, sstatus
	andi t1, t1, 0x122
	add s8, s8, t1
	csrw sepc, ra
	sret

print:	li t0, 0x10000000
	li t1, 60
1:	srl t2, s11, t1
	andi t2, t2, 15
	addi t2, t2, 'a'
	j 4f
2:	addi t1, t1, -4
	bgez t1, 1b
	li t2, '\\n'
	li t1, -100
4:	lbu t3, 5(t0)
	andi t3, t3, 0x20
	beqz t3, 4b
	sb t2, 0(t0)
	li t3, -100
	bne t1, t3, 2b
	ret

	.balign 8
begin:	.space 2048
middle:	.space 2304
end:
	.space 4096
	.balign 16
stack:
"""


def source(short):
    """The program, as assembler."""
    rows = cases(short)
    table = "".join(f"\t.dword f{n}, {way}\n" for n, (_, way, _) in enumerate(rows))
    operands = "".join(f"\t.dword {n:#x}\n" for n in OPERANDS)
    code = "".join(function(code.replace("; ", "\n\t"), n) for n, (_, _, code) in enumerate(rows))
    return (f"{RUNTIME}\t.balign 8\noperands:\n{operands}operands_end:\ntable:\n{table}table_end:\n"
            f"{code}")
