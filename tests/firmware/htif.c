/*
 * HTIF, which QEMU's virt does not have: its registers are a piece of RAM that S-mode may not
 * touch, so that each access traps. What is put is shown on the UART; there is never a key.
 * Sources: riscv-isa-sim, fesvr/device.cc (HTIF's console); RISC-V Unprivileged ISA 20191213, 2.6
 * and 16.3 (the loads and stores of 64 bits).
 */
#include "tests/firmware/stub.h"

enum {
	CAUSE_LOAD = 5,
	CAUSE_STORE = 7,
	HTIF_TOHOST = 8, /* after fromhost */
	HTIF_SIZE = 16,
	HTIF_COMMAND_AT = 48,
	HTIF_PUTC = 0x101, /* device 1, command 1 */
	SHORT = 3,         /* an instruction with less in these bits has 16 bits */
};

void stub_htif_guard(void)
{
	uint64_t pair = STUB_HTIF_AT >> 2 | (HTIF_SIZE / 8 - 1);

	__asm__ volatile("csrw pmpaddr0, %0" : : "r"(pair));
	__asm__ volatile("csrw pmpaddr1, %0" : : "r"(-1L));
	__asm__ volatile("csrw pmpcfg0, %0" : : "r"(0x1f18L)); /* NAPOT: 0 nothing, 1 RWX */
	__asm__ volatile("csrc medeleg, %0" : : "r"(1L << CAUSE_LOAD | 1L << CAUSE_STORE));
}

/* The register that LD, SD or their short forms load or store. */
static unsigned operand(uint32_t code, bool load)
{
	if ((code & SHORT) != SHORT)
		return 8 + (code >> 2 & 7);
	return code >> (load ? 7 : 20) & 31;
}

bool stub_htif(struct stub_frame *frame, uint64_t cause, uint64_t epc, uint32_t code)
{
	uint64_t at, value;

	__asm__ volatile("csrr %0, mtval" : "=r"(at));
	at -= STUB_HTIF_AT;
	if ((cause != CAUSE_LOAD && cause != CAUSE_STORE) || at >= HTIF_SIZE)
		return false;
	if (cause == CAUSE_LOAD) {
		frame->x[operand(code, true)] = 0; /* all was taken, and nothing comes */
	} else {
		value = frame->x[operand(code, false)];
		if (at == HTIF_TOHOST && value >> HTIF_COMMAND_AT == HTIF_PUTC)
			stub_uart_put((char)value);
	}
	__asm__ volatile("csrw mepc, %0" : : "r"(epc + ((code & SHORT) == SHORT ? 4 : 2)));
	return true;
}
