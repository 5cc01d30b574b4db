/*
 * Espressif's UARTs (ESP32, ESP32-S3, ESP32-S31), and the USB serial port of the S3 and later.
 *
 * Sources: ESP32 Technical Reference Manual, chapter 13 (UART); ESP32-S3 Technical Reference
 * Manual, chapters 26 (UART) and 33 (USB Serial/JTAG); devicetree bindings
 * serial/esp,esp32-uart.yaml and serial/esp,esp32-acm.yaml.
 */
#include <errno.h>
#include "drivers/console_driver.h"

#define ESP32_ALL_ONES UINT32_MAX /* no device answers, or its clock is off */

static uint32_t esp32_get(const struct console *console, unsigned index)
{
	return (uint32_t)regs_read(&console->regs, index);
}

/* --- UART ------------------------------------------------------------------------------------- */

enum esp32_register {
	FIFO = 0x00 / 4,
	INT_RAW = 0x04 / 4,
	INT_ENA = 0x0c / 4,
	INT_CLR = 0x10 / 4,
	STATUS = 0x1c / 4,
	CONF1 = 0x24 / 4,
	ESP32_REGISTERS,
};

enum esp32_bit {
	INT_RX_FULL = 1 << 0,
	INT_PARITY = 1 << 2,
	INT_FRAMING = 1 << 3,
	INT_OVERRUN = 1 << 4,
	INT_BREAK = 1 << 7,
	INT_ALL = INT_RX_FULL | INT_PARITY | INT_FRAMING | INT_OVERRUN | INT_BREAK,
	STATUS_TX_AT = 16,
	COUNT_MAX = 127, /* bytes that the TX FIFO takes */
	/* The width of the counts and of the receive threshold, which the S3 has wider. */
	COUNT_MASK = 0xff,
	COUNT_MASK_S3 = 0x3ff,
	THRESHOLD_MASK = 0x7f,
};

static unsigned esp32_mask(const struct console *console)
{
	return console->quirks ? COUNT_MASK_S3 : COUNT_MASK;
}

static int esp32_start(struct console *console)
{
	return esp32_get(console, STATUS) == ESP32_ALL_ONES ? -EIO : 0;
}

static int esp32_write(struct console *console, const char *text, size_t len)
{
	uint32_t status = esp32_get(console, STATUS);
	unsigned used = status >> STATUS_TX_AT & esp32_mask(console);

	if (status == ESP32_ALL_ONES)
		return -EIO;
	if (used >= COUNT_MAX)
		return 0;
	if (len > COUNT_MAX - used)
		len = COUNT_MAX - used;
	regs_write_rep(&console->regs, FIFO, text, len);
	return (int)len;
}

/* Errors and the receive interrupt are remembered until cleared. True: there were any. */
static bool esp32_clear(struct console *console)
{
	struct console_errors *errors = &console->errors;
	uint32_t raised = esp32_get(console, INT_RAW) & INT_ALL;

	if (!raised)
		return false;
	regs_write(&console->regs, INT_CLR, raised);
	errors->overruns += !!(raised & INT_OVERRUN);
	errors->parity += !!(raised & INT_PARITY);
	errors->framing += (raised & (INT_FRAMING | INT_BREAK)) == INT_FRAMING;
	errors->breaks += !!(raised & INT_BREAK);
	return true;
}

static int esp32_read(struct console *console, char *text, size_t len)
{
	bool cleared = false;
	size_t n = 0;

	while (n < len) {
		uint32_t status = esp32_get(console, STATUS);
		unsigned count = status & esp32_mask(console);

		if (status == ESP32_ALL_ONES)
			return n ? (int)n : -EIO;
		for (; count && n < len; count--)
			text[n++] = (char)esp32_get(console, FIFO);
		/* A byte may have come before the interrupt was cleared: look again, once. */
		if (n == len || cleared || !esp32_clear(console))
			break;
		cleared = true;
	}
	return (int)n;
}

