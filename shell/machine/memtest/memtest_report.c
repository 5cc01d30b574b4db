#include "shell/machine/memtest/memtest_report.h"
/* Tables: what was tested, each test, and what the failures have in common. */

enum { RANGE_IS, RANGE_BASE, RANGE_SIZE, RANGE_HARTS };

static const struct report_column range_columns[] = {
	[RANGE_IS] = { .key = "" }, /* for people */
	[RANGE_BASE] = { .key = "base", .flags = REPORT_CLOSE },
	[RANGE_SIZE] = { .key = "size" },
	[RANGE_HARTS] = { .key = "harts", .title = "by hart" },
};

/* A row of memory, and the harts in @mask. */
static void report_range(const struct memtest_job *job, const char *is, uint64_t base,
			 uint64_t size, uint64_t mask)
{
	struct report *report = job->report;

	report_row(report);
	report_string(report, RANGE_IS, is);
	report_hex(report, RANGE_BASE, base);
	report_size(report, RANGE_SIZE, size);
	report_number_list(report, RANGE_HARTS);
	for (; mask; mask &= mask - 1)
		dt_put_dec(report_item(report),
			   memtest_job_id(job, (unsigned)__builtin_ctzll(mask)));
}

static const struct report_table memory_table = {
	.key = "memory",
	.layout = REPORT_LINES,
	REPORT_TABLE_COLUMNS(range_columns),
};

void memtest_report_ranges(struct memtest_job *job)
{
	report_table(job->report, &memory_table);
	for (int i = 0; i < job->ranges; i++)
		report_range(job, "memory at", job->range[i].base, job->range[i].size,
			     UINT64_MAX >> (MEMTEST_HARTS - job->harts));
}

enum { TEST_NAME, TEST_ERRORS, TEST_RATE, TEST_FINDS };

static const struct report_column test_columns[] = {
	[TEST_NAME] = { .key = "test", .width = 6 },
	[TEST_ERRORS] = { .key = "errors", .title = "errors", .width = 3 },
	[TEST_RATE] = { .key = "rate", .width = 11 },
	[TEST_FINDS] = { .key = "finds" },
};

static const struct report_table test_table = {
	.key = "tests",
	.layout = REPORT_LINES,
	REPORT_TABLE_COLUMNS(test_columns),
};

void memtest_report_tests(struct memtest_job *job)
{
	report_table(job->report, &test_table);
	report_flush(job->report);
}

void memtest_report_test(struct memtest_job *job, const struct memtest_test *test, uint64_t errors,
			 uint64_t rate)
{
	report_row(job->report);
	report_string(job->report, TEST_NAME, test->name);
	report_dec(job->report, TEST_ERRORS, errors);
	report_rate(job->report, TEST_RATE, rate);
	report_string(job->report, TEST_FINDS, test->finds);
	report_flush(job->report);
}

/* --- failures --------------------------------------------------------------------------------- */

enum { FIRST_ADDRESS, FIRST_EXPECTED, FIRST_SEEN, FIRST_BITS, FIRST_TEST, FIRST_HART };

static const struct report_column first_columns[] = {
	[FIRST_ADDRESS] = { .key = "address", .title = "ADDRESS" },
	[FIRST_EXPECTED] = { .key = "expected", .title = "EXPECTED", .flags = REPORT_RIGHT },
	[FIRST_SEEN] = { .key = "seen", .title = "SEEN", .flags = REPORT_RIGHT },
	[FIRST_BITS] = { .key = "bits", .title = "BITS", .flags = REPORT_RIGHT },
	[FIRST_TEST] = { .key = "test", .title = "TEST" },
	[FIRST_HART] = { .key = "hart", .title = "HART", .flags = REPORT_RIGHT },
};

static const struct report_table first_table = {
	.key = "first",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(first_columns),
};

static void report_firsts(struct report *report, void *context)
{
	const struct memtest_job *job = context;
	const struct diagnosis *diagnosis = &job->diagnosis;

	for (int i = 0; i < diagnosis->firsts; i++) {
		const struct diagnosis_failure *failure = &diagnosis->first[i];

		report_row(report);
		report_hex(report, FIRST_ADDRESS, failure->address);
		if (!failure->fault) {
			report_hex(report, FIRST_EXPECTED, failure->expected);
			report_hex(report, FIRST_SEEN, failure->seen);
			report_hex(report, FIRST_BITS, failure->expected ^ failure->seen);
		}
		report_string(report, FIRST_TEST, failure->test);
		report_dec(report, FIRST_HART, memtest_job_id(job, failure->hart));
	}
}

enum { BIT_NUMBER, BIT_LANE, BIT_UP, BIT_DOWN };

static const struct report_column bit_columns[] = {
	[BIT_NUMBER] = { .key = "bit", .title = "BIT", .flags = REPORT_RIGHT },
	[BIT_LANE] = { .key = "lane", .title = "LANE", .flags = REPORT_RIGHT },
	[BIT_UP] = { .key = "up", .title = "1 FOR 0", .flags = REPORT_RIGHT },
	[BIT_DOWN] = { .key = "down", .title = "0 FOR 1", .flags = REPORT_RIGHT },
};

