/* Firmware's consoles: DBCN, legacy, none; and firmware that offers a call that fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>
#include "kernel/console/console_sbi.h"
#include "kernel/sbi.h"

/* The fakes define console_sbi for the core's tests; here the real one is tested. */
#define console_sbi       tested_console_sbi
#define console_sbi_there tested_console_sbi_there
#define console_sbi_putc  tested_console_sbi_putc
struct console *tested_console_sbi(void);
bool tested_console_sbi_there(void);
void tested_console_sbi_putc(char c);
#include "kernel/console/console_sbi.c" /* NOLINT(bugprone-suspicious-include) */

enum { WRITE = DBCN_WRITE, READ = DBCN_READ };

/* A call, its arguments, and its result. */
struct call {
	uint64_t extension, function, a0;
	int64_t error;
	uint64_t value;
	const char *text; /* DBCN read: what firmware puts into the buffer */
};

static const struct call *script;
static struct sbi_facts facts;
static bool opensbi;

struct sbi_ret sbi_call(uint64_t extension, uint64_t function, uint64_t a0, uint64_t a1,
			uint64_t a2)
{
	const struct call *call = script++;

	assert_int_equal(extension, call->extension);
	assert_int_equal(function, call->function);
	assert_int_equal(a0, call->a0);
	assert_int_equal(a2, 0); /* DBCN: the upper half of the address */
	if (call->text)
		memcpy((void *)(uintptr_t)a1, call->text, call->value);
	return (struct sbi_ret){ .error = call->error, .value = call->value };
}

const struct sbi_facts *sbi_facts(void)
{
	return &facts;
}

bool sbi_is_opensbi(void)
{
	return opensbi;
}

static struct console *fresh(bool dbcn, bool legacy, bool is_opensbi)
{
	facts = (struct sbi_facts){ .dbcn = dbcn, .legacy_console = legacy };
	opensbi = is_opensbi;
	*tested_console_sbi() = (struct console){ 0 };
	return tested_console_sbi();
}

