/*
 * `sbi call`: any call of the firmware, with its answer. Sources: RISC-V SBI Specification 3.0,
 * chapters 3 (binary encoding) and 5 (legacy calls, which answer by a0 alone).
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "shell/machine/sbi/sbi_risk.h"
#include "shell/machine/sbi/sbi_rows.h"
#include "shell/machine/sbi/sbi_verb.h"
#include "shell/memory_word.h"
#include "shell/report/report.h"

enum { CALL_OPERAND = 2 /* argv: EXT; FID and the arguments follow */ };

enum { CALL_ERROR, CALL_NAME, CALL_VALUE, CALL_DECIMAL };

static const struct report_column call_columns[] = {
	[CALL_ERROR] = { .key = "error", .title = "error" },
	[CALL_NAME] = { .key = "name", .flags = REPORT_CLOSE },
	[CALL_VALUE] = { .key = "value", .title = "value" },
	[CALL_DECIMAL] = { .flags = REPORT_CLOSE }, /* for people */
};

static const struct report_table call_table = {
	.key = "answer",
	.layout = REPORT_LINES,
	.record = true,
	REPORT_TABLE_COLUMNS(call_columns),
};

struct call {
	uint64_t extension, function;
	uint64_t a[SBI_ARGUMENTS];
};

/* A number as it is typed, else an expression: so a lone 100 is never taken as hexadecimal. */
static int call_number(struct shell *shell, const char *word, uint64_t *value)
{
	return shell_is_number(word, value) ? 0 : shell_memory_address(shell, word, value);
}

/* EXT and FID: a name or a number, and the function; or "legacy" and the call. */
static int call_named(struct shell *shell, const char *word, const char *function,
		      struct call *call)
{
	const struct sbi_row *row = sbi_row_named(word);

	if (shell_number(shell, function, &call->function))
		return -EINVAL;
	if (!strcmp(word, "legacy")) {
		if (call->function > SBI_LEGACY_LAST)
			return shell_error(shell, -ERANGE, "legacy %s: legacy calls are 0 to %d",
					   function, SBI_LEGACY_LAST);
		call->extension = call->function;
		call->function = 0;
		return 0;
	}
	if (row)
		call->extension = row->id;
	else if (!shell_is_number(word, &call->extension))
		return shell_error(shell, -ENOENT,
				   "%s: no such extension; 'sbi' lists the names, and a number "
				   "is one, too",
				   word);
	return 0;
}

static struct sbi_ret call_make(const struct call *call)
{
	struct sbi_ret ret = sbi_call6(call->extension, call->function, call->a);

	if (call->extension > SBI_LEGACY_LAST)
		return ret;
	return (struct sbi_ret){
		.error = ret.error < 0 ? ret.error : 0,
		.value = ret.error < 0 ? 0 : (uint64_t)ret.error,
	};
}

static void call_show(struct shell *shell, const struct shell_args *args, struct sbi_ret ret)
{
	struct report report;

	report_begin(&report, shell, args);
	report_table(&report, &call_table);
	report_row(&report);
	report_signed(&report, CALL_ERROR, ret.error);
	report_string(&report, CALL_NAME, sbi_error_name(ret.error));
	report_hex(&report, CALL_VALUE, ret.value);
	dt_put_dec(report_cell(&report, CALL_DECIMAL), ret.value);
	report_end(&report);
}

static int call_run(struct shell *shell, const struct shell_args *args)
{
	char **word = args->argv + CALL_OPERAND;
	const struct sbi_risk *risk;
	struct call call = { 0 };
	struct sbi_ret ret;
	int err = call_named(shell, word[0], word[1], &call);

	for (int i = 0; !err && word[2 + i]; i++)
		err = call_number(shell, word[2 + i], &call.a[i]);
	if (err)
		return err;
	risk = sbi_risk(call.extension, call.function);
	if (risk && !shell_option(args, 'f'))
		return shell_error(shell, -EBUSY, "%s %s: %s; %s, -f calls it anyway", word[0],
				   word[1], risk->why, risk->next);
	ret = call_make(&call);
	call_show(shell, args, ret);
	return ret.error ? SHELL_FAILED : 0;
}

static void call_complete(struct shell *shell, struct shell_completions *completions)
{
	const struct sbi_row *row;

	if (completions->operand > 2)
		shell_complete_memory(shell, completions);
	if (completions->operand != 1)
		return;
	for (unsigned i = 0; (row = sbi_row(i)) && row->id > SBI_LEGACY_LAST; i++)
		shell_offer(completions, row->name, false);
	shell_offer(completions, "legacy", false);
}

static const struct shell_verb verb_call = {
	.name = "call",
	.args = "EXT FID [ARG ...]",
	.summary = "call the firmware, and show its answer",
	.min_args = 2,
	.max_args = 2 + SBI_ARGUMENTS,
	.needs_machine = true,
	.reports = true,
	.run = call_run,
	.complete = call_complete,
};
SBI_VERB(verb_call);
