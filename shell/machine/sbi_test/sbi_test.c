#include "shell/machine/sbi_test/sbi_test.h"
/* What rows are made of: calls, and verdicts about their answers. */
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include "kernel/format.h"

static uint64_t test_called; /* also by a hart that was lost and came back */

struct sbi_ret test_call(const struct sbi_test *test, uint64_t function, uint64_t a0, uint64_t a1,
			 uint64_t a2)
{
	struct sbi_ret ret = sbi_call(test->group->extension, function, a0, a1, a2);

	__atomic_fetch_add(&test_called, 1, __ATOMIC_RELEASE);
	return ret;
}

uint64_t test_calls(void)
{
	return __atomic_load_n(&test_called, __ATOMIC_ACQUIRE);
}

struct sbi_ret test_call5(const struct sbi_test *test, uint64_t function,
			  const uint64_t a[TEST_ARGUMENTS])
{
	const uint64_t all[SBI_ARGUMENTS] = { a[0], a[1], a[2], a[3], a[4] };

	return sbi_call6(test->group->extension, function, all);
}

/* --- rows ------------------------------------------------------------------------------------ */

static const struct test_row test_unknown = {
	.name = "no-such-function",
	.section = "3",
	.holds = "a function that it does not have: not supported",
	.function = TEST_BAD_FUNCTION,
	.may = MAY_NOT_SUPPORTED,
};

const struct test_row *test_row_of(const struct test_group *group, unsigned i)
{
	if (group->asks_unknown && i == 0)
		return &test_unknown;
	i -= group->asks_unknown;
	return i < group->count ? &group->rows[i] : NULL;
}

static void test_nowhere(void)
{
	for (;;)
		;
}

static uint64_t test_added(const struct sbi_test *test, unsigned what)
{
	const uint64_t added[] = {
		[ADDS_PAGES] = (uintptr_t)test->pages,
		[ADDS_FORBIDDEN] = test->forbidden,
		[ADDS_HART] = test->hart,
		[ADDS_LAST] = test->last_hart,
		[ADDS_NOWHERE] = (uintptr_t)test_nowhere,
	};

	return added[what];
}

void test_decide_by_call(struct sbi_test *test)
{
	const struct test_row *row = test->row;
	uint64_t a[TEST_ARGUMENTS];
	struct sbi_ret ret;

	memcpy(a, row->a, sizeof(a));
	for (int i = 0; i < TEST_ADDS; i++) {
		a[i] += test_added(test, row->adds[i]);
		if (row->adds[i] == ADDS_FORBIDDEN && !test->forbidden) {
			test_skips(test, "no address is known that S-mode may not use");
			return;
		}
	}
	ret = test_call5(test, row->function, a);
	if (row->shares && !ret.error)
		test_call(test, row->function, UINT64_MAX, UINT64_MAX, 0);
	if (row->optional && ret.error == SBI_ERR_NOT_SUPPORTED)
		test_skips(test, "firmware does not have the function");
	else
		test_may(test, ret, row->may);
}

/* --- verdicts -------------------------------------------------------------------------------- */

static void test_decide(struct sbi_test *test, enum test_verdict verdict, const char *format,
			va_list args)
{
	char text[FORMAT_MAX];
	size_t len;

	if (test->verdict != TEST_PASS)
		return;
	test->verdict = verdict;
	len = format_text(text, format, args);
	if (len >= TEST_WHY_MAX)
		len = TEST_WHY_MAX - 1;
	memcpy(test->why, text, len);
	test->why[len] = '\0';
}

void test_fails(struct sbi_test *test, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	test_decide(test, TEST_FAIL, format, args);
	va_end(args);
}

void test_skips(struct sbi_test *test, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	test_decide(test, TEST_SKIP, format, args);
	va_end(args);
}

void test_slow(struct sbi_test *test, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	test_decide(test, TEST_SLOW, format, args);
	va_end(args);
}

/* The name of the first error of the set. */
static const char *test_first(uint32_t may)
{
	int error = 0;

	while (!(may >> -error & 1))
		error--;
	return sbi_error_name(error);
}

bool test_may(struct sbi_test *test, struct sbi_ret ret, uint32_t may)
{
	uint64_t index = (uint64_t)-ret.error;

	if (index < 32 && may >> index & 1)
		return true;
	test_fails(test, "answered %" PRId64 " (%s), not %s", ret.error, sbi_error_name(ret.error),
		   test_first(may));
	return false;
}

bool test_value(struct sbi_test *test, struct sbi_ret ret, uint64_t value)
{
	if (!test_may(test, ret, MAY_SUCCEED))
		return false;
	if (ret.value == value)
		return true;
	test_fails(test, "value is 0x%" PRIx64 ", not 0x%" PRIx64, ret.value, value);
	return false;
}

/* --- between harts --------------------------------------------------------------------------- */

void test_let_watch(const struct sbi_test *test, uint64_t turns)
{
	uint64_t begin = __atomic_load_n(&test->beats, __ATOMIC_ACQUIRE);

	while (__atomic_load_n(&test->beats, __ATOMIC_ACQUIRE) - begin < turns)
		;
}