static void finds_the_consoles_of_firmware(void **state)
{
	static const struct {
		bool dbcn, legacy, opensbi;
		const char *name;
		bool lf_only, there;
	} rows[] = {
		{ true, true, true, "sbi (DBCN)", true, true },
		{ true, false, false, "sbi (DBCN)", false, true },
		{ false, true, true, "sbi (legacy)", true, true },
		{ false, true, false, "sbi (legacy)", false, true },
		{ false, false, true, "sbi (none)", true, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct console *console = fresh(rows[i].dbcn, rows[i].legacy, rows[i].opensbi);

		assert_string_equal(console->name, rows[i].name);
		assert_int_equal(console->lf_only, rows[i].lf_only);
		assert_int_equal(tested_console_sbi_there(), rows[i].there);
	}
}

/* Firmware may take a part, or nothing: the core handles both. */
static void dbcn_writes(void **state)
{
	static const struct call calls[] = {
		{ SBI_DBCN, WRITE, 5, 0, 5, NULL },
		{ SBI_DBCN, WRITE, 5, 0, 2, NULL },
		{ SBI_DBCN, WRITE, 5, 0, 0, NULL },
		{ SBI_DBCN, WRITE, 5, -1, 0, NULL },
	};
	struct console *console = fresh(true, false, false);

	(void)state;
	script = calls;
	assert_int_equal(console->ops->write(console, "hello", 5), 5);
	assert_int_equal(console->ops->write(console, "hello", 5), 2);
	assert_int_equal(console->ops->write(console, "hello", 5), 0);
	assert_int_equal(console->ops->write(console, "hello", 5), -EIO);
	assert_ptr_equal(script, calls + 4);
}

static void dbcn_reads(void **state)
{
	static const struct call calls[] = {
		{ SBI_DBCN, READ, 16, 0, 3, "abc" },
		{ SBI_DBCN, READ, 16, 0, 0, NULL },
		{ SBI_DBCN, READ, 16, -2, 0, NULL },
	};
	struct console *console = fresh(true, false, false);
	char text[16];

	(void)state;
	script = calls;
	assert_int_equal(console->ops->read(console, text, sizeof(text)), 3);
	assert_memory_equal(text, "abc", 3);
	assert_int_equal(console->ops->read(console, text, sizeof(text)), 0);
	assert_int_equal(console->ops->read(console, text, sizeof(text)), -EIO);
}

/* DBCN is offered but fails: the legacy console takes over, with the same text. */
static void dbcn_that_fails_gives_way_to_legacy(void **state)
{
	static const struct call calls[] = {
		{ SBI_DBCN, WRITE, 2, -1, 0, NULL },
		{ SBI_LEGACY_PUTCHAR, 0, 'h', 0, 0, NULL },
		{ SBI_LEGACY_PUTCHAR, 0, 'i', 0, 0, NULL },
		{ SBI_LEGACY_PUTCHAR, 0, 0xff, 0, 0, NULL },
	};
	struct console *console = fresh(true, true, false);

	(void)state;
	script = calls;
	assert_int_equal(console->ops->write(console, "hi", 2), 2);
	assert_string_equal(console->name, "sbi (legacy)");
	assert_int_equal(console->ops->write(console, "\xff", 1), 1);
}

/* The legacy getchar returns its byte, or less than 0, in the register of the error. */
static void legacy_reads_until_empty(void **state)
{
	static const struct call calls[] = {
		{ SBI_LEGACY_GETCHAR, 0, 0, 'a', 0, NULL },
		{ SBI_LEGACY_GETCHAR, 0, 0, 0xff, 0, NULL },
		{ SBI_LEGACY_GETCHAR, 0, 0, -1, 0, NULL },
		{ SBI_LEGACY_GETCHAR, 0, 0, 'b', 0, NULL },
		{ SBI_LEGACY_GETCHAR, 0, 0, 'c', 0, NULL },
	};
	struct console *console = fresh(false, true, true);
	char text[8];

	(void)state;
	script = calls;
	assert_int_equal(console->ops->read(console, text, sizeof(text)), 2);
	assert_memory_equal(text, "a\xff", 2);
	assert_int_equal(console->ops->read(console, text, 2), 2);
	assert_memory_equal(text, "bc", 2);
}

/* Some firmware waits in getchar: until it has once returned without a byte, it is called only when
 * there is nothing else to do, and for one byte. */
static void getchar_that_may_wait_is_called_with_care(void **state)
{
	static const struct call calls[] = {
		{ SBI_LEGACY_GETCHAR, 0, 0, 'a', 0, NULL },
		{ SBI_LEGACY_GETCHAR, 0, 0, -1, 0, NULL },
		{ SBI_LEGACY_GETCHAR, 0, 0, 'b', 0, NULL },
		{ SBI_LEGACY_GETCHAR, 0, 0, -1, 0, NULL },
	};
	struct console *console = fresh(false, true, false);
	char text[8];

	(void)state;
	script = calls;
	assert_int_equal(console->ops->read(console, text, sizeof(text)), 0);
	assert_ptr_equal(script, calls);
	console->waiting = true;
	assert_int_equal(console->ops->read(console, text, sizeof(text)), 1);
	assert_int_equal(console->ops->read(console, text, sizeof(text)), 0);
	console->waiting = false;
	assert_int_equal(console->ops->read(console, text, sizeof(text)), 1);
	assert_ptr_equal(script, calls + 4);
}

static void last_words_go_out_by_either(void **state)
{
	static const struct call calls[] = {
		{ SBI_DBCN, WRITE, 1, 0, 1, NULL },
		{ SBI_LEGACY_PUTCHAR, 0, 'x', 0, 0, NULL },
	};

	(void)state;
	script = calls;
	fresh(true, true, true);
	tested_console_sbi_putc('x');
	fresh(false, true, true);
	tested_console_sbi_putc('x');
	fresh(false, false, true);
	tested_console_sbi_putc('x');
	assert_ptr_equal(script, calls + 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_consoles_of_firmware),
		cmocka_unit_test(dbcn_writes),
		cmocka_unit_test(dbcn_reads),
		cmocka_unit_test(dbcn_that_fails_gives_way_to_legacy),
		cmocka_unit_test(legacy_reads_until_empty),
		cmocka_unit_test(getchar_that_may_wait_is_called_with_care),
		cmocka_unit_test(last_words_go_out_by_either),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
