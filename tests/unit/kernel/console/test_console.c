/* The console core: CR LF, waiting and its bound, the ring, and the change from a console that
 * failed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>
#include "kernel/console/console.h"
#include "kernel/console/console_ring.h"
#include "kernel/console/console_sbi.h"
#include "kernel/log.h"
#include "tests/unit/fake/fake_machine.h"

enum { TEXT_MAX = 4096, CTRL_C = 3 };

/* A device that takes @burst bytes at a time, then is busy for @busy tries, and fails at byte
 * @dies. */
static struct device {
	char sent[TEXT_MAX];
	size_t used, burst, dies;
	int busy, wait, error;
	const char *typed;
} device;

static int device_write(struct console *console, const char *text, size_t len)
{
	(void)console;
	if (device.used >= device.dies) {
		if (device.error == -EFAULT)
			fake_machine_trap();
		return device.error;
	}
	if (device.wait) {
		device.wait--;
		return 0;
	}
	if (len > device.burst)
		len = device.burst;
	memcpy(device.sent + device.used, text, len);
	device.used += len;
	device.wait = device.busy;
	return (int)len;
}

static int device_read(struct console *console, char *text, size_t len)
{
	size_t n = strnlen(device.typed, len);

	(void)console;
	memcpy(text, device.typed, n);
	device.typed += n;
	return (int)n;
}

static int device_start(struct console *console)
{
	(void)console;
	return device.error && !device.dies ? device.error : 0;
}

static const struct console_ops device_ops = {
	.start = device_start,
	.write = device_write,
	.read = device_read,
};
static struct console uart, spare;

/* Resets it, except for its ring: there is a fixed number of rings. */
static void renew(struct console *console, const char *name)
{
	struct console_ring *ring = console->ring;

	*console = (struct console){ .ops = &device_ops, .name = name, .ring = ring };
	if (!ring)
		return;
	ring->out = ring->in;
	ring->lost = ring->mark_given = false;
	ring->suspect = ring->overruns = 0;
	ring->high = 0;
	ring->full = ring->xoff = false;
}

static int setup(void **state)
{
	(void)state;
	fake_machine_reset(1000);
	device = (struct device){ .burst = 16, .dies = TEXT_MAX, .typed = "" };
	console_on_failure(NULL);
	assert_int_equal(console_use(console_sbi()), 0);
	renew(&uart, "uart");
	renew(&spare, "spare");
	console_clear_interrupt();
	assert_int_equal(console_use(&uart), 0);
	return 0;
}

static void sends_cr_before_lf(void **state)
{
	static const struct {
		const char *text, *sent;
	} rows[] = {
		{ "", "" },
		{ "a", "a" },
		{ "\n", "\r\n" },
		{ "a\nb", "a\r\nb" },
		{ "\n\n", "\r\n\r\n" },
		{ "\r\n", "\r\r\n" },
		{ "0123456789abcdef\n", "0123456789abcdef\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		device.used = 0;
		console_puts(rows[i].text);
		assert_int_equal(device.used, strlen(rows[i].sent));
		assert_memory_equal(device.sent, rows[i].sent, device.used);
	}
}

/* A transfer's bytes go out as they are. */
static void sends_raw_bytes(void **state)
{
	(void)state;
	device.used = 0;
	console_raw(&uart);
	assert_int_equal(console_write_to(&uart, "a\n\r\nb", 5), 0);
	console_raw(NULL);
	console_puts("\n");
	assert_int_equal(device.used, 7);
	assert_memory_equal(device.sent, "a\n\r\nb\r\n", 7);
}

static void sends_whole_texts_in_pieces(void **state)
{
	static const size_t bursts[] = { 1, 7, 16, TEXT_MAX };
	char text[1000];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i % 26);
	for (size_t i = 0; i < sizeof(bursts) / sizeof(bursts[0]); i++) {
		device.used = 0;
		device.burst = bursts[i];
		device.busy = (int)i;
		console_write(text, sizeof(text));
		assert_int_equal(device.used, sizeof(text));
		assert_memory_equal(device.sent, text, sizeof(text));
		assert_int_equal(uart.failed, 0);
	}
	assert_int_equal(uart.sent, 4 * sizeof(text));
}

