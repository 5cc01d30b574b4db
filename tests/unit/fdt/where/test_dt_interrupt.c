/* Interrupts: specifiers, parents, maps, and all that can be wrong with them. */
#include "fdt/where/interrupt.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_tree.h"

/* A long list of cells. */
#define CELL(n) (uint8_t)((n) >> 24), (uint8_t)((n) >> 16), (uint8_t)((n) >> 8), (uint8_t)(n)
#define TREE_LONG(prop, array)                                                                     \
	.kind = FAKE_BYTES, .name = (prop), .data = (array), .len = sizeof(array)

enum { CONTROLLER = 5, SMALL = 6, NEXUS = 7, OUTER = 8, NOWHERE = 99 };

/* Two controllers, of two cells and of one. */
static const struct fake_item controllers[] = {
	TREE_NODE("pic@c000000"),
	TREE_CELLS("phandle", CONTROLLER),
	TREE_CELLS("#interrupt-cells", 2),
	TREE_CELLS("#address-cells", 0),
	TREE_FLAG("interrupt-controller"),
	TREE_END,
	TREE_NODE("small"),
	TREE_CELLS("linux,phandle", SMALL),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_FLAG("interrupt-controller"),
	TREE_END,
	{ 0 },
};

static const struct dt_tree *tree;
static struct dt_interrupt got;
static const char *why;

static int ask(const char *path, int index)
{
	struct dt_node node = dt_find(dt_root(tree), path, strlen(path));
	struct dt_trail trail;

	assert_true(dt_found(node));
	assert_int_equal(dt_trail(node, &trail), 0);
	why = "";
	return dt_interrupt(&trail, index, &got, &why);
}

static void leads_to(const char *path, int index, const char *controller, int cells, uint32_t first)
{
	char name[DT_PATH_MAX];

	if (ask(path, index))
		fail_msg("%s: %s", path, why);
	assert_true(dt_path(got.controller, name, sizeof(name)) > 0);
	assert_string_equal(name, controller);
	assert_int_equal(got.cells, cells);
	assert_int_equal(got.cell[0], first);
}

static void refused(const char *path, int index, int err, const char *words)
{
	assert_int_equal(ask(path, index), err);
	assert_string_equal(why, words);
}

static void phandles(void **state)
{
	(void)state;
	tree = fake_tree(controllers);
	assert_string_equal(dt_name(dt_by_phandle(tree, CONTROLLER)), "pic@c000000");
	assert_string_equal(dt_name(dt_by_phandle(tree, SMALL)), "small");
	assert_int_equal(dt_by_phandle(tree, NOWHERE).offset, -ENOENT);
}

static const struct fake_item devices[] = {
	TREE_CELLS("interrupt-parent", CONTROLLER),
	TREE_ROWS(controllers),
	TREE_NODE("own"),
	TREE_CELLS("interrupt-parent", SMALL),
	TREE_CELLS("interrupts", 10, 11),
	TREE_END,
	TREE_NODE("bus"),
	TREE_NODE("inherits"),
	TREE_CELLS("interrupts", 10, 4, 12, 1),
	TREE_END,
	TREE_NODE("none"),
	TREE_END,
	TREE_NODE("cut"),
	TREE_CELLS("interrupts", 10, 4, 12),
	TREE_END,
	TREE_NODE("both"),
	TREE_CELLS("interrupts", 10, 4),
	TREE_CELLS("interrupts-extended", SMALL, 3, CONTROLLER, 4, 1),
	TREE_END,
	TREE_NODE("extended-cut"),
	TREE_CELLS("interrupts-extended", SMALL, 3, CONTROLLER, 4),
	TREE_END,
	TREE_NODE("dangling"),
	TREE_CELLS("interrupts-extended", NOWHERE, 3),
	TREE_END,
	TREE_NODE("dangling-parent"),
	TREE_CELLS("interrupt-parent", NOWHERE),
	TREE_CELLS("interrupts", 3),
	TREE_END,
	TREE_NODE("no-cells"),
	TREE_CELLS("interrupt-parent", NEXUS),
	TREE_CELLS("interrupts", 3),
	TREE_CELLS("phandle", NEXUS),
	TREE_END,
	TREE_END,
	TREE_NODE("nearest"),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_FLAG("interrupt-controller"),
	TREE_CELLS("interrupts", 7, 1),
	TREE_NODE("child"),
	TREE_CELLS("interrupts", 6),
	TREE_END,
	TREE_END,
	TREE_NODE("many"),
	TREE_CELLS("#interrupt-cells", 9),
	TREE_CELLS("interrupts", 1),
	TREE_NODE("child"),
	TREE_CELLS("interrupts", 6),
	TREE_END,
	TREE_END,
	TREE_NODE("long"), /* not of the type <u32>: as if absent */
	TREE_CELLS("#interrupt-cells", 0, 1),
	TREE_FLAG("interrupt-controller"),
	TREE_CELLS("interrupts", 1),
	TREE_NODE("child"),
	TREE_CELLS("interrupts", 6),
	TREE_END,
	TREE_END,
	TREE_NODE("neither"),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_NODE("child"),
	TREE_CELLS("interrupts", 6),
	TREE_END,
	TREE_END,
	{ 0 },
};

