/* Whose interrupt a source is: nodes' interrupts, interrupt-maps, and what no node claims. */
#include "shell/machine/irq/irq_sources.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "tests/unit/fake/fake_tree.h"

enum { INTC = 1, PLIC, PIC, LOST, BASE = 0xc000000 };

#define CHIP(node, model, handle)                                                                  \
	TREE_NODE(node), TREE_TEXT("compatible", model), TREE_CELLS("phandle", handle),            \
		TREE_CELLS("#interrupt-cells", 1), TREE_CELLS("#address-cells", 0),                \
		TREE_FLAG("interrupt-controller")

static const struct fake_item items[] = {
	TREE_CELLS("interrupt-parent", PLIC),
	TREE_NODE("cpus"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 0),
	TREE_NODE("cpu@4"),
	TREE_CELLS("reg", 4),
	TREE_NODE("interrupt-controller"),
	TREE_CELLS("phandle", INTC),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_FLAG("interrupt-controller"),
	TREE_END,
	TREE_END,
	TREE_END,
	CHIP("plic@c000000", "riscv,plic0", PLIC),
	TREE_CELLS("reg", 0, BASE, 0x4000000),
	TREE_CELLS("riscv,ndev", 53),
	TREE_CELLS("interrupts-extended", INTC, 11, INTC, 9),
	TREE_END,
	CHIP("gpio", "example,gpio", PIC),
	TREE_END,
	CHIP("lost", "riscv,plic0", LOST),
	TREE_CELLS("interrupts-extended", INTC, 11),
	TREE_END,
	TREE_NODE("uart"),
	TREE_CELLS("interrupts", 10),
	TREE_END,
	TREE_NODE("pci"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_CELLS("interrupt-map", 0, 1, PLIC, 32, 0, 2, PLIC, 33, 0, 3, PLIC, 32, 0, 4, PLIC, 10,
		   8, 1, PIC, 5, 1),
	TREE_END,
	TREE_NODE("beyond"),
	TREE_CELLS("interrupts", 54, 0, 33),
	TREE_END,
	TREE_NODE("twin"),
	TREE_CELLS("interrupts-extended", PLIC, 10, PIC, 7, LOST, 3, INTC, 5, PLIC),
	TREE_END,
	{ 0 },
};

static struct irq_sources sources;
static int refusals;

static void refused(struct dt_node node, const char *why, void *arg)
{
	assert_string_equal(dt_name(node), "lost");
	assert_string_equal(why, "its controller does not reach this hart in S-mode");
	assert_ptr_equal(arg, &refusals);
	refusals++;
}

static void claim_is(uint32_t source, const char *node, unsigned claims, bool map)
{
	const struct irq_claim *claim = &sources.controller[0].claim[source];

	assert_int_equal(claim->claims, claims);
	assert_int_equal(claim->map, map);
	if (claims)
		assert_string_equal(dt_name((struct dt_node){ sources.tree, claim->node }), node);
}

static void each_source_has_its_node(void **state)
{
	static struct dt_tree copy;
	struct dt_tree *tree = &copy;

	(void)state;
	copy = *fake_tree(items);
	assert_int_equal(dt_index_build(tree, NULL), 0);
	irq_sources_find(&sources, tree, 4, refused, &refusals);
	assert_int_equal(refusals, 1);
	assert_int_equal(sources.count, 1);
	assert_string_equal(dt_name(sources.controller[0].node), "plic@c000000");
	assert_int_equal(irq_sources_claim(&sources), 0);
	claim_is(10, "uart", 2, false); /* also twin's; a node's own is worth more than a map */
	claim_is(32, "pci", 1, true);
	claim_is(33, "beyond", 1, false);
	for (uint32_t source = 1; source <= 53; source++)
		if (source != 10 && source != 32 && source != 33)
			claim_is(source, NULL, 0, false);
	dt_drop(&sources.memory);
	dt_index_drop(tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_source_has_its_node) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