static int lines_calls;

/* At most @burst bytes, CRs among them. */
static int device_write_lines(struct console *console, const char *text, size_t len, size_t *sent)
{
	char lines[2 * TEXT_MAX];
	size_t n = 0, taken;
	int err;

	lines_calls++;
	for (taken = 0; taken < len && n + 1 + (text[taken] == '\n') <= device.burst; taken++) {
		if (text[taken] == '\n')
			lines[n++] = '\r';
		lines[n++] = text[taken];
	}
	err = device_write(console, lines, n);
	*sent = err > 0 ? (size_t)err : 0;
	return err > 0 ? (int)taken : err;
}

/* Only where the driver may get the text unchanged. */
static void leaves_lines_to_the_driver(void **state)
{
	static const struct console_ops ops = {
		.write = device_write,
		.write_lines = device_write_lines,
		.read = device_read,
	};
	static const struct {
		struct console like;
		bool lines;
	} rows[] = {
		{ { .fifo = 16 }, true },
		{ { .fifo = 1 }, false },
		{ { .fifo = 16, .shared = true }, false },
		{ { .fifo = 16, .flow = true }, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct console console = rows[i].like;

		console.ops = &ops;
		device.used = 0;
		device.burst = 16;
		device.busy = 2;
		lines_calls = 0;
		assert_int_equal(console_write_to(&console, "0123456789abcde\nxyz\n", 20), 0);
		assert_int_equal(device.used, 22);
		assert_memory_equal(device.sent, "0123456789abcde\r\nxyz\r\n", 22);
		assert_int_equal(console.sent, 22);
		assert_true(console_waited());
		assert_false(console_waited());
		assert_int_equal(lines_calls > 0, rows[i].lines);
	}
	device.dies = device.used;
	device.error = -EIO;
	uart.ops = &ops;
	uart.fifo = 16;
	assert_int_equal(console_write_to(&uart, "x", 1), -EIO);
}

static void leaves_one_that_takes_no_output(void **state)
{
	const char *said;

	(void)state;
	device.wait = 1 << 30;
	console_puts("first\nsecond\n");
	assert_ptr_equal(console_active(), console_sbi());
	assert_int_equal(uart.failed, -ETIMEDOUT);
	/* The reason, and then the text itself, once. */
	said = strstr(fake_machine_sbi_text(), "console: ");
	assert_non_null(said);
	assert_string_equal(said, "console: uart at 0x0: took no output within a second; going on "
				  "with sbi\nfirst\nsecond\n");
	assert_int_equal(device.used, 0);
}

static void replays_what_the_dead_one_did_not_show(void **state)
{
	const char *said;

	(void)state;
	console_puts("before\n"); /* by uart; then SBI is used, then a dead one */
	assert_int_equal(console_use(console_sbi()), 0);
	console_puts("on sbi\n");
	assert_int_equal(console_use(&spare), 0);
	log_printf("logged for spare\n");
	device.wait = 1 << 30;
	console_puts("text\n");
	said = strstr(fake_machine_sbi_text(), "on sbi");
	assert_non_null(said);
	assert_string_equal(said, "on sbi\nlogged for spare\nconsole: spare at 0x0: took no output "
				  "within a second; going on with sbi\ntext\n");
}

static void leaves_one_that_faults(void **state)
{
	static const int errors[] = { -EFAULT, -EIO };
	static const char *const said[] = {
		"console: uart at 0x0: its registers fault; going on with sbi\nrest\n",
		"console: uart at 0x0: its registers do not answer; going on with sbi\nrest\n",
	};

	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		setup(state);
		console_puts("shown\n");
		device.dies = device.used;
		device.error = errors[i];
		console_puts("rest\n");
		assert_ptr_equal(console_active(), console_sbi());
		assert_int_equal(uart.failed, errors[i]);
		/* It showed text before: no replay. */
		assert_string_equal(fake_machine_sbi_text(), said[i]);
	}
}

static void refuses_one_that_does_not_start(void **state)
{
	static struct console dead = { .ops = &device_ops, .name = "dead" };

	(void)state;
	device.dies = 0;
	device.error = -EIO;
	assert_int_equal(console_use(&dead), -EIO);
	assert_int_equal(dead.failed, -EIO);
	assert_ptr_equal(console_active(), &uart);
}

