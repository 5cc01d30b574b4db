/* The APLIC, with and without an IMSIC: what the tree says, its registers, and level interrupts. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include "drivers/irqchip/irqchip.h"
#include "kernel/aia.h"
#include "kernel/trap_try.h"
#include "tests/unit/fake/fake_aia.h"
#include "tests/unit/fake/fake_regs.h"
#include "tests/unit/fake/fake_tree.h"

enum { APLIC_M = 1, APLIC_S, IMSIC_M, IMSIC_S, INTC0, INTC1, INTC2, INTC3, INTC4 };
enum { BASE = 0xd000000, FILES = 0x28000000, GROUP = 0x1000000 };

#define CPU(number, intc)                                                                          \
	TREE_NODE("cpu@" #number), TREE_CELLS("reg", number), TREE_NODE("interrupt-controller"),   \
		TREE_FLAG("interrupt-controller"), TREE_CELLS("#interrupt-cells", 1),              \
		TREE_CELLS("phandle", intc), TREE_END, TREE_END

#define DEVICE(node, ...) TREE_NODE(node), TREE_CELLS("interrupts", __VA_ARGS__), TREE_END

/* All trees here have harts 0 to 3 and 9, and devices on the M-mode domain, as some boards do. */
static const struct fake_item common[] = {
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("interrupt-parent", APLIC_M),
	TREE_NODE("cpus"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 0),
	CPU(0, INTC0),
	CPU(1, INTC1),
	CPU(2, INTC2),
	CPU(3, INTC3),
	CPU(9, INTC4),
	TREE_END,
	DEVICE("high", 10, 4),
	DEVICE("low", 33, 8),
	DEVICE("rising", 12, 1),
	DEVICE("falling", 13, 2),
	DEVICE("unsaid", 14, 0),
	{ 0 },
};

#define APLIC(phandle)                                                                             \
	TREE_CELLS("phandle", phandle), TREE_CELLS("#interrupt-cells", 2),                         \
		TREE_CELLS("#address-cells", 0), TREE_FLAG("interrupt-controller"),                \
		TREE_TEXT("compatible", "qemu,aplic\0riscv,aplic"),                                \
		TREE_CELLS("riscv,num-sources", 96)

static const struct fake_item direct[] = {
	TREE_ROWS(common),
	TREE_NODE("aplic@c000000"),
	APLIC(APLIC_M),
	TREE_TEXT("status", "disabled"),
	TREE_CELLS("reg", 0xc000000, 0x8000),
	TREE_CELLS("interrupts-extended", INTC0, 11, INTC1, 11),
	TREE_CELLS("riscv,children", APLIC_S),
	TREE_END,
	TREE_NODE("aplic@d000000"),
	APLIC(APLIC_S),
	TREE_CELLS("reg", BASE, 0x8000),
	TREE_CELLS("interrupts-extended", INTC0, 9, INTC1, 9, INTC2, 9),
	TREE_END,
	{ 0 },
};

/* Two groups of two harts, and room for three guests of each hart. */
static const struct fake_item messages[] = {
	TREE_ROWS(common),
	TREE_NODE("aplic@c000000"),
	APLIC(APLIC_M),
	TREE_CELLS("reg", 0xc000000, 0x8000),
	TREE_CELLS("msi-parent", IMSIC_M),
	TREE_CELLS("riscv,children", APLIC_S),
	TREE_END,
	TREE_NODE("aplic@d000000"),
	APLIC(APLIC_S),
	TREE_CELLS("reg", BASE, 0x4000),
	TREE_CELLS("msi-parent", IMSIC_S),
	TREE_END,
	TREE_NODE("imsics@24000000"),
	TREE_CELLS("phandle", IMSIC_M),
	TREE_CELLS("reg", 0x24000000, 0x4000),
	TREE_CELLS("riscv,num-ids", 255),
	TREE_CELLS("interrupts-extended", INTC0, 11, INTC1, 11, INTC2, 11, INTC3, 11),
	TREE_END,
	TREE_NODE("imsics@28000000"),
	TREE_CELLS("phandle", IMSIC_S),
	TREE_CELLS("reg", FILES, 0x8000, FILES + GROUP, 0x8000),
	TREE_CELLS("riscv,num-ids", 127),
	TREE_CELLS("riscv,guest-index-bits", 2),
	TREE_CELLS("riscv,hart-index-bits", 1),
	TREE_CELLS("riscv,group-index-bits", 1),
	TREE_CELLS("riscv,group-index-shift", 24),
	TREE_CELLS("interrupts-extended", INTC0, 9, INTC1, 9, INTC2, 9, INTC3, 9),
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

	assert_int_equal(dt_trail(node, &trail), 0);
	why = "";
	return irqchip_line(&trail, 0, 0, hart, &line, &why);
}

