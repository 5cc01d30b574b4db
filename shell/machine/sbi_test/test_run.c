#include "shell/machine/sbi_test/test_run.h"
/*
 * The calls are made on another hart where there is one: firmware may keep it. The shell's hart
 * waits as long as something goes on.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "fdt/core/space.h"
#include "kernel/boot_facts.h"
#include "kernel/guard.h"
#include "kernel/sbi_entry.h"
#include "kernel/sbi_event.h"
#include "kernel/sbi_seen.h"
#include "kernel/time.h"
#include "kernel/trap/trap.h"
#include "shell/machine/hart/harts.h"
#include "shell/machine/sbi_test/test_kept.h"
#include "shell/place.h"

enum {
	RUN_US = 5000000,     /* for one row, from the last call that came back */
	RUN_TURNS = 10000000, /* of the shell's hart, besides: the clock may jump */
	RUN_NAP_TURNS = 10000,
	RUN_NAP_US = 1000,
};

/* --- which hart ------------------------------------------------------------------------------ */

static void run_look_around(struct shell *shell, struct test_harts *harts)
{
	struct harts_walk walk = { 0 };
	struct dt_range bank = shell_image_bank(shell, shell->tree);
	uint64_t value;

	harts->last_hart = boot_facts.hart;
	while (harts_next(shell, &walk))
		if (walk.id > harts->last_hart)
			harts->last_hart = walk.id;
	if (bank.size && guard_read(bank.base, 1, &value, NULL))
		harts->forbidden = bank.base;
}

/* Kept from run to run. A hart that is lost may come back, and write there: then it is its own. */
static unsigned char *run_memory;
/* That works on it, also after Ctrl-C ended the command; NULL: none. */
static const struct hart *run_hart;
/* The third hart of a row, if run_third_stays: it may still be where harts enter. */
static uint64_t run_third;
static bool run_third_stays;

/* The pages, and the test after them. */
static struct sbi_test *run_new_test(void)
{
	unsigned char *pages;

	dt_hold(); /* or Ctrl-C might lose what was allocated */
	if (run_hart && hart_here(run_hart) != HART_WAITS)
		run_memory = NULL;
	run_hart = NULL;
	if (!run_memory)
		run_memory = dt_alloc((TEST_PAGES + 1) * TEST_PAGE + sizeof(struct sbi_test));
	dt_release();
	if (!run_memory)
		return NULL;
	pages = run_memory + (-(uintptr_t)run_memory & (TEST_PAGE - 1));
	return (struct sbi_test *)(void *)(pages + TEST_PAGES * TEST_PAGE);
}

bool test_harts_find(struct shell *shell, struct test_harts *harts)
{
	const char *why;

	if (!harts->found)
		run_look_around(shell, harts);
	harts->found = true;
	if (!harts->test)
		harts->test = run_new_test();
	if (!harts->test || harts->hart)
		return harts->test;
	if (harts_start_any(shell, &harts->hart, &why) == 0)
		return true;
	shell_check_interrupt(shell);
	return !harts->lost;
}

/* --- the row, on that hart ------------------------------------------------------------------- */

static int run_row(void *arg)
{
	struct sbi_test *test = arg;

	__atomic_store_n(&test->began, true, __ATOMIC_RELEASE);
	sbi_event_watch(NULL); /* a row that was ended may have left its own */
	if (test->row->run)
		test->row->run(test);
	else
		test_decide_by_call(test);
	return 0;
}

/* --- the shell's hart ------------------------------------------------------------------------ */

static void run_trapped(struct sbi_test *test, int result, const struct trap_info *info)
{
	if (result == -EFAULT)
		test_fails(test, "a trap ended it: %s at 0x%" PRIx64, trap_cause_name(info->cause),
			   info->epc);
	else if (result == -EINTR)
		test_fails(test, "it did not end by itself");
}

static void run_here(struct sbi_test *test)
{
	struct trap_info info;
	int result;

	if (test->row->watch) {
		test_skips(test, "it needs another hart");
		return;
	}
	result = trap_contain(run_row, test, &info);
	sbi_clear_ipi();
	time_rearm();
	run_trapped(test, result, &info);
}

static bool run_interrupted(struct shell *shell)
{
	return shell->port->interrupted(shell->port);
}

/* hart_done wakes the hart again and again, which a row that began would take for its own. */
static bool run_over(struct hart *hart, const struct sbi_test *test)
{
	if (!__atomic_load_n(&test->began, __ATOMIC_ACQUIRE))
		return hart_done(hart);
	return hart_here(hart) != HART_WORKS;
}

