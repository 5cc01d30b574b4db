#include "shell/machine/sbi_test/mpxy_test.h"
/* The shared memory of the message proxy. */
#include <string.h>

void mpxy_off(const struct sbi_test *test)
{
	test_call(test, MPXY_SET_SHMEM, UINT64_MAX, UINT64_MAX, 0);
}

bool mpxy_on(struct sbi_test *test)
{
	if (test_call(test, MPXY_SIZE, 0, 0, 0).value > TEST_PAGES * TEST_PAGE) {
		test_skips(test, "it wants more memory than this program has for it");
		return false;
	}
	memset(test->pages, MPXY_NOTHING, TEST_PAGES * TEST_PAGE);
	return test_may(test, test_call(test, MPXY_SET_SHMEM, (uintptr_t)test->pages, 0, 0),
			MAY_SUCCEED);
}
