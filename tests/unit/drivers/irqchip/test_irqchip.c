/* Finding a device's controller and source from its node; and the PLIC's registers. */
#include "drivers/irqchip/irqchip.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_regs.h"
#include "tests/unit/fake/fake_tree.h"

enum { PLIC = 1, INTC0 = 2, INTC1 = 3, BASE = 0xc000000, ALL = -1 };

#define CPU(number, intc)                                                                          \
	TREE_NODE("cpu@" #number), TREE_CELLS("reg", number), TREE_NODE("interrupt-controller"),   \
		TREE_FLAG("interrupt-controller"), TREE_CELLS("#interrupt-cells", 1),              \
		TREE_CELLS("phandle", intc), TREE_END, TREE_END

/* Hart 4 lists S-mode before M-mode; hart 7 has an unused context; hart 0 has no S-mode. */
#define CONTEXTS                                                                                   \
	TREE_CELLS("interrupts-extended", INTC0, 9, INTC0, 11, INTC1, (uint32_t)ALL, INTC1, 11,    \
		   INTC1, 9)

static const struct fake_item cpus[] = {
	TREE_NODE("cpus"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 0),
	TREE_NODE("cpu-map"),
	TREE_END,
	TREE_NODE("cpu@0"),
	TREE_CELLS("reg", 0),
	TREE_END,
	CPU(4, INTC0),
	CPU(7, INTC1),
	TREE_END,
	{ 0 },
};

static const struct fake_item plic[] = {
	TREE_CELLS("interrupt-parent", PLIC),
	TREE_ROWS(cpus),
	TREE_NODE("plic@c000000"),
	TREE_CELLS("phandle", PLIC),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_FLAG("interrupt-controller"),
	TREE_CELLS("reg", 0, BASE, 0x4000000),
	TREE_TEXT("compatible", "example,plic\0sifive,plic-1.0.0"),
	TREE_CELLS("riscv,ndev", 53),
	CONTEXTS,
	TREE_END,
	TREE_NODE("uart"),
	TREE_CELLS("interrupts", 39),
	TREE_END,
	TREE_NODE("scif"),
	TREE_CELLS("interrupts", 5, 6, 7),
	TREE_TEXT("interrupt-names", "eri\0rxi\0txi"),
	TREE_END,
	TREE_NODE("names"),
	TREE_CELLS("interrupts", 5, 6),
	TREE_TEXT("interrupt-names", "tx\0rx"),
	TREE_END,
	TREE_NODE("zero"),
	TREE_CELLS("interrupts", 0),
	TREE_END,
	TREE_NODE("high"),
	TREE_CELLS("interrupts", 54),
	TREE_END,
	TREE_NODE("none"),
	TREE_END,
	{ 0 },
};

static const struct dt_tree *tree;
static struct irq_line line;
static const char *why;

static int find(const char *path, uint64_t hart)
{
	static struct dt_trail trail;
	struct dt_node node = dt_find(dt_root(tree), path, strlen(path));

	assert_true(dt_found(node));
	assert_int_equal(dt_trail(node, &trail), 0);
	why = "";
	memset(&line, 0xff, sizeof(line));
	return irqchip_line(&trail, 0, 0, hart, &line, &why);
}

static void refused(const char *path, uint64_t hart, int err, const char *words)
{
	assert_int_equal(find(path, hart), err);
	assert_string_equal(why, words);
	assert_null(line.chip);
}

static void contexts(void **state)
{
	struct irq_chip *of4;

	(void)state;
	tree = fake_tree(plic);
	assert_int_equal(find("/uart", 4), 0);
	of4 = line.chip;
	assert_string_equal(of4->name, "plic");
	assert_int_equal(of4->context, 0);
	assert_int_equal(of4->sources, 53);
	assert_int_equal(of4->regs.base, BASE);
	assert_int_equal(of4->regs.width, 4);
	assert_int_equal(line.source, 39);
	/* All devices of a controller get the same chip. */
	assert_int_equal(find("/scif", 4), 0);
	assert_ptr_equal(line.chip, of4);
	assert_int_equal(line.source, 6);
	assert_int_equal(find("/names", 4), 0);
	assert_int_equal(line.source, 6);
	assert_int_equal(find("/uart", 7), 0);
	assert_int_equal(line.chip->context, 4);
	assert_ptr_not_equal(line.chip, of4);
	refused("/uart", 0, -ENODEV, "its controller does not reach this hart in S-mode");
	refused("/uart", 1, -ENODEV, "its controller does not reach this hart in S-mode");
	refused("/zero", 4, -EINVAL, "its controller has no such source");
	refused("/high", 4, -EINVAL, "its controller has no such source");
	refused("/none", 4, -ENOENT, "no interrupts");
}

/* Each row has one fault of the controller. */
static void wrong_controllers(void **state)
{
	static const char count[] = "its controller's number of sources is not 1 to 1023";
	static const struct {
		struct fake_item item[5];
		int err;
		const char *words;
	} rows[] = {
		{ { TREE_TEXT("compatible", "example,pic") },
		  -ENODEV,
		  "no driver for its controller" },
		{ { TREE_TEXT("compatible", "riscv,plic0"), TREE_CELLS("riscv,ndev", 1024) },
		  -EINVAL,
		  count },
		{ { TREE_TEXT("compatible", "riscv,plic0"), TREE_CELLS("riscv,ndev", 0) },
		  -EINVAL,
		  count },
		{ { TREE_TEXT("compatible", "riscv,plic0") }, -EINVAL, count },
		{ { TREE_TEXT("compatible", "riscv,plic0"), TREE_CELLS("riscv,ndev", 50) },
		  -EINVAL,
		  "no reg" },
		{ { TREE_TEXT("compatible", "riscv,plic0"), TREE_CELLS("riscv,ndev", 50),
		    TREE_CELLS("reg", 0, BASE, 0x200004) },
		  -EINVAL,
		  "its controller's reg is too small" },
		{ { TREE_TEXT("compatible", "riscv,plic0"), TREE_CELLS("riscv,ndev", 50),
		    TREE_CELLS("reg", 0, BASE + 2, 0x300000) },
		  -EINVAL,
		  "its controller's reg is too small" },
		{ { TREE_TEXT("compatible", "riscv,plic0"), TREE_CELLS("riscv,ndev", 50),
		    TREE_CELLS("reg", 0, BASE, 0x200008), TREE_TEXT("status", "disabled") },
		  -ENODEV,
		  "its controller is disabled" },
		{ { TREE_TEXT("compatible", "riscv,plic0"), TREE_CELLS("riscv,ndev", 50),
		    TREE_CELLS("reg", 0, BASE, 0x200008) },
		  0,
		  "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_item items[] = {
			TREE_ROWS(cpus),
			TREE_NODE("pic"),
			TREE_CELLS("#interrupt-cells", 1),
			TREE_FLAG("interrupt-controller"),
			CONTEXTS,
			TREE_ROWS(rows[i].item),
			TREE_NODE("uart"),
			TREE_CELLS("interrupts", 1),
			TREE_END,
			TREE_END,
			{ 0 },
		};

		tree = fake_tree(items);
		assert_int_equal(find("/pic/uart", 4), rows[i].err);
		assert_string_equal(why, rows[i].words);
	}
}

static void missing_harts_are_refused(void **state)
{
	static const struct fake_item no_cpus[] = {
		TREE_NODE("pic"),
		TREE_CELLS("#interrupt-cells", 1),
		TREE_FLAG("interrupt-controller"),
		TREE_TEXT("compatible", "riscv,plic0"),
		CONTEXTS,
		TREE_NODE("uart"),
		TREE_CELLS("interrupts", 1),
		TREE_END,
		TREE_END,
		{ 0 },
	};
	static const struct fake_item no_contexts[] = {
		TREE_ROWS(cpus),
		TREE_NODE("pic"),
		TREE_CELLS("#interrupt-cells", 1),
		TREE_FLAG("interrupt-controller"),
		TREE_TEXT("compatible", "riscv,plic0"),
		TREE_NODE("uart"),
		TREE_CELLS("interrupts", 1),
		TREE_END,
		TREE_END,
		{ 0 },
	};

	(void)state;
	tree = fake_tree(no_cpus);
	refused("/pic/uart", 4, -ENODEV, "its controller does not reach this hart in S-mode");
	tree = fake_tree(no_contexts);
	refused("/pic/uart", 4, -ENODEV, "its controller does not reach this hart in S-mode");
}

/* --- the PLIC's registers, of context 4 ------------------------------------------------------ */

enum {
	PRIORITY_39 = 39,
	ENABLE_0 = 0x2200 / 4,
	ENABLE_1 = 0x2204 / 4,
	THRESHOLD = 0x204000 / 4,
	CLAIM = 0x204004 / 4,
	BIT_39 = 1 << 7,
};

static struct irq_chip *plic_of_7(void)
{
	tree = fake_tree(plic);
	assert_int_equal(find("/uart", 7), 0);
	return line.chip;
}

static void start_touches_its_context_alone(void **state)
{
	static const struct fake_access script[] = {
		{ 'w', ENABLE_0, 0 },
		{ 'w', ENABLE_1, 0 },
		{ 'w', THRESHOLD, 0 },
		{ 0 },
	};
	struct irq_chip *chip = plic_of_7();

	(void)state;
	fake_regs_expect(&chip->regs, script);
	assert_int_equal(chip->ops->start(chip), 0);
	fake_regs_done();
}

static void sources_on_and_off(void **state)
{
	static const struct fake_access on[] = {
		{ 'r', ENABLE_1, 1 },
		{ 'w', ENABLE_1, 1 | BIT_39 },
		{ 'w', PRIORITY_39, 1 },
		{ 0 },
	};
	static const struct fake_access off[] = {
		{ 'r', ENABLE_1, 1 | BIT_39 },
		{ 'w', ENABLE_1, 1 },
		{ 0 },
	};
	struct irq_chip *chip = plic_of_7();

	(void)state;
	fake_regs_expect(&chip->regs, on);
	assert_int_equal(chip->ops->enable(chip, 39, true), 0);
	fake_regs_done();
	fake_regs_expect(&chip->regs, off);
	assert_int_equal(chip->ops->enable(chip, 39, false), 0);
	fake_regs_done();
}

static void claims_and_completes(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', CLAIM, 39 },
		{ 'r', ENABLE_1, BIT_39 },
		{ 'w', CLAIM, 39 },
		{ 'r', CLAIM, 0 },
		{ 0 },
	};
	struct irq_chip *chip = plic_of_7();

	(void)state;
	fake_regs_expect(&chip->regs, script);
	assert_int_equal(chip->ops->claim(chip), 39);
	chip->ops->complete(chip, 39);
	assert_int_equal(chip->ops->claim(chip), 0);
	fake_regs_done();
}

