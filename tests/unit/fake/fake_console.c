#include "tests/unit/fake/fake_console.h"
/* Three fake UARTs with a scripted person at each, and a shell that uses them. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "drivers/uart/console_driver.h"
#include "kernel/console/console_ring.h"
#include "kernel/console/console_sbi.h"
#include "shell/shell.h"
#include "tests/unit/fake/fake_tree.h"

enum { START_US = 1000000 };

struct fake_console fake_console[FAKE_CONSOLES];
int fake_firmware_port;

static struct fake_console *fake_of(const struct console *console)
{
	for (int i = 0; i < FAKE_CONSOLES; i++)
		if (fake_console[i].console == console)
			return &fake_console[i];
	fail_msg("a console that is none of the three");
	return NULL;
}

/* --- the device, and the person at it --------------------------------------------------------- */

static int fake_start(struct console *console)
{
	return fake_of(console)->start;
}

static void fake_loop_back(struct fake_console *fake, char c)
{
	if (fake->loses && c == 'a')
		return;
	assert_true(fake->backs < sizeof(fake->back));
	fake->back[fake->backs++] = fake->flips ? (char)(c ^ 0x10) : c;
}

static int fake_write(struct console *console, const char *text, size_t len)
{
	struct fake_console *fake = fake_of(console);

	if (fake->fails == -ETIMEDOUT)
		return 0;
	if (fake->fails)
		return fake->fails;
	if (len > 16)
		len = 16;
	for (size_t i = 0; i < len; i++) {
		if (fake->looping) {
			fake_loop_back(fake, text[i]);
			continue;
		}
		assert_true(fake->used < FAKE_CONSOLE_TEXT - 1);
		fake->sent[fake->used++] = text[i];
		fake->sent[fake->used] = '\0';
	}
	return (int)len;
}

/* Types the next text if what the person waits for has been shown. */
static void fake_act(struct fake_console *fake)
{
	const struct fake_act *act = &fake->acts[fake->act];
	const char *found;

	if (fake->act == FAKE_ACTS || !act->types || *fake->typed ||
	    (fake->heard_at && fake->heard_at != fake->divisor))
		return;
	found = strstr(fake->sent + fake->read, act->when);
	if (!found)
		return;
	fake->read = (size_t)(found - fake->sent) + strlen(act->when);
	fake->typed = act->types;
	fake->act++;
}

static int fake_read(struct console *console, char *text, size_t len)
{
	struct fake_console *fake = fake_of(console);
	size_t n;

	if (fake->looping) {
		n = fake->backs < len ? fake->backs : len;
		memcpy(text, fake->back, n);
		memmove(fake->back, fake->back + n, fake->backs - n);
		fake->backs -= n;
		return (int)n;
	}
	fake_act(fake);
	n = strnlen(fake->typed, len);
	memcpy(text, fake->typed, n);
	fake->typed += n;
	return (int)n;
}

static int fake_loop(struct console *console, bool on)
{
	fake_of(console)->looping = on;
	return 0;
}

static int fake_drained(struct console *console)
{
	(void)console;
	return 1;
}

static int64_t fake_divisor(struct console *console)
{
	return fake_of(console)->divisor;
}

static int fake_set_divisor(struct console *console, uint32_t divisor)
{
	struct fake_console *fake = fake_of(console);

	if (fake->refuses) {
		fake->refuses--;
		return -EBUSY;
	}
	if (divisor > UINT16_MAX)
		return -ERANGE;
	fake->divisor = divisor;
	return 0;
}

/* If firmware's port is in loopback, it receives what firmware sends. */
static void fake_firmware(const char *text, size_t len)
{
	if (fake_console[fake_firmware_port].looping)
		fake_write(fake_console[fake_firmware_port].console, text, len);
}

static const struct console_ops fake_ops[FAKE_CONSOLES] = {
	{ .start = fake_start, .write = fake_write, .read = fake_read },
	{
		.start = fake_start,
		.write = fake_write,
		.read = fake_read,
		.divisor = fake_divisor,
		.set_divisor = fake_set_divisor,
	},
	{
		.start = fake_start,
		.write = fake_write,
		.read = fake_read,
		.loop = fake_loop,
		.drained = fake_drained,
		.divisor = fake_divisor,
		.set_divisor = fake_set_divisor,
	},
};

/* --- the machine ------------------------------------------------------------------------------ */

static const struct fake_item fake_items[] = {
	TREE_NODE("uart@1000"),
	TREE_CELLS("reg", 0, 0x1000, 0, 0x100),
	TREE_END,
	TREE_NODE("uart@2000"),
	TREE_CELLS("reg", 0, 0x2000, 0, 0x100),
	TREE_CELLS("clock-frequency", 1843200),
	TREE_END,
	TREE_NODE("uart@3000"),
	TREE_CELLS("reg", 0, 0x3000, 0, 0x100),
	TREE_END,
	{ 0 },
};

