#include "shell/report/report.h"
/* A report in each layout, for people and as JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_port.h"

enum { NAME, ADDRESS, SIZE, HZ, ON, WORDS, CELLS, NOTE };

static const struct report_column columns[] = {
	{ .key = "name", .title = "NAME" },
	{ .key = "address", .title = "AT", .flags = REPORT_RIGHT },
	{ .key = "size", .title = "SIZE", .flags = REPORT_RIGHT },
	{ .key = "hz", .title = "RATE" },
	{ .key = "on", .title = "ON" },
	{ .key = "words", .title = "WORDS", .flags = REPORT_CUT },
	{ .key = "cells", .flags = REPORT_HIDDEN },
	{ .title = "NOTE" },
};

static struct fake_port port;
static struct shell shell;
static struct report report;

static const struct report_table *table(enum report_layout layout, bool record)
{
	static struct report_table made[2][3];
	struct report_table *one = &made[record][layout];

	*one = (struct report_table){
		.key = "rows", .layout = layout, .record = record, REPORT_TABLE_COLUMNS(columns)
	};
	return one;
}

static void begin(bool json)
{
	const struct shell_args args = { .json = json };

	fake_port_init(&port, "", 0);
	fake_shell_init(&shell, &port);
	report_begin(&report, &shell, &args);
}

static const char *printed(void)
{
	report_end(&report);
	return fake_port_output(&port);
}

static void full_row(struct report *out, void *context)
{
	static const uint32_t cells[] = { 1, 0xffffffff };

	(void)context;
	report_row(out);
	report_string(out, NAME, "ur\"t\\\033");
	report_hex(out, ADDRESS, 0x10000000);
	report_size(out, SIZE, 1536);
	report_hz(out, HZ, 24000000);
	report_flag(out, ON, true);
	report_list(out, WORDS);
	dt_puts(report_item(out), "a");
	report_item(out); /* an empty one */
	dt_puts(report_item(out), "b c");
	report_numbers(out, CELLS, cells, 2);
	dt_puts(report_cell(out, NOTE), "for people");
}

static void bare_row(struct report *out, void *context)
{
	(void)context;
	report_row(out);
	report_bytes(out, NAME, "x", 1);
	report_string(out, ADDRESS, NULL);
	report_bytes(out, SIZE, NULL, -1);
	report_flag(out, ON, false);
	report_list(out, WORDS);
}

static void two_rows(struct report *out, void *context)
{
	full_row(out, context);
	report_says(out, "between");
	bare_row(out, context);
}

static void no_row(struct report *out, void *context)
{
	(void)out;
	(void)context;
}

static void lines(void **state)
{
	(void)state;
	begin(false);
	report_rows(&report, table(REPORT_LINES, false), two_rows, NULL);
	report_says(&report, "after");
	assert_string_equal(printed(),
			    "NAME ur\"t\\\\x1b  AT 0x10000000  SIZE 1.5 KiB  RATE 24000000 "
			    "Hz  ON  WORDS a  b c  NOTE for people\n"
			    "between\nNAME x\nafter\n");
}

static void in_columns(void **state)
{
	(void)state;
	begin(false);
	report_says(&report, "before");
	report_rows(&report, table(REPORT_COLUMNS, false), two_rows, NULL);
	assert_string_equal(printed(),
			    "before\n"
			    "NAME               AT     SIZE  RATE         ON   WORDS   NOTE\n"
			    "ur\"t\\\\x1b  0x10000000  1.5 KiB  24000000 Hz  yes  a  b c  "
			    "for people\n"
			    "between\n"
			    "x                   -        -  -            -    -       -\n");
}

/* A blank line is before a header and a record, but not before the first; nothing is shown of a
 * table without rows. */
