/*
 * Altera's (Intel's) JTAG UART: a UART whose other end is a program on a PC, over a JTAG cable.
 *
 * Its write FIFO empties only while that program polls. Without the program it fills once and stays
 * full. The bit AC is set by each poll and cleared by the driver, so it shows that there was a
 * poll since. When the FIFO is full the driver clears AC; if it stays clear for JUART_ABSENT_US the
 * program is absent, and text is dropped as if it were sent, until there is room again. If text
 * were refused instead, the console core would wait out its patience and leave this console for
 * another one; a person who attaches later would find it dead.
 * Sources: Embedded Peripherals IP User Guide (UG-01085), chapter "JTAG UART Core", register map;
 * devicetree binding serial/altr,juart-1.0.yaml.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"
#include "kernel/time.h"

enum juart_register { DATA, CONTROL, JUART_REGISTERS };

enum juart_bit {
	DATA_RVALID = 1 << 15,
	CONTROL_RE = 1 << 0,
	CONTROL_WE = 1 << 1,
	CONTROL_AC = 1 << 10,   /* writing it as 1 clears it */
	CONTROL_WSPACE_AT = 16, /* [31:16]: room in the write FIFO */
};

#define JUART_ALL_ONES UINT32_MAX /* no device answers */

/* Less than the console core's patience, and many times the interval of a slow cable's polls. */
enum { JUART_ABSENT_US = CONSOLE_PATIENCE_US / 2 };

static uint32_t juart_get(const struct console *console, enum juart_register index)
{
	return (uint32_t)regs_read(&console->regs, index);
}

static int juart_start(struct console *console)
{
	return juart_get(console, CONTROL) == JUART_ALL_ONES ? -EIO : 0;
}

/* What is in console->state. */
struct juart {
	bool seen;     /* AC was found set at least once */
	uint64_t when; /* us: the last time it was */
};

static struct juart *juart_of(struct console *console)
{
	_Static_assert(sizeof(struct juart) <= CONSOLE_STATE_MAX, "it has room in state");
	return (struct juart *)console->state;
}

/*
 * Whether a program on the PC may still make room: it polled within JUART_ABSENT_US. Where no clock
 * runs the answer stays true, and the console core gives up after its own patience.
 */
static bool juart_host(struct console *console, uint32_t control)
{
	struct juart *juart = juart_of(console);

	if (control & CONTROL_AC) {
		regs_write(&console->regs, CONTROL,
			   (control & (CONTROL_RE | CONTROL_WE)) | CONTROL_AC);
		juart->seen = true;
		juart->when = time_us();
		return true;
	}
	return juart->seen && time_us() - juart->when < JUART_ABSENT_US;
}

static int juart_write(struct console *console, const char *text, size_t len)
{
	uint32_t control = juart_get(console, CONTROL);
	size_t room = control >> CONTROL_WSPACE_AT;

	if (control == JUART_ALL_ONES)
		return -EIO;
	if (!room)
		return juart_host(console, control) ? 0 : (int)len;
	if (len > room)
		len = room;
	regs_write_rep(&console->regs, DATA, text, len);
	return (int)len;
}

/* A read takes the byte out of the FIFO; DATA has the byte and whether it is valid. */
static int juart_read(struct console *console, char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		uint32_t data = juart_get(console, DATA);

		if (data == JUART_ALL_ONES)
			return n ? (int)n : -EIO;
		if (!(data & DATA_RVALID))
			break;
		text[n] = (char)data;
	}
	return (int)n;
}

static int juart_listen(struct console *console, bool on)
{
	regs_write(&console->regs, CONTROL, on ? CONTROL_RE : 0);
	return 0;
}

static const struct console_ops juart_ops = {
	.start = juart_start,
	.write = juart_write,
	.read = juart_read,
	.listen = juart_listen,
};

static const char *const juart_compatible[] = {
	"altr,juart-1.0",
	"ALTR,juart-1.0",
	NULL,
};

static const struct console_driver juart_driver = {
	.name = "juart",
	.compatible = juart_compatible,
	.ops = &juart_ops,
	.layout = { .shift = 2, .width = 4, .count = JUART_REGISTERS },
	.tty = "ttyJ",
};
CONSOLE_DRIVER(juart_driver);