/* A PLIC ignores the completion of a disabled source: a source that its handler paused would never
 * interrupt again. */
static void completes_a_paused_source(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', ENABLE_1, 1 },
		{ 'w', ENABLE_1, 1 | BIT_39 },
		{ 'w', CLAIM, 39 },
		{ 'w', ENABLE_1, 1 },
		{ 0 },
	};
	struct irq_chip *chip = plic_of_7();

	(void)state;
	fake_regs_expect(&chip->regs, script);
	chip->ops->complete(chip, 39);
	fake_regs_done();
}

static void stop_leaves_nothing_pending_or_enabled(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', CLAIM, 39 },
		{ 'r', ENABLE_1, BIT_39 },
		{ 'w', CLAIM, 39 },
		{ 'r', CLAIM, 0 },
		{ 'w', ENABLE_0, 0 },
		{ 'w', ENABLE_1, 0 },
		{ 0 },
	};
	struct irq_chip *chip = plic_of_7();

	(void)state;
	fake_regs_expect(&chip->regs, script);
	chip->ops->stop(chip);
	fake_regs_done();
}

static void listens_at_priority_1(void **state)
{
	static const struct fake_access begin[] = {
		{ 'r', PRIORITY_39, 7 },
		{ 0 },
	};
	static const struct fake_access end[] = {
		{ 'w', PRIORITY_39, 7 },
		{ 0 },
	};
	struct irq_chip *chip = plic_of_7();
	uint32_t was[2];

	(void)state;
	fake_regs_expect(&chip->regs, begin);
	assert_int_equal(chip->ops->listen(chip, 39, 0, was), 0);
	fake_regs_done();
	fake_regs_expect(&chip->regs, end);
	chip->ops->unlisten(chip, 39, was);
	fake_regs_done();
}

static struct irq_chip *of(const char *path, uint64_t hart)
{
	return irqchip_of(dt_find(dt_root(tree), path, strlen(path)), hart, &why);
}

static void controllers_by_their_nodes(void **state)
{
	struct irq_chip *chip = plic_of_7();

	(void)state;
	assert_ptr_equal(of("/plic@c000000", 7), chip);
	assert_null(of("/plic@c000000", 0));
	assert_string_equal(why, "its controller does not reach this hart in S-mode");
	assert_null(of("/cpus/cpu@7/interrupt-controller", 7));
	assert_null(why); /* no driver knows it */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contexts),
		cmocka_unit_test(wrong_controllers),
		cmocka_unit_test(missing_harts_are_refused),
		cmocka_unit_test(start_touches_its_context_alone),
		cmocka_unit_test(sources_on_and_off),
		cmocka_unit_test(claims_and_completes),
		cmocka_unit_test(completes_a_paused_source),
		cmocka_unit_test(stop_leaves_nothing_pending_or_enabled),
		cmocka_unit_test(listens_at_priority_1),
		cmocka_unit_test(controllers_by_their_nodes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
