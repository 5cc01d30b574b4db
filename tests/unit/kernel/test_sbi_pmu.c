/* The SBI's counters over scripted firmware: what is asked, stopped, kept, and believed. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
/* kernel/ is for the target; this file of it needs what is faked below. */
#include "kernel/sbi_pmu.c" /* NOLINT(bugprone-suspicious-include) */

/* Firmware with four counters at most: cycle, hpmcounter3, and two of its own. */
static struct {
	bool absent;
	uint64_t count;   /* what num_counters answers */
	bool stands;      /* the cycle CSR does not count */
	uint64_t matches; /* what config_matching answers; UINT64_MAX: it refuses */
	unsigned calls[6];
	uint64_t mask; /* of the last config_matching or stop */
	uint64_t cycle;
} fake;

bool sbi_probe(uint64_t extension)
{
	return extension == SBI_PMU && !fake.absent;
}

struct sbi_ret sbi_call6(uint64_t extension, uint64_t function, const uint64_t a[SBI_ARGUMENTS])
{
	static const uint64_t infos[] = { 0x3fc00, 0x1fc03, 1UL << 63 | 0x3f000,
					  1UL << 63 | 0x3f000 };

	struct sbi_ret ret = { 0 };

	assert_int_equal(extension, SBI_PMU);
	assert_true(function < 6);
	fake.calls[function]++;
	switch (function) {
	case SBI_PMU_NUM_COUNTERS:
		ret.value = fake.count;
		return ret;
	case SBI_PMU_GET_INFO:
		if (a[0] < 4)
			ret.value = infos[a[0]];
		else
			ret.error = SBI_ERR_INVALID_PARAM;
		return ret;
	case SBI_PMU_CONFIG_MATCHING:
		fake.mask = a[1];
		ret.value = fake.matches;
		ret.error = fake.matches == UINT64_MAX ? SBI_ERR_NOT_SUPPORTED : 0;
		return ret;
	case SBI_PMU_STOP:
		assert_int_equal(a[2], PMU_STOP_RESET);
		fake.mask = a[1] << a[0];
		return ret;
	case SBI_PMU_FW_READ:
		ret.value = 77;
		return ret;
	default:
		ret.error = SBI_ERR_ALREADY_STARTED;
		return ret;
	}
}

struct sbi_ret sbi_call(uint64_t extension, uint64_t function, uint64_t a0, uint64_t a1,
			uint64_t a2)
{
	return sbi_call6(extension, function, (const uint64_t[SBI_ARGUMENTS]){ a0, a1, a2 });
}

int csr_any_read(unsigned number, uint64_t *value)
{
	if (number != 0xc00)
		return -EFAULT;
	fake.cycle += !fake.stands;
	*value = fake.cycle;
	return 0;
}

static struct sbi_pmu found(void)
{
	struct sbi_pmu pmu;

	assert_int_equal(sbi_pmu_find(&pmu), 0);
	return pmu;
}

static int reset(void **state)
{
	(void)state;
	memset(&fake, 0, sizeof(fake));
	memset(pmu_kept, 0, sizeof(pmu_kept));
	fake.count = 4;
	return 0;
}

static void test_counters(void **state)
{
	struct sbi_pmu pmu = found();

	(void)state;
	assert_int_equal(pmu.there, 0xf);
	assert_int_equal(pmu.running, 1);
	assert_int_equal(pmu.counter[1].csr, 0xc03);
	assert_int_equal(pmu.counter[1].width, 32);
	assert_true(pmu.counter[2].firmware && !pmu.counter[1].firmware);
	assert_int_equal(sbi_pmu_since(&pmu, 1, 0xffffffff, 1), 2);
	assert_int_equal(sbi_pmu_since(&pmu, 0, 1, 3), 2);
	fake.stands = true;
	assert_int_equal(found().running, 0);
}

