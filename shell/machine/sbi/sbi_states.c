#include "shell/machine/sbi/sbi_states.h"
/*
 * One call each. Sources: RISC-V SBI Specification 3.0, chapters "Performance Monitoring Unit"
 * (num_counters), "Firmware Features" (get), "Debug Triggers" (num_triggers of tdata1 0: all) and
 * "Message Proxy" (get_shmem_size).
 */
#include "shell/machine/sbi/sbi_rows.h"

enum { FWFT_GET = 1 };

static const struct state_row {
	uint32_t extension;
	uint8_t function, argument;
	char what[32];
} state_rows[] = {
	{ .extension = SBI_PMU, .what = "counters" },
	{ .extension = SBI_FWFT,
	  .function = FWFT_GET,
	  .argument = 0,
	  .what = "misaligned delegated" },
	{ .extension = SBI_FWFT, .function = FWFT_GET, .argument = 1, .what = "landing pads" },
	{ .extension = SBI_FWFT, .function = FWFT_GET, .argument = 2, .what = "shadow stacks" },
	{ .extension = SBI_FWFT, .function = FWFT_GET, .argument = 3, .what = "double trap" },
	{ .extension = SBI_FWFT,
	  .function = FWFT_GET,
	  .argument = 4,
	  .what = "A and D by hardware" },
	{ .extension = SBI_FWFT,
	  .function = FWFT_GET,
	  .argument = 5,
	  .what = "masked pointer bits" },
	{ .extension = SBI_DBTR, .what = "triggers" },
	{ .extension = SBI_MPXY, .what = "bytes of shared memory" },
};

enum { STATE_OF, STATE_WHAT, STATE_SHOWN, STATE_VALUE, STATE_ERROR };

static const struct report_column state_columns[] = {
	[STATE_OF] = { .key = "extension", .title = "NAME" },
	[STATE_WHAT] = { .key = "what", .title = "WHAT" },
	[STATE_SHOWN] = { .title = "STATE" }, /* for people: one of the two */
	[STATE_VALUE] = { .key = "value", .flags = REPORT_HIDDEN },
	[STATE_ERROR] = { .key = "error", .flags = REPORT_HIDDEN },
};

static const struct report_table state_table = {
	.key = "states",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(state_columns),
};

static void state_ask(struct report *report, const struct state_row *row)
{
	struct sbi_ret ret = sbi_call(row->extension, row->function, row->argument, 0, 0);

	report_row(report);
	report_string(report, STATE_OF, sbi_row_of(row->extension)->name);
	report_string(report, STATE_WHAT, row->what);
	if (ret.error)
		dt_puts(report_cell(report, STATE_SHOWN), sbi_error_name(ret.error));
	else
		dt_put_dec(report_cell(report, STATE_SHOWN), ret.value);
	if (ret.error)
		report_string(report, STATE_ERROR, sbi_error_name(ret.error));
	else
		report_dec(report, STATE_VALUE, ret.value);
}

static void state_ask_all(struct report *report, void *unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(state_rows) / sizeof(state_rows[0]); i++)
		if (sbi_probe(state_rows[i].extension))
			state_ask(report, &state_rows[i]);
}

void sbi_states(struct report *report)
{
	report_rows(report, &state_table, state_ask_all, NULL);
}
