#include "shell/handoff/plan_parts.h"
/* The steps of a plan, in their order. */

int plan_make(struct plan *plan, struct shell *shell, const struct plan_wish *wish)
{
	static int (*const steps[])(struct plan *) = {
		plan_payload, plan_hart,       plan_tree,       plan_initrd,
		plan_place,   plan_tree_place, plan_trampoline,
	};

	plan_tree_drop(plan);
	*plan = (struct plan){ .shell = shell, .wish = wish, .kernel = wish->kernel };
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		int err = steps[i](plan);

		if (err)
			return err;
	}
	return 0;
}