/* However many firmware says there are. */
static void test_counts(void **state)
{
	struct sbi_pmu pmu;

	(void)state;
	fake.count = UINT64_MAX;
	pmu = found();
	assert_int_equal(fake.calls[SBI_PMU_GET_INFO], SBI_PMU_COUNTERS);
	assert_int_equal(pmu.there, 0xf);
	fake.count = 0;
	assert_int_equal(sbi_pmu_find(&pmu), -ENODEV);
	fake.absent = true;
	assert_int_equal(sbi_pmu_find(&pmu), -ENODEV);
	assert_int_equal(fake.calls[SBI_PMU_NUM_COUNTERS], 2);
}

static void test_what_runs_is_kept(void **state)
{
	struct sbi_pmu pmu = found();
	unsigned counter = 9;

	(void)state;
	sbi_pmu_stop_all(&pmu);
	assert_int_equal(fake.mask, 0xe); /* not cycle */
	assert_int_equal(sbi_pmu_match(&pmu, 1, 0, &counter), 0);
	assert_int_equal(fake.mask, 0xf);
	assert_int_equal(counter, 0);
	assert_int_equal(sbi_pmu_start(&pmu, 0), 0);
	sbi_pmu_release(&pmu, 0);
	assert_int_equal(fake.calls[SBI_PMU_START], 0);
	assert_int_equal(fake.calls[SBI_PMU_STOP], 1);
	/* Firmware does not match it twice: it is not asked again. */
	fake.matches = UINT64_MAX;
	counter = 9;
	assert_int_equal(sbi_pmu_match(&pmu, 1, 0, &counter), 0);
	assert_int_equal(counter, 0);
	assert_int_equal(sbi_pmu_match(&pmu, 2, 0, &counter), -ENOENT);
}

static void test_others_are_started_and_freed(void **state)
{
	struct sbi_pmu pmu = found();
	unsigned counter = 0;

	(void)state;
	fake.matches = 2;
	assert_int_equal(sbi_pmu_match(&pmu, 0xf0005, 0, &counter), 0);
	assert_int_equal(counter, 2);
	assert_int_equal(pmu.free, 0xb);
	assert_int_equal(sbi_pmu_start(&pmu, 2), 0); /* already started counts as started */
	assert_int_equal(fake.calls[SBI_PMU_START], 1);
	/* Nor is it given again. */
	assert_int_equal(sbi_pmu_match(&pmu, 0xf0006, 0, &counter), -EIO);
	sbi_pmu_release(&pmu, 2);
	assert_int_equal(fake.mask, 4);
	assert_int_equal(pmu.free, 0xf);
}

static void test_answers_that_are_not_counters(void **state)
{
	static const uint64_t answers[] = { 4, 63, 64, 1UL << 32, UINT64_MAX - 1 };
	struct sbi_pmu pmu = found();
	unsigned counter = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		fake.matches = answers[i];
		assert_int_equal(sbi_pmu_match(&pmu, 7, 0, &counter), -EIO);
	}
}

static void test_readings(void **state)
{
	struct sbi_pmu pmu = found();
	uint64_t value = 0;

	(void)state;
	assert_int_equal(sbi_pmu_read(&pmu, 0, &value), 0);
	assert_int_equal(value, fake.cycle);
	assert_int_equal(sbi_pmu_read(&pmu, 1, &value), -EFAULT);
	assert_int_equal(sbi_pmu_read(&pmu, 2, &value), 0);
	assert_int_equal(value, 77);
	pmu.counter[1].csr = 0x015; /* a read of seed would take entropy */
	assert_int_equal(sbi_pmu_read(&pmu, 1, &value), -EIO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_counters, reset),
		cmocka_unit_test_setup(test_counts, reset),
		cmocka_unit_test_setup(test_what_runs_is_kept, reset),
		cmocka_unit_test_setup(test_others_are_started_and_freed, reset),
		cmocka_unit_test_setup(test_answers_that_are_not_counters, reset),
		cmocka_unit_test_setup(test_readings, reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
