/* Espressif's UARTs, and their USB serial port, against scripts of their registers. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake_regs.h"
#include "tests/unit/fake_tree.h"

enum { FIFO = 0, INT_RAW = 1, INT_ENA = 3, INT_CLR = 4, STATUS = 7, CONF1 = 9 };
enum { EP1, EP1_CONF, ACM_RAW, ACM_ST, ACM_ENA, ACM_CLR };
enum { FULL = 1, PARITY = 4, FRAMING = 8, OVERRUN = 0x10, BREAK = 0x80 };

#define GONE 0xffffffff

static struct console bound(const char *driver, const char *compatible, size_t size)
{
	const struct fake_item rows[] = {
		TREE_NODE("serial"),
		TREE_CELLS("reg", 0, 0x60000000, 0x1000),
		{ .kind = FAKE_BYTES, .name = "compatible", .data = compatible, .len = size },
		TREE_END,
		{ 0 },
	};
	struct console console;
	const char *why;

	fake_tree(rows);
	assert_int_equal(fake_tree_bind(driver, "/serial", &console, &why), 0);
	assert_int_equal(console.regs.base, 0x60000000);
	assert_int_equal(console.regs.shift, 2);
	assert_int_equal(console.regs.width, 4);
	return console;
}

#define BOUND(driver, compatible) bound(driver, compatible, sizeof(compatible))

static const struct row {
	bool s3;
	struct fake_access script[10];
	size_t len;
	int result;
	const char *text; /* read */
	struct console_errors errors;
} write_rows[] = {
	{ .script = { { 'r', STATUS, 125 << 16 }, { 'w', FIFO, 'h' }, { 'w', FIFO, 0xe9 } },
	  .len = 5,
	  .result = 2 },
	{ .script = { { 'r', STATUS, 5 }, { 'w', FIFO, 'h' } }, .len = 1, .result = 1 },
	{ .script = { { 'r', STATUS, 127 << 16 } }, .len = 5, .result = 0 },
	{ .script = { { 'r', STATUS, 128 << 16 } }, .len = 5, .result = 0 },
	/* What stands beside the count is no part of it, nor is the count narrower on the S3. */
	{ .script = { { 'r', STATUS, 0x0f00ff00 }, { 'w', FIFO, 'h' } }, .len = 1, .result = 1 },
	{ .s3 = true, .script = { { 'r', STATUS, 0x01000000 } }, .len = 5, .result = 0 },
	{ .script = { { 'r', STATUS, GONE } }, .len = 5, .result = -EIO },
};

static struct console esp32(const struct row *row)
{
	static struct regs regs;
	struct console console = row->s3 ? BOUND("esp32", "esp,esp32s3-uart")
					 : BOUND("esp32", "esp,esp32-uart");

	regs = console.regs;
	fake_regs_expect(&regs, row->script);
	return console;
}

static void write_fills_the_room(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(write_rows) / sizeof(*write_rows); i++) {
		const struct row *row = &write_rows[i];
		struct console console = esp32(row);

		assert_int_equal(console.ops->write(&console, "h\xe9llo", row->len), row->result);
		fake_regs_done();
	}
}

static const struct row read_rows[] = {
	{ .script = { { 'r', STATUS, 0 }, { 'r', INT_RAW, 2 } }, .len = 4, .text = "...." },
	{ .script = { { 'r', STATUS, 3 }, { 'r', FIFO, 'a' }, { 'r', FIFO, 0xe9 } },
	  .len = 2,
	  .result = 2,
	  .text = "a\xe9.." },
	/* The interrupt is cleared when all is read, and a byte that came then is read, too. */
	{ .script = { { 'r', STATUS, 1 },
		      { 'r', FIFO, 'a' },
		      { 'r', INT_RAW, FULL | 0x4000 },
		      { 'w', INT_CLR, FULL },
		      { 'r', STATUS, 1 },
		      { 'r', FIFO, 'b' } },
	  .len = 4,
	  .result = 2,
	  .text = "ab.." },
	{ .script = { { 'r', STATUS, 0 },
		      { 'r', INT_RAW, OVERRUN },
		      { 'w', INT_CLR, OVERRUN },
		      { 'r', STATUS, 0 } },
	  .len = 4,
	  .text = "....",
	  .errors = { .overruns = 1 } },
	{ .script = { { 'r', STATUS, 0 },
		      { 'r', INT_RAW, PARITY },
		      { 'w', INT_CLR, PARITY },
		      { 'r', STATUS, 0 } },
	  .len = 4,
	  .text = "....",
	  .errors = { .parity = 1 } },
	{ .script = { { 'r', STATUS, 0 },
		      { 'r', INT_RAW, FRAMING },
		      { 'w', INT_CLR, FRAMING },
		      { 'r', STATUS, 0 } },
	  .len = 4,
	  .text = "....",
	  .errors = { .framing = 1 } },
	{ .script = { { 'r', STATUS, 0 },
		      { 'r', INT_RAW, FRAMING | BREAK },
		      { 'w', INT_CLR, FRAMING | BREAK },
		      { 'r', STATUS, 0 } },
	  .len = 4,
	  .text = "....",
	  .errors = { .breaks = 1 } },
	{ .script = { { 'r', STATUS, 0xf00 }, { 'r', INT_RAW, 0 } }, .len = 4, .text = "...." },
	{ .s3 = true,
	  .script = { { 'r', STATUS, 0x100 }, { 'r', FIFO, 'a' } },
	  .len = 1,
	  .result = 1,
	  .text = "a..." },
	{ .script = { { 'r', STATUS, GONE } }, .len = 4, .result = -EIO, .text = "...." },
};

