/* Functions of PCI read from a model: lists that are loops, buses that are loops, all ones. */
#include "shell/machine/pci/pci_look.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include "shell/machine/pci/pci_names.h"
#include "tests/unit/fake/fake_pci.h"

enum { BASE = 0x30000000, BUS = 256, DEVICE = 8, LIST = 1 << 20 };
enum { COMMAND = 1, HEADER = 3, BAR = 4, BUSES = 6, CAPABILITIES = 13, PIN = 15 };

static struct fake_pci pci;
static struct pci_list list;
static struct pci_seen seen;

static int setup(void **state)
{
	(void)state;
	fake_pci_attach(&pci, BASE);
	memset(&list, 0, sizeof(list));
	list.host.config = (struct regs){ .base = BASE, .shift = 2, .width = 4 };
	list.host.shift = 12;
	list.host.last = 255;
	return 0;
}

static struct fake_function *bridge(uint32_t function, uint32_t below)
{
	struct fake_function *row = fake_pci_add(&pci, function, 0x000c1b36, 0x060400);

	row->word[HEADER] = 1 << 16;
	row->word[BUSES] = below << 16 | below << 8;
	return row;
}

static void bars_and_capabilities(void **state)
{
	struct fake_function *row = fake_pci_add(&pci, 2 * DEVICE, 0x10d38086, 0x020000);

	(void)state;
	row->word[COMMAND] = LIST | 2; /* it answers at its BARs */
	row->word[BAR] = 0x40000000;
	row->bar_mask[0] = 0xfffe0000;
	row->word[BAR + 1] = 0x1001;
	row->bar_mask[1] = 0xffffffe0;
	row->word[BAR + 2] = 0x5000000c;
	row->word[BAR + 3] = 0x2;
	row->bar_mask[2] = 0xffff0000;
	row->bar_mask[3] = UINT32_MAX;
	row->word[CAPABILITIES] = 0x40;
	row->word[0x40 / 4] = 0x5001; /* power, then what has no name, then MSI-X */
	row->word[0x50 / 4] = 0x60ee;
	row->word[0x60 / 4] = 0x0011;
	row->word[PIN] = 0x0200;
	assert_int_equal(pci_look_list(&list), 0);
	assert_int_equal(list.count, 1);
	assert_int_equal(pci_look(&list, list.function[0], false, &seen), 0);
	assert_int_equal(pci.writes, 0);
	assert_int_equal(seen.bars, 3);
	assert_int_equal(seen.bar[0].size, 0);
	assert_int_equal(pci_look(&list, list.function[0], true, &seen), 0);
	assert_int_equal(seen.vendor, 0x8086);
	assert_int_equal(seen.device, 0x10d3);
	assert_string_equal(pci_class_name(seen.class), "Ethernet");
	assert_int_equal(seen.bar[0].address, 0x40000000);
	assert_int_equal(seen.bar[0].size, 0x20000);
	assert_true(seen.bar[1].io);
	assert_int_equal(seen.bar[1].size, 0x20);
	assert_true(seen.bar[2].wide && seen.bar[2].prefetch);
	assert_int_equal(seen.bar[2].address, 0x250000000);
	assert_int_equal(seen.bar[2].size, 0x10000);
	assert_int_equal(row->word[COMMAND], LIST | 2);
	assert_int_equal(row->word[BAR], 0x40000000);
	assert_int_equal(seen.capabilities, 3);
	assert_string_equal(pci_capability_name(seen.capability[0]), "PM");
	assert_null(pci_capability_name(seen.capability[1]));
	assert_string_equal(pci_capability_name(seen.capability[2]), "MSI-X");
	assert_int_equal(seen.pin, 2);
	assert_int_equal(seen.host_pin, 2);
}

static void a_list_that_is_a_loop(void **state)
{
	struct fake_function *row = fake_pci_add(&pci, DEVICE, 1, 0xff0000);

	(void)state;
	row->word[COMMAND] = LIST;
	row->word[CAPABILITIES] = 0x40;
	row->word[0x40 / 4] = 0x4005;
	assert_int_equal(pci_look(&list, DEVICE, false, &seen), 0);
	assert_int_equal(seen.capabilities, PCI_LOOK_CAPABILITIES);
	assert_string_equal(pci_class_name(seen.class), "other");
}

/* Bridges to their own bus, to bus 0, and to each other's: each function is seen once. */
static void buses_that_are_loops(void **state)
{
	(void)state;
	bridge(DEVICE, 0);
	bridge(2 * DEVICE, 1);
	bridge(BUS, 1);
	bridge(BUS + DEVICE, 2);
	bridge(2 * BUS, 1);
	assert_int_equal(pci_look_list(&list), 0);
	assert_int_equal(list.count, 5);
	for (unsigned i = 0; i < list.count; i++)
		assert_int_equal(pci_look(&list, list.function[i], true, &seen), 0);
	assert_true(seen.bridge);
	assert_int_equal(seen.secondary, 1);
}

static void nothing_but_ones(void **state)
{
	struct fake_function *row = fake_pci_add(&pci, DEVICE, 1, 0);

	(void)state;
	assert_int_equal(pci_look_list(&list), 0);
	assert_int_equal(list.count, 1);
	for (int i = 0; i < FAKE_PCI_WORDS; i++)
		row->word[i] = UINT32_MAX; /* it was unplugged since */
	assert_int_equal(pci_look(&list, DEVICE, false, &seen), 0);
	assert_int_equal(seen.vendor, 0xffff);
	assert_int_equal(seen.bars, 0);
	assert_int_equal(seen.pin, 0);
	assert_true(seen.capabilities <= PCI_LOOK_CAPABILITIES);
}

static void names(void **state)
{
	(void)state;
	assert_string_equal(pci_class_name(0x0000), "unclassified");
	assert_string_equal(pci_class_name(0x0604), "PCI bridge");
	assert_string_equal(pci_class_name(0x1180), "signals");
	assert_string_equal(pci_class_name(0x1200), "other");
	assert_string_equal(pci_capability_name(0x14), "EA");
	assert_null(pci_capability_name(0));
	assert_null(pci_capability_name(0x15));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(bars_and_capabilities, setup),
		cmocka_unit_test_setup(a_list_that_is_a_loop, setup),
		cmocka_unit_test_setup(buses_that_are_loops, setup),
		cmocka_unit_test_setup(nothing_but_ones, setup),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