static struct irq_chip *chip_of(const struct fake_item *rows, const char *path, uint64_t hart)
{
	tree = fake_tree(rows);
	if (find(path, hart))
		fail_msg("%s: %s", path, why);
	return line.chip;
}

/* --- the tree -------------------------------------------------------------------------------- */

static void direct_contexts(void **state)
{
	struct irq_chip *chip = chip_of(direct, "/high", 1);

	(void)state;
	assert_string_equal(chip->name, "aplic");
	assert_int_equal(chip->regs.base, BASE);
	assert_int_equal(chip->context, 1);
	assert_int_equal(chip->sources, 96);
	assert_int_equal(line.source, 10);
	assert_int_equal(find("/high", 9), -ENODEV);
	assert_string_equal(why, "its controller does not reach this hart in S-mode");
}

/* Of the child domains, the one with this hart. riscv,hart-indexes renumbers the harts. */
static void children_and_indexes(void **state)
{
	static const struct fake_item rows[] = {
		TREE_ROWS(common),
		TREE_NODE("aplic@c000000"),
		APLIC(APLIC_M),
		TREE_CELLS("reg", 0xc000000, 0x8000),
		TREE_CELLS("interrupts-extended", INTC0, 11, INTC1, 11, INTC2, 11),
		TREE_CELLS("riscv,children", 99, IMSIC_M, APLIC_S),
		TREE_END,
		TREE_NODE("aplic@d000000"),
		APLIC(IMSIC_M),
		TREE_CELLS("reg", BASE, 0x8000),
		TREE_CELLS("interrupts-extended", INTC0, 9),
		TREE_END,
		TREE_NODE("aplic@e000000"),
		APLIC(APLIC_S),
		TREE_CELLS("reg", 0xe000000, 0x8000),
		TREE_CELLS("interrupts-extended", INTC1, 9, INTC2, 9),
		TREE_CELLS("riscv,hart-indexes", 4, 5),
		TREE_END,
		{ 0 },
	};
	struct irq_chip *chip = chip_of(rows, "/high", 2);

	(void)state;
	assert_int_equal(chip->regs.base, 0xe000000);
	assert_int_equal(chip->context, 5);
	assert_int_equal(find("/high", 0), 0);
	assert_int_equal(line.chip->regs.base, BASE);
	assert_int_equal(line.chip->context, 0);
}

static void message_targets(void **state)
{
	(void)state;
	for (uint64_t hart = 0; hart < 4; hart++) {
		struct irq_chip *chip = chip_of(messages, "/high", hart);

		assert_string_equal(chip->name, "aplic-msi");
		assert_int_equal(chip->regs.base, BASE);
		assert_int_equal(chip->context, hart); /* the group's bit above the hart's */
		assert_int_equal(chip->ids, 127);
	}
	assert_int_equal(find("/high", 9), -ENODEV);
}

static const char senseless[] =
	"its IMSIC has impossible properties riscv,num-ids or riscv,*-index-*";

