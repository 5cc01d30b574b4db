/*
 * csr: control and status registers, listed, decoded and written.
 * RISC-V Privileged Architecture 1.12, 2.1 (numbers) and 2.3 (WARL).
 */
#include <errno.h>
#include <string.h>
#include "kernel/csr_any.h"
#include "kernel/trap/trap.h"
#include "kernel/hpm_counters.h"
#include "shell/machine/cpu/csr_decode.h"
#include "shell/memory_word.h"
#include "shell/report/report.h"

enum { LIST_NUMBER, LIST_NAME, LIST_VALUE, LIST_EXTENSION };

static const struct report_column list_columns[] = {
	[LIST_NUMBER] = { .key = "number", .title = "NUMBER", .flags = REPORT_RIGHT },
	[LIST_NAME] = { .key = "name", .title = "NAME" },
	[LIST_VALUE] = { .key = "value", .title = "VALUE" },
	[LIST_EXTENSION] = { .key = "extension", .title = "EXTENSION" },
};

static const struct report_table list_table = {
	.key = "csrs",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(list_columns),
};

enum { FIELD_NAME, FIELD_BITS, FIELD_VALUE, FIELD_MEANS };

static const struct report_column field_columns[] = {
	[FIELD_NAME] = { .key = "name", .title = "FIELD" },
	[FIELD_BITS] = { .key = "bits", .title = "BITS", .flags = REPORT_RIGHT },
	[FIELD_VALUE] = { .key = "value", .title = "VALUE", .flags = REPORT_RIGHT },
	[FIELD_MEANS] = { .key = "means", .title = "MEANS" },
};

static const struct report_table field_table = {
	.key = "fields",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(field_columns),
};

enum { WRITE_WAS, WRITE_IGNORED };

static const struct report_column write_columns[] = {
	[WRITE_WAS] = { .key = "was", .title = "was" },
	[WRITE_IGNORED] = { .key = "ignored", .title = "did not take (WARL)" },
};

static const struct report_table write_table = {
	.key = "write",
	.layout = REPORT_LINES,
	.record = true,
	REPORT_TABLE_COLUMNS(write_columns),
};

enum csr_state { CSR_OUT, CSR_UNREAD, CSR_ABSENT, CSR_THERE };

/* What is listed. All is read before the first row is shown, because a table is made twice, and
 * counters count. */
struct csr_list {
	int number;         /* of the one that was named, or -errno: */
	const char *prefix; /* what names begin with */
	unsigned found;     /* how many are listed */
	uint8_t format;     /* of the last of them, and its place in: */
	unsigned at;
	uint64_t value[CSR_MAX];
	uint8_t state[CSR_MAX]; /* enum csr_state, in the table's order */
	uint64_t was, wrote;    /* of the one that was written */
};

static bool csr_is_listed(const struct csr_list *list, const struct csr_row *row, unsigned index)
{
	char name[CSR_NAME_MAX];

	if (list->number >= 0)
		return row->number + index == (unsigned)list->number;
	csr_name(row, index, index, name);
	return strncmp(name, list->prefix, strlen(list->prefix)) == 0;
}

/* Reads all that is listed. Without @seed not seed, whose read takes entropy; and of the
 * hpmcounters those in the mask @counters. */
static void csr_read(struct csr_list *list, bool seed, uint64_t counters)
{
	struct csr_row row;
	unsigned at = 0;

	for (int i = 0; csr_row(i, &row); i++)
		for (unsigned j = 0; j < csr_count(&row); j++, at++) {
			list->value[at] = 0;
			list->state[at] = CSR_OUT;
			if (!csr_is_listed(list, &row, j))
				continue;
			list->found++;
			list->at = at;
			list->format = row.format;
			if ((row.format == CSR_SEED && !seed) ||
			    (row.extension == CSR_OF_ZIHPM && !(counters >> (row.first + j) & 1)))
				list->state[at] = CSR_UNREAD;
			else if (csr_any_read(row.number + j, &list->value[at]))
				list->state[at] = CSR_ABSENT;
			else
				list->state[at] = CSR_THERE;
		}
}

/* Shows the CSRs @from to @last of the row, whose first one is at @at in the list. */
static void csr_put(struct report *report, const struct csr_list *list, const struct csr_row *row,
		    unsigned at, unsigned from, unsigned last)
{
	enum csr_state state = list->state[at + from];
	char name[CSR_NAME_MAX];
	struct dt_text *out;

	if (state == CSR_OUT)
		return;
	report_row(report);
	report_hex(report, LIST_NUMBER, row->number + from);
	csr_name(row, from, last, name);
	report_string(report, LIST_NAME, name);
	if (state == CSR_THERE)
		report_hex(report, LIST_VALUE, list->value[at + from]);
	else
		report_string(report, LIST_VALUE, state == CSR_ABSENT ? "absent" : "not read");
	out = report_cell(report, LIST_EXTENSION);
	if ((row->number >> 8 & 3) != 2) { /* not one of the hypervisor's numbers */
		dt_puts(out, csr_extension_name(row));
		return;
	}
	dt_putc(out, 'H');
	if (row->extension != CSR_OF_H && row->extension != CSR_OF_S) {
		dt_puts(out, ", ");
		dt_puts(out, csr_extension_name(row));
	}
}

/* All rows. Those of a row that read as 0, or are absent, are one line where they follow each
 * other. */
