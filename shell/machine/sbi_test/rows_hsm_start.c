#include "shell/machine/sbi_test/sbi_test.h"
/*
 * What must hold of a hart that is started and stopped: a third one, which neither the shell nor
 * the row needs.
 * Source: RISC-V SBI Specification 3.0, chapter 9.
 */
#include <inttypes.h>
#include "kernel/sbi_entry.h"
#include "kernel/time.h"

enum {
	START_PENDING = 2, /* states besides those of kernel/sbi.h */
	STOP_PENDING = 3,
	START_US = 5000000, /* in which it has to arrive, or to leave */
	START_TURNS = 1000000,
	START_SIE = 1 << 1, /* of sstatus */
	START_TIMES = 64,
	START_ASKED = 1, /* test->seen: the watcher shall start it, too */
	START_ANSWERED = 2,
};

static const uint64_t start_opaque = 0x5b15b1a500000000;

/* --- one hart -------------------------------------------------------------------------------- */

static struct sbi_ret start_call(const struct sbi_test *test, uint64_t at, uint64_t number)
{
	return sbi_call(SBI_HSM, SBI_HSM_START, test->third, at, start_opaque + number);
}

/* Its state, which has to be one of two. False: it is another one, or an error. */
static bool start_state(struct sbi_test *test, uint64_t either, uint64_t or, uint64_t *state)
{
	struct sbi_ret ret = test_call(test, SBI_HSM_STATUS, test->third, 0, 0);

	*state = ret.value;
	if (!test_may(test, ret, MAY_SUCCEED))
		return false;
	if (ret.value == either || ret.value == or)
		return true;
	test_fails(test, "hart %" PRIu64 " is in state %" PRIu64 ", not %" PRIu64 " or %" PRIu64,
		   test->third, ret.value, either, or);
	return false;
}

/* Waits until its state is @to, and it has come if @comes; until then it is @from. */
static bool start_await(struct sbi_test *test, uint64_t from, uint64_t to, bool comes)
{
	struct time_wait wait = { 0 };
	uint64_t state = from;
	bool over = false;

	for (uint64_t turns = 0; state != to || (comes && !sbi_entry_seen()); turns++) {
		if (!start_state(test, from, to, &state))
			return false;
		over |= time_expired(&wait, START_US);
		if (over && turns > START_TURNS) {
			test_fails(test, "hart %" PRIu64 " does not %s", test->third,
				   comes ? "arrive" : "stop");
			return false;
		}
	}
	return true;
}

static void start_check(struct sbi_test *test, const struct sbi_entered *entered, uint64_t number)
{
	uint64_t opaque = start_opaque + number;

	if (entered->hart != test->third)
		test_fails(test, "it came with a0 = 0x%" PRIx64 ", not 0x%" PRIx64, entered->hart,
			   test->third);
	if (entered->opaque != opaque)
		test_fails(test, "it came with a1 = 0x%" PRIx64 ", not 0x%" PRIx64, entered->opaque,
			   opaque);
	if (entered->satp)
		test_fails(test, "it came with satp = 0x%" PRIx64 ", not 0", entered->satp);
	if (entered->sstatus & START_SIE)
		test_fails(test, "it came with interrupts switched on");
}

/* It may still be started when it is asked; what comes after that is start_await's. */
static void start_await_leave(struct sbi_test *test)
{
	struct time_wait wait = { 0 };
	bool over = false;

	for (uint64_t turns = 0; test->verdict == TEST_PASS; turns++) {
		struct sbi_ret ret = test_call(test, SBI_HSM_STATUS, test->third, 0, 0);

		if (ret.error || ret.value != SBI_HSM_STARTED)
			return;
		over |= time_expired(&wait, START_US);
		if (over && turns > START_TURNS)
			test_fails(test, "hart %" PRIu64 " does not stop", test->third);
	}
}

/* Once it was started: it arrives, and stops. */
static bool start_comes_and_goes(struct sbi_test *test, uint64_t number)
{
	if (!start_await(test, START_PENDING, SBI_HSM_STARTED, true))
		return false;
	start_check(test, sbi_entry_seen(), number);
	sbi_entry_leave();
	start_await_leave(test);
	return start_await(test, STOP_PENDING, SBI_HSM_STOPPED, false);
}

/* --- the rows -------------------------------------------------------------------------------- */

static void start_once(struct sbi_test *test)
{
	if (test_may(test, start_call(test, sbi_entry_at(), 0), MAY_SUCCEED))
		start_comes_and_goes(test, 0);
	sbi_entry_leave(); /* whenever it comes */
}

static void start_many(struct sbi_test *test)
{
	for (uint64_t i = 0; i < START_TIMES && test->verdict == TEST_PASS; i++)
		if (test_may(test, start_call(test, sbi_entry_at(), i), MAY_SUCCEED))
			start_comes_and_goes(test, i);
	sbi_entry_leave();
}

static void start_forbidden(struct sbi_test *test)
{
	if (!test->forbidden)
		test_skips(test, "no address is known that S-mode may not use");
	else
		test_may(test, start_call(test, test->forbidden, 0), MAY_INVALID_ADDRESS);
}

/* The watcher's call; its answer is left in the pages. */
static void start_too(struct sbi_test *test)
{
	volatile struct sbi_ret *answer = (void *)test->pages;

	if (__atomic_load_n(&test->seen, __ATOMIC_ACQUIRE) != START_ASKED)
		return;
	*answer = start_call(test, *(volatile uint64_t *)(void *)(test->pages + TEST_PAGE), 0);
	__atomic_store_n(&test->seen, START_ANSWERED, __ATOMIC_RELEASE);
}

/* While the start is pending the specification names no error: OpenSBI answers invalid param. */
static void start_both(struct sbi_test *test)
{
	volatile struct sbi_ret *other = (void *)test->pages;
	uint64_t at = sbi_entry_at();
	struct sbi_ret own;

	*(volatile uint64_t *)(void *)(test->pages + TEST_PAGE) = at;
	__atomic_store_n(&test->seen, START_ASKED, __ATOMIC_RELEASE);
	own = start_call(test, at, 0);
	while (__atomic_load_n(&test->seen, __ATOMIC_ACQUIRE) != START_ANSWERED)
		;
	if (own.error && other->error)
		test_may(test, own, MAY_SUCCEED);
	else if (start_comes_and_goes(test, 0))
		test_may(test, own.error ? own : *(const struct sbi_ret *)(void *)test->pages,
			 MAY_ALREADY_AVAILABLE | MAY_INVALID_PARAM | MAY_FAIL);
	sbi_entry_leave();
}

static const struct test_row start_rows[] = {
	{ .name = "forbidden-address",
	  .section = "9.1",
	  .holds = "the start of a hart in firmware's memory: invalid address",
	  .run = start_forbidden,
	  .third = true },
	{ .name = "enters",
	  .section = "9.1",
	  .holds = "a hart enters with its id, what it was given, and nothing switched on",
	  .run = start_once,
	  .third = true },
	{ .name = "many",
	  .section = "9.1",
	  .holds = "the same, 64 times",
	  .run = start_many,
	  .third = true },
	{ .name = "from-two-harts",
	  .section = "9.1",
	  .holds = "of two harts that start a third, exactly one is answered that it did",
	  .run = start_both,
	  .watch = start_too,
	  .third = true },
};

static const struct test_group start_group = {
	.name = "hsm-start",
	.extension = SBI_HSM,
	TEST_ROWS(start_rows),
};
TEST_GROUP(start_group);