/* One property of the IMSIC, and the result for hart 2. */
static void imsic_layouts(void **state)
{
	static const struct {
		struct fake_item item[4];
		int err;
		uint32_t context;
		const char *words;
	} rows[] = {
		/* Without the property: as many bits as the number of harts needs. */
		{ { TREE_CELLS("reg", FILES, 0x4000), TREE_CELLS("riscv,num-ids", 63) }, 0, 2, "" },
		{ { TREE_CELLS("reg", FILES, 0x2000), TREE_CELLS("riscv,num-ids", 63) },
		  -EINVAL,
		  0,
		  "its IMSIC's reg has no file for this hart" },
		{ { TREE_CELLS("reg", FILES, 0x4000), TREE_CELLS("riscv,num-ids", 62) },
		  -EINVAL,
		  0,
		  senseless },
		{ { TREE_CELLS("reg", FILES, 0x4000), TREE_CELLS("riscv,num-ids", 2048) },
		  -EINVAL,
		  0,
		  senseless },
		{ { TREE_CELLS("reg", FILES, 0x4000) }, -EINVAL, 0, senseless },
		{ { TREE_CELLS("reg", FILES, 0x4000), TREE_CELLS("riscv,num-ids", 63),
		    TREE_CELLS("riscv,guest-index-bits", 8) },
		  -EINVAL,
		  0,
		  senseless },
		{ { TREE_CELLS("riscv,num-ids", 63) },
		  -EINVAL,
		  0,
		  "its IMSIC's reg has no file for this hart" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct fake_item items[] = {
			TREE_ROWS(common),
			TREE_NODE("aplic@d000000"),
			APLIC(APLIC_M),
			TREE_CELLS("reg", BASE, 0x4000),
			TREE_CELLS("msi-parent", IMSIC_S),
			TREE_END,
			TREE_NODE("imsics@28000000"),
			TREE_CELLS("phandle", IMSIC_S),
			TREE_CELLS("interrupts-extended", INTC0, 9, INTC1, 9, INTC2, 9),
			TREE_ROWS(rows[i].item),
			TREE_END,
			{ 0 },
		};

		tree = fake_tree(items);
		assert_int_equal(find("/high", 2), rows[i].err);
		assert_string_equal(why, rows[i].words);
		if (rows[i].err == 0)
			assert_int_equal(line.chip->context, rows[i].context);
		else
			assert_null(line.chip);
	}
}

/* --- registers ------------------------------------------------------------------------------- */

enum {
	DOMAINCFG = 0,
	SETIPNUM = 0x1cdc / 4,
	IN_CLRIP = 0x1d00 / 4,
	SETIENUM = 0x1edc / 4,
	CLRIE = 0x1f00 / 4,
	CLRIENUM = 0x1fdc / 4,
	TARGET = 0x3000 / 4,
	IDC_1 = 0x4020 / 4,
	LEVEL_HIGH = 6,
	LEVEL_LOW = 7,
};

#define CLEAR_ALL                                                                                  \
	{ 'w', CLRIE, UINT32_MAX }, { 'w', CLRIE + 1, UINT32_MAX },                                \
		{ 'w', CLRIE + 2, UINT32_MAX },                                                    \
	{                                                                                          \
		'w', CLRIE + 3, UINT32_MAX                                                         \
	}

static void direct_start(void **state)
{
	static const struct fake_access script[] = {
		CLEAR_ALL,
		{ 'w', DOMAINCFG, 0x100 },
		{ 'r', DOMAINCFG, 0x80000100 },
		{ 'w', IDC_1 + 2, 0 },
		{ 'w', IDC_1, 1 },
		{ 0 },
	};
	/* It has messages only; it does not exist; it belongs to another domain. */
	static const uint32_t refusals[] = { 0x80000104, 0xffffffff, 0 };
	struct irq_chip *chip = chip_of(direct, "/high", 1);

	(void)state;
	fake_regs_expect(&chip->regs, script);
	assert_int_equal(chip->ops->start(chip), 0);
	fake_regs_done();
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		const struct fake_access refused[] = {
			CLEAR_ALL,
			{ 'w', DOMAINCFG, 0x100 },
			{ 'r', DOMAINCFG, refusals[i] },
			{ 0 },
		};

		fake_regs_expect(&chip->regs, refused);
		assert_int_equal(chip->ops->start(chip), -ENODEV);
		fake_regs_done();
	}
}

static void direct_sources(void **state)
{
	static const struct fake_access on[] = {
		{ 'w', 10, LEVEL_HIGH },
		{ 'r', 10, LEVEL_HIGH },
		{ 'w', TARGET + 10, 1 << 18 | 1 },
		{ 'w', SETIENUM, 10 },
		{ 0 },
	};
	static const struct fake_access alien[] = { { 'w', 10, 6 }, { 'r', 10, 0 }, { 0 } };
	static const struct fake_access off[] = { { 'w', CLRIENUM, 10 }, { 0 } };
	static const struct fake_access stray[] = { { 'w', CLRIENUM, 50 }, { 0 } };
	static const uint64_t got = 10 << 16 | 1;
	const struct fake_access claim[] = { { 'r', IDC_1 + 7, got },
					     { 'r', IDC_1 + 7, 0 },
					     { 0 } };
	struct irq_chip *chip = chip_of(direct, "/high", 1);

	(void)state;
	fake_regs_expect(&chip->regs, on);
	assert_int_equal(chip->ops->enable(chip, 10, true), 0);
	fake_regs_done();
	fake_regs_expect(&chip->regs, alien);
	assert_int_equal(chip->ops->enable(chip, 10, true), -ENODEV);
	fake_regs_done();
	fake_regs_expect(&chip->regs, off);
	assert_int_equal(chip->ops->enable(chip, 10, false), 0);
	fake_regs_done();
	fake_regs_expect(&chip->regs, stray);
	assert_int_equal(chip->ops->enable(chip, 50, true), -ENODEV);
	assert_int_equal(chip->ops->enable(chip, 50, false), 0);
	fake_regs_done();
	fake_regs_expect(&chip->regs, claim);
	assert_int_equal(chip->ops->claim(chip), 10);
	chip->ops->complete(chip, 10);
	assert_int_equal(chip->ops->claim(chip), 0);
	fake_regs_done();
}

