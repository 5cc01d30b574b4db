#pragma once
/* What firmware has done to this hart: interrupts that are pending, and registers after a call. */
#include <stdbool.h>
#include <stdint.h>

/* The timer interrupt is pending, taken or not. RISC-V Privileged Architecture 1.12, 4.1.3. */
bool sbi_seen_timer(void);
/* The same of another hart's interrupt. */
bool sbi_seen_ipi(void);
/* Another hart's interrupt is not pending any more. */
void sbi_clear_ipi(void);

/* Does a load that is not aligned, or a load-reserved, which then traps on every hart: RISC-V
 * Unprivileged ISA, chapter "A". True: the trap came to this program. */
bool sbi_seen_misaligned(bool reserved);

/* Registers of S-mode that a call may not change. */
enum sbi_csr {
	SBI_SSTATUS,
	SBI_SIE,
	SBI_STVEC,
	SBI_SSCRATCH,
	SBI_SEPC,
	SBI_SATP, /* 0: firmware denies it, as the next */
	SBI_SCOUNTEREN,
	SBI_CSRS,
};
struct sbi_csrs {
	uint64_t value[SBI_CSRS];
};
/*
 * Calls function @function of @extension, without arguments, while only software interrupts are
 * enabled, and reads them before and after it. What it changed of sie and sscratch is put back.
 */
void sbi_call_csrs(uint64_t extension, uint64_t function, struct sbi_csrs *before,
		   struct sbi_csrs *after);

/* What a trap to S-mode writes, and a software event has to put back. */
struct sbi_trapped {
	uint64_t sepc;
	bool supervisor, interrupts; /* sstatus.SPP and .SPIE */
};
/* This hart's. Interrupts have to be off from one to the other: a trap changes them. */
void sbi_put_trapped(const struct sbi_trapped *trapped);
void sbi_get_trapped(struct sbi_trapped *trapped);

/* The registers that are looked at after a call: x1, x5 to x9, x12 to x31. */
enum { SBI_REGISTERS = 26 };
struct sbi_registers {
	uint64_t extension, function; /* the call, without arguments */
	/* Registers by their place in the list above, as they were left. Each was its number times
	 * SBI_REGISTERS_PATTERN, but for a6 and a7. */
	uint64_t after[SBI_REGISTERS];
};
#define SBI_REGISTERS_PATTERN 0x0101010101010101
/* Makes the call. sp, gp and tp are relied on. kernel/sbi_registers.S */
void sbi_call_registers(struct sbi_registers *registers);
