/* HTIF: where its registers are, and requests and answers as Spike and QEMU handle them. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_regs.h"
#include "tests/unit/fake/fake_tree.h"

#define GETC         UINT64_C(0x0100000000000000)
#define PUTC         UINT64_C(0x0101000000000000)
#define GOT(byte)    (GETC | 0x100 | (byte))
#define PUT(byte)    (PUTC | (byte))
#define PUT_ACK      (PUTC | 0x100)
#define EARLY_KEY(b) (UINT64_C(0x100) | (b)) /* QEMU, before any getc */

enum { FROMHOST = 0, TOHOST = 1 }; /* in QEMU next to one another */

static void build(const struct fake_item *props)
{
	const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("htif"),
		TREE_ROWS(props),
		TREE_END,
		{ 0 },
	};

	fake_tree(rows);
}

static struct console spike(void)
{
	const struct fake_item props[] = { TREE_CELLS("reg", 0, 0x1000000, 0, 0x1000), { 0 } };
	struct console console;
	const char *why;

	build(props);
	assert_int_equal(fake_tree_bind("htif", "/htif", &console, &why), 0);
	return console;
}

/* --- bind ------------------------------------------------------------------------------------- */

static const struct bind_row {
	struct fake_item props[2];
	int err;
	const char *why;
	uint64_t base;
	unsigned fromhost, tohost;
} bind_rows[] = {
	{ { TREE_CELLS("reg", 0, 0x1000000, 0, 0x1000) },
	  .base = 0x1000000,
	  .fromhost = 0,
	  .tohost = 1 },
	{ { TREE_CELLS("reg", 0, 0x2000, 0, 8, 0, 0x2040, 0, 8) },
	  .base = 0x2000,
	  .fromhost = 0,
	  .tohost = 8 },
	{ { TREE_CELLS("reg", 0, 0x2040, 0, 8, 0, 0x2000, 0, 8) },
	  .base = 0x2000,
	  .fromhost = 8,
	  .tohost = 0 },
	{ { TREE_CELLS("reg", 1, 0x2000, 0, 8, 1, 0x81ff8, 0, 8) },
	  .base = 0x100002000,
	  .fromhost = 0,
	  .tohost = 0xffff },
	{ { TREE_CELLS("reg", 0, 0x2000, 0, 8, 0, 0x82000, 0, 8) },
	  .err = -EINVAL,
	  .why = "too far" },
	{ { TREE_CELLS("reg", 0, 0x2000, 0, 8, 0, 0x2000, 0, 8) },
	  .err = -EINVAL,
	  .why = "the same register" },
	{ { TREE_CELLS("reg", 0, 0x2004, 0, 16) }, .err = -EINVAL, .why = "aligned" },
	{ { TREE_CELLS("reg", 0, 0x2000, 0, 8, 0, 0x200c, 0, 8) },
	  .err = -EINVAL,
	  .why = "aligned" },
	{ { { 0 } },
	  .err = -ENODEV,
	  .why = "no reg: its registers are in the firmware's memory; use SBI" },
	{ { TREE_FLAG("reg") }, .err = -ENODEV, .why = "use SBI" },
	{ { TREE_BYTES("reg", "\0\0\1") }, .err = -EINVAL, .why = "" },
};

static void bind_finds_both_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bind_rows) / sizeof(*bind_rows); i++) {
		const struct bind_row *row = &bind_rows[i];
		struct fake_access script[] = {
			{ 'r', row->fromhost, 0 },
			{ 'r', row->tohost, 0 },
			{ 'w', row->tohost, GETC },
			{ 0 },
		};
		struct console console;
		const char *why;
		char byte;

		build(row->props);
		assert_int_equal(fake_tree_bind("htif", "/htif", &console, &why), row->err);
		if (row->err) {
			assert_non_null(why);
			assert_non_null(strstr(why, row->why));
			continue;
		}
		assert_int_equal(console.regs.base, row->base);
		assert_int_equal(console.regs.shift, 3);
		assert_int_equal(console.regs.width, 8);
		fake_regs_expect(&console.regs, script);
		assert_int_equal(console.ops->read(&console, &byte, 1), 0);
		fake_regs_done();
	}
}

static void start_sees_a_missing_device(void **state)
{
	static const struct fake_access there[] = { { 'r', TOHOST, 0 }, { 0 } };
	static const struct fake_access gone[] = { { 'r', TOHOST, UINT64_MAX }, { 0 } };
	struct console console = spike();

	(void)state;
	fake_regs_expect(&console.regs, there);
	assert_int_equal(console.ops->start(&console), 0);
	fake_regs_done();
	fake_regs_expect(&console.regs, gone);
	assert_int_equal(console.ops->start(&console), -EIO);
	fake_regs_done();
}

/* --- scripts: steps of one console, each a call with its accesses ----------------------------- */

/* clang-format off */
#define READY	      { 'r', TOHOST, 0 }
#define BUSY(command) { 'r', TOHOST, (command) }
#define SEND(command) { 'w', TOHOST, (command) }
#define ANSWER(value) { 'r', FROMHOST, (value) }
#define CLEAR	      { 'w', FROMHOST, 0 }
/* clang-format on */

