/* How many bytes fit into a UART, by its loopback: what is lost, what else comes in, what fails. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "drivers/console/console_loop.h"
#include "tests/unit/fake/fake_machine.h"

enum { LINE_MAX = 1024, MOST = 64 };

/* A UART whose receiver has room for so many bytes. */
static struct part {
	unsigned room;
	bool silent;    /* it does not report what it loses */
	unsigned typed; /* another byte comes in after so many; 0: none does */
	bool on, dead;
	char in[LINE_MAX];
	unsigned count, written;
} part;

static void part_receive(struct console *console, char c)
{
	if (part.count < part.room)
		part.in[part.count++] = c;
	else
		console->errors.overruns += !part.silent;
}

static int part_write(struct console *console, const char *text, size_t len)
{
	if (part.dead)
		return -EIO;
	assert_int_equal(len, 1);
	assert_true(part.on);
	if (++part.written == part.typed)
		part_receive(console, 'x');
	part_receive(console, *text);
	return 1;
}

static int part_drained(struct console *console)
{
	(void)console;
	return 1;
}

static int part_read(struct console *console, char *text, size_t len)
{
	(void)console;
	if (!part.count || !len)
		return 0;
	*text = part.in[0];
	memmove(part.in, part.in + 1, --part.count);
	return 1;
}

static int part_loop(struct console *console, bool on)
{
	(void)console;
	part.on = on;
	return 0;
}

static const struct console_ops ops = {
	.write = part_write,
	.read = part_read,
	.loop = part_loop,
	.drained = part_drained,
};

static void depths(void **state)
{
	static const struct {
		struct part part;
		int depth;
	} rows[] = {
		{ { .room = 16 }, 16 },
		{ { .room = 1 }, 1 },
		{ { .room = 16, .silent = true }, 16 },
		{ { .room = MOST - 1 }, MOST - 1 },
		{ { .room = MOST + 5 }, MOST },
		{ { .room = 16, .typed = 3 }, -EAGAIN },
		{ { .room = 16, .dead = true }, -EIO },
		{ { .room = 0 }, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = { .ops = &ops, .name = "part", .fifo = 1 };

		part = rows[i].part;
		fake_machine_reset(0);
		console.errors.overruns = 7;
		assert_int_equal(console_loop_depth(&console, MOST), rows[i].depth);
		assert_int_equal(console.errors.overruns, 7); /* those that it made are no one's */
		assert_false(part.on);
	}
}

static void what_was_there_is_not_counted(void **state)
{
	struct console console = { .ops = &ops, .name = "part", .fifo = 1 };

	(void)state;
	part = (struct part){ .room = 16, .in = "hello", .count = 5 };
	fake_machine_reset(0);
	assert_int_equal(console_loop_depth(&console, MOST), 16);
}

static void a_part_that_cannot(void **state)
{
	static const struct console_ops no_loop = { .write = part_write,
						    .read = part_read,
						    .drained = part_drained },
					no_end = { .write = part_write,
						   .read = part_read,
						   .loop = part_loop };
	struct console plain = { .ops = &no_loop, .fifo = 1 }, endless = { .ops = &no_end };

	(void)state;
	part = (struct part){ .room = 16 };
	assert_int_equal(console_loop_depth(&plain, MOST), -ENOTSUP);
	assert_int_equal(console_loop_depth(&endless, MOST), -ENOTSUP);
	assert_int_equal(part.written, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(depths),
		cmocka_unit_test(what_was_there_is_not_counted),
		cmocka_unit_test(a_part_that_cannot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
