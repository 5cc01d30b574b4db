#include "shell/machine/sbi_test/sbi_test.h"
/*
 * What must hold of the debug console. It may be the console in use: what is written does not
 * harm the results (test->harmless), and nothing is read that a person types.
 * Source: RISC-V SBI Specification 3.0, chapter 12.
 */
#include <inttypes.h>
#include <string.h>

enum {
	DBCN_WRITE = 0,
	DBCN_READ = 1,
	DBCN_WRITE_BYTE = 2,
	DBCN_PAGE = 4096,
	DBCN_TEXT = 2,      /* bytes that are written */
	DBCN_CALLS = 10000, /* that may write nothing, until all is written */
};

/* Writes all of it, by as many calls as it takes. */
static void dbcn_write(struct sbi_test *test, const char *text, uint64_t len)
{
	uint64_t done = 0;

	for (int calls = 0; done < len && calls < DBCN_CALLS; calls++) {
		struct sbi_ret ret = test_call(test, DBCN_WRITE, len - done, (uintptr_t)text + done,
					       0);

		if (!test_may(test, ret, MAY_SUCCEED))
			return;
		if (ret.value > len - done) {
			test_fails(test, "it says that it wrote %" PRIu64 " of %" PRIu64 " bytes",
				   ret.value, len - done);
			return;
		}
		done += ret.value;
	}
	if (done < len)
		test_fails(test, "it wrote %" PRIu64 " of %" PRIu64 " bytes", done, len);
}

static void dbcn_writes(struct sbi_test *test)
{
	const char text[DBCN_TEXT] = { test->harmless, test->harmless };

	dbcn_write(test, text, DBCN_TEXT);
}

/* Half of the text is in one page, half in the next. */
static void dbcn_writes_across(struct sbi_test *test)
{
	char pages[DBCN_PAGE + DBCN_TEXT];
	uint64_t end = ((uintptr_t)pages + DBCN_TEXT / 2 + DBCN_PAGE - 1) & ~(DBCN_PAGE - 1ULL);
	char *text = (char *)(uintptr_t)(end - DBCN_TEXT / 2);

	memset(text, test->harmless, DBCN_TEXT);
	dbcn_write(test, text, DBCN_TEXT);
}

static void dbcn_writes_byte(struct sbi_test *test)
{
	test_value(test,
		   test_call(test, DBCN_WRITE_BYTE, 0x64636200 | (uint64_t)test->harmless, 0, 0),
		   0);
}

/* No bytes: the row's function. */
static void dbcn_nothing(struct sbi_test *test)
{
	test_value(test, test_call(test, test->row->function, 0, (uintptr_t)test, 0), 0);
}

static const struct test_row dbcn_rows[] = {
	{ .name = "write",
	  .section = "12.1",
	  .holds = "a text is written, by as many calls as it takes",
	  .run = dbcn_writes,
	  .writes = true },
	{ .name = "write-across",
	  .section = "12.1",
	  .holds = "a text that goes on in the next page is written",
	  .run = dbcn_writes_across,
	  .writes = true },
	{ .name = "write-nothing",
	  .section = "12.1",
	  .holds = "no bytes: success, and 0 of them",
	  .run = dbcn_nothing,
	  .function = DBCN_WRITE },
	{ .name = "write-forbidden",
	  .section = "12.1",
	  .holds = "a text where S-mode may not read: invalid param",
	  .function = DBCN_WRITE,
	  .a = { DBCN_TEXT },
	  .adds = { [1] = ADDS_FORBIDDEN },
	  .may = MAY_INVALID_PARAM },
	{ .name = "write-wraps",
	  .section = "12.1",
	  .holds = "a text that goes on beyond the last address: invalid param",
	  .function = DBCN_WRITE,
	  .a = { DBCN_PAGE, 0 - (uint64_t)DBCN_PAGE / 2 },
	  .may = MAY_INVALID_PARAM,
	  .risk = RISK_HANGS },
	{ .name = "write-upper",
	  .section = "12.1",
	  .holds = "an address of more than 64 bits is refused",
	  .function = DBCN_WRITE,
	  .a = { DBCN_TEXT, 0, 1 },
	  .may = MAY_INVALID_PARAM | MAY_FAIL },
	{ .name = "write-byte",
	  .section = "12.3",
	  .holds = "one byte is written: success, and value 0",
	  .run = dbcn_writes_byte,
	  .writes = true },
	{ .name = "read-nothing",
	  .section = "12.2",
	  .holds = "no bytes: success, and 0 of them",
	  .run = dbcn_nothing,
	  .function = DBCN_READ },
	{ .name = "read-forbidden",
	  .section = "12.2",
	  .holds = "room where S-mode may not write: invalid param",
	  .function = DBCN_READ,
	  .a = { DBCN_TEXT },
	  .adds = { [1] = ADDS_FORBIDDEN },
	  .may = MAY_INVALID_PARAM },
	{ .name = "read-upper",
	  .section = "12.2",
	  .holds = "an address of more than 64 bits is refused",
	  .function = DBCN_READ,
	  .a = { DBCN_TEXT, 0, 1 },
	  .may = MAY_INVALID_PARAM | MAY_FAIL },
};

static const struct test_group dbcn_group = {
	.name = "dbcn",
	.extension = SBI_DBCN,
	.asks_unknown = true,
	TEST_ROWS(dbcn_rows),
};
TEST_GROUP(dbcn_group);
