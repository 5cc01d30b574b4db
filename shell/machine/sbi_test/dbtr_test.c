#include "shell/machine/sbi_test/dbtr_test.h"
/* The shared memory of debug triggers, and their number. */

struct sbi_ret dbtr_share(const struct sbi_test *test)
{
	return test_call(test, DBTR_SET_SHMEM, (uintptr_t)test->pages, 0, 0);
}

void dbtr_unshare(const struct sbi_test *test)
{
	test_call(test, DBTR_SET_SHMEM, UINT64_MAX, UINT64_MAX, 0);
}

uint64_t dbtr_triggers(const struct sbi_test *test)
{
	return test_call(test, DBTR_NUM, 0, 0, 0).value;
}
