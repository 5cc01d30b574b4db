/*
 * Traps, compared with the manual, for QEMU reports some otherwise.
 * RISC-V Privileged Architecture 1.12, table 4.2.
 */
#include "emulator/guest/guest.h"

static volatile uint64_t cause, value;

/* Continues after the instruction, which has four bytes. */
static __attribute__((interrupt("supervisor"), aligned(4))) void trapped(void)
{
	cause = CSR_READ(scause);
	value = CSR_READ(stval);
	CSR_WRITE(sepc, CSR_READ(sepc) + 4);
}

#define TRY(name, instruction, address)                                                            \
	__asm__ volatile(".option push\n.option norvc\n" instruction "\n.option pop"               \
			 :                                                                         \
			 : "r"(address)                                                            \
			 : "a0", "memory");                                                        \
	say(name, cause);                                                                          \
	say("value", value)

void guest(void)
{
	static uint64_t words[2];

	CSR_WRITE(stvec, (uintptr_t)trapped);
	TRY("amo-odd", "amoadd.w a0, a0, (%0)", (uintptr_t)words + 2);
	TRY("lr-odd", "lr.d a0, (%0)", (uintptr_t)words + 4);
	TRY("sc-odd", "sc.d a0, a0, (%0)", (uintptr_t)words + 4);
	TRY("amo-nowhere", "amoadd.d a0, a0, (%0)", 0x80000UL);
	TRY("sc-nowhere", "sc.w a0, a0, (%0)", 0x80000UL);
	TRY("uart-wide", "lw a0, 0(%0)", 0x10000000UL);
	TRY("plic-narrow", "sb a0, 0(%0)", 0x0c000000UL);
	TRY("time-set", "csrrs a0, time, %0", 0UL);
	off();
}
