/* Altera's JTAG UART: scripts of its registers, and a host that comes and goes. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "kernel/time.h"
#include "tests/unit/fake/fake_machine.h"
#include "tests/unit/fake/fake_regs.h"
#include "tests/unit/fake/fake_tree.h"

enum { DATA, CONTROL };
enum { RE = 1, WE = 2, AC = 0x400, RVALID = 0x8000 };
#define SPACE(n) ((uint32_t)(n) << 16)

static struct console juart(const struct fake_access *script)
{
	static const struct fake_item rows[] = {
		TREE_NODE("serial"),
		TREE_CELLS("reg", 0, 0x78050, 8),
		TREE_END,
		{ 0 },
	};
	static struct regs regs;
	struct console console;
	const char *why;

	fake_tree(rows);
	assert_int_equal(fake_tree_bind("juart", "/serial", &console, &why), 0);
	regs = console.regs;
	fake_regs_expect(&regs, script);
	return console;
}

static void bind_knows_the_layout(void **state)
{
	static const struct fake_access none[] = { { 0 } };
	struct console console = juart(none);

	(void)state;
	assert_int_equal(console.regs.base, 0x78050);
	assert_int_equal(console.regs.shift, 2);
	assert_int_equal(console.regs.width, 4);
	assert_null(console.ops->set_divisor);
}

static void start_writes_nothing(void **state)
{
	static const struct fake_access there[] = { { 'r', CONTROL, SPACE(64) | AC }, { 0 } };
	static const struct fake_access gone[] = { { 'r', CONTROL, 0xffffffff }, { 0 } };
	struct console console = juart(there);

	(void)state;
	assert_int_equal(console.ops->start(&console), 0);
	fake_regs_done();
	console = juart(gone);
	assert_int_equal(console.ops->start(&console), -EIO);
	fake_regs_done();
}

static void write_fills_the_room(void **state)
{
	static const struct fake_access two[] = {
		{ 'r', CONTROL, SPACE(2) },
		{ 'w', DATA, 'h' },
		{ 'w', DATA, 0xe9 },
		{ 0 },
	};
	static const struct fake_access all[] = {
		{ 'r', CONTROL, SPACE(64) | AC },
		{ 'w', DATA, 'h' },
		{ 'w', DATA, 0xe9 },
		{ 'w', DATA, '!' },
		{ 0 },
	};
	static const struct fake_access gone[] = { { 'r', CONTROL, 0xffffffff }, { 0 } };
	static const struct {
		const struct fake_access *script;
		int result;
	} rows[] = { { two, 2 }, { all, 3 }, { gone, -EIO } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = juart(rows[i].script);

		assert_int_equal(console.ops->write(&console, "h\xe9!", 3), rows[i].result);
		fake_regs_done();
	}
}

/* Each read of DATA removes a byte: one read too many would lose one. */
static void read_keeps_what_it_removes(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', DATA, 1 << 16 | RVALID | 'a' },
		{ 'r', DATA, RVALID },
		{ 'r', DATA, 'z' },
		{ 0 },
	};
	static const struct fake_access full[] = { { 'r', DATA, RVALID | 0xe9 }, { 0 } };
	static const struct fake_access gone[] = { { 'r', DATA, 0xffffffff }, { 0 } };
	char text[4] = "....";
	struct console console = juart(script);

	(void)state;
	assert_int_equal(console.ops->read(&console, text, 4), 2);
	assert_memory_equal(text, "a\0..", 4);
	fake_regs_done();
	console = juart(full);
	assert_int_equal(console.ops->read(&console, text, 1), 1);
	assert_memory_equal(text, "\xe9", 1);
	fake_regs_done();
	console = juart(gone);
	assert_int_equal(console.ops->read(&console, text, 4), -EIO);
	fake_regs_done();
}

static void listen_switches_the_read_interrupt(void **state)
{
	static const struct fake_access script[] = { { 'w', CONTROL, RE },
						     { 'w', CONTROL, 0 },
						     { 0 } };
	struct console console = juart(script);

	(void)state;
	assert_int_equal(console.ops->listen(&console, true), 0);
	assert_int_equal(console.ops->listen(&console, false), 0);
	fake_regs_done();
}

