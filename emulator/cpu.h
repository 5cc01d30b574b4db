#pragma once
/*
 * A hart as S-mode sees it: RV64IMAC, Zicsr, Zifencei, Zicboz; no MMU, no U-mode, no floating
 * point.
 * RISC-V Unprivileged ISA 20191213; Privileged Architecture 1.12, chapter 4.
 */
#include <stdbool.h>
#include <stdint.h>

struct cpu;
struct machine;

/* An instruction, decoded. */
struct insn {
	void (*run)(struct cpu *cpu, const struct insn *insn);
	uint32_t raw; /* as fetched: of a short one, with the 16 bits after it */
	int32_t imm;  /* also a shift's amount, a CSR's number */
	uint8_t rd;   /* CPU_SINK for x0 */
	uint8_t rs1, rs2, length;
};

enum { CPU_BLOCK = 64 /* bytes that cbo.zero clears */ };

enum cpu_cause {
	CAUSE_FETCH_ACCESS = 1,
	CAUSE_ILLEGAL = 2,
	CAUSE_BREAKPOINT = 3,
	CAUSE_LOAD_MISALIGNED = 4,
	CAUSE_LOAD_ACCESS = 5,
	CAUSE_STORE_MISALIGNED = 6, /* of atomics, too */
	CAUSE_STORE_ACCESS = 7,
};

enum cpu_interrupt { IRQ_SOFT = 1, IRQ_TIMER = 5, IRQ_EXTERNAL = 9 };

enum cpu_status_bit {
	STATUS_SIE = 1 << 1,
	STATUS_SPIE = 1 << 5,
	STATUS_SPP = 1 << 8,
	STATUS_SUM = 1 << 18,
	STATUS_MXR = 1 << 19,
};

enum {
	CPU_SINK = 32,
	CPU_CACHE = 1 << 16, /* decoded instructions */
};

struct cpu {
	uint64_t x[33]; /* the last takes what is written to x0 */
	uint64_t pc, next;
	uint64_t retired;   /* instructions; one is a nanosecond */
	uint64_t idle;      /* nanoseconds in which none was run */
	uint64_t attention; /* the number of retired instructions at which devices are updated */
	uint64_t status, sie, sip, stvec, sscratch, sepc, scause, stval, scounteren;
	uint64_t reserved; /* address of lr's reservation; UINT64_MAX: none */
	uint64_t traps, interrupts;
	bool stopped;
	struct machine *machine;
	struct insn cache[CPU_CACHE];
};

/* As OpenSBI starts S-mode: interrupts off, stvec at the entry. */
void cpu_reset(struct cpu *cpu, struct machine *machine, uint64_t pc);
/* Runs until cpu->stopped. Called again, it runs on. */
void cpu_run(struct cpu *cpu);
/* The instruction under way traps. */
void cpu_trap(struct cpu *cpu, enum cpu_cause cause, uint64_t tval);
/* Takes the first of the pending interrupts, if interrupts are on. */
void cpu_interrupt(struct cpu *cpu);
/* Leaves a trap: sret. */
void cpu_return(struct cpu *cpu);

/* One CSR; false: there is no such CSR, or it is read-only. */
bool csr_read(struct cpu *cpu, unsigned number, uint64_t *value);
bool csr_write(struct cpu *cpu, unsigned number, uint64_t value);