static struct console *next_is_spare(struct console *failed, int err)
{
	assert_ptr_equal(failed, &uart);
	assert_int_equal(err, -ETIMEDOUT);
	device.wait = 0;
	assert_int_equal(console_attach(&spare, CONSOLE_BOTH), 0);
	return &spare;
}

static void goes_to_the_next_before_sbi(void **state)
{
	(void)state;
	uart.sent = spare.sent = 1; /* both have shown something: no replay */
	console_on_failure(next_is_spare);
	device.wait = 1 << 30;
	console_puts("text");
	assert_ptr_equal(console_active(), &spare);
	device.sent[device.used] = '\0';
	assert_string_equal(device.sent, "console: uart at 0x0: took no output within a second; "
					 "going on with spare\r\ntext");
	assert_string_equal(fake_machine_sbi_text(), "");
}

static void drains_input_while_it_waits(void **state)
{
	(void)state;
	device.typed = "typed";
	device.wait = 3;
	console_puts("out");
	assert_true(console_pending());
	for (const char *c = "typed"; *c; c++)
		assert_int_equal(console_getc(), *c);
	assert_false(console_pending());
	assert_int_equal(uart.received, 5);
}

static void sees_ctrl_c_and_keeps_its_place(void **state)
{
	(void)state;
	device.typed = "ab\3c";
	assert_true(console_interrupted());
	console_clear_interrupt();
	assert_false(console_interrupted());
	assert_int_equal(console_getc(), 'a');
	assert_int_equal(console_getc(), 'b');
	assert_int_equal(console_getc(), CTRL_C);
	assert_int_equal(console_getc(), 'c');
}

static const char *typed_later;

static int late_read(struct console *console, char *text, size_t len)
{
	(void)text;
	(void)len;
	if (!console->waiting || fake_machine_slept() < 5 * CONSOLE_TICK_US)
		return 0;
	text[0] = *typed_later;
	return 1;
}

static void sleeps_until_a_key_comes(void **state)
{
	static const struct console_ops ops = { .write = device_write, .read = late_read };
	static struct console slow = { .ops = &ops, .name = "slow" };

	(void)state;
	typed_later = "k";
	assert_int_equal(console_use(&slow), 0);
	assert_int_equal(console_getc(), 'k');
	assert_int_equal(fake_machine_slept(), 5 * CONSOLE_TICK_US);
	assert_int_equal(console_use(&uart), 0);
}

static char replayed[2 * LOG_SIZE];
static size_t replayed_len;

static void replay(void *context, const char *text, size_t len)
{
	(void)context;
	memcpy(replayed + replayed_len, text, len);
	replayed_len += len;
}

static void log_keeps_the_newest(void **state)
{
	size_t lost = log_lost();

	(void)state;
	for (int i = 0; i < 1000; i++)
		log_printf("line %d of the log\n", i);
	replayed_len = 0;
	log_replay(0, replay, NULL);
	assert_int_equal(replayed_len, LOG_SIZE);
	assert_memory_equal(replayed + LOG_SIZE - 20, "line 999 of the log\n", 20);
	assert_true(log_lost() > lost);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(sends_cr_before_lf, setup),
		cmocka_unit_test_setup(sends_raw_bytes, setup),
		cmocka_unit_test_setup(sends_whole_texts_in_pieces, setup),
		cmocka_unit_test_setup(leaves_lines_to_the_driver, setup),
		cmocka_unit_test_setup(leaves_one_that_takes_no_output, setup),
		cmocka_unit_test_setup(replays_what_the_dead_one_did_not_show, setup),
		cmocka_unit_test_setup(leaves_one_that_faults, setup),
		cmocka_unit_test_setup(refuses_one_that_does_not_start, setup),
		cmocka_unit_test_setup(goes_to_the_next_before_sbi, setup),
		cmocka_unit_test_setup(drains_input_while_it_waits, setup),
		cmocka_unit_test_setup(sees_ctrl_c_and_keeps_its_place, setup),
		cmocka_unit_test_setup(sleeps_until_a_key_comes, setup),
		cmocka_unit_test_setup(log_keeps_the_newest, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
