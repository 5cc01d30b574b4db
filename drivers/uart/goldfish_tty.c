/*
 * Goldfish's terminal, the console of Google's emulator and of some of QEMU's machines.
 *
 * It writes received bytes to memory, at an address that the driver gives it. That is a physical
 * address; ours are physical, because page tables of ours change no address. It always accepts a
 * byte, and has no line and so no line errors.
 * Sources: QEMU, hw/char/goldfish_tty.c; devicetree binding goldfish/tty.txt.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum goldfish_register {
	PUT_CHAR = 0x00 / 4,
	BYTES_READY = 0x04 / 4,
	CMD = 0x08 / 4,
	DATA_PTR = 0x10 / 4,
	DATA_LEN = 0x14 / 4,
	DATA_PTR_HIGH = 0x18 / 4,
	VERSION = 0x20 / 4,
	GOLDFISH_REGISTERS,
};

/* Values of CMD. */
enum goldfish_command { CMD_INT_DISABLE = 0, CMD_INT_ENABLE = 1, CMD_READ_BUFFER = 3 };

#define GOLDFISH_ALL_ONES UINT32_MAX /* no device answers */

static int goldfish_start(struct console *console)
{
	return regs_read(&console->regs, VERSION) == GOLDFISH_ALL_ONES ? -EIO : 0;
}

static int goldfish_write(struct console *console, const char *text, size_t len)
{
	regs_write_rep(&console->regs, PUT_CHAR, text, len);
	return (int)len;
}

/* The device writes @count bytes, which it has ready, to @text. */
static void goldfish_take(const struct regs *regs, char *text, uint32_t count)
{
	uint64_t at = (uintptr_t)text;

	regs_write(regs, DATA_PTR, (uint32_t)at); /* clears the high half */
	regs_write(regs, DATA_PTR_HIGH, at >> 32);
	regs_write(regs, DATA_LEN, count);
	regs_fence();
	regs_write(regs, CMD, CMD_READ_BUFFER);
	regs_fence();
}

static int goldfish_read(struct console *console, char *text, size_t len)
{
	size_t n = 0;

	while (n < len) {
		uint32_t ready = (uint32_t)regs_read(&console->regs, BYTES_READY);

		if (ready == GOLDFISH_ALL_ONES)
			return n ? (int)n : -EIO;
		if (!ready)
			break;
		if (ready > len - n)
			ready = (uint32_t)(len - n);
		goldfish_take(&console->regs, text + n, ready);
		n += ready;
	}
	return (int)n;
}

static int goldfish_listen(struct console *console, bool on)
{
	regs_write(&console->regs, CMD, on ? CMD_INT_ENABLE : CMD_INT_DISABLE);
	return 0;
}

static int goldfish_drained(struct console *console)
{
	(void)console;
	return 1;
}

static const struct console_ops goldfish_ops = {
	.start = goldfish_start,
	.write = goldfish_write,
	.read = goldfish_read,
	.listen = goldfish_listen,
	.drained = goldfish_drained,
};

static const char *const goldfish_compatible[] = { "google,goldfish-tty", NULL };

static const char *const goldfish_earlycon[] = { "early_gf_tty", NULL };

static const struct console_driver goldfish_driver = {
	.name = "goldfish",
	.earlycon = goldfish_earlycon,
	.compatible = goldfish_compatible,
	.ops = &goldfish_ops,
	.layout = { .shift = 2, .width = 4, .count = GOLDFISH_REGISTERS },
	.tty = "ttyGF",
};
CONSOLE_DRIVER(goldfish_driver);
