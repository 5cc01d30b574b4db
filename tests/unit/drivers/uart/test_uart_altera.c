/* Altera's UART core against scripts of its registers. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_regs.h"
#include "tests/unit/fake/fake_tree.h"

enum { RXDATA, TXDATA, STATUS, CONTROL, DIVISOR };
enum { PE = 1, FE = 2, BRK = 4, ROE = 8, TMT = 0x20, TRDY = 0x40, RRDY = 0x80, RTS = 0x800 };

static struct console altera(const struct fake_access *script)
{
	static const struct fake_item rows[] = {
		TREE_NODE("serial"),
		TREE_CELLS("reg", 0, 0x10000, 0x20),
		TREE_END,
		{ 0 },
	};
	static struct regs regs;
	struct console console;
	const char *why;

	fake_tree(rows);
	assert_int_equal(fake_tree_bind("altera", "/serial", &console, &why), 0);
	regs = console.regs;
	fake_regs_expect(&regs, script);
	return console;
}

static void bind_knows_the_layout(void **state)
{
	static const struct fake_access none[] = { { 0 } };
	struct console console = altera(none);

	(void)state;
	assert_int_equal(console.regs.base, 0x10000);
	assert_int_equal(console.regs.shift, 2);
	assert_int_equal(console.regs.width, 4);
	assert_int_equal(console.baud_unit, 64);
	assert_int_equal(console.baud_bias, 1);
	assert_null(console.ops->loop);
}

static void start_writes_nothing(void **state)
{
	static const struct fake_access there[] = { { 'r', STATUS, TRDY | TMT }, { 0 } };
	static const struct fake_access gone[] = { { 'r', STATUS, 0xffffffff }, { 0 } };
	struct console console = altera(there);

	(void)state;
	assert_int_equal(console.ops->start(&console), 0);
	fake_regs_done();
	console = altera(gone);
	assert_int_equal(console.ops->start(&console), -EIO);
	fake_regs_done();
}

static void write_stops_when_full(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', STATUS, TRDY | TMT }, { 'w', TXDATA, 'h' },        { 'r', STATUS, TRDY },
		{ 'w', TXDATA, 0xe9 },       { 'r', STATUS, TMT | RRDY }, { 0 },
	};
	static const struct fake_access never[] = { { 'r', STATUS, 0 }, { 0 } };
	static const struct fake_access gone[] = { { 'r', STATUS, 0xffffffff }, { 0 } };
	static const struct {
		const struct fake_access *script;
		int result;
	} rows[] = { { script, 2 }, { never, 0 }, { gone, -EIO } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct console console = altera(rows[i].script);

		assert_int_equal(console.ops->write(&console, "h\xe9llo", 5), rows[i].result);
		fake_regs_done();
	}
}

static const struct read_row {
	struct fake_access script[9];
	size_t room;
	int result;
	const char *text;
	struct console_errors errors;
} read_rows[] = {
	{ { { 'r', STATUS, TRDY } }, 4, 0, "....", { 0 } },
	{ { { 'r', STATUS, RRDY }, { 'r', RXDATA, 0xe9 }, { 'r', STATUS, TRDY } },
	  4,
	  1,
	  "\xe9...",
	  { 0 } },
	{ { { 'r', STATUS, RRDY }, { 'r', RXDATA, 0 } }, 1, 1, "\0...", { 0 } },
	{ { { 'r', STATUS, RRDY | ROE },
	    { 'w', STATUS, 0 },
	    { 'r', RXDATA, 'a' },
	    { 'r', STATUS, 0 } },
	  4,
	  1,
	  "a...",
	  { .overruns = 1 } },
	{ { { 'r', STATUS, RRDY | PE },
	    { 'w', STATUS, 0 },
	    { 'r', RXDATA, 'a' },
	    { 'r', STATUS, 0 } },
	  4,
	  1,
	  "a...",
	  { .parity = 1 } },
	{ { { 'r', STATUS, RRDY | FE },
	    { 'w', STATUS, 0 },
	    { 'r', RXDATA, 'a' },
	    { 'r', STATUS, 0 } },
	  4,
	  1,
	  "a...",
	  { .framing = 1 } },
	{ { { 'r', STATUS, RRDY | FE | BRK },
	    { 'w', STATUS, 0 },
	    { 'r', RXDATA, 0 },
	    { 'r', STATUS, 0 } },
	  4,
	  0,
	  "....",
	  { .breaks = 1 } },
	/* Errors are counted and cleared, also when no byte waits. */
	{ { { 'r', STATUS, ROE | TRDY }, { 'w', STATUS, 0 } }, 4, 0, "....", { .overruns = 1 } },
	{ { { 'r', STATUS, 0xffffffff } }, 4, -EIO, "....", { 0 } },
	{ { { 'r', STATUS, RRDY }, { 'r', RXDATA, 'a' }, { 'r', STATUS, 0xffff } },
	  4,
	  1,
	  "a...",
	  { 0 } },
};

static void read_sorts_errors(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(read_rows) / sizeof(*read_rows); i++) {
		const struct read_row *row = &read_rows[i];
		struct console console = altera(row->script);
		char text[4] = "....";

		assert_int_equal(console.ops->read(&console, text, row->room), row->result);
		fake_regs_done();
		assert_memory_equal(text, row->text, 4);
		assert_memory_equal(&console.errors, &row->errors, sizeof(row->errors));
	}
}

static void listen_keeps_rts(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', CONTROL, RTS | 0x540 },
		{ 'w', CONTROL, RTS | 0x80 },
		{ 'r', CONTROL, 0x80 },
		{ 'w', CONTROL, 0 },
		{ 0 },
	};
	struct console console = altera(script);

	(void)state;
	assert_int_equal(console.ops->listen(&console, true), 0);
	assert_int_equal(console.ops->listen(&console, false), 0);
	fake_regs_done();
}

static void drained_when_shifted_out(void **state)
{
	static const struct fake_access script[] = { { 'r', STATUS, TRDY },
						     { 'r', STATUS, TRDY | TMT },
						     { 0 } };
	struct console console = altera(script);

	(void)state;
	assert_int_equal(console.ops->drained(&console), 0);
	assert_int_equal(console.ops->drained(&console), 1);
	fake_regs_done();
}

static void divisor_may_be_fixed(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', DIVISOR, 433 }, { 'r', STATUS, TMT },
		{ 'w', DIVISOR, 867 }, { 'r', DIVISOR, 867 },
		{ 'r', STATUS, TRDY }, /* a byte is under way */
		{ 'r', STATUS, TMT },  { 'w', DIVISOR, 867 },
		{ 'r', DIVISOR, 0 },   { 0 },
	};
	struct console console = altera(script);

	(void)state;
	assert_int_equal(console.ops->divisor(&console), 433);
	assert_int_equal(console.ops->set_divisor(&console, 867), 0);
	assert_int_equal(console.ops->set_divisor(&console, 867), -EBUSY);
	assert_int_equal(console.ops->set_divisor(&console, 867), -ERANGE);
	assert_int_equal(console.ops->set_divisor(&console, 0x10000), -ERANGE);
	fake_regs_done();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_knows_the_layout), cmocka_unit_test(start_writes_nothing),
		cmocka_unit_test(write_stops_when_full), cmocka_unit_test(read_sorts_errors),
		cmocka_unit_test(listen_keeps_rts),      cmocka_unit_test(drained_when_shifted_out),
		cmocka_unit_test(divisor_may_be_fixed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