static void parents(void **state)
{
	(void)state;
	tree = fake_tree(devices);
	leads_to("/own", 0, "/small", 1, 10);
	leads_to("/own", 1, "/small", 1, 11);
	refused("/own", 2, -ENOENT, "no such interrupt");
	leads_to("/bus/inherits", 0, "/pic@c000000", 2, 10);
	assert_int_equal(got.cell[1], 4);
	leads_to("/bus/inherits", 1, "/pic@c000000", 2, 12);
	refused("/bus/none", 0, -ENOENT, "no interrupts");
	leads_to("/bus/cut", 0, "/pic@c000000", 2, 10);
	refused("/bus/cut", 1, -EINVAL, "interrupts ends within an entry");
	leads_to("/bus/both", 0, "/small", 1, 3);
	leads_to("/bus/both", 1, "/pic@c000000", 2, 4);
	refused("/bus/both", 2, -ENOENT, "no such interrupt");
	refused("/bus/extended-cut", 1, -EINVAL, "interrupts-extended ends within an entry");
	refused("/bus/dangling", 0, -EINVAL, "an interrupt parent is missing");
	refused("/bus/dangling-parent", 0, -EINVAL, "an interrupt parent is missing");
	refused("/bus/no-cells", 0, -EINVAL, "#interrupt-cells is missing or over 8");
	/* A controller's own interrupts go to its parent, its children's to the controller. */
	leads_to("/nearest", 0, "/pic@c000000", 2, 7);
	leads_to("/nearest/child", 0, "/nearest", 1, 6);
	refused("/many/child", 0, -EINVAL, "#interrupt-cells is missing or over 8");
	refused("/long/child", 0, -EINVAL, "#interrupt-cells is missing or over 8");
	refused("/neither/child", 0, -EINVAL, "its interrupt leads to no controller");
}

static void without_a_parent(void **state)
{
	static const struct fake_item rows[] = {
		TREE_NODE("device"),
		TREE_CELLS("interrupts", 1),
		TREE_END,
		{ 0 },
	};

	(void)state;
	tree = fake_tree(rows);
	refused("/device", 0, -EINVAL, "an interrupt parent is missing");
}

/* A nexus whose mask has one bit of the unit address and the low bits of the specifier. */
static const struct fake_item nexus[] = {
	TREE_NODE("nexus"),
	TREE_CELLS("phandle", NEXUS),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_CELLS("interrupt-map-mask", 0x1000, 0xf),
	TREE_CELLS("interrupt-map", 0, 1, CONTROLLER, 31, 4, 0x1000, 1, SMALL, 32),
	TREE_NODE("low@2000"),
	TREE_CELLS("reg", 0x2000, 0x100),
	TREE_CELLS("interrupts", 0xf1),
	TREE_END,
	TREE_NODE("high@3000"),
	TREE_CELLS("reg", 0x3000, 0x100),
	TREE_CELLS("interrupts", 1),
	TREE_END,
	TREE_NODE("no-reg"),
	TREE_CELLS("interrupts", 1),
	TREE_END,
	TREE_NODE("no-row"),
	TREE_CELLS("interrupts", 2),
	TREE_END,
	TREE_END,
	{ 0 },
};

static void maps_with_a_mask(void **state)
{
	static const struct fake_item rows[] = { TREE_ROWS(controllers), TREE_ROWS(nexus), { 0 } };

	(void)state;
	tree = fake_tree(rows);
	leads_to("/nexus/low@2000", 0, "/pic@c000000", 2, 31);
	assert_int_equal(got.cell[1], 4);
	leads_to("/nexus/high@3000", 0, "/small", 1, 32);
	leads_to("/nexus/no-reg", 0, "/pic@c000000", 2, 31);
	refused("/nexus/no-row", 0, -EINVAL, "no row of an interrupt-map fits");
}