/* The second cell of the specifier is the source's mode. */
static void modes(void **state)
{
	static const struct {
		const char *path;
		uint32_t source, mode;
	} rows[] = {
		{ "/high", 10, 6 },    { "/low", 33, 7 },    { "/rising", 12, 4 },
		{ "/falling", 13, 5 }, { "/unsaid", 14, 6 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct irq_chip *chip = chip_of(direct, rows[i].path, 1);
		const struct fake_access on[] = {
			{ 'w', rows[i].source, rows[i].mode },
			{ 'r', rows[i].source, rows[i].mode },
			{ 'w', TARGET + rows[i].source, 1 << 18 | 1 },
			{ 'w', SETIENUM, rows[i].source },
			{ 0 },
		};

		fake_regs_expect(&chip->regs, on);
		assert_int_equal(chip->ops->enable(chip, rows[i].source, true), 0);
		fake_regs_done();
	}
}

/* --- messages: a model ----------------------------------------------------------------------- */

/* An APLIC that sends messages (the specification's 4.7), with one bit of each register for each
 * source. */
static struct model {
	struct fake_device device;
	uint64_t wires; /* active, rectified */
	uint64_t pending, enabled;
	uint32_t domaincfg, mode[64], target[64];
	int messages;
} model;

static void model_send(void)
{
	uint64_t ready = model.pending & model.enabled;

	if (!(model.domaincfg & 0x100))
		return;
	for (unsigned source = 0; source < 64; source++) {
		if (!(ready >> source & 1))
			continue;
		model.pending &= ~(UINT64_C(1) << source);
		assert_int_equal(model.target[source] >> 18, 2);
		fake_aia_send(model.target[source] & 0x7ff);
		model.messages++;
	}
}

static void model_wire(uint32_t source, bool active)
{
	uint64_t bit = UINT64_C(1) << source;

	if (active && !(model.wires & bit))
		model.pending |= bit;
	else if (!active && model.mode[source] >= LEVEL_HIGH)
		model.pending &= ~bit;
	model.wires = active ? model.wires | bit : model.wires & ~bit;
	model_send();
}

static uint64_t model_read(struct fake_device *device, unsigned index)
{
	(void)device;
	if (index == DOMAINCFG)
		return 0x80000000 | model.domaincfg;
	if (index < 64)
		return model.mode[index];
	assert_in_range(index, IN_CLRIP, IN_CLRIP + 1);
	return (uint32_t)(model.wires >> 32 * (index - IN_CLRIP));
}

static void model_write(struct fake_device *device, unsigned index, uint64_t value)
{
	(void)device;
	if (index == DOMAINCFG)
		model.domaincfg = (uint32_t)value;
	else if (index < 64)
		model.mode[index] = (uint32_t)value;
	else if (index > TARGET && index < TARGET + 64)
		model.target[index - TARGET] = (uint32_t)value;
	else if (index == SETIENUM)
		model.enabled |= UINT64_C(1) << value;
	else if (index == CLRIENUM)
		model.enabled &= ~(UINT64_C(1) << value);
	else if (index >= CLRIE && index < CLRIE + 4)
		model.enabled = 0;
	else if (index == SETIPNUM && (model.mode[value] < LEVEL_HIGH || model.wires >> value & 1))
		model.pending |= UINT64_C(1) << value;
	else
		assert_int_equal(index, SETIPNUM);
	model_send();
}

static struct irq_chip *model_start(const char *path)
{
	struct irq_chip *chip = chip_of(messages, path, 2);

	memset(&model, 0, sizeof(model));
	memset(&fake_aia, 0, sizeof(fake_aia));
	fake_aia.reg[AIA_EIE] = fake_aia.reg[AIA_EIE + 2] = UINT64_MAX; /* set before the image */
	model.device.regs = chip->regs;
	model.device.read = model_read;
	model.device.write = model_write;
	fake_regs_attach(&model.device);
	assert_int_equal(chip->ops->start(chip), 0);
	assert_int_equal(fake_aia.reg[AIA_EIE] | fake_aia.reg[AIA_EIE + 2], 0);
	assert_int_equal(fake_aia.reg[AIA_EIDELIVERY], 1);
	assert_int_equal(model.domaincfg, 0x104);
	assert_int_equal(chip->ops->enable(chip, line.source, true), 0);
	return chip;
}

/* A wire that stays active interrupts again after each handling, until it falls. */
static void levels_come_again(void **state)
{
	static const char *const paths[] = { "/high", "/low" };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct irq_chip *chip = model_start(paths[i]);

		assert_int_equal(chip->ops->claim(chip), 0);
		model_wire(line.source, true);
		for (int turn = 0; turn < 3; turn++) {
			assert_int_equal(chip->ops->claim(chip), line.source);
			assert_int_equal(chip->ops->claim(chip), 0);
			chip->ops->complete(chip, line.source);
		}
		assert_int_equal(chip->ops->claim(chip), line.source);
		model_wire(line.source, false);
		chip->ops->complete(chip, line.source);
		assert_int_equal(chip->ops->claim(chip), 0);
		assert_int_equal(model.messages, 4);
	}
}