static void read_counts_errors_and_clears(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(read_rows) / sizeof(*read_rows); i++) {
		const struct row *row = &read_rows[i];
		struct console console = esp32(row);
		char text[4] = "....";

		assert_int_equal(console.ops->read(&console, text, row->len), row->result);
		fake_regs_done();
		assert_memory_equal(text, row->text, 4);
		assert_memory_equal(&console.errors, &row->errors, sizeof(row->errors));
	}
}

static void start_writes_nothing(void **state)
{
	static const struct row there = { .script = { { 'r', STATUS, 0xe000c000 } } };
	static const struct row gone = { .script = { { 'r', STATUS, GONE } } };
	struct console console = esp32(&there);

	(void)state;
	assert_int_equal(console.ops->start(&console), 0);
	fake_regs_done();
	console = esp32(&gone);
	assert_int_equal(console.ops->start(&console), -EIO);
	fake_regs_done();
}

/* One key must do; the other fields of CONF1 stay. */
static void listen_lowers_the_threshold(void **state)
{
	static const struct row rows[] = {
		{ .script = { { 'r', CONF1, 0x80000a70 },
			      { 'w', CONF1, 0x80000a01 },
			      { 'w', INT_ENA, FULL },
			      { 'w', INT_ENA, 0 } } },
		{ .s3 = true,
		  .script = { { 'r', CONF1, 0x18260 },
			      { 'w', CONF1, 0x18001 },
			      { 'w', INT_ENA, FULL },
			      { 'w', INT_ENA, 0 } } },
	};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct console console = esp32(&rows[i]);

		assert_int_equal(console.ops->listen(&console, true), 0);
		assert_int_equal(console.ops->listen(&console, false), 0);
		fake_regs_done();
	}
}

/* --- USB -------------------------------------------------------------------------------------- */

static struct console acm(const struct fake_access *script)
{
	static struct regs regs;
	struct console console = BOUND("esp32-acm", "esp,esp32s3-acm");

	regs = console.regs;
	fake_regs_expect(&regs, script);
	return console;
}

static void acm_write_ends_a_packet(void **state)
{
	static const struct fake_access two[] = {
		{ 'r', EP1_CONF, 2 },
		{ 'w', EP1, 'h' },
		{ 'r', EP1_CONF, 6 },
		{ 'w', EP1, 0xe9 },
		{ 'r', EP1_CONF, 0 },
		{ 'w', EP1_CONF, 1 },
		{ 0 },
	};
	static const struct fake_access full[] = { { 'r', EP1_CONF, 4 }, { 0 } };
	static const struct fake_access gone[] = { { 'r', EP1_CONF, GONE }, { 0 } };
	struct console console = acm(two);

	(void)state;
	assert_int_equal(console.ops->write(&console, "h\xe9llo", 5), 2);
	fake_regs_done();
	console = acm(full);
	assert_int_equal(console.ops->write(&console, "hello", 5), 0);
	fake_regs_done();
	console = acm(gone);
	assert_int_equal(console.ops->write(&console, "hello", 5), -EIO);
	fake_regs_done();
	console = acm(gone);
	assert_int_equal(console.ops->start(&console), -EIO);
	fake_regs_done();
	console = acm(full);
	assert_int_equal(console.ops->start(&console), 0);
	fake_regs_done();
}

static void acm_read_clears_when_empty(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', EP1_CONF, 4 }, { 'r', EP1, 'a' },    { 'r', EP1_CONF, 2 },
		{ 'r', ACM_RAW, 4 },  { 'w', ACM_CLR, 4 },  { 'r', EP1_CONF, 4 },
		{ 'r', EP1, 'b' },    { 'r', EP1_CONF, 0 }, { 0 },
	};
	static const struct fake_access empty[] = { { 'r', EP1_CONF, 0 },
						    { 'r', ACM_RAW, 8 },
						    { 0 } };
	static const struct fake_access gone[] = { { 'r', EP1_CONF, GONE }, { 0 } };
	struct console console = acm(script);
	char text[4] = "....";

	(void)state;
	assert_int_equal(console.ops->read(&console, text, 4), 2);
	assert_memory_equal(text, "ab..", 4);
	fake_regs_done();
	console = acm(empty);
	assert_int_equal(console.ops->read(&console, text, 4), 0);
	fake_regs_done();
	console = acm(gone);
	assert_int_equal(console.ops->read(&console, text, 4), -EIO);
	fake_regs_done();
}

static void acm_listen(void **state)
{
	static const struct fake_access script[] = { { 'w', ACM_ENA, 4 },
						     { 'w', ACM_ENA, 0 },
						     { 0 } };
	struct console console = acm(script);

	(void)state;
	assert_int_equal(console.ops->listen(&console, true), 0);
	assert_int_equal(console.ops->listen(&console, false), 0);
	fake_regs_done();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(write_fills_the_room),
		cmocka_unit_test(read_counts_errors_and_clears),
		cmocka_unit_test(start_writes_nothing),
		cmocka_unit_test(listen_lowers_the_threshold),
		cmocka_unit_test(acm_write_ends_a_packet),
		cmocka_unit_test(acm_read_clears_when_empty),
		cmocka_unit_test(acm_listen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
