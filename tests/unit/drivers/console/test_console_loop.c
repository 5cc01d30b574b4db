/* Internal loopback: what is sent where it works, and where the UART lacks it after all. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "drivers/console/console_loop.h"
#include "kernel/time.h"
#include "tests/unit/fake/fake_machine.h"

enum { LINE_MAX = 1024, FIFO = 16, HELD_UP_US = 1000000 };

/* A UART. What is sent goes to its terminal, or back where its loopback works. */
static struct part {
	bool loops, on, dead;
	int waits;    /* reads that find nothing before each byte that comes back */
	int left;     /* of them */
	bool boasts;  /* says that more was taken than there was */
	bool held_up; /* the hart is, for a second, after each read that finds nothing */
	char sent[LINE_MAX], back[LINE_MAX];
	size_t sents, in, out;
} part;

static int part_write(struct console *console, const char *text, size_t len)
{
	size_t took = len < FIFO ? len : FIFO;
	bool back = part.on && part.loops;

	(void)console;
	if (part.dead)
		return -EIO;
	memcpy(back ? part.back + part.in : part.sent + part.sents, text, took);
	*(back ? &part.in : &part.sents) += took;
	return (int)took + part.boasts;
}

static int part_read(struct console *console, char *text, size_t len)
{
	(void)console;
	(void)len;
	if (part.in != part.out && part.left-- <= 0) {
		part.left = part.waits;
		*text = part.back[part.out++];
		return 1;
	}
	if (part.held_up)
		time_sleep(HELD_UP_US);
	return 0;
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
};

static int test(struct console_loop *loop)
{
	struct console console = { .ops = &ops, .name = "part", .fifo = FIFO };

	fake_machine_reset(0);
	return console_loop_test(&console, loop);
}

static void sends_all_bytes(void **state)
{
	struct console_loop loop;

	(void)state;
	part = (struct part){ .loops = true, .waits = 3 };
	assert_int_equal(test(&loop), 0);
	assert_int_equal(loop.sent, 256);
	assert_int_equal(loop.back, 256);
	assert_int_equal(loop.wrong, 0);
	assert_int_equal(part.sents, 0);
	assert_false(part.on);
	assert_in_range(loop.piece_waits, CONSOLE_LOOP_PIECE, CONSOLE_LOOP_PIECE * 4);
	assert_true(loop.piece_us <= loop.us / CONSOLE_LOOP_PIECE);
}

/* The terminal of a UART without loopback gets a NUL, and no control characters. */
static void sends_one_nul_first(void **state)
{
	struct console_loop loop;

	(void)state;
	part = (struct part){ .loops = false };
	assert_int_equal(test(&loop), 0);
	assert_int_equal(loop.sent, 1);
	assert_int_equal(loop.back, 0);
	assert_int_equal(part.sents, 1);
	assert_int_equal(part.sent[0], '\0');
	assert_false(part.on);
}

/* A busy host's emulator is held up for longer than a byte may take. */
static void waits_for_a_hart_that_was_held_up(void **state)
{
	struct console_loop loop;

	(void)state;
	part = (struct part){ .loops = true, .waits = 1, .held_up = true };
	assert_int_equal(test(&loop), 0);
	assert_int_equal(loop.back, 256);
	assert_int_equal(loop.wrong, 0);
}

/* Bytes that were received before, and that no one reads, are not taken for the NUL. */
static void drops_what_was_there(void **state)
{
	struct console_loop loop;

	(void)state;
	part = (struct part){ .loops = true, .back = "hello", .in = 5 };
	assert_int_equal(test(&loop), 0);
	assert_int_equal(loop.back, 256);
	assert_int_equal(loop.wrong, 0);
	assert_int_equal(loop.piece_waits, 0); /* this line takes no time */
}

static void reports_a_dead_part(void **state)
{
	static const struct console_ops without = { .write = part_write, .read = part_read };
	struct console plain = { .ops = &without, .name = "plain", .fifo = 1 };
	struct console_loop loop;

	(void)state;
	part = (struct part){ .dead = true };
	assert_int_equal(test(&loop), -EIO);
	assert_int_equal(console_loop_test(&plain, &loop), -ENOTSUP);
}

/* Firmware's console may count wrong: nothing beyond the text is sent. */
static void reports_what_counts_wrong(void **state)
{
	struct console_loop loop;

	(void)state;
	part = (struct part){ .boasts = true };
	assert_int_equal(test(&loop), -EIO);
	assert_int_equal(part.sents, 1);
	assert_false(part.on);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sends_all_bytes),
		cmocka_unit_test(sends_one_nul_first),
		cmocka_unit_test(waits_for_a_hart_that_was_held_up),
		cmocka_unit_test(drops_what_was_there),
		cmocka_unit_test(reports_a_dead_part),
		cmocka_unit_test(reports_what_counts_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