static void csr_rows(struct report *report, void *context)
{
	const struct csr_list *list = context;
	struct csr_row row;
	unsigned at = 0;

	for (int i = 0; csr_row(i, &row); at += csr_count(&row), i++)
		for (unsigned from = 0, last; from < csr_count(&row); from = last + 1) {
			for (last = from; last + 1 < csr_count(&row); last++)
				if (list->state[at + from] != list->state[at + last + 1] ||
				    list->value[at + from] || list->value[at + last + 1])
					break;
			csr_put(report, list, &row, at, from, last);
		}
}

static void csr_field_put(struct report *report, const struct csr_field *field, uint64_t value)
{
	uint64_t bits = csr_field_of(field, value);
	struct dt_text *out;

	report_row(report);
	report_string(report, FIELD_NAME, field->name);
	out = report_cell(report, FIELD_BITS);
	if (field->width > 1) {
		dt_put_dec(out, field->low + field->width - 1);
		dt_putc(out, ':');
	}
	dt_put_dec(out, field->low);
	report_hex(report, FIELD_VALUE, bits);
	if (field->format == CSR_CAUSE && !field->low && bits == value) /* no interrupt */
		report_string(report, FIELD_MEANS, trap_cause_name(bits));
	else
		report_string(report, FIELD_MEANS, csr_field_means(field, bits));
}

static void csr_fields(struct report *report, void *context)
{
	const struct csr_list *list = context;
	const struct csr_field *field;

	for (int i = 0; (field = csr_field(i)); i++)
		if (csr_has_field(list->format, field))
			csr_field_put(report, field, list->value[list->at]);
}

static void csr_written(struct report *report, const struct csr_list *list)
{
	uint64_t ignored = list->wrote ^ list->value[list->at];

	report_table(report, &write_table);
	report_row(report);
	report_hex(report, WRITE_WAS, list->was);
	if (ignored)
		report_hex(report, WRITE_IGNORED, ignored);
}

/* Writes the CSR that was named, and reads it back. 0, or -errno reported. */
static int csr_write(struct shell *shell, const struct shell_args *args, struct csr_list *list)
{
	unsigned number = (unsigned)list->number;
	const char *name = args->argv[1], *why;
	uint64_t *value = &list->value[list->at];

	if (shell_number(shell, args->argv[2], &list->wrote))
		return -EINVAL;
	shell_hint_decimal(shell, args->argv[2], strlen(args->argv[2]));
	if (list->state[list->at] == CSR_ABSENT)
		return shell_error(shell, -ENODEV, "%s: absent", name);
	if (number >> 10 == 3) /* as its number says */
		return shell_error(shell, -EACCES, "%s: read-only", name);
	list->was = *value;
	why = csr_refusal(number, list->was, list->wrote);
	if (why && !shell_option(args, 'f'))
		return shell_error(shell, -EBUSY, "%s: %s; -f writes it anyway", name, why);
	*value = list->wrote;
	list->state[list->at] = CSR_THERE;
	return csr_any_write(number, value)
		       ? shell_error(shell, -EFAULT, "%s: the write traps", name)
		       : 0;
}

static int csr_show(struct shell *shell, const struct shell_args *args, struct csr_list *list)
{
	bool there = list->state[list->at] == CSR_THERE;
	struct report report;

	report_begin(&report, shell, args);
	report_rows(&report, &list_table, csr_rows, list);
	if (args->argc > 2)
		csr_written(&report, list);
	else if (list->number >= 0 && list->format != CSR_PLAIN && there)
		report_rows(&report, &field_table, csr_fields, list);
	report_end(&report);
	return list->number >= 0 && !there ? SHELL_FAILED : 0;
}

static int csr_run(struct shell *shell, const struct shell_args *args)
{
	const char *name = args->argc > 1 ? args->argv[1] : "";
	struct csr_list list;
	uint64_t number = 0;

	list.number = csr_find(shell_is_number(name, &number) ? NULL : name, number);
	list.prefix = name;
	list.found = 0;
	csr_read(&list, list.number >= 0 && args->argc == 2,
		 shell_option(args, 'f') ? UINT64_MAX : hpm_counters());
	if (!list.found || (args->argc > 2 && list.number < 0))
		return shell_error(shell, -ENOENT, "%s: no such CSR of S-mode; 'csr' lists all",
				   name);
	if (args->argc > 2) {
		int err = csr_write(shell, args, &list);

		if (err)
			return err;
	}
	return csr_show(shell, args, &list);
}

static void csr_complete(struct shell *shell, struct shell_completions *completions)
{
	struct csr_row row;
	char name[CSR_NAME_MAX];

	(void)shell;
	for (int i = 0; !completions->operand && csr_row(i, &row); i++)
		for (unsigned j = 0; j < csr_count(&row); j++) {
			csr_name(&row, j, j, name);
			shell_offer(completions, name, false);
		}
}

static const struct shell_option csr_options[] = {
	{ .letter = 'f', .summary = "do it in spite of the risk" },
	{ 0 },
};

static const struct shell_command command_csr = {
	.name = "csr",
	.group = SHELL_MACHINE,
	.args = "[NAME [VALUE]]",
	.summary = "list, decode or write control and status registers",
	.detail = "NAME is a name, its beginning, or a number. Absent: a read traps. Not read:\n"
		  "seed, unless named, and counters that SBI PMU lacks, as firmware may hang: see\n"
		  "-f.",
	.example = "csr sstatus",
	.options = csr_options,
	.max_args = 2,
	.needs_machine = true,
	.reports = true,
	.any_hart = true,
	.run = csr_run,
	.complete = csr_complete,
};
SHELL_COMMAND(command_csr);