static void tables(void **state)
{
	(void)state;
	begin(false);
	report_rows(&report, table(REPORT_COLUMNS, false), no_row, NULL);
	report_table(&report, table(REPORT_RECORD, false));
	bare_row(&report, NULL);
	bare_row(&report, NULL);
	report_rows(&report, table(REPORT_COLUMNS, false), no_row, NULL);
	report_rows(&report, table(REPORT_COLUMNS, false), bare_row, NULL);
	assert_string_equal(printed(), "NAME   x\n\nNAME   x\n\n"
				       "NAME  AT  SIZE  RATE  ON  WORDS  NOTE\n"
				       "x      -     -  -     -   -      -\n");
}

/* Columns of lines, though rows are not known before; a row's last cell is not filled up. */
static void lines_with_columns(void **state)
{
	static const struct report_column wide[] = {
		{ .key = "a", .width = 5 },
		{ .key = "b", .width = 2, .flags = REPORT_CLOSE },
		{ .key = "c", .width = 9 },
	};
	static const struct report_table of_wide = { .key = "rows", REPORT_TABLE_COLUMNS(wide) };
	static const char *const cells[][3] = {
		{ "x", "y", "z" }, { "longer", "yy", "z" }, { "x", NULL, "z" }, { "x", NULL, NULL }
	};

	(void)state;
	begin(false);
	report_table(&report, &of_wide);
	for (int row = 0; row < 4; row++) {
		report_row(&report);
		for (int i = 0; i < 3; i++)
			report_string(&report, i, cells[row][i]);
	}
	assert_string_equal(printed(), "x     y   z\nlonger yy  z\nx      z\nx\n");
}

static void long_first_cells(struct report *out, void *context)
{
	const char *const *cell = context;

	for (; *cell; cell++) {
		report_row(out);
		report_string(out, 0, *cell);
		report_string(out, 1, "b");
	}
}

static void a_row_goes_on_below_a_long_cell(void **state)
{
	static const struct report_column two[] = {
		{ .key = "a", .title = "A", .flags = REPORT_LONG },
		{ .key = "b", .title = "B" },
	};
	static const struct report_table of_two = { .key = "rows",
						    .layout = REPORT_COLUMNS,
						    REPORT_TABLE_COLUMNS(two) };
	const char *cells[] = { "short", "123456789012345678901", "x", NULL };

	(void)state;
	begin(false);
	report_rows(&report, &of_two, long_first_cells, cells);
	assert_string_equal(printed(),
			    "A      B\nshort  b\n123456789012345678901\n       b\nx      b\n");
}

static void record(void **state)
{
	(void)state;
	begin(false);
	report_table(&report, table(REPORT_RECORD, true));
	bare_row(&report, NULL);
	assert_string_equal(printed(), "NAME   x\n");
	begin(false);
	report_rows(&report, table(REPORT_RECORD, true), full_row, NULL);
	assert_string_equal(printed(), "NAME   ur\"t\\\\x1b\nAT     0x10000000\nSIZE   1.5 KiB\n"
				       "RATE   24000000 Hz\nON     yes\nWORDS  a  b c\n"
				       "NOTE   for people\n");
}

#define FULL                                                                                       \
	"{\"name\":\"ur\\\"t\\\\\\\\x1b\",\"address\":\"0x10000000\",\"size\":\"0x600\","          \
	"\"hz\":24000000,\"on\":true,\"words\":[\"a\",\"\",\"b c\"],\"cells\":[1,4294967295]}"
#define BARE "{\"name\":\"x\",\"on\":false,\"words\":[]}"

static void json(void **state)
{
	(void)state;
	begin(true);
	report_says(&report, "before");
	for (enum report_layout layout = REPORT_LINES; layout <= REPORT_RECORD; layout++)
		report_rows(&report, table(layout, false), two_rows, NULL);
	report_table(&report, table(REPORT_RECORD, true));
	full_row(&report, NULL);
#define ROWS "\"rows\":[\n" FULL ",\n" BARE "\n]"
	assert_string_equal(printed(), "{" ROWS ",\n" ROWS ",\n" ROWS ",\n\"rows\":" FULL "}\n");
}

