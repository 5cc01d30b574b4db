#pragma once
/*
 * The control and status registers of S-mode that are used here, each with functions of its own, so
 * that a wrong name does not compile. RISC-V Privileged Architecture 1.12, chapter 4.
 */
#include <stdint.h>

enum {
	SSTATUS_SIE = 1 << 1,  /* interrupts are taken in S-mode */
	SSTATUS_SPIE = 1 << 5, /* ... and will be after the trap returns */
	SSTATUS_SPP = 1 << 8,  /* the trap came from S-mode */
	SIE_SSIE = 1 << 1,     /* supervisor software interrupt enabled: from another hart */
	SIE_STIE = 1 << 5,     /* supervisor timer interrupt enabled */
	SIE_SEIE = 1 << 9,     /* supervisor external interrupt enabled */
};

/* @csr is what the assembler calls it: a name, or a number where older assemblers know none. */
#define CSR_READ(name, csr)                                                                        \
	static inline uint64_t csr_read_##name(void)                                               \
	{                                                                                          \
		uint64_t value;                                                                    \
		__asm__ volatile("csrr %0, " csr : "=r"(value) : : "memory");                      \
		return value;                                                                      \
	}

#define CSR_WRITE(name, csr)                                                                       \
	static inline void csr_write_##name(uint64_t value)                                        \
	{                                                                                          \
		__asm__ volatile("csrw " csr ", %0" : : "r"(value) : "memory");                    \
	}                                                                                          \
	static inline void csr_set_##name(uint64_t bits)                                           \
	{                                                                                          \
		__asm__ volatile("csrs " csr ", %0" : : "r"(bits) : "memory");                     \
	}                                                                                          \
	static inline void csr_clear_##name(uint64_t bits)                                         \
	{                                                                                          \
		__asm__ volatile("csrc " csr ", %0" : : "r"(bits) : "memory");                     \
	}

CSR_READ(time, "time")       /* traps where firmware denies it; stands still on some machines */
CSR_READ(instret, "instret") /* likewise */
CSR_READ(cycle, "cycle")     /* likewise */
CSR_READ(stimecmp, "0x14d")  /* extension Sstc */
CSR_WRITE(stimecmp, "0x14d")
CSR_WRITE(siselect, "0x150") /* extension Ssaia */
CSR_READ(sireg, "0x151")
CSR_WRITE(sireg, "0x151")
CSR_READ(stopei, "0x15c")
CSR_READ(sip, "sip")
CSR_WRITE(sip, "sip")
CSR_READ(sie, "sie")
CSR_WRITE(sie, "sie")
CSR_READ(sstatus, "sstatus")
CSR_WRITE(sstatus, "sstatus")
CSR_READ(stvec, "stvec")
CSR_WRITE(stvec, "stvec")
CSR_READ(sscratch, "sscratch")
CSR_WRITE(sscratch, "sscratch")
CSR_READ(sepc, "sepc")
CSR_WRITE(sepc, "sepc")
CSR_READ(satp, "satp") /* traps where firmware denies it (mstatus.TVM) */
CSR_WRITE(satp, "satp")

/* Reads the entropy source and lets it go on. Extension Zkr; traps where firmware denies it. */
static inline uint64_t csr_swap_seed(void)
{
	uint64_t value;

	__asm__ volatile("csrrw %0, 0x015, zero" : "=r"(value) : : "memory");
	return value;
}

#undef CSR_READ
#undef CSR_WRITE
