#include "shell/machine/cpu/isa_edit.h"
/* Source: devicetree binding riscv/extensions.yaml (riscv,isa-base and riscv,isa-extensions). */
#include <errno.h>
#include "shell/dt/kit/edit_tree.h"
#include "shell/dt/kit/repair.h"
#include "shell/machine/cpu/isa_correct.h"

static const struct report_column edit_columns[] = {
	{ .key = "command", .title = "type:" },
};

static const struct report_table edit_table = {
	.key = "edits",
	.layout = REPORT_LINES,
	REPORT_TABLE_COLUMNS(edit_columns),
};

/* A property that may be corrected. */
struct edit_property {
	const char *name;
	enum dt_isa_mark mark;
};

static const struct edit_property properties[] = {
	{ "riscv,isa", DT_ISA_STRING },
	{ "riscv,isa-extensions", DT_ISA_LIST },
};

enum { PROPERTIES = sizeof(properties) / sizeof(properties[0]) };

/* Puts the value that it should have into @value. 0: the node does not have it, or it is right. */
static int edit_value(const struct isa_facts *facts, const struct edit_property *property,
		      char value[ISA_VALUE_MAX])
{
	if (!(facts->listed & property->mark))
		return 0;
	return isa_correct(facts, property->mark, value, ISA_VALUE_MAX);
}

void isa_put_edits(struct report *report, const struct isa_facts *facts)
{
	bool any = false;

	report_table(report, &edit_table);
	for (int i = 0; i < PROPERTIES; i++) {
		char value[ISA_VALUE_MAX];
		int len = edit_value(facts, &properties[i], value);
		struct dt_repair repair = { facts->cpu, properties[i].name, value, (uint32_t)len };

		if (len <= 0)
			continue;
		any = true;
		report_row(report);
		check_put_repair(report_cell(report, 0), &repair);
	}
	if (any)
		report_says(report, "or, as one edit: isa -f");
}

int isa_edit_in(struct dt_draft *draft, const struct isa_facts *facts)
{
	int changed = 0;

	for (int i = 0; i < PROPERTIES; i++) {
		struct dt_node cpu = { &draft->tree, facts->cpu.offset };
		char value[ISA_VALUE_MAX];
		int len = edit_value(facts, &properties[i], value), err;

		if (len < 0)
			return len;
		if (!len)
			continue;
		err = dt_draft_set(draft, cpu, properties[i].name, value, (uint32_t)len);
		if (err)
			return err;
		changed++;
	}
	return changed;
}

int isa_make_edit(struct shell *shell, const struct shell_args *args, const struct isa_facts *facts)
{
	struct dt_draft *draft;
	int changed;

	if (!facts->listed)
		return shell_error(shell, -ENOENT,
				   "the tree lists no extensions of hart %llu: nothing to correct",
				   (unsigned long long)shell->hart);
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	changed = isa_edit_in(draft, facts);
	if (changed < 0)
		return shell_edit_fail(shell, changed, "the extensions");
	if (changed)
		return shell_edit_end(shell, args, draft);
	dt_edit_abandon();
	return 0;
}
