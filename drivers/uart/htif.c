/*
 * HTIF, the host-target interface of Spike, QEMU and other simulators, on machines where its two
 * 64-bit registers have an address in the tree.
 *
 * tohost takes one command and reads 0 again when the host has it; fromhost holds one answer until
 * it is cleared. Spike answers a getc only, QEMU a putc as well. Firmware in M-mode uses the same
 * registers, so the answer to one of its commands may arrive here; its byte is kept like ours.
 * Sources: riscv-isa-sim, fesvr/htif.cc and fesvr/device.cc; QEMU, hw/char/riscv_htif.c; OpenSBI's
 * reg property of ucb,htif0: fromhost, and tohost in a second entry or right after it.
 */
#include <errno.h>
#include <string.h>
#include "drivers/uart/console_driver.h"
#include "fdt/where/address.h"

enum {
	HTIF_SHIFT = 3,
	HTIF_WIDTH = 8,
	HTIF_FAR_MAX = 0xffff, /* registers between the two: more is a mistake in the tree */
};

/* A command or an answer: device [63:56], command [55:48], data [47:0]. Device 1 is the console. */
enum { HTIF_COMMAND_AT = 48, HTIF_GETC = 0x100, HTIF_PUTC = 0x101 };

enum { HTIF_EARLY_KEY = 0x100, HTIF_KEPT_MAX = 6 };

/* What is in console->state. */
struct htif {
	uint32_t fromhost, tohost; /* register numbers: the lower one of them is 0 */
	char kept[HTIF_KEPT_MAX];  /* bytes that came while text was written, oldest first */
	uint8_t count;             /* of kept */
	bool asked;                /* a getc was sent, and its answer has not come */
};

static struct htif *htif_of(struct console *console)
{
	_Static_assert(sizeof(struct htif) <= CONSOLE_STATE_MAX, "it has room in state");
	return (struct htif *)console->state;
}

static void htif_keep(struct console *console, uint8_t byte)
{
	struct htif *htif = htif_of(console);

	if (htif->count == HTIF_KEPT_MAX)
		console->errors.overruns++;
	else
		htif->kept[htif->count++] = (char)byte;
}

/* Takes up to @len of the bytes kept: how many. */
static size_t htif_take(struct htif *htif, char *text, size_t len)
{
	size_t n = len < htif->count ? len : htif->count;

	memcpy(text, htif->kept, n);
	memmove(htif->kept, htif->kept + n, htif->count - n);
	htif->count = (uint8_t)(htif->count - n);
	return n;
}

/*
 * Clears fromhost, so that the next answer can arrive, and keeps the byte that it may hold. QEMU
 * delivers a key that was typed before the first getc as device 0, command 0, with bit 8 set.
 */
static void htif_collect(struct console *console)
{
	struct htif *htif = htif_of(console);
	uint64_t answer = regs_read(&console->regs, htif->fromhost);
	uint64_t command = answer >> HTIF_COMMAND_AT;

	if (!answer)
		return;
	regs_write(&console->regs, htif->fromhost, 0);
	if (command == HTIF_GETC)
		htif->asked = false;
	else if (command || !(answer & HTIF_EARLY_KEY))
		return;
	htif_keep(console, (uint8_t)answer);
}

static bool htif_ready(struct console *console)
{
	return regs_read(&console->regs, htif_of(console)->tohost) == 0;
}

/* Sends to device 1 only: a command to device 0 could end the simulation. */
static void htif_send(struct console *console, uint64_t command, uint8_t data)
{
	regs_write(&console->regs, htif_of(console)->tohost, command << HTIF_COMMAND_AT | data);
}

static int htif_start(struct console *console)
{
	return regs_read(&console->regs, htif_of(console)->tohost) == UINT64_MAX ? -EIO : 0;
}

/* QEMU's answer to a putc overwrites a key that waits in fromhost, so that key is taken first. */
static int htif_write(struct console *console, const char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len && htif_ready(console); n++) {
		htif_collect(console);
		htif_send(console, HTIF_PUTC, (uint8_t)text[n]);
	}
	return (int)n;
}

/* One getc is pending at any time: Spike queues them, and answers each with a key. */
static int htif_read(struct console *console, char *text, size_t len)
{
	struct htif *htif = htif_of(console);
	size_t n;

	htif_collect(console);
	n = htif_take(htif, text, len);
	if (!htif->asked && htif_ready(console)) {
		htif_send(console, HTIF_GETC, 0);
		htif->asked = true;
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
		*why = "fromhost and tohost are the same register";
	else if (from > HTIF_FAR_MAX || to > HTIF_FAR_MAX)
		*why = "fromhost and tohost are too far apart";
	if (*why)
		return -EINVAL;
	console->regs = (struct regs){ .base = base, .shift = HTIF_SHIFT, .width = HTIF_WIDTH };
	htif_of(console)->fromhost = (uint32_t)from;
	htif_of(console)->tohost = (uint32_t)to;
	return 0;
}

static int htif_bind(const struct dt_trail *trail, struct console *console, const char **why)
{
	struct dt_reg fromhost, tohost;
	const char *second;
	int err;

	console->shared = true; /* read and write share fromhost */
	err = dt_reg(trail, 0, &fromhost, why);
	if (err == -ENOENT) {
		*why = "no reg: its registers are in the firmware's memory; use SBI";
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

static const char *const htif_compatible[] = { "ucb,htif0", NULL };

static const struct console_driver htif_driver = {
	.name = "htif",
	.compatible = htif_compatible,
	.ops = &htif_ops,
	.doubtful = true,
	.bind = htif_bind,
};
CONSOLE_DRIVER(htif_driver);
