#include "shell/machine/sbi_test/dbtr_test.h"
/*
 * What must hold of a debug trigger. It is set where this row alone goes, and is taken away again.
 * Sources: RISC-V SBI Specification 3.0, chapter 19; RISC-V Debug Specification 1.0, 5.7 (mcontrol,
 * mcontrol6).
 */
#include <errno.h>
#include <inttypes.h>
#include "kernel/guard.h"

enum {
	DBTR_LOAD = 1 << 0,
	DBTR_STORE = 1 << 1,
	DBTR_EXECUTE = 1 << 2,
	DBTR_SUPERVISOR = 1 << 4,
	DBTR_TYPE = 60, /* its bits begin there */
	DBTR_MCONTROL = 2,
	DBTR_MCONTROL6 = 6,
	DBTR_MAPPED = 1 << 0, /* of a trigger's state */
	DBTR_STATE_S = 1 << 2,
	DBTR_BREAKPOINT = 3, /* the cause of the trap */
	DBTR_NEXT = 256,     /* bytes from what is watched to what is not */
	DBTR_WORDS = 4,      /* of one trigger in the shared memory */
	DBTR_MAX = TEST_PAGES * TEST_PAGE / (DBTR_WORDS * 8), /* triggers that it has room for */
};

/* What is in the shared memory, of one trigger. */
struct dbtr_words {
	uint64_t state; /* or its index, where it is installed or updated */
	uint64_t tdata1, tdata2, tdata3;
};

/* The trigger of a row. */
struct dbtr {
	uint64_t tdata1, index, at;
	bool told; /* firmware has written its index */
};

static struct dbtr_words *dbtr_words(const struct sbi_test *test)
{
	return (struct dbtr_words *)(void *)test->pages;
}

/* Two doublewords that nothing else uses, DBTR_NEXT apart. */
static uint64_t dbtr_place(const struct sbi_test *test)
{
	return (uintptr_t)test->pages + TEST_PAGE;
}

static uint64_t dbtr_type(const struct sbi_test *test)
{
	uint64_t newer = (uint64_t)DBTR_MCONTROL6 << DBTR_TYPE;

	return test_call(test, DBTR_NUM, newer, 0, 0).value ? newer
							    : (uint64_t)DBTR_MCONTROL << DBTR_TYPE;
}

static void dbtr_put(const struct sbi_test *test, const struct dbtr *trigger)
{
	*dbtr_words(test) = (struct dbtr_words){ trigger->index, trigger->tdata1, trigger->at, 0 };
}

/* By 19.4 trig_count >= trig_max is a bad range: then one trigger alone cannot be installed. */
static bool dbtr_may_install(struct sbi_test *test, struct sbi_ret ret)
{
	if (ret.error == SBI_ERR_NOT_SUPPORTED)
		test_skips(test, "the hart has no such trigger");
	else if (ret.error == SBI_ERR_BAD_RANGE && dbtr_triggers(test) == 1)
		test_skips(test, "there is one trigger alone");
	return test_may(test, ret, MAY_SUCCEED);
}

/* Installs one that fires on those accesses to the address. */
static bool dbtr_install(struct sbi_test *test, struct dbtr *trigger, uint64_t accesses,
			 uint64_t at)
{
	trigger->at = at;
	trigger->tdata1 = dbtr_type(test) | DBTR_SUPERVISOR | accesses;
	trigger->index = UINT64_MAX; /* which no trigger has */
	if (dbtr_triggers(test) > DBTR_MAX) {
		test_skips(test, "there are more triggers than this program has memory for");
		return false;
	}
	if (!test_may(test, dbtr_share(test), MAY_SUCCEED))
		return false;
	dbtr_put(test, trigger);
	if (!dbtr_may_install(test, test_call(test, DBTR_INSTALL, 1, 0, 0)))
		return false;
	/* That no index is written is found by one row; the others go on with the first. */
	trigger->told = dbtr_words(test)->state < dbtr_triggers(test);
	trigger->index = trigger->told ? dbtr_words(test)->state : 0;
	return true;
}

static struct sbi_ret dbtr_do(const struct sbi_test *test, uint64_t function,
			      const struct dbtr *trigger)
{
	return test_call(test, function, trigger->index, 1, 0);
}

/* All of them: nothing else in this program has any. */
static void dbtr_clean(const struct sbi_test *test)
{
	uint64_t triggers = dbtr_triggers(test);

	for (uint64_t i = 0; i < triggers && i < DBTR_MAX; i++)
		test_call(test, DBTR_UNINSTALL, i, 1, 0);
	dbtr_unshare(test);
}

static int dbtr_call(void *nothing)
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

static void dbtr_expect(struct sbi_test *test, uint64_t access, uint64_t at, bool wanted)
{
	const char *name = access == DBTR_LOAD    ? "a load"
			   : access == DBTR_STORE ? "a store"
						  : "a call";

	if (dbtr_traps(access, at) != wanted)
		test_fails(test, "%s at 0x%" PRIx64 " %s", name, at,
			   wanted ? "does not fire" : "fires");
}