/* Firmware's threshold may be most of the FIFO: a key would wait for a hundred others. */
static int esp32_listen(struct console *console, bool on)
{
	uint32_t mask = console->quirks ? COUNT_MASK_S3 : THRESHOLD_MASK;

	if (on)
		regs_write(&console->regs, CONF1, (esp32_get(console, CONF1) & ~mask) | 1);
	regs_write(&console->regs, INT_ENA, on ? INT_RX_FULL : 0);
	return 0;
}

static const struct console_ops esp32_ops = {
	.start = esp32_start,
	.write = esp32_write,
	.read = esp32_read,
	.listen = esp32_listen,
};

static const char esp32_compatible[] = "esp,esp32-uart\0"
				       "esp,esp32s3-uart\0"
				       "esp,esp32s31-uart\0";

static int esp32_bind(const struct dt_trail *trail, struct console *console, const char **why)
{
	(void)why;
	console->quirks = trail && dt_compatible(dt_trail_node(trail), "esp,esp32s3-uart");
	return 0;
}

static const struct console_driver esp32_driver = {
	.name = "esp32\0esp32uart\0",
	.compatible = esp32_compatible,
	.ops = &esp32_ops,
	.layout = { 2, 4, ESP32_REGISTERS },
	.tty = "ttyS",
	.bind = esp32_bind,
};
CONSOLE_DRIVER(esp32_driver);

/* --- USB: packets of 64 bytes ----------------------------------------------------------------- */

enum acm_register {
	EP1,
	EP1_CONF,
	ACM_INT_RAW,
	ACM_INT_ST,
	ACM_INT_ENA,
	ACM_INT_CLR,
	ACM_REGISTERS
};

enum acm_bit {
	CONF_WR_DONE = 1 << 0, /* the packet may go */
	CONF_IN_FREE = 1 << 1,
	CONF_OUT_AVAIL = 1 << 2,
	INT_OUT_RECV = 1 << 2,
};

static int acm_start(struct console *console)
{
	return esp32_get(console, EP1_CONF) == ESP32_ALL_ONES ? -EIO : 0;
}

static int acm_write(struct console *console, const char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		uint32_t conf = esp32_get(console, EP1_CONF);

		if (conf == ESP32_ALL_ONES)
			return -EIO;
		if (!(conf & CONF_IN_FREE))
			break;
		regs_write(&console->regs, EP1, (uint8_t)text[n]);
	}
	if (n)
		regs_write(&console->regs, EP1_CONF, CONF_WR_DONE);
	return (int)n;
}

static int acm_read(struct console *console, char *text, size_t len)
{
	bool cleared = false;
	size_t n = 0;

	while (n < len) {
		uint32_t conf = esp32_get(console, EP1_CONF);

		if (conf == ESP32_ALL_ONES)
			return n ? (int)n : -EIO;
		if (conf & CONF_OUT_AVAIL) {
			text[n++] = (char)esp32_get(console, EP1);
			continue;
		}
		if (cleared || !(esp32_get(console, ACM_INT_RAW) & INT_OUT_RECV))
			break;
		regs_write(&console->regs, ACM_INT_CLR, INT_OUT_RECV);
		cleared = true;
	}
	return (int)n;
}

static int acm_listen(struct console *console, bool on)
{
	regs_write(&console->regs, ACM_INT_ENA, on ? INT_OUT_RECV : 0);
	return 0;
}

static const struct console_ops acm_ops = {
	.start = acm_start,
	.write = acm_write,
	.read = acm_read,
	.listen = acm_listen,
};

static const char acm_compatible[] = "esp,esp32s3-acm\0";

static const struct console_driver acm_driver = {
	.name = "esp32-acm\0esp32s3acm\0",
	.compatible = acm_compatible,
	.ops = &acm_ops,
	.layout = { 2, 4, ACM_REGISTERS },
	.tty = "ttyGS",
};
CONSOLE_DRIVER(acm_driver);