static const struct console_driver fake_driver = { .name = "fake" };

static void fake_row(int i, const struct dt_tree *tree)
{
	static const char *const paths[] = { "/uart@1000", "/uart@2000", "/uart@3000" };
	struct console_candidate *row = &console_choice.candidate[i];
	struct console_ring *ring = row->console.ring;

	*row = (struct console_candidate){
		.node = dt_find(dt_root(tree), paths[i], strlen(paths[i])),
		.driver = &fake_driver,
		.compatible = "some,uart",
		.rank = CONSOLE_BY_SEARCH,
		.enabled = true,
		.console = { .ops = &fake_ops[i],
			     .name = "fake",
			     .regs = { .base = 0x1000U * (unsigned)(i + 1), .width = 1 },
			     .fifo = 16,
			     .baud_unit = 1024,
			     .ring = ring },
	};
	snprintf(row->name, sizeof(row->name), "uart%d", i);
	fake_console[i] =
		(struct fake_console){ .console = &row->console, .typed = "", .divisor = 1 };
	if (ring) {
		ring->out = ring->in;
		ring->lost = ring->mark_given = false;
		ring->suspect = ring->overruns = 0;
		ring->high = 0;
		ring->full = ring->xoff = false;
	}
}

void fake_consoles_reset(void)
{
	struct console_choice *choice = &console_choice;
	const struct dt_tree *tree = fake_tree(fake_items);

	fake_machine_reset(START_US);
	fake_machine_on_sbi(fake_firmware);
	fake_firmware_port = 0;
	console_on_failure(NULL);
	assert_int_equal(console_use(console_sbi()), 0);
	for (int i = 0; i < FAKE_CONSOLES; i++)
		fake_row(i, tree);
	choice->tree = tree;
	choice->candidates = FAKE_CONSOLES;
	choice->chosen = choice->firmware = &choice->candidate[0];
	choice->reason = "found";
	choice->firmware_same = true;
	console_clear_interrupt();
	assert_int_equal(console_use(fake_console[0].console), 0);
}

int fake_consoles_setup(void **state)
{
	(void)state;
	fake_consoles_reset();
	return 0;
}

/* --- the shell -------------------------------------------------------------------------------- */

static void port_write(struct shell_port *port, const char *text, size_t len)
{
	(void)port;
	console_write(text, len);
}

static int port_read(struct shell_port *port)
{
	(void)port;
	return console_getc();
}

static bool port_pending(struct shell_port *port)
{
	(void)port;
	console_poll();
	return console_pending();
}

static bool port_interrupted(struct shell_port *port)
{
	(void)port;
	return console_interrupted();
}

static void port_clear(struct shell_port *port)
{
	(void)port;
	console_clear_interrupt();
}

static int port_contain(struct shell_port *port, int (*run)(void *), void *arg)
{
	(void)port;
	return run(arg);
}

int fake_console_run(const char *line)
{
	static struct shell_port port = {
		.write = port_write,
		.read = port_read,
		.pending = port_pending,
		.interrupted = port_interrupted,
		.clear = port_clear,
		.contain = port_contain,
		.machine = true,
		.interactive = true,
	};
	struct shell shell = { .port = &port, .tree = console_choice.tree };

	return shell_run(&shell, line);
}

/* --- what is checked -------------------------------------------------------------------------- */

void assert_shown(int number, const char *text)
{
	struct fake_console *fake = &fake_console[number];
	char plain[FAKE_CONSOLE_TEXT], *to = plain;

	for (const char *from = fake->sent + fake->shown; *from; from++)
		if (from[0] != '\r' || from[1] != '\n')
			*to++ = *from;
	*to = '\0';
	fake->shown = fake->used;
	assert_string_equal(plain, text);
}

void assert_in_use(const char *names)
{
	static const char *const ways[] = { ":no", ":in", ":out", "" };
	char text[128] = "";
	struct console *console;
	size_t len = 0;

	for (int i = 0; (console = console_attached(i)); i++) {
		const struct console_candidate *row = console_candidate_of(&console_choice,
									   console);

		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s%s", i ? " " : "",
					row ? row->name : "sbi", ways[console->ways]);
	}
	assert_string_equal(text, names);
}

void assert_waits(int number, const char *text)
{
	const struct console *console = fake_console[number].console;

	assert_int_equal(console_fill(console).waiting, strlen(text));
	for (uint32_t i = 0; text[i]; i++)
		assert_int_equal(console_peek(console, i), text[i]);
}

void assert_runs(const char *line, int status, const char *text)
{
	assert_int_equal(fake_console_run(line), status);
	assert_shown(0, text);
}
