/*
 * The UART of the Shakti C class. Its directions cannot be switched off.
 *
 * Bytes are written and read as bytes. The other registers have at most 16 bits, are accessed as 16
 * bits, and are four bytes apart.
 * Sources: Shakti devices, uart_v2, memory map; OpenSBI, lib/utils/serial/shakti-uart.c.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum shakti_register { BAUD, TX, RX, STATUS, INTEN = 6, SHAKTI_REGISTERS };

enum shakti_bit {
	STATUS_TX_EMPTY = 1 << 0,
	STATUS_TX_FULL = 1 << 1,
	STATUS_RX_READY = 1 << 2, /* as an interrupt, too */
	STATUS_PARITY = 1 << 4,
	STATUS_OVERRUN = 1 << 5,
	STATUS_FRAMING = 1 << 6,
	STATUS_BREAK = 1 << 7,
	STATUS_ERRORS = 0xf << 4,
	ALL_ONES = 0xffff, /* no device answers */
};

enum { DIVISOR_MAX = 0xffff };

static struct regs shakti_bytes(const struct console *console)
{
	struct regs regs = console->regs;

	regs.width = 1;
	return regs;
}

static int shakti_status(const struct console *console)
{
	int status = (int)regs_read(&console->regs, STATUS);

	return status == ALL_ONES ? -EIO : status;
}

static int shakti_start(struct console *console)
{
	int status = shakti_status(console);

	return status < 0 ? status : 0;
}

static int shakti_write(struct console *console, const char *text, size_t len)
{
	const struct regs bytes = shakti_bytes(console);
	size_t n;

	for (n = 0; n < len; n++) {
		int status = shakti_status(console);

		if (status < 0)
			return n ? (int)n : status;
		if (status & STATUS_TX_FULL)
			break;
		regs_write(&bytes, TX, (uint8_t)text[n]);
	}
	return (int)n;
}

/* What is in console->state. */
struct shakti {
	unsigned errors; /* STATUS_ERRORS as they were last seen */
};

static struct shakti *shakti_of(struct console *console)
{
	_Static_assert(sizeof(struct shakti) <= CONSOLE_STATE_MAX, "it has room in state");
	return (struct shakti *)console->state;
}

/* Whether and how the error bits are cleared differs by version: they are counted as they rise. */
static void shakti_count(struct console *console, unsigned status)
{
	struct shakti *shakti = shakti_of(console);
	unsigned news = status & STATUS_ERRORS & ~shakti->errors;

	shakti->errors = status & STATUS_ERRORS;
	console->errors.overruns += !!(news & STATUS_OVERRUN);
	console->errors.framing += (news & (STATUS_FRAMING | STATUS_BREAK)) == STATUS_FRAMING;
	console->errors.parity += !!(news & STATUS_PARITY);
	console->errors.breaks += !!(news & STATUS_BREAK);
}

static int shakti_read(struct console *console, char *text, size_t len)
{
	const struct regs bytes = shakti_bytes(console);
	size_t n;

	for (n = 0; n < len; n++) {
		int status = shakti_status(console);

		if (status < 0)
			return n ? (int)n : status;
		shakti_count(console, (unsigned)status);
		if (!(status & STATUS_RX_READY))
			break;
		text[n] = (char)regs_read(&bytes, RX);
	}
	return (int)n;
}

static int shakti_listen(struct console *console, bool on)
{
	regs_write(&console->regs, INTEN, on ? STATUS_RX_READY : 0);
	return 0;
}

static int shakti_drained(struct console *console)
{
	return (shakti_status(console) & STATUS_TX_EMPTY) != 0;
}

static int64_t shakti_divisor(struct console *console)
{
	return (int64_t)regs_read(&console->regs, BAUD);
}

static int shakti_set_divisor(struct console *console, uint32_t divisor)
{
	if (!divisor || divisor > DIVISOR_MAX)
		return -ERANGE;
	regs_write(&console->regs, BAUD, divisor);
	return 0;
}

static const struct console_ops shakti_ops = {
	.start = shakti_start,
	.write = shakti_write,
	.read = shakti_read,
	.listen = shakti_listen,
	.drained = shakti_drained,
	.divisor = shakti_divisor,
	.set_divisor = shakti_set_divisor,
};

static const char *const shakti_compatible[] = { "shakti,uart0", NULL };

static const struct console_driver shakti_driver = {
	.name = "shakti",
	.compatible = shakti_compatible,
	.ops = &shakti_ops,
	.layout = { .shift = 2, .width = 2, .count = SHAKTI_REGISTERS },
	.baud_unit = 1024,
};
CONSOLE_DRIVER(shakti_driver);
