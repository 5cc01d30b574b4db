#include "shell/machine/pmu/pmu_events.h"
/* The events' names and codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void test_each_event_and_name_lead_to_each_other(void **state)
{
	struct pmu_event event = { 0 }, parsed;
	char name[PMU_NAME_MAX];
	unsigned i;

	(void)state;
	for (i = 0; (event.code = pmu_event_code(i)); i++) {
		pmu_event_name(&event, name);
		assert_true(pmu_event_parse(name, strlen(name), &parsed));
		assert_int_equal(parsed.code, event.code);
		assert_int_equal(parsed.data, 0);
		assert_true(strncmp(name, "0x", 2) != 0);
	}
	assert_int_equal(i, PMU_EVENTS);
	assert_int_equal(pmu_event_code(PMU_EVENTS), 0);
}

static const struct row {
	const char *text, *name; /* NULL: it names no event */
	uint32_t code;
	uint64_t data;
} rows[] = {
	{ "cycles", "cycles", 1, 0 },
	{ "ref-cycles", "ref-cycles", 10, 0 },
	{ "l1d-read-access", "l1d-read-access", 0x10000, 0 },
	{ "dtlb-write-miss", "dtlb-write-miss", 0x1001b, 0 },
	{ "itlb-read-miss", "itlb-read-miss", 0x10021, 0 },
	{ "node-prefetch-miss", "node-prefetch-miss", 0x10035, 0 },
	{ "fw-set-timer", "fw-set-timer", 0xf0005, 0 },
	{ "fw-hfence-vvma-asid-received", "fw-hfence-vvma-asid-received", 0xf0015, 0 },
	{ "0x10019", "dtlb-read-miss", 0x10019, 0 },
	{ "2", "instructions", 2, 0 },
	{ "0xfffff", "0xfffff", 0xfffff, 0 },
	{ "11", "0xb", 11, 0 },
	{ "0x10006", "0x10006", 0x10006, 0 }, /* no such operation */
	{ "0x10038", "0x10038", 0x10038, 0 }, /* no such cache */
	{ "r1a8", "r1a8", 0x20000, 0x1a8 },
	{ "rffffffffffffffff", "rffffffffffffffff", 0x20000, UINT64_MAX },
	{ "", NULL, 0, 0 },
	{ "r", NULL, 0, 0 },
	{ "rx", NULL, 0, 0 },
	{ "r10000000000000000", NULL, 0, 0 },
	{ "0", NULL, 0, 0 },
	{ "0x20000", NULL, 0, 0 }, /* needs data */
	{ "0x100000", NULL, 0, 0 },
	{ "0x100000001", NULL, 0, 0 },
	{ "cycle", NULL, 0, 0 },
	{ "Cycles", NULL, 0, 0 },
	{ "fw-set-timer-and-more-than-any-name-has", NULL, 0, 0 },
};

static void test_what_is_typed(void **state)
{
	struct pmu_event event;
	char name[PMU_NAME_MAX];

	(void)state;
	for (const struct row *row = rows; row < rows + sizeof(rows) / sizeof(rows[0]); row++) {
		assert_int_equal(pmu_event_parse(row->text, strlen(row->text), &event),
				 row->name != NULL);
		if (!row->name)
			continue;
		assert_int_equal(event.code, row->code);
		assert_int_equal(event.data, row->data);
		pmu_event_name(&event, name);
		assert_string_equal(name, row->name);
	}
	assert_true(pmu_event_parse("cycles,branches", 6, &event));
	assert_int_equal(event.code, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_event_and_name_lead_to_each_other),
		cmocka_unit_test(test_what_is_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
