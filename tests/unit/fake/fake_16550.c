#include "tests/unit/fake/fake_16550.h"
/* A register model of the 16550. Sources: PC16550D data sheet, section 8; DW_apb_uart databook. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

enum { RBR, IER, IIR, LCR, MCR, LSR, USR = 31, CPR = 61 };
enum { THR = RBR, FCR = IIR, DLAB = 0x80, OUT2 = 8, LOOP = 16 };

static bool has_byte(const struct fake_16550 *uart)
{
	return uart->received_in != uart->received_out;
}

static uint64_t read_rbr(struct fake_16550 *uart)
{
	if (uart->lcr & DLAB)
		return uart->divisor & 0xff;
	if (!has_byte(uart) && !uart->timeout)
		fail_msg("RBR read while empty");
	uart->timeout = false;
	return has_byte(uart) ? (uint8_t)uart->received[uart->received_out++] : 0;
}

/* Errors belong to the byte on top; reading them clears them. */
static uint64_t read_lsr(struct fake_16550 *uart)
{
	uint64_t lsr = uart->waiting || uart->never_ready ? 0 : 0x60;

	uart->lsr_reads++;
	if (has_byte(uart)) {
		lsr |= 1u | uart->received[uart->received_out] >> 8;
		uart->received[uart->received_out] &= 0xff;
	}
	return lsr;
}

static unsigned interrupt_kind(const struct fake_16550 *uart)
{
	if (uart->timeout && uart->ier & (uart->xscale ? 0x10 : 1))
		return 0xc;
	if (has_byte(uart) && uart->ier & 1)
		return 4;
	return uart->busy_raised ? 7 : 1;
}

static uint64_t read_usr(struct fake_16550 *uart)
{
	if (!uart->designware)
		fail_msg("USR read, which only DesignWare's has");
	uart->usr_reads++;
	uart->busy_raised = false;
	return 0;
}

static uint64_t model_read(struct fake_device *device, unsigned index)
{
	struct fake_16550 *uart = (struct fake_16550 *)device;

	if (uart->gone)
		return UINT64_MAX >> (64 - 8 * device->regs.width);
	switch (index) {
	case RBR:
		return read_rbr(uart);
	case IER:
		return uart->lcr & DLAB ? uart->divisor >> 8 : uart->ier;
	case IIR:
		return (uart->fifo_on ? 0xc0 : 0) | interrupt_kind(uart);
	case LCR:
		return uart->lcr;
	case MCR:
		return uart->mcr;
	case LSR:
		return read_lsr(uart);
	case USR:
		return read_usr(uart);
	case CPR:
		if (uart->designware)
			return uart->cpr;
	}
	fail_msg("register %u read", index);
	return 0;
}

/* The line's settings cannot be written while a DesignWare is busy. */
static bool refuses(struct fake_16550 *uart)
{
	if (!uart->designware || !(uart->busy || (uart->byte_busy && has_byte(uart))))
		return false;
	uart->busy -= !!uart->busy;
	uart->busy_raised = true;
	return true;
}

static void write_thr(struct fake_16550 *uart, uint64_t value)
{
	if (uart->mcr & LOOP) {
		fake_16550_receive(uart, (char)value, 0);
		return;
	}
	if (uart->waiting == (uart->fifo_on ? 16 : 1))
		fail_msg("byte sent into a full transmitter");
	uart->waiting++;
	uart->sent[uart->sent_len++] = (char)value;
}

static void write_divisor(struct fake_16550 *uart, uint16_t mask, unsigned value)
{
	if (!refuses(uart))
		uart->divisor = (uint16_t)((uart->divisor & ~mask) | (value & mask));
}

static void write_fcr(struct fake_16550 *uart, uint8_t value)
{
	uart->fcr = value;
	uart->fifo_on = value & 1;
	if (value & 2)
		uart->received_out = uart->received_in;
}

static void write_ier(struct fake_16550 *uart, uint8_t value)
{
	if (uart->xscale && !(value & 0x40))
		fail_msg("IER 0x%02x switches the unit off", value);
	uart->ier = value;
}

static void model_write(struct fake_device *device, unsigned index, uint64_t value)
{
	struct fake_16550 *uart = (struct fake_16550 *)device;
	bool latch = uart->lcr & DLAB && index <= IER;

	if (index > MCR || (!latch && index != THR && !(uart->may & 1u << index)))
		fail_msg("register %u written", index);
	if (latch)
		write_divisor(uart, index == THR ? 0xff : 0xff00,
			      (unsigned)(index == THR ? value : value << 8));
	else if (index == THR)
		write_thr(uart, value);
	else if (index == IER)
		write_ier(uart, (uint8_t)value);
	else if (index == FCR)
		write_fcr(uart, (uint8_t)value);
	else if (index == MCR)
		uart->mcr = (uint8_t)value;
	else if (!refuses(uart))
		uart->lcr = (uint8_t)value;
}

void fake_16550_init(struct fake_16550 *uart, struct regs regs, bool fifo_on)
{
	memset(uart, 0, sizeof(*uart));
	uart->device = (struct fake_device){ regs, model_read, model_write };
	uart->fifo_on = fifo_on;
	uart->lcr = 3;
}

void fake_16550_attach(struct fake_16550 *uart, struct regs regs, bool fifo_on)
{
	fake_16550_init(uart, regs, fifo_on);
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

bool fake_16550_interrupts(const struct fake_16550 *uart)
{
	return interrupt_kind(uart) != 1 && uart->mcr & OUT2 && !(uart->mcr & LOOP);
}
