#include "shell/machine/sbi_test/dbtr_trigger.h"
/* One debug trigger: installed where the row alone goes, tried, and taken away again. */
#include <errno.h>
#include <inttypes.h>
#include "kernel/guard.h"

struct dbtr_words *dbtr_words(const struct sbi_test *test)
{
	return (struct dbtr_words *)(void *)test->pages;
}

/* Two doublewords that nothing else uses, DBTR_NEXT apart. */
uint64_t dbtr_place(const struct sbi_test *test)
{
	return (uintptr_t)test->pages + TEST_PAGE;
}

static uint64_t dbtr_type(const struct sbi_test *test)
{
	uint64_t newer = (uint64_t)DBTR_MCONTROL6 << DBTR_TYPE;

	return test_call(test, DBTR_NUM, newer, 0, 0).value ? newer
							    : (uint64_t)DBTR_MCONTROL << DBTR_TYPE;
}

void dbtr_put(const struct sbi_test *test, const struct dbtr *trigger)
{
	*dbtr_words(test) = (struct dbtr_words){ trigger->index, trigger->tdata1, trigger->at, 0 };
}

/* By 19.4 trig_count >= trig_max is a bad range: then one trigger alone cannot be installed. */
bool dbtr_may_install(struct sbi_test *test, struct sbi_ret ret)
{
	if (ret.error == SBI_ERR_NOT_SUPPORTED)
		test_skips(test, "the hart has no such trigger");
	else if (ret.error == SBI_ERR_BAD_RANGE && dbtr_triggers(test) == 1)
		test_skips(test, "there is one trigger alone");
	return test_may(test, ret, MAY_SUCCEED);
}

/* Installs one that fires on those accesses to the address. */
bool dbtr_install(struct sbi_test *test, struct dbtr *trigger, uint64_t accesses, uint64_t at)
{
	trigger->at = at;
	trigger->tdata1 = dbtr_type(test) | DBTR_SUPERVISOR | accesses;
	trigger->index = UINT64_MAX; /* which no trigger has */
	if (dbtr_triggers(test) > DBTR_MAX) {
		test_skips(test, "there are more triggers than this program has memory for");
		return false;
	}
	if (!test_may(test, dbtr_share(test), MAY_SUCCEED | MAY_ALREADY_AVAILABLE))
		return false;
	dbtr_put(test, trigger);
	if (!dbtr_may_install(test, test_call(test, DBTR_INSTALL, 1, 0, 0)))
		return false;
	/* That no index is written is found by one row; the others go on with the first. */
	trigger->told = dbtr_words(test)->state < dbtr_triggers(test);
	trigger->index = trigger->told ? dbtr_words(test)->state : 0;
	return true;
}

struct sbi_ret dbtr_do(const struct sbi_test *test, uint64_t function, const struct dbtr *trigger)
{
	return test_call(test, function, trigger->index, 1, 0);
}

/* All of them: nothing else in this program has any. */
void dbtr_clean(const struct sbi_test *test)
{
	uint64_t triggers = dbtr_triggers(test);

	for (uint64_t i = 0; i < triggers && i < DBTR_MAX; i++)
		test_call(test, DBTR_UNINSTALL, i, 1, 0);
	dbtr_unshare(test);
}

int dbtr_call(void *nothing)
{
	(void)nothing;
	__asm__ volatile("");
	return 0;
}

/* Whether this access traps. */
static bool dbtr_traps(uint64_t access, uint64_t at)
{
	struct trap_info info = { 0 };
	uint64_t value;
	int err;

	if (access == DBTR_LOAD)
		err = guard_read(at, sizeof(value), &value, &info);
	else if (access == DBTR_STORE)
		err = guard_write(at, sizeof(value), 0, &info);
	else
		err = trap_try(dbtr_call, NULL, &info);
	return err == -EFAULT && info.cause == DBTR_BREAKPOINT;
}

void dbtr_expect(struct sbi_test *test, uint64_t access, uint64_t at, bool wanted)
{
	const char *name = access == DBTR_LOAD    ? "a load"
			   : access == DBTR_STORE ? "a store"
						  : "a call";

	if (dbtr_traps(access, at) != wanted)
		test_fails(test, "%s at 0x%" PRIx64 " %s", name, at,
			   wanted ? "does not fire" : "fires");
}
