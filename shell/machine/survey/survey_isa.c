/*
 * The ISA of the running hart: the extensions that its node lists, and the block that cbo.zero
 * clears. Sources: devicetree bindings riscv/cpus.yaml and riscv/extensions.yaml.
 */
#include <errno.h>
#include <inttypes.h>
#include "fdt/where/machine.h"
#include "kernel/boot_facts.h"
#include "kernel/isa/isa.h"
#include "shell/machine/cpu/isa_edit.h"
#include "shell/machine/cpu/isa_facts.h"
#include "shell/machine/survey/survey.h"

static int isa_row_correct(struct shell *shell, struct dt_draft *draft,
			   const struct survey_row *row)
{
	struct isa_facts facts;
	int changed;

	(void)row;
	isa_facts_probe(&facts, shell->tree, boot_facts.hart, false);
	changed = isa_edit_in(draft, &facts);
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

static void isa_measure(struct survey *survey)
{
	unsigned listed = 0, more = 0, wrong;
	struct isa_facts facts;
	struct survey_row *row;

	isa_facts_probe(&facts, survey->shell->tree, boot_facts.hart, false);
	row = survey_row(survey, facts.cpu);
	if (!facts.listed) {
		survey_measured(row, "the running hart's node lists no extensions");
		return;
	}
	wrong = isa_wrong(&facts, row->claim);
	for (int i = 0; i < facts.count; i++) {
		listed += facts.mark[i] != 0;
		more += isa_verdict(&facts, i) == ISA_UNLISTED;
	}
	if (!wrong)
		survey_claim(row, "%u extensions", listed);
	if (wrong)
		survey_measured(row, "hart %" PRIu64 " traps", boot_facts.hart);
	else if (more)
		survey_measured(row, "work, and %u more: see 'isa'", more);
	else
		survey_measured(row, "work");
	survey_judge(row, !wrong, isa_row_correct);
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

/* A row for a property that the node has. */
static void cache_row(struct survey *survey, struct dt_node cpu, bool manage, uint32_t bytes)
{
	uint64_t claimed;
	struct survey_row *row;

	if (dt_number(cpu, manage ? cache_manage : cache_zero, &claimed))
		return;
	row = survey_row(survey, cpu);
	survey_claim(row, "%s %" PRIu64 " bytes", manage ? "cbom" : "cboz", claimed);
	row->number[0] = bytes;
	row->number[1] = manage;
	if (!bytes) {
		survey_measured(row, "cbo.zero, which shows it, traps");
		return;
	}
	survey_measured(row, "cbo.zero clears %" PRIu32, bytes);
	survey_judge(row, claimed == bytes, cache_correct);
	/* The specification lets the two sizes differ; no known hart's do. */
	if (manage)
		row->proof = SURVEY_LIKELY;
}

static void cache_measure(struct survey *survey)
{
	struct dt_node cpu = dt_cpu_of_hart(survey->shell->tree, boot_facts.hart);
	uint32_t bytes = isa_zero_block();

	if (!dt_found(cpu))
		return;
	cache_row(survey, cpu, false, bytes);
	cache_row(survey, cpu, true, bytes);
}

static const struct survey_fact cache_fact = {
	.name = "cache",
	.place = 5,
	.measure = cache_measure,
};
SURVEY_FACT(cache_fact);