static void nothing(void **state)
{
	(void)state;
	begin(true);
	assert_string_equal(printed(), "{}\n");
	begin(true);
	assert_int_equal(report_nothing(&report, table(REPORT_LINES, false), 1), 1);
	assert_string_equal(fake_port_output(&port), "{\"rows\":[]}\n");
	begin(true);
	report_table(&report, table(REPORT_RECORD, true));
	assert_string_equal(printed(), "{\"rows\":{}}\n");
	begin(false);
	assert_int_equal(report_nothing(&report, table(REPORT_LINES, false), 1), 1);
	assert_string_equal(fake_port_output(&port), "");
	begin(false);
	report_table(&report, table(REPORT_RECORD, true));
	report_row(&report);
	assert_string_equal(printed(), "");
}

/* A cell that is longer than its buffer is whole in lines and in JSON, and cut where it can be. */
static void long_cells(struct report *out, void *context)
{
	(void)context;
	report_row(out);
	for (int column = NAME; column <= WORDS; column += WORDS) {
		struct dt_text *text = report_cell(out, column);

		for (int i = 0; i < 2000; i++)
			dt_putc(text, (char)('a' + i % 26));
	}
}

static void long_ones(void **state)
{
	const char *text;

	(void)state;
	begin(false);
	report_rows(&report, table(REPORT_LINES, false), long_cells, NULL);
	assert_int_equal(strlen(printed()), 5 + 2000 + 2 + 6 + 2000 + 1);
	begin(true);
	report_rows(&report, table(REPORT_LINES, false), long_cells, NULL);
	assert_int_equal(strlen(printed()),
			 strlen("{\"rows\":[\n{\"name\":\"\",\"words\":\"\"}\n]}\n") + 4000);
	begin(false);
	port.port.columns = 80;
	report_rows(&report, table(REPORT_COLUMNS, false), long_cells, NULL);
	text = strchr(printed(), '\n') + 1;
	assert_non_null(strstr(text, "  ab...  -\n"));
}

static void named_row(struct report *out, void *context)
{
	(void)context;
	report_row(out);
	dt_put_hex(report_cell(out, NAME), 1);
	report_number_list(out, ADDRESS);
	dt_put_dec(report_item(out), 2);
	dt_put_dec(report_item(out), 3);
}

static void columns_named_at_run_time(void **state)
{
	static const char *const name[] = { "say \"\\", NULL };
	static const struct report_column two[] = { { .title = "X" }, { .key = "address" } };
	const struct report_table named = {
		.key = "rows",
		.layout = REPORT_COLUMNS,
		REPORT_TABLE_COLUMNS(two),
		.name = name,
	};

	(void)state;
	begin(true);
	report_rows(&report, &named, named_row, NULL);
	assert_string_equal(printed(), "{\"rows\":[\n"
				       "{\"say \\\"\\\\\":\"0x1\",\"address\":[2,3]}\n]}\n");
	begin(false);
	report_rows(&report, &named, named_row, NULL);
	assert_string_equal(printed(), "say \"\\  \n0x1     2 3\n");
}

/* Without titles there is no header. */
static void no_header(void **state)
{
	static const struct report_column bare[] = { { .key = "a" }, { .flags = REPORT_RIGHT } };
	const struct report_table table_bare = {
		.key = "rows",
		.layout = REPORT_COLUMNS,
		REPORT_TABLE_COLUMNS(bare),
	};

	(void)state;
	begin(false);
	report_rows(&report, &table_bare, named_row, NULL);
	report_flush(&report);
	assert_string_equal(fake_port_output(&port), "0x1  2 3\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(in_columns),
		cmocka_unit_test(tables),
		cmocka_unit_test(record),
		cmocka_unit_test(json),
		cmocka_unit_test(nothing),
		cmocka_unit_test(long_ones),
		cmocka_unit_test(columns_named_at_run_time),
		cmocka_unit_test(no_header),
		cmocka_unit_test(lines_with_columns),
		cmocka_unit_test(a_row_goes_on_below_a_long_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