static const struct report_table bit_table = {
	.key = "bits",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(bit_columns),
};

/* A number, or for people "LEAST-MOST". */
static void report_span(struct report *report, int column, uint64_t least, uint64_t most)
{
	struct dt_text *out;

	if (least == most) {
		report_dec(report, column, least);
		return;
	}
	out = report_cell(report, column);
	dt_put_dec(out, least);
	dt_putc(out, '-');
	dt_put_dec(out, most);
}

/* Where an address line is at fault, whole words are wrong: their bits say no more. */
static enum diagnosis_together report_together(const struct memtest_job *job)
{
	struct diagnosis_suspect suspect;

	if (job->report->json)
		return DIAGNOSIS_EACH;
	if (diagnosis_suspect(&job->diagnosis, job->size, 0, &suspect) &&
	    suspect.kind == DIAGNOSIS_ADDRESS_LINE)
		return DIAGNOSIS_ALL;
	return DIAGNOSIS_ALIKE;
}

static void report_bits(struct report *report, void *context)
{
	const struct memtest_job *job = context;
	enum diagnosis_together together = report_together(job);
	struct diagnosis_bits bits = { 0 };

	while (diagnosis_next_bits(&job->diagnosis, together, &bits)) {
		uint64_t first = (uint64_t)bits.first, last = (uint64_t)bits.end - 1;

		report_row(report);
		report_span(report, BIT_NUMBER, first, last);
		report_span(report, BIT_LANE, first / 8, last / 8);
		report_span(report, BIT_UP, bits.up_least, bits.up_most);
		report_span(report, BIT_DOWN, bits.down_least, bits.down_most);
	}
}

static const struct report_table bad_table = {
	.key = "bad",
	.layout = REPORT_LINES,
	REPORT_TABLE_COLUMNS(range_columns),
};

static void report_bad(struct memtest_job *job)
{
	const struct diagnosis *diagnosis = &job->diagnosis;

	report_table(job->report, &bad_table);
	for (int i = 0; i < diagnosis->bads; i++)
		report_range(job, "bad pages at", diagnosis->bad[i].base, diagnosis->bad[i].size,
			     diagnosis->bad[i].harts);
	if (diagnosis->joined)
		report_says(job->report,
			    "these are too many: good pages between them are included");
}

/* --- suspects --------------------------------------------------------------------------------- */

enum { SUSPECT_KIND, SUSPECT_LINE, SUSPECT_OTHER, SUSPECT_LANE, SUSPECT_ERRORS };

static const struct report_column suspect_columns[] = {
	[SUSPECT_KIND] = { .key = "kind", .title = "suspect:" },
	[SUSPECT_LINE] = { .key = "line", .flags = REPORT_CLOSE },
	[SUSPECT_OTHER] = { .key = "other", .title = "and", .flags = REPORT_CLOSE },
	[SUSPECT_LANE] = { .key = "lane", .title = "byte lane" },
	[SUSPECT_ERRORS] = { .key = "errors", .title = "errors" },
};

static const struct report_table suspect_table = {
	.key = "suspects",
	.layout = REPORT_LINES,
	REPORT_TABLE_COLUMNS(suspect_columns),
};

static void report_suspects(struct memtest_job *job)
{
	static const char kinds[][24] = {
		[DIAGNOSIS_STUCK_AT_0] = "stuck at 0: data line",
		[DIAGNOSIS_STUCK_AT_1] = "stuck at 1: data line",
		[DIAGNOSIS_SHORTED] = "shorted: data lines",
		[DIAGNOSIS_ADDRESS_LINE] = "address line",
	};
	struct diagnosis_suspect suspect;

	report_table(job->report, &suspect_table);
	for (int i = 0; diagnosis_suspect(&job->diagnosis, job->size, i, &suspect); i++) {
		report_row(job->report);
		report_string(job->report, SUSPECT_KIND, kinds[suspect.kind]);
		report_dec(job->report, SUSPECT_LINE, (uint64_t)suspect.line);
		if (suspect.other != DIAGNOSIS_NO_BIT)
			report_dec(job->report, SUSPECT_OTHER, (uint64_t)suspect.other);
		if (suspect.kind != DIAGNOSIS_ADDRESS_LINE)
			report_dec(job->report, SUSPECT_LANE, (uint64_t)suspect.line / 8);
		report_dec(job->report, SUSPECT_ERRORS, suspect.count);
	}
}

void memtest_report_end(struct memtest_job *job)
{
	const struct diagnosis *diagnosis = &job->diagnosis;

	report_suspects(job);
	report_rows(job->report, &first_table, report_firsts, job);
	report_rows(job->report, &bit_table, report_bits, job);
	report_bad(job);
	if (job->harts > 1 && diagnosis->bads && !(diagnosis->harts & (diagnosis->harts - 1)))
		report_says(job->report,
			    "one hart found them, others did not: it may be what is broken");
	if (!diagnosis->bads)
		report_says(job->report, "no fault was found");
}