/* An emulator that runs one hart after the other may let a hart that spins run for seconds, but not
 * one that sleeps. Only where the timer is not firmware's: that may be what does not work. */
static void run_nap(uint64_t turns)
{
	if (turns % RUN_NAP_TURNS == RUN_NAP_TURNS - 1 && time_source() == TIME_SSTC)
		(void)time_sleep(RUN_NAP_US);
}

/* Whether a call came back since *@calls were counted. */
static bool run_goes_on(uint64_t *calls)
{
	uint64_t before = *calls;

	*calls = test_calls();
	return *calls != before;
}

/* False: it did not end. */
static bool run_await(struct shell *shell, struct hart *hart, struct sbi_test *test)
{
	struct time_wait wait = { 0 };
	uint64_t calls = test_calls();
	bool over = false;

	for (uint64_t turns = 0; !run_over(hart, test); turns++) {
		if (test->row->watch)
			test->row->watch(test);
		__atomic_fetch_add(&test->beats, 1, __ATOMIC_RELEASE);
		run_nap(turns);
		if (run_goes_on(&calls)) {
			wait = (struct time_wait){ 0 };
			over = false;
			turns = 0;
		}
		over |= time_expired(&wait, RUN_US);
		if ((over && turns > RUN_TURNS) || run_interrupted(shell))
			return false;
	}
	return true;
}

static void run_aside(struct shell *shell, struct test_harts *harts, struct sbi_test *test)
{
	struct hart *hart = harts->hart;
	bool ended;

	test->hart = hart->id;
	run_hart = hart;
	if (hart_post(hart, run_row, test)) {
		test_fails(test, "hart %" PRIu64 " does not take it", hart->id);
		harts->hart = NULL;
		return;
	}
	ended = run_await(shell, hart, test);
	kept_end(); /* now: Ctrl-C may end this program's part of it */
	if (ended) {
		run_trapped(test, hart->result, &hart->trap);
	} else if (hart_end(hart)) {
		test_fails(test, "firmware does not return: hart %" PRIu64 " is lost", hart->id);
		harts->hart = NULL;
		harts->test = NULL;
		run_memory = NULL;
		harts->lost++;
	} else {
		test_fails(test, "it did not end by itself");
	}
	run_hart = NULL;
	sbi_clear_ipi();
}

static bool run_is_stopped(uint64_t hart)
{
	struct sbi_ret ret = sbi_call(SBI_HSM, SBI_HSM_STATUS, hart, 0, 0);

	return ret.error == 0 && ret.value == SBI_HSM_STOPPED;
}

/* False: the row needs a third hart, which is missing, or the last one did not stop. */
static bool run_find_third(struct shell *shell, const struct test_harts *harts,
			   struct sbi_test *test)
{
	struct harts_walk walk = { 0 };

	if (!test->row->third)
		return true;
	if (run_third_stays && !run_is_stopped(run_third))
		return false;
	while (harts_next_other(shell, &walk)) {
		if ((harts->hart && harts->hart->id == walk.id) || !run_is_stopped(walk.id))
			continue;
		test->third = run_third = walk.id;
		run_third_stays = true;
		return true;
	}
	return false;
}

/* Fills the test, and runs the row. */
static void run_begin(struct shell *shell, struct test_harts *harts, struct sbi_test *test)
{
	const char *group = test->group->name, *row = test->row->name;

	if (kept_reset(group, row)) {
		test_fails(test, "the machine was reset in it");
		return;
	}
	if (!run_find_third(shell, harts, test)) {
		test_skips(test, "it needs a third hart, which is stopped");
		return;
	}
	kept_begin(group, row);
	if (harts->hart)
		run_aside(shell, harts, test);
	else
		run_here(test);
	if (test->row->third) {
		sbi_entry_leave(); /* also if it was ended: whenever the hart comes */
		run_third_stays = !run_is_stopped(run_third);
	}
	kept_end();
	shell_check_interrupt(shell);
}

void test_run(struct shell *shell, struct test_harts *harts, const struct test_group *group,
	      const struct test_row *row, struct test_result *result)
{
	struct sbi_test *test = harts->test;

	memset(test, 0, sizeof(*test));
	test->group = group;
	test->row = row;
	test->hart = test->watcher = boot_facts.hart;
	test->last_hart = harts->last_hart;
	test->pages = (unsigned char *)test - TEST_PAGES * TEST_PAGE;
	test->forbidden = harts->forbidden;
	test->harmless = harts->harmless;
	test->tree = shell->tree;
	run_begin(shell, harts, test);
	result->verdict = test->verdict;
	memcpy(result->why, test->why, sizeof(result->why));
}