/* A map that leads to a map: the next map compares the unit address of the row. */
static void maps_of_maps(void **state)
{
	static const struct fake_item rows[] = {
		TREE_ROWS(controllers),
		TREE_ROWS(nexus),
		TREE_NODE("outer"),
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#interrupt-cells", 2),
		/* 8 at 0 0: to the nexus, with unit address 0x5000. */
		TREE_CELLS("interrupt-map", 0, 0, 8, 1, NEXUS, 0x5000, 1),
		TREE_NODE("device"),
		TREE_CELLS("interrupts", 8, 1),
		TREE_END,
		TREE_NODE("away"),
		TREE_CELLS("reg", 0, 4),
		TREE_CELLS("interrupts", 8, 1),
		TREE_END,
		TREE_END,
		/* A map's parent without #address-cells has no address cells. */
		TREE_NODE("plain"),
		TREE_CELLS("phandle", OUTER),
		TREE_CELLS("#interrupt-cells", 1),
		TREE_CELLS("interrupt-map", 3, SMALL, 30),
		TREE_END,
		TREE_NODE("first"),
		TREE_CELLS("#address-cells", 0),
		TREE_CELLS("#interrupt-cells", 1),
		TREE_CELLS("interrupt-map", 2, OUTER, 3),
		TREE_NODE("device"),
		TREE_CELLS("interrupts", 2),
		TREE_END,
		TREE_END,
		{ 0 },
	};

	(void)state;
	tree = fake_tree(rows);
	leads_to("/outer/device", 0, "/small", 1, 32);
	refused("/outer/away", 0, -EINVAL,
		"no row of an interrupt-map fits"); /* no mask: all bits */
	leads_to("/first/device", 0, "/small", 1, 30);
}