/* --- a host that comes and goes --------------------------------------------------------------- */

enum { FIFO = 4 };

static struct {
	struct fake_device device; /* first */
	unsigned used, writes;
	bool polled, re;
	char text[64];
	unsigned sent;
} jtag;

static uint64_t jtag_read(struct fake_device *device, unsigned index)
{
	(void)device;
	assert_int_equal(index, CONTROL);
	return SPACE(FIFO - jtag.used) | (jtag.polled ? AC : 0) | (jtag.re ? RE : 0);
}

static void jtag_write(struct fake_device *device, unsigned index, uint64_t value)
{
	(void)device;
	if (index == CONTROL) {
		assert_true(jtag.re == !!(value & RE));
		jtag.polled &= !(value & AC);
		return;
	}
	assert_true(jtag.used < FIFO);
	jtag.text[jtag.sent++] = (char)value;
	jtag.used++;
}

static void host_polls(void)
{
	jtag.polled = true;
	jtag.used = 0;
}

static struct console attached(void)
{
	static const struct fake_access none[] = { { 0 } };
	struct console console = juart(none);

	memset(&jtag, 0, sizeof(jtag));
	jtag.device = (struct fake_device){ console.regs, jtag_read, jtag_write };
	jtag.re = true;
	fake_regs_attach(&jtag.device);
	fake_machine_reset(1000);
	return console;
}

/* Counts the core's tries until the write is taken or times out. */
static int looks(struct console *console, const char *text)
{
	size_t len = strlen(text);
	uint64_t start = time_us();
	int count = 0;

	while (len) {
		int n = console->ops->write(console, text, len);

		assert_in_range(n, 0, len);
		assert_true(time_us() - start < CONSOLE_PATIENCE_US);
		text += n;
		len -= (size_t)n;
		count++;
		time_sleep(1000);
	}
	return count;
}

/* No host has ever polled: the FIFO fills, the rest is dropped without waiting. */
static void without_a_host_nothing_waits(void **state)
{
	struct console console = attached();

	(void)state;
	assert_int_equal(looks(&console, "abcdefgh"), 2);
	assert_int_equal(looks(&console, "ijkl"), 1);
	assert_int_equal(jtag.sent, FIFO);
}

/* It polled once, before the image started: the driver waits for it once, shorter than the core's
 * timeout, then never again. */
static void a_host_that_left_is_waited_for_once(void **state)
{
	struct console console = attached();

	(void)state;
	jtag.polled = true;
	assert_true(looks(&console, "abcdefgh") > 100);
	assert_int_equal(looks(&console, "ijkl"), 1);
	assert_int_equal(looks(&console, "mnop"), 1);
	assert_int_equal(jtag.sent, FIFO);
	host_polls();
	assert_int_equal(looks(&console, "qr"), 1);
	assert_memory_equal(jtag.text, "abcdqr", 6);
}

/* A slow host loses nothing. */
static void a_slow_host_is_waited_for(void **state)
{
	struct console console = attached();
	const char *text = "abcdefghijklmnop";
	size_t len = 16;

	(void)state;
	jtag.polled = true;
	while (len) {
		int n = console.ops->write(&console, text, len);

		assert_in_range(n, 0, FIFO);
		text += n;
		len -= (size_t)n;
		time_sleep(100000);
		jtag.polled = true;
		if (!n)
			host_polls();
	}
	assert_int_equal(jtag.sent, 16);
	assert_memory_equal(jtag.text, "abcdefghijklmnop", 16);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout),
		cmocka_unit_test(start_writes_nothing),
		cmocka_unit_test(write_fills_the_room),
		cmocka_unit_test(read_keeps_what_it_removes),
		cmocka_unit_test(listen_switches_the_read_interrupt),
		cmocka_unit_test(without_a_host_nothing_waits),
		cmocka_unit_test(a_host_that_left_is_waited_for_once),
		cmocka_unit_test(a_slow_host_is_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
