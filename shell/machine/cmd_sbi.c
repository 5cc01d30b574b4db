/* sbi: what the firmware says about itself. Source: RISC-V SBI Specification 3.0, chapter 4
 * (base). */
#include "kernel/sbi.h"
#include "kernel/sbi_implementation.h"
#include "shell/report/report.h"

/* Functions of the base extension: mvendorid, marchid and mimpid follow each other. */
enum { BASE_MVENDORID = 4, BASE_IDS = 3 };

/* Every extension that has an id in the SBI Specification 3.0, and the legacy ones of its chapter
 * 5. The id of most is their name as ASCII. */
static const struct sbi_row {
	uint32_t id;
	char name[12], what[32];
} sbi_rows[] = {
	{ .id = SBI_BASE, .name = "BASE", .what = "base" },
	{ .id = SBI_TIME, .name = "TIME", .what = "timer" },
	{ .id = 0x735049, .name = "sPI", .what = "inter-processor interrupts" },
	{ .id = 0x52464e43, .name = "RFNC", .what = "remote fences" },
	{ .id = SBI_HSM, .name = "HSM", .what = "hart state management" },
	{ .id = SBI_SRST, .name = "SRST", .what = "system reset" },
	{ .id = 0x504d55, .name = "PMU", .what = "performance counters" },
	{ .id = SBI_DBCN, .name = "DBCN", .what = "debug console" },
	{ .id = 0x53555350, .name = "SUSP", .what = "system suspend" },
	{ .id = 0x43505043, .name = "CPPC", .what = "processor performance control" },
	{ .id = 0x4e41434c, .name = "NACL", .what = "nested acceleration" },
	{ .id = 0x535441, .name = "STA", .what = "steal-time accounting" },
	{ .id = 0x535345, .name = "SSE", .what = "supervisor software events" },
	{ .id = 0x46574654, .name = "FWFT", .what = "firmware features" },
	{ .id = 0x44425452, .name = "DBTR", .what = "debug triggers" },
	{ .id = 0x4d505859, .name = "MPXY", .what = "message proxy" },
	{ .id = SBI_LEGACY_SET_TIMER, .name = "legacy 0", .what = "set timer" },
	{ .id = SBI_LEGACY_PUTCHAR, .name = "legacy 1", .what = "console putchar" },
	{ .id = SBI_LEGACY_GETCHAR, .name = "legacy 2", .what = "console getchar" },
	{ .id = 3, .name = "legacy 3", .what = "clear IPI" },
	{ .id = 4, .name = "legacy 4", .what = "send IPI" },
	{ .id = 5, .name = "legacy 5", .what = "remote FENCE.I" },
	{ .id = 6, .name = "legacy 6", .what = "remote SFENCE.VMA" },
	{ .id = 7, .name = "legacy 7", .what = "remote SFENCE.VMA with ASID" },
	{ .id = SBI_LEGACY_SHUTDOWN, .name = "legacy 8", .what = "shutdown" },
};

enum {
	SBI_SPEC,
	SBI_SHOWN, /* for people: number and name */
	SBI_NUMBER,
	SBI_NAME,
	SBI_VERSION,
	SBI_VENDOR,
};

static const struct report_column sbi_columns[] = {
	[SBI_SPEC] = { .key = "specification", .title = "specification" },
	[SBI_SHOWN] = { .title = "implementation" },
	[SBI_NUMBER] = { .key = "implementation", .flags = REPORT_HIDDEN },
	[SBI_NAME] = { .key = "name", .flags = REPORT_HIDDEN },
	[SBI_VERSION] = { .key = "version", .title = "version" },
	[SBI_VENDOR] = { .key = "mvendorid", .title = "mvendorid" },
	{ .key = "marchid", .title = "marchid" },
	{ .key = "mimpid", .title = "mimpid" },
};

static const struct report_table sbi_table = {
	.key = "firmware",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(sbi_columns),
};

enum { EXTENSION_THERE, EXTENSION_NAME, EXTENSION_ID, EXTENSION_WHAT };

static const struct report_column sbi_extension_columns[] = {
	[EXTENSION_THERE] = { .key = "there", .title = "THERE" },
	[EXTENSION_NAME] = { .key = "name", .title = "NAME" },
	[EXTENSION_ID] = { .key = "id", .title = "ID", .flags = REPORT_RIGHT },
	[EXTENSION_WHAT] = { .key = "what", .title = "WHAT" },
};

static const struct report_table sbi_extension_table = {
	.key = "extensions",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(sbi_extension_columns),
};

static void sbi_extensions(struct report *report, void *unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(sbi_rows) / sizeof(sbi_rows[0]); i++) {
		const struct sbi_row *row = &sbi_rows[i];

		report_row(report);
		report_flag(report, EXTENSION_THERE, sbi_probe(row->id));
		report_string(report, EXTENSION_NAME, row->name);
		report_hex(report, EXTENSION_ID, row->id);
		report_string(report, EXTENSION_WHAT, row->what);
	}
}

/* What the implementation is, and whose hart it runs on. */
static void sbi_implementation(struct report *report, const struct sbi_facts *facts)
{
	const char *name = sbi_implementation_name(facts->implementation);
	struct dt_text *out = report_cell(report, SBI_SHOWN);
	char version[SBI_VERSION_MAX];

	dt_put_dec(out, facts->implementation);
	dt_putc(out, ' ');
	dt_puts(out, name ? name : "(unknown)");
	report_dec(report, SBI_NUMBER, facts->implementation);
	report_string(report, SBI_NAME, name);
	sbi_implementation_version(facts->implementation, facts->implementation_version, version);
	report_string(report, SBI_VERSION, version);
	for (int i = 0; i < BASE_IDS; i++) {
		struct sbi_ret ret = sbi_call(SBI_BASE, BASE_MVENDORID + (uint64_t)i, 0, 0, 0);

		if (ret.error)
			report_string(report, SBI_VENDOR + i, sbi_error_name(ret.error));
		else
			report_hex(report, SBI_VENDOR + i, ret.value);
	}
}

static void sbi_firmware(struct report *report, void *unused)
{
	const struct sbi_facts *facts = sbi_facts();
	struct dt_text *out;

	(void)unused;
	report_row(report);
	out = report_cell(report, SBI_SPEC);
	dt_put_dec(out, facts->spec_major);
	dt_putc(out, '.');
	dt_put_dec(out, facts->spec_minor);
	if (facts->base)
		sbi_implementation(report, facts);
}

static int sbi_run(struct shell *shell, const struct shell_args *args)
{
	struct report report;

	report_begin(&report, shell, args);
	report_rows(&report, &sbi_table, sbi_firmware, NULL);
	if (sbi_facts()->base)
		report_rows(&report, &sbi_extension_table, sbi_extensions, NULL);
	else
		report_says(&report, "no base extension, so no more is known; the legacy calls are "
				     "assumed");
	report_end(&report);
	return 0;
}

static const struct shell_command command_sbi = {
	.name = "sbi",
	.group = SHELL_MACHINE,
	.args = "",
	.summary = "show the firmware: specification, ids, and its extensions",
	.example = "sbi | grep yes",
	.needs_machine = true,
	.reports = true,
	.run = sbi_run,
};
SHELL_COMMAND(command_sbi);
