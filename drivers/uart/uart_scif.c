/*
 * Renesas' SCIF as in the RZ families (SCIFA): 16-bit registers side by side, the data as bytes.
 *
 * Line settings stay as firmware left them; a direction that is off is switched on. Flags in FSR
 * and LSR are cleared by writing 0 after they were read as 1; writing 1 does nothing. FDR shows how
 * many bytes the FIFOs hold, whatever their trigger levels are.
 * Sources: RZ/Five and RZ/G2L hardware manual, chapter SCIFA; devicetree binding
 * serial/renesas,scif.yaml.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum scif_register { SCR = 2, FTDR, FSR, FRDR, FCR, FDR, LSR = 9, SCIF_REGISTERS };

enum scif_bit {
	SCR_REIE = 1 << 3,
	SCR_RE = 1 << 4,
	SCR_TE = 1 << 5,
	SCR_RIE = 1 << 6,
	SCR_TIE = 1 << 7,
	SCR_TEIE = 1 << 2,
	SCR_ENABLE = SCR_RE | SCR_TE,
	SCR_INTERRUPTS = SCR_RIE | SCR_REIE | SCR_TIE | SCR_TEIE,
	FSR_DR = 1 << 0,  /* bytes below the trigger level, and no more have arrived for a while */
	FSR_RDF = 1 << 1, /* as many bytes as the trigger level */
	FSR_PER = 1 << 2, /* of the byte that FRDR returns next */
	FSR_FER = 1 << 3, /* likewise */
	FSR_BRK = 1 << 4,
	FSR_TDFE = 1 << 5,
	FSR_TEND = 1 << 6,
	FSR_ER = 1 << 7,
	FSR_RECEIVED = FSR_DR | FSR_RDF | FSR_BRK | FSR_ER,
	FSR_SENT = FSR_TDFE | FSR_TEND,
	FCR_LOOP = 1 << 0,
	FCR_RTRG = 3 << 6, /* 0: one byte */
	FDR_R = 0x1f,      /* bytes received */
	FDR_T_AT = 8,      /* bytes to be sent */
	LSR_ORER = 1 << 0,
	ALL_ONES = 0xffff, /* no device answers, or its clock is off */
};

enum { SCIF_FIFO = 16 };

static struct regs scif_bytes(const struct console *console)
{
	struct regs regs = console->regs;

	regs.width = 1;
	return regs;
}

/* A 16-bit register with the bits of @clear off and those of @set on. */
static void scif_change(const struct console *console, unsigned index, unsigned clear, unsigned set)
{
	unsigned old = (unsigned)regs_read(&console->regs, index);

	if (((old & ~clear) | set) != old)
		regs_write(&console->regs, index, (old & ~clear) | set);
}

static int scif_start(struct console *console)
{
	unsigned scr = (unsigned)regs_read(&console->regs, SCR);

	if (scr == ALL_ONES)
		return -EIO;
	if ((scr & SCR_ENABLE) != SCR_ENABLE)
		regs_write(&console->regs, SCR, scr | SCR_ENABLE);
	return 0;
}

/* Clears those of @flags that are set, and returns them. */
static unsigned scif_clear(const struct console *console, unsigned flags)
{
	unsigned set = (unsigned)regs_read(&console->regs, FSR) & flags;

	if (set)
		regs_write(&console->regs, FSR, (uint8_t)~set);
	return set;
}

static int scif_write(struct console *console, const char *text, size_t len)
{
	const struct regs bytes = scif_bytes(console);
	unsigned fdr = (unsigned)regs_read(&console->regs, FDR);
	unsigned held = fdr >> FDR_T_AT;
	size_t room = held < SCIF_FIFO ? SCIF_FIFO - held : 0;

	if (fdr == ALL_ONES)
		return -EIO;
	if (len > room)
		len = room;
	if (!len)
		return 0;
	regs_write_rep(&bytes, FTDR, text, len);
	scif_clear(console, FSR_SENT); /* TEND is not cleared by the part */
	return (int)len;
}

/* Clears the receiver's flags, after all bytes are taken. An overrun stops it until then. */
static void scif_settle(struct console *console)
{
	unsigned lsr = (unsigned)regs_read(&console->regs, LSR);

	if (scif_clear(console, FSR_RECEIVED) & FSR_BRK)
		console->errors.breaks++;
	if (lsr & LSR_ORER) {
		console->errors.overruns++;
		regs_write(&console->regs, LSR, 0);
	}
}

static char scif_take(struct console *console, const struct regs *bytes)
{
	unsigned fsr = (unsigned)regs_read(&console->regs, FSR);

	console->errors.framing += (fsr & (FSR_FER | FSR_BRK)) == FSR_FER;
	console->errors.parity += !!(fsr & FSR_PER);
	return (char)regs_read(bytes, FRDR);
}

/* The second look at FDR finds a byte that arrived before the flags were cleared. */
static int scif_read(struct console *console, char *text, size_t len)
{
	const struct regs bytes = scif_bytes(console);
	bool settled = false;
	size_t n = 0;

	while (n < len) {
		unsigned fdr = (unsigned)regs_read(&console->regs, FDR), held = fdr & FDR_R;

		if (fdr == ALL_ONES)
			return n ? (int)n : -EIO;
		if (!held && settled)
			break;
		settled = !held;
		if (settled)
			scif_settle(console);
		for (; held && n < len; held--)
			text[n++] = scif_take(console, &bytes);
	}
	return (int)n;
}

/* Bytes below the trigger level have another interrupt, so the level is set to one. */
static int scif_listen(struct console *console, bool on)
{
	if (on)
		scif_change(console, FCR, FCR_RTRG, 0);
	scif_change(console, SCR, SCR_INTERRUPTS, on ? SCR_RIE : 0);
	return 0;
}

static int scif_loop(struct console *console, bool on)
{
	scif_change(console, FCR, FCR_LOOP, on ? FCR_LOOP : 0);
	return 0;
}

static int scif_drained(struct console *console)
{
	return (regs_read(&console->regs, FSR) & FSR_TEND) != 0;
}

static const struct console_ops scif_ops = {
	.start = scif_start,
	.write = scif_write,
	.read = scif_read,
	.listen = scif_listen,
	.loop = scif_loop,
	.drained = scif_drained,
};

static const char *const scif_compatible[] = {
	"renesas,scif-r9a07g043",
	"renesas,scif-r9a07g044",
	"renesas,scif-r7s9210",
	"renesas,scif-r9a09g057",
	NULL,
};

static const char *const scif_earlycon[] = { "rzscifa", NULL };

static const struct console_driver scif_driver = {
	.name = "scif",
	.earlycon = scif_earlycon,
	.compatible = scif_compatible,
	.ops = &scif_ops,
	.layout = { .shift = 1, .width = 2, .count = SCIF_REGISTERS },
	.fifo = SCIF_FIFO,
	.tty = "ttySC",
};
CONSOLE_DRIVER(scif_driver);
