#include "shell/machine/sbi_test/dbtr_trigger.h"
/*
 * What must hold of a debug trigger. It is set where this row alone goes, and is taken away again.
 * Sources: RISC-V SBI Specification 3.0, chapter 19; RISC-V Debug Specification 1.0, 5.7 (mcontrol,
 * mcontrol6).
 */
#include <inttypes.h>

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