/* A level that its handler paused stays; when the source is enabled again, it interrupts. */
static void levels_outlast_a_pause(void **state)
{
	struct irq_chip *chip = model_start("/high");

	(void)state;
	model_wire(10, true);
	assert_int_equal(chip->ops->claim(chip), 10);
	assert_int_equal(chip->ops->enable(chip, 10, false), 0);
	chip->ops->complete(chip, 10);
	assert_int_equal(chip->ops->claim(chip), 0);
	assert_int_equal(chip->ops->enable(chip, 10, true), 0);
	assert_int_equal(chip->ops->claim(chip), 10);
	model_wire(10, false);
	chip->ops->complete(chip, 10);
	/* So does a level that rises during a pause. */
	assert_int_equal(chip->ops->enable(chip, 10, false), 0);
	model_wire(10, true);
	assert_int_equal(chip->ops->claim(chip), 0);
	assert_int_equal(chip->ops->enable(chip, 10, true), 0);
	assert_int_equal(chip->ops->claim(chip), 10);
}

/* An edge interrupts once, although its wire stays active. */
static void edges_come_once(void **state)
{
	struct irq_chip *chip = model_start("/rising");

	(void)state;
	model_wire(12, true);
	assert_int_equal(chip->ops->claim(chip), 12);
	chip->ops->complete(chip, 12);
	assert_int_equal(chip->ops->claim(chip), 0);
	assert_int_equal(model.messages, 1);
}

/* Two APLICs may send to one file: a chip does not take identities that are not its own. */
static void others_messages_are_left(void **state)
{
	struct irq_chip *chip = model_start("/high"), other = *chip;

	(void)state;
	model_wire(10, true);
	assert_int_equal(other.ops->claim(&other), 0);
	assert_int_equal(chip->ops->claim(chip), 10);
	fake_aia.reg[AIA_EIE] = fake_aia.reg[AIA_EIP] = UINT64_C(1) << 60; /* beyond our rows */
	assert_int_equal(chip->ops->claim(chip), 0);
}

static int start_chip(void *chip)
{
	return ((struct irq_chip *)chip)->ops->start(chip);
}

static void missing_interrupt_files_are_refused(void **state)
{
	struct irq_chip *chip = model_start("/high");

	(void)state;
	fake_aia.dumb = true;
	assert_int_equal(trap_try(start_chip, chip, NULL), -ENODEV);
	fake_aia.absent = true;
	assert_int_equal(trap_try(start_chip, chip, NULL), -EFAULT);
	fake_regs_attach(NULL);
}

static void chips_are_bounded(void **state)
{
	int found = 0, err = 0;

	(void)state;
	for (uint32_t source = 20; source < 80 && !err; source++, found += !err) {
		const struct fake_item rows[] = {
			TREE_ROWS(direct),
			TREE_NODE("more"),
			TREE_CELLS("interrupts", source, 4),
			TREE_END,
			{ 0 },
		};

		tree = fake_tree(rows);
		err = find("/more", 0);
	}
	assert_int_equal(err, -ENOSPC);
	assert_string_equal(why, "too many interrupts");
	assert_null(line.chip);
	assert_true(found > 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(direct_contexts),
		cmocka_unit_test(children_and_indexes),
		cmocka_unit_test(message_targets),
		cmocka_unit_test(imsic_layouts),
		cmocka_unit_test(direct_start),
		cmocka_unit_test(direct_sources),
		cmocka_unit_test(modes),
		cmocka_unit_test(levels_come_again),
		cmocka_unit_test(levels_outlast_a_pause),
		cmocka_unit_test(edges_come_once),
		cmocka_unit_test(others_messages_are_left),
		cmocka_unit_test(missing_interrupt_files_are_refused),
		cmocka_unit_test(chips_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
