#include "shell/machine/pmu/pmu_check.h"
/* The rows of loops, and what counts mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "shell/machine/pmu/pmu_events.h"

static void test_rows(void **state)
{
	unsigned rows = 0;
	uint32_t event;

	(void)state;
	for (unsigned i = 0; (event = pmu_event_code(i)); i++) {
		const struct pmu_check *check = pmu_check(event);

		if (!check)
			continue;
		rows++;
		assert_int_equal(check->event, event);
		assert_in_range(check->least, 1, 5 * check->turns);
		assert_true(check->most == PMU_UNBOUNDED || check->most >= check->least);
		assert_int_equal(check->need == PMU_NEEDS_SBI, check->extension != 0);
	}
	assert_int_equal(rows, 24);
	assert_null(pmu_check(7)); /* bus cycles */
	assert_null(pmu_check(0));
}

static const struct row {
	uint32_t event;
	uint64_t counted[PMU_TRIES];
	enum pmu_verdict verdict;
	uint64_t shown;
} rows[] = {
	{ PMU_FW_SET_TIMER, { 16, 16, 16, 16 }, PMU_RIGHT, 16 },
	{ PMU_FW_SET_TIMER, { 17, 16, 16, 17 }, PMU_RIGHT, 16 },
	{ PMU_FW_SET_TIMER, { 16, 17, 18, 19 }, PMU_WRONG, 19 },
	{ PMU_FW_SET_TIMER, { 17, 18, 19, 16 }, PMU_WRONG, 19 }, /* by chance */
	{ PMU_FW_SET_TIMER, { 15, 15, 15, 15 }, PMU_WRONG, 15 },
	{ PMU_FW_SET_TIMER, { 32, 32, 32, 32 }, PMU_WRONG, 32 },
	{ PMU_FW_SET_TIMER, { 0, 0, 0, 0 }, PMU_NOT_COUNTED, 0 },
	{ PMU_FW_SET_TIMER, { 0, 1, 0, 0 }, PMU_WRONG, 0 },
	{ PMU_INSTRUCTIONS, { 8192, 9000, 8200, 8192 }, PMU_RIGHT, 8192 },
	{ PMU_INSTRUCTIONS, { 8191, 8191, 8191, 8191 }, PMU_WRONG, 8191 },
	{ PMU_INSTRUCTIONS, { 4096, 4096, 4096, 4096 }, PMU_WRONG, 4096 },
	{ PMU_INSTRUCTIONS, { 16384, 16384, 16384, 16384 }, PMU_WRONG, 16384 },
	{ PMU_CYCLES, { 4096, 4096, 4096, 4096 }, PMU_RIGHT, 4096 },
	{ PMU_CYCLES, { UINT64_MAX, UINT64_MAX, 1, 1 }, PMU_RIGHT, UINT64_MAX },
	{ PMU_CYCLES, { 4095, 4095, 4095, 4095 }, PMU_WRONG, 4095 },
	{ PMU_BRANCHES, { 8192, 8192, 8192, 8192 }, PMU_WRONG, 8192 },
	{ PMU_L1D_READ_ACCESS, { 16384, 20480, 16384, 20480 }, PMU_RIGHT, 20480 },
	{ PMU_L1D_READ_ACCESS, { 16383, 20481, 16383, 20481 }, PMU_WRONG, 20481 },
};

static void test_verdicts(void **state)
{
	uint64_t shown;

	(void)state;
	for (const struct row *row = rows; row < rows + sizeof(rows) / sizeof(rows[0]); row++) {
		assert_int_equal(pmu_judge(pmu_check(row->event), row->counted, &shown),
				 row->verdict);
		assert_int_equal(shown, row->shown);
	}
	for (int i = 0; i < PMU_VERDICTS; i++)
		assert_true(strlen(pmu_verdict_name((enum pmu_verdict)i)) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_verdicts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
