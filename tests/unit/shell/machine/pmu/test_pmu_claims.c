#include "shell/machine/pmu/pmu_claims.h"
/* What a tree's riscv,pmu node claims. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_tree.h"

static const struct fake_item with_claims[] = {
	TREE_NODE("pmu"),
	TREE_TEXT("compatible", "riscv,pmu"),
	TREE_CELLS("riscv,event-to-mhpmevent", 0x5, 0x1, 0x2, 0x10019, 0x0, 0x10019),
	TREE_CELLS("riscv,event-to-mhpmcounters", 0x1, 0x2, 0x7, 0x2, 0x2, 0x80000008, 0x10019,
		   0x1001b, 0x7fff8),
	TREE_CELLS("riscv,raw-event-to-mhpmcounters", 0x1, 0x2, 0xffffffff, 0xfffff000, 0x18, 0x0,
		   0x3, 0x0, 0xff, 0x20),
	TREE_END,
	{ 0 },
};

/* Rows that are not whole, and none. */
static const struct fake_item broken[] = {
	TREE_NODE("pmu"),
	TREE_TEXT("compatible", "riscv,pmu"),
	TREE_CELLS("riscv,event-to-mhpmevent", 0x5, 0x1),
	TREE_CELLS("riscv,event-to-mhpmcounters", 0x1, 0x1, 0x8, 0x2, 0x2),
	TREE_FLAG("riscv,raw-event-to-mhpmcounters"),
	TREE_END,
	{ 0 },
};

static const struct fake_item without[] = {
	TREE_NODE("pmu"),
	TREE_TEXT("compatible", "arm,armv8-pmuv3"),
	TREE_CELLS("riscv,event-to-mhpmcounters", 0x1, 0x1, 0x8),
	TREE_END,
	{ 0 },
};

static void test_claims(void **state)
{
	struct dt_node node = pmu_claims_node(fake_tree(with_claims));
	struct pmu_raw_claim raw;
	struct pmu_claim claim;

	(void)state;
	assert_true(dt_found(node));
	claim = pmu_claim(node, 1);
	assert_true(claim.there && !claim.selected);
	assert_int_equal(claim.counters, 7);
	claim = pmu_claim(node, 2); /* in two rows */
	assert_int_equal(claim.counters, 0x8000000f);
	claim = pmu_claim(node, 5);
	assert_true(!claim.there && claim.selected);
	assert_int_equal(claim.mhpmevent, 0x100000002);
	claim = pmu_claim(node, 0x1001a);
	assert_true(claim.there && !claim.selected);
	assert_int_equal(claim.counters, 0x7fff8);
	claim = pmu_claim(node, 0x1001c);
	assert_false(claim.there || claim.selected);
	assert_true(pmu_raw_claim(node, 0, &raw));
	assert_int_equal(raw.selector, 0x100000002);
	assert_int_equal(raw.mask, 0xfffffffffffff000);
	assert_int_equal(raw.counters, 0x18);
	assert_true(pmu_raw_claim(node, 1, &raw));
	assert_int_equal(raw.counters, 0x20);
	assert_false(pmu_raw_claim(node, 2, &raw));
}

static void test_what_is_broken_or_missing(void **state)
{
	struct dt_node node = pmu_claims_node(fake_tree(broken));
	struct pmu_raw_claim raw;
	struct pmu_claim claim;

	(void)state;
	assert_int_equal(pmu_claim(node, 1).counters, 8);
	claim = pmu_claim(node, 2);
	assert_false(claim.there || claim.selected);
	assert_false(pmu_claim(node, 5).selected);
	assert_false(pmu_raw_claim(node, 0, &raw));
	node = pmu_claims_node(fake_tree(without));
	assert_false(dt_found(node));
	assert_false(pmu_claim(node, 1).there);
	assert_false(dt_found(pmu_claims_node(NULL)));
}

static char put[128];
static size_t put_len;

static void put_emit(void *context, const char *text, size_t len)
{
	(void)context;
	assert_true(put_len + len < sizeof(put));
	memcpy(put + put_len, text, len);
	put[put_len += len] = '\0';
}

static void test_lists_of_counters(void **state)
{
	static const struct {
		uint32_t counters;
		const char *text;
	} rows[] = {
		{ 0, "" },
		{ 1, "0" },
		{ 0x7fff8, "3..18" },
		{ 0xd, "0,2..3" },
		{ 0x80000000, "31" },
		{ 0xffffffff, "0..31" },
		{ 0xc0000005, "0,2,30..31" },
	};
	struct dt_text out;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		put_len = 0;
		put[0] = '\0';
		dt_text_init(&out, put_emit, NULL);
		pmu_put_counters(&out, rows[i].counters);
		dt_flush(&out);
		assert_string_equal(put, rows[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_claims),
		cmocka_unit_test(test_what_is_broken_or_missing),
		cmocka_unit_test(test_lists_of_counters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
