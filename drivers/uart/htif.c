/*
 * HTIF, the host-target interface of Spike, QEMU and other simulators, where its two 64-bit words
 * have an address.
 *
 * tohost takes one command and reads 0 again when the host has it; fromhost holds one answer until
 * it is cleared. Spike answers a getc only, QEMU a putc too. Firmware in M-mode uses the same
 * words, so an answer to its commands may turn up here: a byte is a byte, whoever asked for it.
 * Sources: riscv-isa-sim, fesvr/htif.cc and fesvr/device.cc; QEMU, hw/char/riscv_htif.c; the reg
 * property as OpenSBI's ucb,htif0 has it: fromhost, and tohost in a second entry or behind it.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"
#include "fdt/where/address.h"

enum {
	HTIF_SHIFT = 3,
	HTIF_WIDTH = 8,
	HTIF_FAR_MAX = 0xffff, /* words between the two that quirks can hold */
};

/* A command or an answer: device, command, data, from the top. */
enum { HTIF_COMMAND_AT = 48, HTIF_GETC = 0x100, HTIF_PUTC = 0x101 };

/* console->state: bytes that came with other answers, the first in the lowest place; above them
 * their number, and whether a getc waits for its answer. */
enum { HTIF_KEPT_MAX = 6, HTIF_COUNT_AT = 48 };

#define HTIF_KEPT_BYTES ((UINT64_C(1) << HTIF_COUNT_AT) - 1)
#define HTIF_COUNT_ONE  (UINT64_C(1) << HTIF_COUNT_AT)
#define HTIF_ASKED      (UINT64_C(1) << 63)

/* console->quirks: the word numbers of fromhost and tohost, counted from the lower one. */
static unsigned htif_fromhost(const struct console *console)
{
	return console->quirks & HTIF_FAR_MAX;
}

static unsigned htif_tohost(const struct console *console)
{
	return console->quirks >> 16;
}

static unsigned htif_kept(const struct console *console)
{
	return (unsigned)((console->state & ~HTIF_ASKED) >> HTIF_COUNT_AT);
}

static void htif_keep(struct console *console, uint8_t byte)
{
	unsigned count = htif_kept(console);

	if (count == HTIF_KEPT_MAX) {
		console->errors.overruns++;
		return;
	}
	console->state |= (uint64_t)byte << 8 * count;
	console->state += HTIF_COUNT_ONE;
}

static char htif_pop(struct console *console)
{
	uint64_t bytes = console->state & HTIF_KEPT_BYTES;

	console->state = (console->state & ~HTIF_KEPT_BYTES) | bytes >> 8;
	console->state -= HTIF_COUNT_ONE;
	return (char)bytes;
}

/*
 * Clears fromhost, so that the next answer can come, and keeps the byte it may hold. QEMU gives a
 * key that was typed before anybody's first getc as device 0, command 0, where Spike has no byte
 * to give.
 */
static void htif_collect(struct console *console)
{
	uint64_t answer = regs_read(&console->regs, htif_fromhost(console));
	uint64_t command = answer >> HTIF_COMMAND_AT;

	if (!answer)
		return;
	regs_write(&console->regs, htif_fromhost(console), 0);
	if (command == HTIF_GETC)
		console->state &= ~HTIF_ASKED;
	else if (command || !(answer & 0x100))
		return;
	htif_keep(console, (uint8_t)answer);
}

static bool htif_ready(const struct console *console)
{
	return regs_read(&console->regs, htif_tohost(console)) == 0;
}

/* Commands by device 1 only: one to device 0 could end the simulation. */
static void htif_send(const struct console *console, uint64_t command, uint8_t data)
{
	regs_write(&console->regs, htif_tohost(console), command << HTIF_COMMAND_AT | data);
}

static int htif_start(struct console *console)
{
	return regs_read(&console->regs, htif_tohost(console)) == UINT64_MAX ? -EIO : 0;
}

/* QEMU's answer to a putc overwrites a key that waits in fromhost: take that one first. */
static int htif_write(struct console *console, const char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len && htif_ready(console); n++) {
		htif_collect(console);
		htif_send(console, HTIF_PUTC, (uint8_t)text[n]);
	}
	return (int)n;
}

/* One getc is on its way at any time: Spike queues them, and gives each a key. */
static int htif_read(struct console *console, char *text, size_t len)
{
	size_t n;

	htif_collect(console);
	for (n = 0; n < len && htif_kept(console); n++)
		text[n] = htif_pop(console);
	if (!(console->state & HTIF_ASKED) && htif_ready(console)) {
		htif_send(console, HTIF_GETC, 0);
		console->state |= HTIF_ASKED;
	}
	return (int)n;
}

static const struct console_ops htif_ops = {
	.start = htif_start,
	.write = htif_write,
	.read = htif_read,
};

static int htif_place(struct console *console, uint64_t fromhost, uint64_t tohost, const char **why)
{
	uint64_t base = fromhost < tohost ? fromhost : tohost;
	uint64_t from = (fromhost - base) >> HTIF_SHIFT, to = (tohost - base) >> HTIF_SHIFT;

	*why = NULL;
	if ((fromhost | tohost) & (HTIF_WIDTH - 1))
		*why = "fromhost or tohost is not aligned to 8 bytes";
	else if (fromhost == tohost)
		*why = "fromhost and tohost are one word";
	else if (from > HTIF_FAR_MAX || to > HTIF_FAR_MAX)
		*why = "fromhost and tohost lie too far apart";
	if (*why)
		return -EINVAL;
	console->regs = (struct regs){ .base = base, .shift = HTIF_SHIFT, .width = HTIF_WIDTH };
	console->quirks = (uint32_t)(to << 16 | from);
	return 0;
}

static int htif_bind(const struct dt_trail *trail, struct console *console, const char **why)
{
	struct dt_reg fromhost, tohost;
	const char *second;
	int err;

	console->shared = true; /* a read takes what a write's command is answered with */
	err = dt_reg(trail, 0, &fromhost, why);
	if (err == -ENOENT) {
		*why = "no reg: its words lie in the firmware, use SBI";
		return -ENODEV;
	}
	if (err)
		return err;
	err = dt_reg(trail, 1, &tohost, &second);
	if (err == -ENOENT)
		tohost.cpu = fromhost.cpu + HTIF_WIDTH;
	else if (err) {
		*why = second;
		return err;
	}
	return htif_place(console, fromhost.cpu, tohost.cpu, why);
}

static const char htif_compatible[] = "ucb,htif0\0";

static const struct console_driver htif_driver = {
	.name = "htif\0",
	.compatible = htif_compatible,
	.ops = &htif_ops,
	.bind = htif_bind,
};
CONSOLE_DRIVER(htif_driver);
