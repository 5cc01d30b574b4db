#pragma once
/* The correction of what the tree lists: shown as commands, or made. */
#include "fdt/edit/draft.h"
#include "shell/machine/cpu/isa_verdict.h"
#include "shell/report/report.h"

/* Puts a table of the commands that correct the properties of the hart's node, and what else makes
 * that edit. Nothing where both are right. */
void isa_put_edits(struct report *report, const struct isa_facts *facts);
/* Makes the edit, where something is wrong. 0, or -errno reported. */
int isa_make_edit(struct shell *shell, const struct shell_args *args,
		  const struct isa_facts *facts);
/* Sets what is wrong in the draft, where the hart's node has its old offset. How many properties,
 * or -errno as dt_draft_set; -ENOSPC: as isa_correct. */
int isa_edit_in(struct dt_draft *draft, const struct isa_facts *facts);