struct step {
	const char *send; /* a write; NULL: a read */
	int result;
	const char *got;
	struct fake_access script[10];
};

static void run(const struct step *steps, size_t count, unsigned line_errors)
{
	struct console console = spike();

	for (size_t i = 0; i < count; i++) {
		const struct step *step = &steps[i];
		char text[8];

		fake_regs_expect(&console.regs, step->script);
		if (step->send) {
			assert_int_equal(
				console.ops->write(&console, step->send, strlen(step->send)),
				step->result);
		} else {
			assert_int_equal(console.ops->read(&console, text, sizeof(text)),
					 step->result);
			assert_memory_equal(text, step->got, (size_t)step->result);
		}
		fake_regs_done();
	}
	assert_int_equal(fake_line_errors(&console), line_errors);
}

#define RUN(steps, errors) run((steps), sizeof(steps) / sizeof(*(steps)), (errors))

static void spike_answers_getc_only(void **state)
{
	static const struct step steps[] = {
		{ "hi",
		  2,
		  NULL,
		  { READY, ANSWER(0), SEND(PUT('h')), READY, ANSWER(0), SEND(PUT('i')) } },
		/* The host has not taken the last one yet. */
		{ "x", 0, NULL, { BUSY(PUT('i')) } },
		/* One getc, and no second one while it waits. */
		{ NULL, 0, "", { ANSWER(0), READY, SEND(GETC) } },
		{ NULL, 0, "", { ANSWER(0) } },
		/* The answer, and the next getc at once. */
		{ NULL, 1, "a", { ANSWER(GOT('a')), CLEAR, READY, SEND(GETC) } },
		/* tohost is busy: the getc has to wait. */
		{ NULL, 1, "b", { ANSWER(GOT('b')), CLEAR, BUSY(PUT('x')) } },
		{ NULL, 0, "", { ANSWER(0), READY, SEND(GETC) } },
	};

	(void)state;
	RUN(steps, 0);
}

static void qemu_acknowledges_putc(void **state)
{
	static const struct step steps[] = {
		{ "hi",
		  2,
		  NULL,
		  { READY, ANSWER(0), SEND(PUT('h')), READY, ANSWER(PUT_ACK | 'h'), CLEAR,
		    SEND(PUT('i')) } },
		/* The last acknowledgement has no key. */
		{ NULL, 0, "", { ANSWER(PUT_ACK | 'i'), CLEAR, READY, SEND(GETC) } },
	};
	static const struct step typed_ahead[] = {
		{ NULL, 1, "k", { ANSWER(EARLY_KEY('k')), CLEAR, READY, SEND(GETC) } },
		/* Answers without a key: of device 0, and of a disk. */
		{ NULL, 0, "", { ANSWER(0x42), CLEAR } },
		{ NULL, 0, "", { ANSWER(GOT('a') << 1), CLEAR } },
	};

	(void)state;
	RUN(steps, 0);
	RUN(typed_ahead, 0);
}

/* A key that waits in fromhost while text is sent is returned by the next read, in order. */
static void keys_between_output_are_kept(void **state)
{
	static const struct step steps[] = {
		{ "12",
		  2,
		  NULL,
		  { READY, ANSWER(GOT('a')), CLEAR, SEND(PUT('1')), READY,
		    ANSWER(GOT('\xe9' & 0xff)), CLEAR, SEND(PUT('2')) } },
		{ NULL,
		  3,
		  "a\xe9"
		  "c",
		  { ANSWER(GOT('c')), CLEAR, READY, SEND(GETC) } },
		{ NULL, 0, "", { ANSWER(0) } },
	};

	(void)state;
	RUN(steps, 0);
}

static void too_many_keys_are_counted(void **state)
{
	struct console console = spike();
	const struct fake_access one[] = {
		READY, ANSWER(GOT('k')), CLEAR, SEND(PUT('.')), { 0 },
	};
	const struct fake_access read[] = {
		ANSWER(0),
		READY,
		SEND(GETC),
		{ 0 },
	};
	char text[16];

	(void)state;
	for (int i = 0; i < 8; i++) {
		fake_regs_expect(&console.regs, one);
		assert_int_equal(console.ops->write(&console, ".", 1), 1);
		fake_regs_done();
	}
	fake_regs_expect(&console.regs, read);
	assert_int_equal(console.ops->read(&console, text, sizeof(text)), 6);
	assert_memory_equal(text, "kkkkkk", 6);
	assert_int_equal(fake_line_errors(&console), 2);
	fake_regs_done();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bind_finds_both_words),
		cmocka_unit_test(start_sees_a_missing_device),
		cmocka_unit_test(spike_answers_getc_only),
		cmocka_unit_test(qemu_acknowledges_putc),
		cmocka_unit_test(keys_between_output_are_kept),
		cmocka_unit_test(too_many_keys_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
