#include "shell/machine/sbi_test/dbtr_trigger.h"
/*
 * What must hold of debug triggers that are several, are gone, or never were.
 * Source: RISC-V SBI Specification 3.0, chapter 19.
 */
#include <inttypes.h>

enum { DBTR_TYPES = 16 };

/* By each type of trigger there are not more than there are in all; by one, there are some. */
static void dbtr_types(struct sbi_test *test)
{
	uint64_t all = dbtr_triggers(test), most = 0;

	for (uint64_t type = 1; type < DBTR_TYPES; type++) {
		struct sbi_ret ret = test_call(test, DBTR_NUM, type << DBTR_TYPE, 0, 0);

		if (test_may(test, ret, MAY_SUCCEED) && ret.value > all)
			test_fails(test,
				   "%" PRIu64 " are of type %" PRIu64 ", and %" PRIu64 " in all",
				   ret.value, type, all);
		most = ret.value > most ? ret.value : most;
	}
	if (!most)
		test_fails(test, "no type has one");
}

static void dbtr_both(struct sbi_test *test)
{
	struct dbtr trigger;

	if (dbtr_install(test, &trigger, DBTR_LOAD | DBTR_STORE, dbtr_place(test))) {
		dbtr_expect(test, DBTR_LOAD, trigger.at, true);
		dbtr_expect(test, DBTR_STORE, trigger.at, true);
		dbtr_expect(test, DBTR_LOAD, trigger.at + DBTR_NEXT, false);
	}
	dbtr_clean(test);
}

/* One after the other: by one call, the last of all that there are is a bad range. */
static void dbtr_two(struct sbi_test *test)
{
	uint64_t place = dbtr_place(test);
	struct dbtr first, second;

	if (dbtr_triggers(test) < 2)
		test_skips(test, "there is one trigger alone");
	else if (dbtr_install(test, &first, DBTR_LOAD, place) &&
		 dbtr_install(test, &second, DBTR_STORE, place + DBTR_NEXT)) {
		dbtr_expect(test, DBTR_LOAD, place, true);
		dbtr_expect(test, DBTR_STORE, place + DBTR_NEXT, true);
		dbtr_expect(test, DBTR_STORE, place, false);
		dbtr_expect(test, DBTR_LOAD, place + DBTR_NEXT, false);
	}
	dbtr_clean(test);
}

/* The row's function, of a trigger that was uninstalled. */
static void dbtr_gone(struct sbi_test *test)
{
	struct dbtr trigger;

	if (dbtr_install(test, &trigger, DBTR_LOAD, dbtr_place(test)) &&
	    test_may(test, dbtr_do(test, DBTR_UNINSTALL, &trigger), MAY_SUCCEED)) {
		dbtr_put(test, &trigger);
		test_may(test,
			 test->row->function == DBTR_UPDATE
				 ? test_call(test, DBTR_UPDATE, 1, 0, 0)
				 : dbtr_do(test, test->row->function, &trigger),
			 test->row->may);
		dbtr_expect(test, DBTR_LOAD, trigger.at, false);
	}
	dbtr_clean(test);
}

/* The row's function, of the trigger after the last one. */
static void dbtr_beyond(struct sbi_test *test)
{
	if (test_may(test, dbtr_share(test), MAY_SUCCEED))
		test_may(test, test_call(test, test->row->function, dbtr_triggers(test), 1, 0),
			 test->row->may);
	dbtr_clean(test);
}

static const struct test_row dbtr_more_rows[] = {
	{ .name = "types",
	  .section = "19.1",
	  .holds = "there are triggers of a type, and not more than in all",
	  .run = dbtr_types },
	{ .name = "load-and-store",
	  .section = "19.4",
	  .holds = "a trigger on loads and stores fires on both",
	  .run = dbtr_both },
	{ .name = "two",
	  .section = "19.4",
	  .holds = "two triggers fire, each on what it is for",
	  .run = dbtr_two },
	{ .name = "enable-gone",
	  .section = "19.7",
	  .holds = "enable of what is uninstalled: invalid param, and it does not fire",
	  .run = dbtr_gone,
	  .function = DBTR_ENABLE,
	  .may = MAY_INVALID_PARAM },
	{ .name = "disable-gone",
	  .section = "19.8",
	  .holds = "disable of what is uninstalled: invalid param",
	  .run = dbtr_gone,
	  .function = DBTR_DISABLE,
	  .may = MAY_INVALID_PARAM },
	{ .name = "update-gone",
	  .section = "19.5",
	  .holds = "update of what is uninstalled: failed, or invalid param; it does not fire",
	  .run = dbtr_gone,
	  .function = DBTR_UPDATE,
	  .may = MAY_INVALID_PARAM | MAY_FAIL },
	{ .name = "read-beyond",
	  .section = "19.3",
	  .holds = "a read of a trigger that there is not: bad range",
	  .run = dbtr_beyond,
	  .function = DBTR_READ,
	  .may = MAY_BAD_RANGE },
	{ .name = "uninstall-beyond",
	  .section = "19.6",
	  .holds = "uninstall of a trigger that there is not: invalid param",
	  .run = dbtr_beyond,
	  .function = DBTR_UNINSTALL,
	  .may = MAY_INVALID_PARAM },
};

static const struct test_group dbtr_more_group = {
	.name = "dbtr-more",
	.extension = SBI_DBTR,
	TEST_ROWS(dbtr_more_rows),
};
TEST_GROUP(dbtr_more_group);
