/*
 * The ISA of each hart that starts: the extensions that its node lists, and the block that cbo.zero
 * clears. Sources: devicetree bindings riscv/cpus.yaml and riscv/extensions.yaml.
 */
#include <errno.h>
#include <inttypes.h>
#include "fdt/where/machine.h"
#include "kernel/boot_facts.h"
#include "kernel/isa/isa.h"
#include "kernel/noinit.h"
#include "shell/machine/cpu/isa_edit.h"
#include "shell/machine/cpu/isa_facts.h"
#include "shell/machine/hart/harts.h"
#include "shell/machine/survey/survey.h"

/* What a hart is asked: static, because one that is lost may still write the answer. */
static NOINIT struct isa_asked {
	const struct dt_tree *tree;
	uint64_t hart;
	struct isa_facts facts;
	uint32_t block;
} isa_asked;

static int isa_ask(void *arg)
{
	struct isa_asked *asked = arg;

	isa_facts_probe(&asked->facts, asked->tree, asked->hart, false);
	return 0;
}

static int isa_ask_block(void *arg)
{
	struct isa_asked *asked = arg;

	asked->block = isa_zero_block();
	return 0;
}

static int isa_ask_hart(struct shell *shell, uint64_t hart, int (*ask)(void *), const char **why)
{
	isa_asked.tree = shell->tree;
	isa_asked.hart = hart;
	return harts_run(shell, hart, ask, &isa_asked, why);
}

/* Calls @visit for the running hart and each of the others. */
static void isa_each(struct survey *survey,
		     void (*visit)(struct survey *survey, uint64_t hart, struct dt_node cpu))
{
	struct harts_walk walk = { 0 };

	visit(survey, boot_facts.hart, dt_cpu_of_hart(survey->shell->tree, boot_facts.hart));
	while (harts_next_other(survey->shell, &walk)) {
		visit(survey, walk.id, walk.node);
		shell_check_interrupt(survey->shell);
	}
}

/* --- extensions ------------------------------------------------------------------------------- */

static int isa_row_correct(struct shell *shell, struct dt_draft *draft,
			   const struct survey_row *row)
{
	const char *why;
	int err = isa_ask_hart(shell, row->number[0], isa_ask, &why), changed;

	if (err)
		return err;
	changed = isa_edit_in(draft, &isa_asked.facts);
	return changed < 0 ? changed : 0;
}

/* The names of what the tree lists and the hart lacks. How many. */
static unsigned isa_wrong(const struct isa_facts *facts, char list[SURVEY_TEXT_MAX])
{
	size_t used = 0;
	unsigned count = 0;

	list[0] = '\0';
	for (int i = 0; i < facts->count; i++) {
		size_t len = strlen(isa_name(i));

		if (isa_verdict(facts, i) != ISA_WRONG)
			continue;
		count++;
		if (used + len + 2 > SURVEY_TEXT_MAX)
			continue;
		if (used)
			list[used++] = ' ';
		memcpy(list + used, isa_name(i), len + 1);
		used += len;
	}
	return count;
}

/* The row of a hart that was asked. */
static void isa_fill(struct survey_row *row, const struct isa_facts *facts, uint64_t hart)
{
	unsigned listed = 0, more = 0, wrong;

	if (!facts->listed) {
		survey_measured(row, "the hart's node lists no extensions");
		return;
	}
	wrong = isa_wrong(facts, row->claim);
	for (int i = 0; i < facts->count; i++) {
		listed += facts->mark[i] != 0;
		more += isa_verdict(facts, i) == ISA_UNLISTED;
	}
	row->number[0] = hart;
	if (!wrong)
		survey_claim(row, "%u extensions", listed);
	if (wrong)
		survey_measured(row, "hart %" PRIu64 " traps", hart);
	else if (more)
		survey_measured(row, "work, and %u more: see 'isa'", more);
	else
		survey_measured(row, "work");
	survey_judge(row, !wrong, isa_row_correct);
}

static void isa_visit(struct survey *survey, uint64_t hart, struct dt_node cpu)
{
	struct survey_row *row = survey_row(survey, cpu);
	const char *why = NULL;

	if (isa_ask_hart(survey->shell, hart, isa_ask, &why))
		survey_measured(row, "%s", why);
	else
		isa_fill(row, &isa_asked.facts, hart);
	survey_merge(survey);
}

static void isa_measure(struct survey *survey)
{
	isa_each(survey, isa_visit);
}

static const struct survey_fact isa_fact = {
	.name = "isa",
	.place = 4,
	.measure = isa_measure,
};
SURVEY_FACT(isa_fact);

/* --- cache blocks ----------------------------------------------------------------------------- */

static const char cache_zero[] = "riscv,cboz-block-size", cache_manage[] = "riscv,cbom-block-size";

/* Also where it is missing. */
static int cache_correct(struct shell *shell, struct dt_draft *draft, const struct survey_row *row)
{
	uint8_t cell[DT_CELL];

	(void)shell;
	dt_put_be32(cell, (uint32_t)row->number[0]);
	return dt_draft_set(draft, (struct dt_node){ &draft->tree, row->node.offset },
			    row->number[1] ? cache_manage : cache_zero, cell, sizeof(cell));
}

/* A row for a property that the node has. @why: the hart was not asked. */
static void cache_row(struct survey *survey, struct dt_node cpu, bool manage, const char *why)
{
	uint32_t bytes = isa_asked.block;
	uint64_t claimed;
	struct survey_row *row;

	if (dt_number(cpu, manage ? cache_manage : cache_zero, &claimed))
		return;
	row = survey_row(survey, cpu);
	survey_claim(row, "%s %" PRIu64 " bytes", manage ? "cbom" : "cboz", claimed);
	row->number[0] = bytes;
	row->number[1] = manage;
	if (why || !bytes) {
		survey_measured(row, "%s", why ? why : "cbo.zero, which shows it, traps");
		survey_merge(survey);
		return;
	}
	survey_measured(row, "cbo.zero clears %" PRIu32, bytes);
	survey_judge(row, claimed == bytes, cache_correct);
	/* The specification lets the two sizes differ; no known hart's do. */
	if (manage)
		row->proof = SURVEY_LIKELY;
	survey_merge(survey);
}

static void cache_visit(struct survey *survey, uint64_t hart, struct dt_node cpu)
{
	const char *why = NULL;
	uint64_t claimed;

	if (!dt_found(cpu) ||
	    (dt_number(cpu, cache_zero, &claimed) && dt_number(cpu, cache_manage, &claimed)))
		return;
	if (!isa_ask_hart(survey->shell, hart, isa_ask_block, &why))
		why = NULL;
	cache_row(survey, cpu, false, why);
	cache_row(survey, cpu, true, why);
}

static void cache_measure(struct survey *survey)
{
	isa_each(survey, cache_visit);
}

static const struct survey_fact cache_fact = {
	.name = "cache",
	.place = 5,
	.measure = cache_measure,
};
SURVEY_FACT(cache_fact);
