/*
 * isa: what a hart has of the ISA, what the tree says of that, and which profiles it meets.
 * Sources: see kernel/isa/ and shell/machine/cpu/isa_verdict.c.
 */
#include <errno.h>
#include <string.h>
#include "kernel/trap/trap.h"
#include "shell/machine/cpu/isa_edit.h"
#include "shell/machine/cpu/isa_facts.h"
#include "shell/machine/cpu/isa_profiles.h"

enum { ISA_NAME, ISA_WHAT, ISA_PROBED, ISA_TREE, ISA_VERDICT, ISA_CAUSE, ISA_GATE };

static const struct report_column isa_columns[] = {
	[ISA_NAME] = { .key = "extension", .title = "EXTENSION" },
	[ISA_WHAT] = { .key = "what", .title = "WHAT" },
	[ISA_PROBED] = { .key = "probed", .title = "PROBED" },
	[ISA_TREE] = { .key = "tree", .title = "TREE" },
	[ISA_VERDICT] = { .key = "verdict", .title = "VERDICT" },
	[ISA_CAUSE] = { .key = "cause", .flags = REPORT_HIDDEN },
	[ISA_GATE] = { .key = "needs", .flags = REPORT_HIDDEN },
};

static const struct report_table isa_table = {
	.key = "extensions",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(isa_columns),
};

enum { SUM_HART, SUM_NODE, SUM_WORK, SUM_ABSENT, SUM_OPEN, SUM_WRONG, SUM_UNLISTED, SUM_UNKNOWN };

static const struct report_column sum_columns[] = {
	[SUM_HART] = { .key = "hart", .title = "hart" },
	[SUM_NODE] = { .key = "node", .title = "node" },
	[SUM_WORK] = { .key = "work", .title = "extensions that work" },
	[SUM_ABSENT] = { .key = "absent", .title = "that do not" },
	[SUM_OPEN] = { .key = "undecidable", .title = "not decidable" },
	[SUM_WRONG] = { .key = "wrong", .title = "listed, do not work" },
	[SUM_UNLISTED] = { .key = "unlisted", .title = "work, not listed" },
	[SUM_UNKNOWN] = { .key = "unknown", .title = "listed, not known" },
};

static const struct report_table sum_table = {
	.key = "summary",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(sum_columns),
};

/* What is shown. */
struct isa_show {
	const struct isa_facts *facts;
	bool all;
};

static const char *isa_found_name(uint8_t found)
{
	static const char names[][14] = {
		[ISA_UNDECIDABLE] = "not decidable",
		[ISA_WORKS] = "yes",
		[ISA_ABSENT] = "no",
		[ISA_FAULTS] = "traps",
		[ISA_DIFFERS] = "differs",
	};

	return names[found];
}

/* Which properties list it: "isa", "list", or both. */
static void isa_put_tree(struct report *report, uint8_t mark)
{
	static const char texts[][10] = { "", "isa", "list", "isa, list" };

	if (mark)
		report_string(report, ISA_TREE, texts[mark]);
}

static void isa_put_row(struct report *report, const struct isa_facts *facts, int index)
{
	static const char verdicts[][11] = {
		[ISA_WRONG] = "wrong",
		[ISA_UNLISTED] = "not listed",
	};
	enum isa_verdict verdict = isa_verdict(facts, index);
	const struct isa_id *id = isa_id(index);

	report_row(report);
	report_string(report, ISA_NAME, id->name);
	report_string(report, ISA_WHAT, id->what);
	report_string(report, ISA_PROBED, isa_found_name(facts->found[index]));
	isa_put_tree(report, facts->mark[index]);
	if (verdict != ISA_AGREES)
		report_string(report, ISA_VERDICT, verdicts[verdict]);
	if (facts->found[index] == ISA_FAULTS)
		report_string(report, ISA_CAUSE, trap_cause_name(facts->cause[index]));
	if (facts->found[index] != ISA_WORKS)
		report_string(report, ISA_GATE, isa_gate(index));
}

static void isa_rows(struct report *report, void *context)
{
	const struct isa_show *show = context;

	for (int i = 0; i < show->facts->count; i++)
		if (show->all || isa_verdict(show->facts, i) != ISA_AGREES)
			isa_put_row(report, show->facts, i);
}

/* --- the sum --------------------------------------------------------------------------------- */

static unsigned sum_found(const struct isa_facts *facts, enum isa_found found)
{
	unsigned count = 0;

	for (int i = 0; i < facts->count; i++)
		count += facts->found[i] == found;
	return count;
}

static unsigned sum_verdict(const struct isa_facts *facts, enum isa_verdict verdict)
{
	unsigned count = 0;

	for (int i = 0; i < facts->count; i++)
		count += isa_verdict(facts, i) == verdict;
	return count;
}

