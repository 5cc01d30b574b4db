#include "drivers/predict/linux_console.h"
/*
 * The words console= of bootargs.
 *
 * Sources: Linux 6.12, kernel/printk/printk.c: console_setup, register_console; drivers/tty/serial/
 * 8250/8250_core.c: univ8250_console_match; Documentation/admin-guide/kernel-parameters.txt.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/where/bootargs.h"

enum {
	CONSOLE_VALUE_MAX = 96, /* bytes of a value */
	CONSOLE_WORDS_MAX = 8,  /* Linux's MAX_CMDLINECONSOLES: it drops what comes after */
};

/* A value of console=. */
struct console_word {
	char value[CONSOLE_VALUE_MAX];
	size_t name;     /* bytes of the name: "ttyS" */
	unsigned number; /* after the name */
	const char *options;
	uint64_t address; /* of uart8250,mmio,ADDRESS; else 0 */
};

/* Takes "ttyS1,115200n8" apart. The name ends at the first digit or ','. */
static void console_read_word(struct console_word *word)
{
	char *at = word->value, *end;

	word->name = strcspn(word->value, "0123456789,");
	word->number = (unsigned)strtoull(word->value + word->name, &end, 10);
	word->options = strchr(end, ',');
	word->address = 0;
	if (strncmp(at, "uart", 4) != 0 || !word->options)
		return;
	at = strstr(at, ",0x");
	if (!at)
		return;
	word->address = strtoull(at + 1, &end, 16);
	word->options = *end == ',' ? end : NULL;
}

/* What a name that is no UART's means; NULL: it may be one's. */
static const char *console_no_uart(const struct console_word *word)
{
	static const struct {
		const char *name, *what;
	} rows[] = {
		{ "tty", "the screen (if built with CONFIG_VT); no serial console" },
		{ "ttynull", "no console: messages are dropped" },
		{ "null", "no console: messages are dropped" },
		{ "", "no console: messages are dropped" },
		{ "hvc",
		  "hvc0: SBI's if built with CONFIG_HVC_RISCV_SBI, else a virtio console's" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strlen(rows[i].name) == word->name &&
		    memcmp(rows[i].name, word->value, word->name) == 0)
			return rows[i].what;
	return NULL;
}

static struct predict_port console_port_of(const struct dt_tree *tree,
					   const struct console_word *word)
{
	if (word->address)
		return predict_port_at(tree, word->address);
	return predict_port_named(tree, word->value, word->name, word->number);
}

/* The rate at the start of the options, else the driver's. 0: the hardware has one. */
static uint32_t console_rate(const struct predict_driver *driver, const char *options)
{
	unsigned long long rate = options ? strtoull(options + 1, NULL, 10) : 0;

	if (driver->fixed_rate)
		return 0;
	return rate && rate < UINT32_MAX ? (uint32_t)rate : driver->rate;
}

void predict_linux_choose(struct predict *predict, const struct predict_port *port, uint32_t rate)
{
	predict->verdict = (struct predict_verdict){
		.node = port->node,
		.tty = port->driver->tty,
		.number = (unsigned)port->number,
		.rate = rate,
		.without_rate = port->driver->fixed_rate,
	};
}

static void console_note_no_port(struct predict *predict)
{
	struct predict_port port = predict_port_first(predict->tree);
	struct predict_problem problem = {
		.node = { predict->tree, -ENOENT },
		.what = "no UART of the tree becomes the port that console= names",
		.fix = PREDICT_CONSOLE,
		.fixed = port.node,
	};

	if (dt_found(port.node)) {
		problem.tty = port.driver->tty;
		problem.number = (unsigned)port.number;
	}
	predict_note(predict, &problem);
}

/* The port's rate is not what most firmware uses, and options could say otherwise. */
static void console_note_rate(struct predict *predict, const struct predict_port *port,
			      const struct console_word *word)
{
	if (word->options || port->driver->fixed_rate || port->driver->rate == PREDICT_RATE)
		return;
	predict_note(
		predict,
		&(struct predict_problem){
			.node = port->node,
			.what = "console= gives no rate, so that Linux sets another one than most "
				"firmware uses, 115200",
			.fix = PREDICT_CONSOLE,
			.fixed = port->node,
			.tty = port->driver->tty,
			.number = (unsigned)port->number });
}

/* What the word means for the verdict: of those that are there, the last counts. */
static void console_take(struct predict *predict, struct console_word *word, bool last)
{
	const char *what = console_no_uart(word);
	struct predict_port port = console_port_of(predict->tree, word);

	if (what) {
		dt_puts(predict->text, what);
		predict->verdict.node.offset = -ENOENT;
		predict->verdict.tty = NULL;
		predict->verdict.what = what;
	} else if (dt_found(port.node)) {
		dt_put_path(predict->text, port.node);
		predict_linux_choose(predict, &port, console_rate(port.driver, word->options));
	} else {
		dt_puts(predict->text, "no UART of the tree becomes that port");
		if (last)
			console_note_no_port(predict);
	}
	if (last && !what && dt_found(port.node))
		console_note_rate(predict, &port, word);
}

/* One console=. @last: it is /dev/console, if it is there. */
static void console_put_word(struct predict *predict, struct console_word *word, bool last)
{
	struct dt_text *text = predict_step(predict);

	dt_puts(text, "bootargs console=");
	dt_put_escaped(text, word->value, strlen(word->value));
	dt_puts(text, last ? ": decides, as the last one; " : ": gets the messages, too; ");
	console_read_word(word);
	console_take(predict, word, last);
	predict_end(predict, "console_setup");
}

bool predict_linux_console(struct predict *predict)
{
	int count = dt_bootargs(predict->tree, "console");
	struct console_word word;

	if (count > CONSOLE_WORDS_MAX)
		count = CONSOLE_WORDS_MAX;
	if (count)
		predict->verdict.what = "no console: no port has the name that console= gives";
	for (int i = 0; i < count; i++) {
		if (dt_bootarg_at(predict->tree, "console", i, word.value, sizeof(word.value)) < 0)
			continue;
		console_put_word(predict, &word, i == count - 1);
	}
	return count > 0;
}
