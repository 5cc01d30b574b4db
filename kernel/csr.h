#pragma once
#include <stdint.h>

/*
 * The supervisor's control and status registers that we use, each with a function of its own, so
 * that a wrong name does not compile. RISC-V Privileged Architecture 1.12, chapter 4.
 */
enum {
	SSTATUS_SIE = 1 << 1,  /* interrupts are taken in S-mode */
	SSTATUS_SPIE = 1 << 5, /* ... and will be once the trap returns */
	SIE_STIE = 1 << 5,     /* supervisor timer interrupt enabled */
	SIE_SEIE = 1 << 9,     /* supervisor external interrupt enabled */
};

#define CSR_READ(csr)                                                                              \
	static inline uint64_t csr_read_##csr(void)                                                \
	{                                                                                          \
		uint64_t value;                                                                    \
		__asm__ volatile("csrr %0, " #csr : "=r"(value) : : "memory");                     \
		return value;                                                                      \
	}

#define CSR_WRITE(csr)                                                                             \
	static inline void csr_write_##csr(uint64_t value)                                         \
	{                                                                                          \
		__asm__ volatile("csrw " #csr ", %0" : : "r"(value) : "memory");                   \
	}                                                                                          \
	static inline void csr_set_##csr(uint64_t bits)                                            \
	{                                                                                          \
		__asm__ volatile("csrs " #csr ", %0" : : "r"(bits) : "memory");                    \
	}                                                                                          \
	static inline void csr_clear_##csr(uint64_t bits)                                          \
	{                                                                                          \
		__asm__ volatile("csrc " #csr ", %0" : : "r"(bits) : "memory");                    \
	}

CSR_READ(time)    /* traps where firmware denies it; stands still on some machines */
CSR_READ(instret) /* likewise */
CSR_READ(0x14d)   /* stimecmp, by its number: older assemblers do not know Sstc */
CSR_WRITE(0x14d)
CSR_WRITE(0x150) /* siselect, sireg, stopei: likewise for Ssaia */
CSR_READ(0x151)
CSR_WRITE(0x151)
CSR_READ(0x15c)
CSR_READ(sip)
CSR_WRITE(sie)
CSR_READ(sstatus)
CSR_WRITE(sstatus)
CSR_WRITE(stvec)
CSR_WRITE(sscratch)

#undef CSR_READ
#undef CSR_WRITE