static void dbtr_installed(struct sbi_test *test)
{
	const uint64_t wanted = DBTR_MAPPED | DBTR_STATE_S;
	const struct dbtr_words *words = dbtr_words(test);
	struct dbtr trigger;

	if (dbtr_install(test, &trigger, DBTR_LOAD, dbtr_place(test)) &&
	    test_may(test, dbtr_do(test, DBTR_READ, &trigger), MAY_SUCCEED)) {
		if (!trigger.told)
			test_fails(test, "no index is written");
		if ((words->state & wanted) != wanted)
			test_fails(test, "state is 0x%" PRIx64, words->state);
		if (words->tdata1 != trigger.tdata1 || words->tdata2 != trigger.at)
			test_fails(test, "0x%" PRIx64 " 0x%" PRIx64 " is 0x%" PRIx64 " 0x%" PRIx64,
				   trigger.tdata1, trigger.at, words->tdata1, words->tdata2);
	}
	dbtr_clean(test);
}

/* The row's argument is the access. */
static void dbtr_fires(struct sbi_test *test)
{
	uint64_t access = test->row->a[0], place = dbtr_place(test);
	uint64_t at = access == DBTR_EXECUTE ? (uintptr_t)dbtr_call : place;
	struct dbtr trigger;

	if (dbtr_install(test, &trigger, access, at)) {
		dbtr_expect(test, access, at, true);
		dbtr_expect(test, DBTR_LOAD, place + DBTR_NEXT, false);
		dbtr_expect(test, DBTR_STORE, place + DBTR_NEXT, false);
		if (access != DBTR_LOAD)
			dbtr_expect(test, DBTR_LOAD, place, false);
		if (access != DBTR_STORE)
			dbtr_expect(test, DBTR_STORE, place, false);
	}
	dbtr_clean(test);
}

static void dbtr_uninstalled(struct sbi_test *test)
{
	struct dbtr trigger;

	if (dbtr_install(test, &trigger, DBTR_LOAD, dbtr_place(test)) &&
	    test_may(test, dbtr_do(test, DBTR_UNINSTALL, &trigger), MAY_SUCCEED)) {
		dbtr_expect(test, DBTR_LOAD, trigger.at, false);
		test_may(test, dbtr_do(test, DBTR_UNINSTALL, &trigger), MAY_INVALID_PARAM);
	}
	dbtr_clean(test);
}

static void dbtr_disabled(struct sbi_test *test)
{
	struct dbtr trigger;

	if (dbtr_install(test, &trigger, DBTR_LOAD, dbtr_place(test)) &&
	    test_may(test, dbtr_do(test, DBTR_DISABLE, &trigger), MAY_SUCCEED)) {
		dbtr_expect(test, DBTR_LOAD, trigger.at, false);
		test_may(test, dbtr_do(test, DBTR_ENABLE, &trigger), MAY_SUCCEED);
		dbtr_expect(test, DBTR_LOAD, trigger.at, true);
	}
	dbtr_clean(test);
}

static void dbtr_updated(struct sbi_test *test)
{
	uint64_t place = dbtr_place(test);
	struct dbtr trigger;

	if (dbtr_install(test, &trigger, DBTR_LOAD, place)) {
		trigger.at = place + DBTR_NEXT;
		dbtr_put(test, &trigger);
		test_may(test, test_call(test, DBTR_UPDATE, 1, 0, 0), MAY_SUCCEED);
		dbtr_expect(test, DBTR_LOAD, place, false);
		dbtr_expect(test, DBTR_LOAD, trigger.at, true);
	}
	dbtr_clean(test);
}

static const struct test_row dbtr_trigger_rows[] = {
	{ .name = "installed",
	  .section = "19.4",
	  .holds = "what is installed can be read, and is mapped",
	  .run = dbtr_installed },
	{ .name = "load",
	  .section = "19.4",
	  .holds = "a trigger on a load fires on that, and on nothing else",
	  .run = dbtr_fires,
	  .a = { DBTR_LOAD } },
	{ .name = "store",
	  .section = "19.4",
	  .holds = "a trigger on a store fires on that, and on nothing else",
	  .run = dbtr_fires,
	  .a = { DBTR_STORE } },
	{ .name = "execute",
	  .section = "19.4",
	  .holds = "a trigger on an instruction fires on that, and on nothing else",
	  .run = dbtr_fires,
	  .a = { DBTR_EXECUTE } },
	{ .name = "uninstalled",
	  .section = "19.6",
	  .holds = "what is uninstalled fires no more, nor is there to be uninstalled",
	  .run = dbtr_uninstalled },
	{ .name = "disabled",
	  .section = "19.8",
	  .holds = "what is disabled does not fire until it is enabled",
	  .run = dbtr_disabled },
	{ .name = "updated",
	  .section = "19.5",
	  .holds = "what is updated fires at the new address, and not at the old one",
	  .run = dbtr_updated },
};

static const struct test_group dbtr_trigger_group = {
	.name = "dbtr-trigger",
	.extension = SBI_DBTR,
	TEST_ROWS(dbtr_trigger_rows),
};
TEST_GROUP(dbtr_trigger_group);
