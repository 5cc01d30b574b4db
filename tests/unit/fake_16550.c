/* A register model of the 16550. Source: PC16550D data sheet, section 8. */
#include "tests/unit/fake_16550.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

enum { RBR = 0, THR = 0, IIR = 2, LSR = 5 };

static uint64_t read_rbr(struct fake_16550 *uart)
{
	if (uart->received_in == uart->received_out)
		fail_msg("RBR read while empty");
	return (uint8_t)uart->received[uart->received_out++];
}

/* Errors belong to the byte on top, and are gone once read. */
static uint64_t read_lsr(struct fake_16550 *uart)
{
	uint64_t lsr = uart->waiting || uart->never_ready ? 0 : 0x60;

	uart->lsr_reads++;
	if (uart->received_in != uart->received_out) {
		lsr |= 1u | uart->received[uart->received_out] >> 8;
		uart->received[uart->received_out] &= 0xff;
	}
	return lsr;
}

static uint64_t model_read(struct fake_device *device, unsigned index)
{
	struct fake_16550 *uart = (struct fake_16550 *)device;

	if (uart->gone)
		return UINT64_MAX >> (64 - 8 * device->regs.width);
	switch (index) {
	case RBR:
		return read_rbr(uart);
	case IIR:
		return uart->fifo_on ? 0xc1 : 0x01;
	case LSR:
		return read_lsr(uart);
	default:
		fail_msg("register %u read", index);
		return 0;
	}
}

static void model_write(struct fake_device *device, unsigned index, uint64_t value)
{
	struct fake_16550 *uart = (struct fake_16550 *)device;

	if (index != THR)
		fail_msg("register %u written", index);
	if (uart->waiting == (uart->fifo_on ? 16 : 1))
		fail_msg("byte sent into a full transmitter");
	uart->waiting++;
	uart->sent[uart->sent_len++] = (char)value;
}

void fake_16550_attach(struct fake_16550 *uart, struct regs regs, bool fifo_on)
{
	memset(uart, 0, sizeof(*uart));
	uart->device = (struct fake_device){ regs, model_read, model_write };
	uart->fifo_on = fifo_on;
	fake_regs_attach(&uart->device);
}

void fake_16550_drain(struct fake_16550 *uart, size_t count)
{
	uart->waiting -= count < uart->waiting ? count : uart->waiting;
}

void fake_16550_receive(struct fake_16550 *uart, char byte, unsigned errors)
{
	uart->received[uart->received_in++] = (uint16_t)(errors << 8 | (uint8_t)byte);
}