static void malformed_maps_are_refused(void **state)
{
	static const struct {
		struct fake_item map, mask;
		const char *words;
	} rows[] = {
		{ TREE_CELLS("interrupt-map", 1, NEXUS, 1), TREE_FLAG("x"),
		  "its interrupt leads to no controller" }, /* to itself */
		{ TREE_CELLS("interrupt-map", 1, SMALL), TREE_FLAG("x"),
		  "interrupt-map ends within a row" },
		{ TREE_CELLS("interrupt-map", 1), TREE_FLAG("x"),
		  "interrupt-map ends within a row" },
		{ TREE_CELLS("interrupt-map", 0, NOWHERE, 1), TREE_FLAG("x"),
		  "an interrupt parent is missing" },
		{ TREE_CELLS("interrupt-map", 0, 0, 1), TREE_FLAG("x"),
		  "an interrupt parent is missing" },
		{ TREE_FLAG("interrupt-map"), TREE_FLAG("x"), "no row of an interrupt-map fits" },
		{ TREE_CELLS("interrupt-map", 1, SMALL, 1), TREE_FLAG("interrupt-map-mask"),
		  "interrupt-map-mask is too short" },
		{ TREE_CELLS("interrupt-map", 1, SMALL, 1), TREE_CELLS("#address-cells", 5),
		  "an interrupt parent's #address-cells is over 4" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_item items[] = {
			TREE_ROWS(controllers),
			TREE_NODE("nexus"),
			rows[i].map,
			rows[i].mask,
			TREE_CELLS("phandle", NEXUS),
			TREE_CELLS("#address-cells", 0),
			TREE_CELLS("#interrupt-cells", 1),
			TREE_NODE("device"),
			TREE_CELLS("interrupts", 1),
			TREE_END,
			TREE_END,
			{ 0 },
		};

		tree = fake_tree(items);
		refused("/nexus/device", 0, -EINVAL, rows[i].words);
	}
}

/* Two maps that lead to each other. */
static void maps_in_a_circle(void **state)
{
	static const struct fake_item rows[] = {
		TREE_NODE("one"),
		TREE_CELLS("phandle", NEXUS),
		TREE_CELLS("#address-cells", 0),
		TREE_CELLS("#interrupt-cells", 1),
		TREE_CELLS("interrupt-map", 1, OUTER, 2),
		TREE_NODE("device"),
		TREE_CELLS("interrupts", 1),
		TREE_END,
		TREE_END,
		TREE_NODE("other"),
		TREE_CELLS("phandle", OUTER),
		TREE_CELLS("#address-cells", 0),
		TREE_CELLS("#interrupt-cells", 1),
		TREE_CELLS("interrupt-map", 2, NEXUS, 1),
		TREE_END,
		{ 0 },
	};

	(void)state;
	tree = fake_tree(rows);
	refused("/one/device", 0, -EINVAL, "its interrupt leads to no controller");
}

/* A map with a different parent in each entry is not followed for ever. */
static void maps_with_many_parents(void **state)
{
	static uint8_t map[100 * 12];
	static const struct fake_item rows[] = {
		TREE_ROWS(controllers),
		TREE_NODE("nexus"),
		TREE_CELLS("#address-cells", 0),
		TREE_CELLS("#interrupt-cells", 1),
		{ TREE_LONG("interrupt-map", map) },
		TREE_NODE("device"),
		TREE_CELLS("interrupts", 99),
		TREE_END,
		TREE_NODE("early"),
		TREE_CELLS("interrupts", 40),
		TREE_END,
		TREE_END,
		{ 0 },
	};
	/* Two parents of one cell in turn. The tree has only one, so the nexus is the other. */
	static const struct fake_item named[] = {
		TREE_NODE("a"),
		TREE_CELLS("phandle", OUTER),
		TREE_CELLS("#interrupt-cells", 1),
		TREE_FLAG("interrupt-controller"),
		TREE_END,
		TREE_ROWS(rows),
		{ 0 },
	};

	(void)state;
	for (uint32_t i = 0; i < 100; i++) {
		const uint8_t row[] = { CELL(i), CELL(i % 2 ? OUTER : SMALL), CELL(i + 1) };

		memcpy(map + i * sizeof(row), row, sizeof(row));
	}
	tree = fake_tree(named);
	leads_to("/nexus/early", 0, "/small", 1, 41);
	refused("/nexus/device", 0, -EINVAL, "an interrupt parent is missing");
}

/* QEMU virt's map: four slots by four pins, rotated by one for each slot. */
static void pci(void **state)
{
	static uint8_t map[16 * 24];
	static const struct fake_item rows[] = {
		TREE_ROWS(controllers),
		TREE_NODE("pci@30000000"),
		TREE_CELLS("#address-cells", 3),
		TREE_CELLS("#interrupt-cells", 1),
		{ TREE_LONG("interrupt-map", map) },
		TREE_CELLS("interrupt-map-mask", 0x1800, 0, 0, 7),
		TREE_END,
		{ 0 },
	};
	struct dt_trail host;

	(void)state;
	for (uint32_t i = 0; i < 16; i++) {
		const uint8_t row[] = { CELL(i / 4 << 11), CELL(0),
					CELL(0),           CELL(i % 4 + 1),
					CELL(SMALL),       CELL(0x20 + (i / 4 + i % 4) % 4) };

		memcpy(map + i * sizeof(row), row, sizeof(row));
	}
	tree = fake_tree(rows);
	assert_int_equal(dt_trail(dt_find(dt_root(tree), "/pci@30000000", 13), &host), 0);
	for (uint32_t slot = 0; slot < 32; slot++)
		for (uint8_t pin = 1; pin <= 4; pin++) {
			assert_int_equal(dt_interrupt_pci(&host, slot << 11, pin, &got, &why), 0);
			assert_string_equal(dt_name(got.controller), "small");
			assert_int_equal(got.cell[0], 0x20 + (slot + pin - 1) % 4);
		}
	assert_int_equal(dt_interrupt_pci(&host, 1 << 11, 5, &got, &why), -EINVAL);
	assert_string_equal(why, "no row of an interrupt-map fits");
	assert_int_equal(dt_trail(dt_root(tree), &host), 0);
	assert_int_equal(dt_interrupt_pci(&host, 0, 1, &got, &why), -EINVAL);
	assert_string_equal(why, "#interrupt-cells is missing or over 8");
	assert_int_equal(dt_trail(dt_by_phandle(tree, SMALL), &host), 0);
	assert_int_equal(dt_interrupt_pci(&host, 0, 1, &got, &why), -EINVAL);
	assert_string_equal(why, "its host bridge lacks the cells of a PCI bus");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phandles),
		cmocka_unit_test(parents),
		cmocka_unit_test(without_a_parent),
		cmocka_unit_test(maps_with_a_mask),
		cmocka_unit_test(maps_of_maps),
		cmocka_unit_test(malformed_maps_are_refused),
		cmocka_unit_test(maps_in_a_circle),
		cmocka_unit_test(maps_with_many_parents),
		cmocka_unit_test(pci),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
