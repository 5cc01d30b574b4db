/*
 * The devices of QEMU's virt that the stub needs: 16550, CLINT and test finisher.
 * Source: QEMU hw/riscv/virt.c (memory map); SiFive U54 manual, chapter "CLINT".
 */
#include "tests/firmware/stub.h"

enum {
	UART = 0x10000000,
	UART_DATA = UART,
	UART_FCR = UART + 2,
	UART_LSR = UART + 5,
	FCR_ENABLE = 0x01,
	LSR_READY = 0x01,
	LSR_ROOM = 0x20,
	CLINT_IPI = 0x2000000,
	CLINT_TIMECMP = 0x2004000,
	CLINT_TIME = 0x200bff8,
	FINISHER = 0x100000,
	FINISHER_PASS = 0x5555,
	FINISHER_RESET = 0x7777,
};

static volatile uint8_t *reg8(uintptr_t address)
{
	return (volatile uint8_t *)address;
}

static volatile uint64_t *reg64(uintptr_t address)
{
	return (volatile uint64_t *)address;
}

void stub_uart_start(void)
{
	*reg8(UART_FCR) = FCR_ENABLE;
}

void stub_uart_put(char byte)
{
	while (!(*reg8(UART_LSR) & LSR_ROOM))
		;
	*reg8(UART_DATA) = (uint8_t)byte;
}

int stub_uart_get(void)
{
	if (stub_has(STUB_NO_INPUT))
		return -1;
	return *reg8(UART_LSR) & LSR_READY ? *reg8(UART_DATA) : -1;
}

uint64_t stub_now(void)
{
	return *reg64(CLINT_TIME);
}

void stub_timer_set(uint64_t hart, uint64_t deadline)
{
	reg64(CLINT_TIMECMP)[hart] = deadline;
}

void stub_ipi_set(uint64_t hart, bool on)
{
	((volatile uint32_t *)(uintptr_t)CLINT_IPI)[hart] = on;
}

void stub_board_stop(bool again)
{
	*(volatile uint32_t *)(uintptr_t)FINISHER = again ? FINISHER_RESET : FINISHER_PASS;
}

void stub_spin(void)
{
	for (;;)
		__asm__ volatile("nop");
}
