#pragma once
/* Tests of UART drivers as rows of register accesses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_regs.h"
#include "tests/unit/fake/fake_tree.h"

/*
 * Tests of a UART family as rows: what the driver is called for, the register accesses that it must
 * make, and what it must return.
 */

enum fake_ask {
	ASK_START,
	ASK_WRITE, /* of row->text */
	ASK_READ,  /* of row->room bytes, or 8; row->text must come */
	ASK_LISTEN,
	ASK_DEAFEN,
	ASK_LOOP,
	ASK_UNLOOP,
	ASK_DRAINED,
	ASK_DIVISOR,
	ASK_SET_DIVISOR, /* to row->number */
};

enum { FAKE_UART_ACCESSES = 24 };

struct fake_uart_row {
	enum fake_ask ask;
	int64_t result;
	const char *text;
	size_t room;
	uint32_t number;
	struct console_errors errors; /* that it must count */
	struct fake_access script[FAKE_UART_ACCESSES];
};

static inline int64_t fake_uart_read(struct console *console, const struct fake_uart_row *row)
{
	char text[16];
	size_t room = row->room ? row->room : 8;
	int n;

	memset(text, '.', sizeof(text));
	n = console->ops->read(console, text, room);
	if (n > 0)
		assert_memory_equal(text, row->text, (size_t)n);
	assert_int_equal(text[n > 0 ? n : 0], '.');
	return n;
}

static inline int64_t fake_uart_ask(struct console *console, const struct fake_uart_row *row)
{
	const struct console_ops *ops = console->ops;

	switch (row->ask) {
	case ASK_START:
		return ops->start(console);
	case ASK_WRITE:
		return ops->write(console, row->text, strlen(row->text));
	case ASK_READ:
		return fake_uart_read(console, row);
	case ASK_LISTEN:
	case ASK_DEAFEN:
		return ops->listen(console, row->ask == ASK_LISTEN);
	case ASK_LOOP:
	case ASK_UNLOOP:
		return ops->loop(console, row->ask == ASK_LOOP);
	case ASK_DRAINED:
		return ops->drained(console);
	case ASK_DIVISOR:
		return ops->divisor(console);
	default:
		return ops->set_divisor(console, row->number);
	}
}

/* Each row starts with a copy of @console. */
static inline void fake_uart_rows(const struct console *console, const struct fake_uart_row *rows,
				  size_t count)
{
	const struct regs place = console->regs;

	for (size_t i = 0; i < count; i++) {
		struct console own = *console;
		int64_t result;

		fake_regs_expect(&place, rows[i].script);
		result = fake_uart_ask(&own, &rows[i]);
		fake_regs_done();
		if (result != rows[i].result ||
		    memcmp(&own.errors, &rows[i].errors, sizeof(own.errors)) != 0)
			fail_msg("row %zu: gives %lld, %u errors", i, (long long)result,
				 fake_line_errors(&own));
	}
}

#define FAKE_UART_ROWS(console, rows) fake_uart_rows(console, rows, sizeof(rows) / sizeof(*(rows)))

/* A console bound to the node /serial of @rows. */
static inline struct console fake_uart_bind(const char *driver, const struct fake_item *rows)
{
	struct console console;
	const char *why;

	fake_tree(rows);
	assert_int_equal(fake_tree_bind(driver, "/serial", &console, &why), 0);
	assert_string_equal(console.name, driver);
	assert_true(console.fifo >= 1);
	return console;
}

static inline void fake_uart_at(const struct console *console, uintptr_t base, unsigned shift,
				unsigned width)
{
	assert_int_equal(console->regs.base, base);
	assert_int_equal(console->regs.shift, shift);
	assert_int_equal(console->regs.width, width);
	assert_false(console->regs.big_endian);
}

/* Linux's names of the family, and all compatible strings of the driver, in order. */
static inline void fake_uart_names(const char *driver, const char *tty, const char *earlycon,
				   const char *const *strings)
{
	const struct console_driver *it = fake_tree_driver(driver);
	const char *const *known = it->compatible;

	for (; *known && *strings; known++, strings++)
		assert_string_equal(*known, *strings);
	assert_null(*known);
	assert_null(*strings);
	assert_string_equal(it->tty ? it->tty : "-", tty);
	assert_string_equal(it->earlycon ? it->earlycon[0] : it->name, earlycon);
}
