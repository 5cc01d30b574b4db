/* An APLIC's sources that no device uses, listened to: priorities, identities, and their end. */
#include "drivers/irqchip/aplic_listen.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "drivers/irqchip/irqchip.h"
#include "kernel/aia.h"
#include "tests/unit/fake/fake_aia.h"
#include "tests/unit/fake/fake_regs.h"
#include "tests/unit/fake/fake_tree.h"

enum { INTC = 1, IMSIC, BASE = 0xd000000, FILES = 0x28000000 };
enum {
	SETIPNUM = 0x1cdc / 4,
	IN_CLRIP = 0x1d00 / 4,
	SETIENUM = 0x1edc / 4,
	CLRIENUM = 0x1fdc / 4,
	TARGET = 0x3000 / 4,
	LEVEL_HIGH = 6,
	FALLING = 5,
	LOWEST = 0xff,
	BEFORE = 20,            /* sources of an APLIC before this one */
	IDENTITY = 32 + BEFORE, /* before that of source 1 */
};

#define APLIC                                                                                      \
	TREE_NODE("aplic@d000000"), TREE_TEXT("compatible", "riscv,aplic"),                        \
		TREE_CELLS("#interrupt-cells", 2), TREE_FLAG("interrupt-controller"),              \
		TREE_CELLS("reg", BASE, 0x8000), TREE_CELLS("riscv,num-sources", 96)

static const struct fake_item cpus[] = {
	TREE_CELLS("#address-cells", 1),
	TREE_NODE("cpus"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 0),
	TREE_NODE("cpu@0"),
	TREE_CELLS("reg", 0),
	TREE_NODE("interrupt-controller"),
	TREE_FLAG("interrupt-controller"),
	TREE_CELLS("#interrupt-cells", 1),
	TREE_CELLS("phandle", INTC),
	TREE_END,
	TREE_END,
	TREE_END,
	{ 0 },
};

static const struct fake_item direct[] = {
	TREE_ROWS(cpus), APLIC, TREE_CELLS("interrupts-extended", INTC, 9), TREE_END, { 0 },
};

static const struct fake_item messages[] = {
	TREE_ROWS(cpus),
	APLIC,
	TREE_CELLS("msi-parent", IMSIC),
	TREE_END,
	TREE_NODE("imsics@28000000"),
	TREE_CELLS("phandle", IMSIC),
	TREE_CELLS("reg", FILES, 0x1000),
	TREE_CELLS("riscv,num-ids", 127),
	TREE_CELLS("interrupts-extended", INTC, 9),
	TREE_END,
	{ 0 },
};

static uint32_t was[2];

static bool hear(struct irq_chip *chip, uint32_t source, bool handled)
{
	(void)chip;
	(void)source;
	return !handled;
}

static struct irq_chip *chip_of(const struct fake_item *rows)
{
	static const char path[] = "/aplic@d000000";
	const char *why;
	struct irq_chip *chip = irqchip_of(dt_find(dt_root(fake_tree(rows)), path, strlen(path)), 0,
					   &why);

	assert_non_null(chip);
	chip->hear = hear;
	chip->before = BEFORE;
	return chip;
}

static void modes_of_specifiers(void **state)
{
	static const uint32_t mode[] = { 6, 4, 5, 4, 6, 4, 5, 4, 7 };

	(void)state;
	for (uint32_t sense = 0; sense < sizeof(mode) / sizeof(*mode); sense++)
		assert_int_equal(aplic_mode_of(sense), mode[sense]);
}

static void direct_at_the_lowest_priority(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', 50, 0 },
		{ 'r', TARGET + 50, 0 },
		{ 'w', 50, FALLING },
		{ 'r', 50, FALLING },
		{ 'w', TARGET + 50, LOWEST },
		{ 'w', SETIENUM, 50 },
		{ 'w', CLRIENUM, 50 },
		{ 'w', TARGET + 50, 0 },
		{ 'w', 50, 0 },
		{ 0 },
	};
	struct irq_chip *chip = chip_of(direct);

	(void)state;
	fake_regs_expect(&chip->regs, script);
	assert_int_equal(chip->ops->listen(chip, 50, 2, was), 0);
	assert_int_equal(chip->ops->enable(chip, 50, true), 0);
	assert_int_equal(chip->ops->enable(chip, 50, false), 0);
	chip->ops->unlisten(chip, 50, was);
	fake_regs_done();
	chip->hear = NULL;
	assert_int_equal(chip->ops->enable(chip, 50, true), -ENODEV);
}

/* The domain above did not delegate it. */
static void another_domains_source(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', 51, 0 }, { 'r', TARGET + 51, 0 }, { 'w', 51, LEVEL_HIGH },
		{ 'r', 51, 0 }, { 'w', 51, 0 },          { 0 },
	};
	struct irq_chip *chip = chip_of(direct);

	(void)state;
	fake_regs_expect(&chip->regs, script);
	assert_int_equal(chip->ops->listen(chip, 51, 0, was), -ENODEV);
	fake_regs_done();
}

/* Each source has an identity of its own. A level that is still high when it is enabled again sends
 * another message. */
static void messages_are_told_apart(void **state)
{
	static const struct fake_access script[] = {
		{ 'r', 40, 0 },
		{ 'r', TARGET + 40, 0 },
		{ 'w', 40, LEVEL_HIGH },
		{ 'r', 40, LEVEL_HIGH },
		{ 'w', TARGET + 40, IDENTITY + 40 },
		{ 'w', SETIENUM, 40 },
		{ 'r', 40, LEVEL_HIGH },
		{ 'r', IN_CLRIP + 1, 1 << 8 },
		{ 'w', SETIPNUM, 40 },
		{ 'w', CLRIENUM, 40 },
		{ 0 },
	};
	struct irq_chip *chip = chip_of(messages);

	(void)state;
	memset(&fake_aia, 0, sizeof(fake_aia));
	fake_regs_expect(&chip->regs, script);
	assert_int_equal(chip->ops->listen(chip, 40, 4, was), 0);
	assert_int_equal(chip->ops->enable(chip, 40, true), 0);
	fake_aia_send(IDENTITY + 40);
	assert_int_equal(chip->ops->claim(chip), 40);
	assert_int_equal(chip->ops->claim(chip), 0);
	assert_int_equal(chip->ops->enable(chip, 40, false), 0);
	fake_aia_send(IDENTITY + 40); /* masked */
	assert_int_equal(chip->ops->claim(chip), 0);
	fake_regs_done();
	/* The IMSIC has 127 identities. */
	assert_int_equal(chip->ops->listen(chip, 90, 4, was), -ENOSPC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(modes_of_specifiers),
		cmocka_unit_test(direct_at_the_lowest_priority),
		cmocka_unit_test(another_domains_source),
		cmocka_unit_test(messages_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
