#include "shell/handoff/plan_parts.h"
/*
 * The tree that goes along: a copy with bootargs and initrd set, and room for what the payload adds
 * itself. The tree that is edited here stays as it is, and its journal knows nothing of this.
 *
 * Source: Devicetree Specification v0.4, 3.6 (/chosen), 5.2 (the header); Linux,
 * arch/riscv/include/uapi/asm/setup.h (COMMAND_LINE_SIZE), drivers/of/fdt.c.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "fdt/edit/draft.h"

enum {
	TREE_COMMAND_LINE = 1024, /* bytes with the NUL that Linux keeps */
	TREE_PAD = 8 << 10,       /* bytes of room */
	TREE_PAGE = 4 << 10,
	TREE_TOTALSIZE = 4, /* where it is in the header */
	TREE_BOOT_CPU = 28,
};

static void *tree_blob; /* of the last plan */

void plan_tree_drop(struct plan *plan)
{
	dt_index_drop(&plan->tree);
	dt_drop(&tree_blob);
}

/* --- what is set ------------------------------------------------------------------------------ */

static struct dt_node tree_chosen(struct dt_draft *draft)
{
	return dt_find(dt_root(&draft->tree), "chosen", strlen("chosen"));
}

static int tree_set(struct dt_draft *draft, const char *name, const void *value, uint32_t len)
{
	struct dt_node chosen = tree_chosen(draft);
	int err = 0;

	if (!dt_found(chosen))
		err = dt_draft_add(draft, dt_root(&draft->tree), "chosen", strlen("chosen"),
				   &chosen);
	return err ? err : dt_draft_set(draft, chosen, name, value, len);
}

/* In two cells, whatever #address-cells is: Linux takes the length as the property has it. */
static int tree_set_number(struct dt_draft *draft, const char *name, uint64_t number)
{
	uint8_t cells[2 * DT_CELL];

	dt_put_be32(cells, (uint32_t)(number >> 32));
	dt_put_be32(cells + DT_CELL, (uint32_t)number);
	return tree_set(draft, name, cells, sizeof(cells));
}

/* UEFI programs read the hart there. Only where the tree has it, in as many cells. */
static int tree_set_hart(struct dt_draft *draft, uint64_t hart)
{
	uint8_t cell[DT_CELL];
	int len;

	if (!dt_prop(tree_chosen(draft), "boot-hartid", &len))
		return 0;
	if (len != DT_CELL)
		return tree_set_number(draft, "boot-hartid", hart);
	dt_put_be32(cell, (uint32_t)hart);
	return tree_set(draft, "boot-hartid", cell, sizeof(cell));
}

static int tree_change(const struct plan_wish *wish, struct dt_draft *draft)
{
	int err = 0;

	if (wish->bootargs)
		err = tree_set(draft, "bootargs", wish->bootargs,
			       (uint32_t)strlen(wish->bootargs) + 1);
	if (!err && wish->initrd_name)
		err = tree_set_number(draft, "linux,initrd-start", wish->initrd.base);
	if (!err && wish->initrd_name)
		err = tree_set_number(draft, "linux,initrd-end",
				      wish->initrd.base + wish->initrd.size);
	return err ? err : tree_set_hart(draft, wish->hart);
}

/* --- the copy --------------------------------------------------------------------------------- */

static int tree_no_memory(struct plan *plan, size_t size)
{
	return plan_refuse(plan, -ENOMEM,
			   "no memory to make the tree that goes along, %zu bytes; 'dt close' and "
			   "'undo' give some back, or -t takes a smaller tree",
			   size);
}

/* Keeps what the draft became, with room after it. */
static int tree_keep(struct plan *plan, struct dt_draft *draft)
{
	const void *blob = dt_draft_blob(draft);
	/* All after the header's blocks is the draft's own room. */
	uint32_t used = draft->tree.size;
	uint32_t size = (used + TREE_PAD + TREE_PAGE - 1) & ~(uint32_t)(TREE_PAGE - 1);
	const char *why;
	uint8_t *copy;

	if (dt_keep(&tree_blob, size))
		return tree_no_memory(plan, size);
	copy = tree_blob;
	memcpy(copy, blob, used);
	memset(copy + used, 0, size - used);
	dt_put_be32(copy + TREE_TOTALSIZE, size);
	dt_put_be32(copy + TREE_BOOT_CPU, (uint32_t)plan->wish->hart);
	if (dt_open(&plan->tree, copy, size, &why))
		return plan_refuse(plan, -EILSEQ, "the tree that goes along: %s", why);
	return 0;
}

static int tree_make(struct plan *plan)
{
	struct dt_draft *draft = dt_edit_begin(plan->wish->tree);
	int err = draft ? tree_change(plan->wish, draft) : -ENOMEM;

	if (err)
		err = tree_no_memory(plan, plan->wish->tree->size);
	else
		err = tree_keep(plan, draft);
	dt_edit_abandon();
	return err;
}

/* --- what Linux could not work with ----------------------------------------------------------- */

static int tree_check_linux(struct plan *plan)
{
	const struct dt_tree *tree = &plan->tree;
	struct dt_range bank;
	const char *bootargs;
	int len = dt_string((struct dt_node){ tree, tree->chosen }, "bootargs", &bootargs);

	if (len >= TREE_COMMAND_LINE)
		return plan_refuse(plan, -E2BIG,
				   "bootargs: %d bytes, and Linux keeps %d of them; shorten them, "
				   "or use -b",
				   len, TREE_COMMAND_LINE - 1);
	if (!dt_memory(tree, &bank, 1, NULL))
		return plan_refuse(plan, -ENODATA,
				   "the tree that goes along has no memory node, so that Linux "
				   "would have no RAM; add one ('help mk'), or -t takes another "
				   "tree");
	return 0;
}

int plan_tree(struct plan *plan)
{
	const struct plan_wish *wish = plan->wish;
	int err;

	if (!wish->tree && (wish->bootargs || wish->initrd_name))
		return plan_refuse(
			plan, -ENODEV,
			"%s: there is no device tree to set that in; load one and use -t",
			wish->bootargs ? "-b" : "-i");
	if (!wish->tree)
		return 0;
	err = tree_make(plan);
	if (!err && plan->payload.kind == PAYLOAD_IMAGE)
		err = tree_check_linux(plan);
	return err;
}