/* Names that the tree lists and that are no rows here, nor wholes of rows. */
static void sum_unknown(struct report *report, const struct isa_facts *facts)
{
	static const uint8_t none[ISA_MAX];
	struct dt_isa it;
	const char *name;
	size_t len;

	report_list(report, SUM_UNKNOWN);
	dt_isa_init(&it, facts->cpu);
	while (dt_isa_next(&it, &name, &len)) {
		uint8_t mark[ISA_MAX] = { 0 };

		dt_isa_mark_name(name, len, it.from, isa_name, mark);
		if (it.from == isa_read_property(facts) && memcmp(mark, none, sizeof(mark)) == 0)
			dt_put_escaped(report_item(report), name, len);
	}
}

static void sum_put(struct report *report, const struct isa_show *show)
{
	const struct isa_facts *facts = show->facts;
	unsigned work = sum_found(facts, ISA_WORKS), open = sum_found(facts, ISA_UNDECIDABLE);

	report_table(report, &sum_table);
	report_row(report);
	report_dec(report, SUM_HART, report->shell->hart);
	if (dt_found(facts->cpu))
		report_node(report, SUM_NODE, facts->cpu);
	report_dec(report, SUM_WORK, work);
	report_dec(report, SUM_ABSENT, (unsigned)facts->count - work - open);
	report_dec(report, SUM_OPEN, open);
	if (!facts->listed)
		return;
	report_dec(report, SUM_WRONG, sum_verdict(facts, ISA_WRONG));
	report_dec(report, SUM_UNLISTED, sum_verdict(facts, ISA_UNLISTED));
	if (show->all || report->json)
		sum_unknown(report, facts);
}

/* --------------------------------------------------------------------------------------------- */

/* What firmware may not have switched on, for those that the tree lists wrongly, or for all. */
static void isa_say_gates(struct report *report, const struct isa_show *show)
{
	const struct isa_facts *facts = show->facts;

	for (int i = 0; i < facts->count; i++) {
		struct dt_text *out;

		if (facts->found[i] == ISA_WORKS || !isa_gate(i) ||
		    !(show->all || isa_verdict(facts, i) == ISA_WRONG))
			continue;
		out = report_say(report);
		dt_puts(out, isa_name(i));
		dt_puts(out, ": missing, or firmware has not set ");
		dt_puts(out, isa_gate(i));
	}
}

static void isa_report(struct shell *shell, const struct shell_args *args, struct isa_facts *facts)
{
	struct isa_show show = { .facts = facts, .all = shell_option(args, 'a') };
	struct report report;

	report_begin(&report, shell, args);
	report_rows(&report, &isa_table, isa_rows, &show);
	isa_say_gates(&report, &show);
	isa_put_profiles(&report, facts);
	sum_put(&report, &show);
	if (!facts->listed)
		report_says(&report, "the tree lists no extensions of this hart");
	isa_put_edits(&report, facts);
	report_end(&report);
}

static int isa_run(struct shell *shell, const struct shell_args *args)
{
	struct isa_facts facts;

	isa_facts_probe(&facts, shell->tree, shell->hart, shell_option(args, 't'));
	if (shell_option(args, 'f'))
		return isa_make_edit(shell, args, &facts);
	isa_report(shell, args, &facts);
	return sum_verdict(&facts, ISA_WRONG) ? SHELL_FAILED : 0;
}

/* By `on`. */
static int isa_prepare(struct shell *shell, const struct shell_args *args)
{
	if (!shell_option(args, 'f'))
		return 0;
	return shell_error(shell, -EPERM, "-f edits the tree: type it without 'on'");
}

static const struct shell_option isa_options[] = {
	{ .letter = 'a',
	  .summary = "all extensions, not only those of which tree and hart differ" },
	{ .letter = 't', .summary = "try those, too, that firmware prints a complaint about" },
	{ .letter = 'f', .summary = "correct the tree; undo takes it back" },
	{ 0 },
};

static const struct shell_command isa_command = {
	.name = "isa",
	.group = SHELL_FACTS,
	.args = "",
	.summary = "try which ISA extensions work, and compare with the tree",
	.detail =
		"Each is tried by an instruction or a CSR. Yes: the result is right. No: illegal\n"
		"instruction; the hart lacks it, or firmware has not enabled it. Differs: that\n"
		"instruction is another extension's. Not decidable: hints, timing, page tables;\n"
		"and see -t. TREE: riscv,isa (isa) or riscv,isa-extensions (list) has it, or a\n"
		"whole of it. A profile that misses nothing is met as far as that is decidable.\n"
		"The status is 1 where the tree lists what does not work.",
	.options = isa_options,
	.needs_machine = true,
	.reports = true,
	.any_hart = true,
	.prepare = isa_prepare,
	.run = isa_run,
};
SHELL_COMMAND(isa_command);
