/* References: which names hold them, and the walk through their lists. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/index.h"
#include "fdt/where/refs.h"
#include "tests/unit/fake/fake_tree.h"

static const struct {
	const char *name;
	enum dt_refs_shape shape;
	const char *cells;
} kinds[] = {
	{ "clocks", DT_REFS_ARGS_OF, "#clock-cells" },
	{ "assigned-clocks", DT_REFS_ARGS_OF, "#clock-cells" },
	{ "resets", DT_REFS_ARGS_OF, "#reset-cells" },
	{ "dmas", DT_REFS_ARGS_OF, "#dma-cells" },
	{ "power-domains", DT_REFS_ARGS_OF, "#power-domain-cells" },
	{ "gpios", DT_REFS_ARGS_OF, "#gpio-cells" },
	{ "reset-gpios", DT_REFS_ARGS_OF, "#gpio-cells" },
	{ "enable-gpio", DT_REFS_ARGS_OF, "#gpio-cells" },
	{ "interrupts-extended", DT_REFS_ARGS_OF, "#interrupt-cells" },
	{ "msi-parent", DT_REFS_ARGS_OF, "#msi-cells" },
	{ "iommus", DT_REFS_ARGS_OF, "#iommu-cells" },
	{ "phys", DT_REFS_ARGS_OF, "#phy-cells" },
	{ "sound-dai", DT_REFS_ARGS_OF, "#sound-dai-cells" },
	{ "interrupt-parent", DT_REFS_PLAIN, NULL },
	{ "memory-region", DT_REFS_PLAIN, NULL },
	{ "operating-points-v2", DT_REFS_PLAIN, NULL },
	{ "next-level-cache", DT_REFS_PLAIN, NULL },
	{ "phy-handle", DT_REFS_PLAIN, NULL },
	{ "remote-endpoint", DT_REFS_PLAIN, NULL },
	{ "vdd-supply", DT_REFS_PLAIN, NULL },
	{ "pinctrl-0", DT_REFS_PLAIN, NULL },
	{ "pinctrl-12", DT_REFS_PLAIN, NULL },
	{ "bitclock-master", DT_REFS_PLAIN, NULL },
	{ "simple-audio-card,frame-master", DT_REFS_PLAIN, NULL },
	{ "regmap", DT_REFS_PLAIN, NULL },
	{ "extcon", DT_REFS_ONE, NULL },
	{ "syscon", DT_REFS_ONE, NULL },
	{ "starfive,sysreg", DT_REFS_ONE, NULL },
	{ "canaan,k210-sysctl-power", DT_REFS_ONE, NULL },
	{ "gpio-ranges", DT_REFS_OWN_CELLS, "#gpio-cells" },
	{ "interrupt-map", DT_REFS_INTERRUPT_MAP, "#interrupt-cells" },
	{ "msi-map", DT_REFS_ID_MAP, "#msi-cells" },
	{ "iommu-map", DT_REFS_ID_MAP, "#iommu-cells" },
	{ "snps,nr-gpios", DT_REFS_NONE, NULL },
	{ "apm,nr-gpios", DT_REFS_NONE, NULL },
	{ "test,on-gpios", DT_REFS_ARGS_OF, "#gpio-cells" },
	{ "pinctrl-", DT_REFS_NONE, NULL },
	{ "pinctrl-x", DT_REFS_NONE, NULL },
	{ "pinctrl-names", DT_REFS_NONE, NULL },
	{ "clock-names", DT_REFS_NONE, NULL },
	{ "clock-frequency", DT_REFS_NONE, NULL },
	{ "interrupts", DT_REFS_NONE, NULL },
	{ "reg", DT_REFS_NONE, NULL },
	{ "phandle", DT_REFS_NONE, NULL },
	{ "", DT_REFS_NONE, NULL },
	{ "-", DT_REFS_NONE, NULL },
	{ "aaaa", DT_REFS_NONE, NULL },
	{ "zzzz", DT_REFS_NONE, NULL },
};

static void names_give_the_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct dt_refs_kind kind = dt_refs_kind(kinds[i].name);

		if (kind.shape != kinds[i].shape)
			fail_msg("%s", kinds[i].name);
		if (kinds[i].cells)
			assert_string_equal(kind.cells, kinds[i].cells);
		else
			assert_null(kind.cells);
	}
}

/* Labels in the rows below: a's phandle is 1, and so on. */
static const struct fake_item tree[] = {
	TREE_NODE("a"),
	TREE_CELLS("phandle", 1),
	TREE_CELLS("#clock-cells", 0),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_CELLS("#address-cells", 0),
	TREE_CELLS("#msi-cells", 1),
	TREE_END,
	TREE_NODE("b"),
	TREE_CELLS("phandle", 2),
	TREE_CELLS("#clock-cells", 2),
	TREE_CELLS("#interrupt-cells", 3),
	TREE_CELLS("#address-cells", 2),
	TREE_END,
	TREE_NODE("none"),
	TREE_CELLS("phandle", 3),
	TREE_END,
	TREE_NODE("many"),
	TREE_CELLS("phandle", 4),
	TREE_CELLS("#clock-cells", 33),
	TREE_END,
	TREE_NODE("wrong"),
	TREE_CELLS("phandle", 5),
	TREE_TEXT("#clock-cells", "12"),
	TREE_END,
	TREE_NODE("nexus"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_END,
	TREE_NODE("banks"),
	TREE_CELLS("#gpio-cells", 3),
	TREE_END,
	TREE_NODE("lines"),
	TREE_CELLS("#gpio-cells", 2),
	TREE_END,
	TREE_NODE("line"),
	TREE_CELLS("#gpio-cells", 1),
	TREE_END,
	TREE_NODE("endless"),
	TREE_CELLS("#gpio-cells", 0xffffffff),
	TREE_CELLS("#address-cells", 0xffffffff),
	TREE_CELLS("#interrupt-cells", 0xffffffff),
	TREE_END,
	{ 0 },
};

#define CELLS(...) .cells = { __VA_ARGS__ }, .count = sizeof((uint32_t[]){ __VA_ARGS__ }) / 4

/* References as "CELL:NODE+ARGS", and how the list ends. */
static const struct {
	const char *node, *name;
	uint32_t cells[16];
	uint32_t count;
	const char *printed;
} walks[] = {
	{ "a", "clocks", CELLS(1), "0:a+0 end" },
	{ "a", "clocks", CELLS(1, 2, 7, 8, 1), "0:a+0 1:b+2 4:a+0 end" },
	{ "a", "clocks", CELLS(0, 2, 7, 8, 0xffffffff), "0:-+0 1:b+2 4:-+0 end" },
	{ "a", "clocks", CELLS(1, 9, 1), "0:a+0 no node has this phandle (1: 9)" },
	{ "a", "clocks", CELLS(1, 3),
	  "0:a+0 the node it points at does not say how many cells follow (1: 3)" },
	{ "a", "clocks", CELLS(4),
	  "the node it points at does not say how many cells follow (0: 4)" },
	{ "a", "clocks", CELLS(5),
	  "the node it points at does not say how many cells follow (0: 5)" },
	{ "a", "clocks", CELLS(2, 7), "ends within a reference's arguments (0: 2)" },
	{ "a", "msi-parent", CELLS(1, 7, 3), "0:a+1 2:none+0 end" },
	{ "a", "pinctrl-0", CELLS(1, 0, 3), "0:a+0 1:-+0 2:none+0 end" },
	{ "a", "syscon", CELLS(1), "0:a+0 end" },
	{ "a", "syscon", CELLS(1, 9, 2), "0:a+2 end" },
	{ "a", "syscon", CELLS(9, 1), "no node has this phandle (0: 9)" },
	{ "a", "syscon", CELLS(0, 1), "0:-+0 1:a+0 end" },
	{ "a", "gpio-ranges", CELLS(1, 0, 1, 2, 2, 3, 4, 5), "0:a+3 4:b+3 end" },
	{ "a", "gpio-ranges", CELLS(1, 0, 1), "ends within a reference's arguments (0: 1)" },
	{ "lines", "gpio-ranges", CELLS(1, 0, 1, 2, 2, 3, 4, 5), "0:a+3 4:b+3 end" },
	{ "line", "gpio-ranges", CELLS(1, 0, 1, 2, 2, 3, 4, 5), "0:a+3 4:b+3 end" },
	{ "banks", "gpio-ranges", CELLS(1, 0, 0, 0, 32, 2, 1, 0, 32, 32), "0:a+4 5:b+4 end" },
	{ "banks", "gpio-ranges", CELLS(1, 0, 0, 32),
	  "ends within a reference's arguments (0: 1)" },
	{ "endless", "gpio-ranges", CELLS(1, 0, 0, 32),
	  "the node it points at does not say how many cells follow (0: 1)" },
	{ "nexus", "interrupt-map", CELLS(0x10, 1, 1, 9, 0x20, 2, 2, 0, 0, 1, 2, 3),
	  "2:a+1 6:b+5 end" },
	{ "nexus", "interrupt-map", CELLS(0x10, 1), "ends within a row (0: 0)" },
	{ "nexus", "interrupt-map", CELLS(0x10, 1, 0, 9), "no node has this phandle (2: 0)" },
	{ "endless", "interrupt-map", CELLS(0x10, 1, 1, 9), "ends within a row (0: 0)" },
	{ "a", "msi-map", CELLS(0, 1, 5, 0x100, 1, 3, 0, 7), "1:a+2 5:none+2 end" },
	{ "a", "msi-map", CELLS(0), "ends within a row (0: 0)" },
};

static void lists_are_walked(void **state)
{
	struct dt_tree open;

	(void)state;
	open = *fake_tree(tree);
	for (size_t round = 0; round < 2; round++) {
		for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]); i++) {
			struct dt_node node = dt_find(dt_root(&open), walks[i].node, 99);
			uint8_t value[sizeof(walks[i].cells)];
			char printed[200] = "", *at = printed;
			struct dt_refs it;
			struct dt_ref ref;
			int more;

			for (uint32_t j = 0; j < walks[i].count * 4; j++)
				value[j] = (uint8_t)(walks[i].cells[j / 4] >> (24 - 8 * (j % 4)));
			assert_true(dt_refs(&it, node, walks[i].name, value, walks[i].count * 4));
			while ((more = dt_refs_next(&it, &ref)) == 1)
				at += sprintf(at, "%u:%s+%u ", ref.cell,
					      dt_found(ref.node) ? dt_name(ref.node) : "-",
					      ref.args);
			if (more)
				sprintf(at, "%s (%u: %u)", it.why, ref.cell, ref.phandle);
			else
				sprintf(at, "end");
			assert_true(more == 0 || more == -EINVAL);
			assert_string_equal(printed, walks[i].printed);
			assert_int_equal(dt_refs_next(&it, &ref), 0);
		}
		assert_int_equal(dt_index_build(&open, NULL), 0);
	}
	dt_index_drop(&open);
}

static void invalid_lists_have_no_references(void **state)
{
	static const uint8_t value[8] = { 0 };
	struct dt_node root = dt_root(fake_tree(tree));
	struct dt_refs it;

	(void)state;
	assert_false(dt_refs(&it, root, "clocks", value, 0));
	assert_false(dt_refs(&it, root, "clocks", value, 3));
	assert_false(dt_refs(&it, root, "clocks", value, 5));
	assert_false(dt_refs(&it, root, "status", value, 4));
	assert_true(dt_refs(&it, root, "clocks", value, 8));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_give_the_kind),
		cmocka_unit_test(lists_are_walked),
		cmocka_unit_test(invalid_lists_have_no_references),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
