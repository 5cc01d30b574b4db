/*
 * Harts: those of the tree against those that firmware knows.
 * Sources: SBI Specification 2.0, chapter 9 (HSM); Devicetree Specification v0.4, 3.8; devicetree
 * binding riscv/cpus.yaml.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include "fdt/where/machine.h"
#include "kernel/boot_facts.h"
#include "kernel/sbi.h"
#include "shell/machine/hart/harts.h"
#include "shell/machine/survey/survey.h"

enum { HARTS_NAME_MAX = 24, HARTS_VALUE_MAX = 512 };

static int harts_disable(struct shell *shell, struct dt_draft *draft, const struct survey_row *row)
{
	static const char value[] = "disabled";

	(void)shell;
	return dt_draft_set(draft, (struct dt_node){ &draft->tree, row->node.offset }, "status",
			    value, sizeof(value));
}

/* --- a hart that the tree lacks --------------------------------------------------------------- */

/* A property that a new hart takes from the one that runs, and its caches' are not. */
static bool harts_is_taken(const char *name)
{
	static const char others[][20] = { "reg", "phandle", "linux,phandle", "next-level-cache" };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(name, others[i]) == 0)
			return false;
	return true;
}

/* Copies the properties of @from, a node of another tree, to @to. */
static int harts_copy(struct dt_draft *draft, struct dt_node from, struct dt_node to)
{
	struct dt_cursor cursor;
	int err = 0;

	dt_walk(&cursor, from);
	dt_next(&cursor); /* the node itself */
	while (!err && dt_next(&cursor) == DT_PROP)
		if (harts_is_taken(cursor.name))
			err = dt_draft_set(draft, (struct dt_node){ &draft->tree, to.offset },
					   cursor.name, cursor.value, (uint32_t)cursor.len);
	return err;
}

/* Sets reg, as long as that of the hart @like. */
static int harts_set_reg(struct dt_draft *draft, int offset, struct dt_node like, uint64_t id)
{
	uint8_t reg[2 * DT_CELL] = { 0 };
	int len = 0;

	dt_prop(like, "reg", &len);
	if (len != DT_CELL && len != 2 * DT_CELL)
		return -EMSGSIZE;
	dt_put_be32(reg, (uint32_t)(id >> 32));
	dt_put_be32(reg + len - DT_CELL, (uint32_t)id);
	return dt_draft_set(draft, (struct dt_node){ &draft->tree, offset }, "reg", reg,
			    (uint32_t)len);
}

/* Its interrupt controller, with a phandle of its own. */
static int harts_add_intc(struct dt_draft *draft, int hart, struct dt_node like)
{
	static const char name[] = "interrupt-controller";
	struct dt_node from = dt_find(like, name, sizeof(name) - 1), to;
	uint32_t phandle;
	int err;

	if (!dt_found(from))
		return 0;
	err = dt_draft_add(draft, (struct dt_node){ &draft->tree, hart }, name, sizeof(name) - 1,
			   &to);
	if (!err)
		err = harts_copy(draft, from, to);
	if (!err)
		err = dt_draft_phandle(draft, (struct dt_node){ &draft->tree, to.offset },
				       &phandle);
	return err < 0 ? err : 0;
}

/* The node that a new one is made after: that of the running hart, or the first. */
static struct dt_node harts_like(const struct dt_tree *tree)
{
	struct dt_node cpu = dt_cpu_of_hart(tree, boot_facts.hart);

	if (dt_found(cpu))
		return cpu;
	cpu = dt_first_child((struct dt_node){ tree, tree->cpus });
	while (dt_found(cpu) && !dt_is_cpu(cpu))
		cpu = dt_next_child(cpu);
	return cpu;
}

static void harts_name(uint64_t id, char name[HARTS_NAME_MAX])
{
	snprintf(name, HARTS_NAME_MAX, "cpu@%" PRIx64, id);
}

/* Its name is free: a node that has it may have a wrong reg. */
static bool harts_can_add(const struct dt_tree *tree, uint64_t id)
{
	char name[HARTS_NAME_MAX];

	harts_name(id, name);
	return dt_found(harts_like(tree)) &&
	       !dt_found(dt_find((struct dt_node){ tree, tree->cpus }, name, strlen(name)));
}

/* Adds a node like another hart's. What leads interrupts to it stays unknown. */
static int harts_add(struct shell *shell, struct dt_draft *draft, const struct survey_row *row)
{
	struct dt_node like = harts_like(shell->tree), node;
	char name[HARTS_NAME_MAX];
	int err;

	harts_name(row->number[0], name);
	err = dt_draft_add(draft, (struct dt_node){ &draft->tree, row->node.offset }, name,
			   strlen(name), &node);
	if (!err)
		err = harts_copy(draft, like, node);
	if (!err)
		err = harts_set_reg(draft, node.offset, like, row->number[0]);
	return err ? err : harts_add_intc(draft, node.offset, like);
}

/* --- rows ------------------------------------------------------------------------------------- */

static void harts_row(struct survey *survey, const struct harts_walk *walk)
{
	bool there = dt_found(walk->node), can_add = harts_can_add(survey->shell->tree, walk->id);
	struct survey_row *row = survey_row(
		survey, there ? walk->node
			      : (struct dt_node){ survey->shell->tree, survey->shell->tree->cpus });

	row->number[0] = walk->id;
	survey_claim(row, there ? "hart %" PRIu64 : "no hart %" PRIu64, walk->id);
	survey_measured(row, there ? "firmware knows no such hart" : "firmware knows it");
	survey_judge(row, false, there ? harts_disable : can_add ? harts_add : NULL);
}

static void harts_measure(struct survey *survey)
{
	struct dt_node cpus = { survey->shell->tree, survey->shell->tree->cpus };
	struct harts_walk walk = { 0 };
	unsigned right = 0;
	struct survey_row *row;
	bool can = sbi_probe(SBI_HSM);

	while (can && harts_next(survey->shell, &walk)) {
		bool there = dt_found(walk.node), known = !harts_unknown(walk.id);

		if (there && !dt_okay(walk.node))
			continue;
		right += there && known;
		if (there != known)
			harts_row(survey, &walk);
	}
	if (can && !right)
		return;
	row = survey_row(survey, cpus);
	if (!can) {
		survey_measured(row, "firmware has no HSM extension to ask");
		return;
	}
	survey_claim(row, "%u hart%s", right, right == 1 ? "" : "s");
	survey_measured(row, "firmware knows %s", right == 1 ? "it" : "them");
	survey_judge(row, true, NULL);
}

static const struct survey_fact harts_fact = {
	.name = "harts",
	.place = 3,
	.measure = harts_measure,
};
SURVEY_FACT(harts_fact);
