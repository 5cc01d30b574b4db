/* sbi: what the firmware says about itself. Source: RISC-V SBI Specification 3.0, chapter 4
 * (base). */
#include "kernel/sbi.h"
#include "kernel/sbi_implementation.h"
#include "shell/machine/sbi/sbi_rows.h"
#include "shell/machine/sbi/sbi_states.h"
#include "shell/machine/sbi/sbi_verb.h"
#include "shell/report/report.h"

enum { SBI_IDS = 3 }; /* mvendorid, marchid and mimpid */

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
	const struct sbi_row *row;

	(void)unused;
	for (unsigned i = 0; (row = sbi_row(i)); i++) {
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
	for (int i = 0; i < SBI_IDS; i++) {
		struct sbi_ret ret = sbi_call(SBI_BASE, SBI_BASE_MVENDORID + (uint64_t)i, 0, 0, 0);

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

static void sbi_list_extensions(struct report *report)
{
	report_rows(report, &sbi_extension_table, sbi_extensions, NULL);
	sbi_states(report);
}

static int sbi_run(struct shell *shell, const struct shell_args *args)
{
	struct report report;

	if (args->verb)
		return args->verb->run(shell, args);
	report_begin(&report, shell, args);
	report_rows(&report, &sbi_table, sbi_firmware, NULL);
	if (sbi_facts()->base)
		sbi_list_extensions(&report);
	else
		report_says(&report, "no base extension, so no more is known; the legacy calls are "
				     "assumed");
	report_end(&report);
	return 0;
}

static const struct shell_option sbi_options[] = {
	{ .letter = 'f', .summary = "call, test: also what takes the hart or memory away" },
	{ .letter = 'l', .summary = "test: list the tests, and run none" },
	{ .letter = 'o',
	  .value = "FORMAT",
	  .summary = "test: as test rigs read it: tap, junit",
	  .plain = true },
	{ .letter = 'q', .summary = "test: show only what is not right" },
	{ 0 },
};

static const struct shell_command command_sbi = {
	.name = "sbi",
	.group = SHELL_MACHINE,
	.args = "[call EXT FID [ARG ...]|test [EXT[/TEST] ...]]",
	.summary = "show the firmware: specification, ids, and its extensions; call it",
	.detail =
		"EXT is a name in the list, or a number; FID the number of the function. For a\n"
		"legacy call, they are the word legacy and the call's number. The arguments go to\n"
		"a0 to a5, and are as ADDR in 'md'. The status is 1 where the error is not 0.",
	.example = "sbi call HSM 2 1",
	.options = sbi_options,
	.needs_machine = true,
	.any_hart = true,
	.reports = true,
	.run = sbi_run,
	.verbs = SHELL_VERBS(sbi_verbs),
};
SHELL_COMMAND(command_sbi);
