#pragma once
/*
 * Debug triggers that rows install. Sources: RISC-V SBI Specification 3.0, chapter 19; RISC-V Debug
 * Specification 1.0, 5.7 (mcontrol, mcontrol6).
 */
#include "shell/machine/sbi_test/dbtr_test.h"

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

/* The shared memory, a trigger after the other. */
struct dbtr_words *dbtr_words(const struct sbi_test *test);
/* Two doublewords that nothing else uses, DBTR_NEXT apart. */
uint64_t dbtr_place(const struct sbi_test *test);
/* Writes the trigger there, to be installed or updated. */
void dbtr_put(const struct sbi_test *test, const struct dbtr *trigger);
/* Whether it was installed; it is a skip where the hart has no such trigger. */
bool dbtr_may_install(struct sbi_test *test, struct sbi_ret ret);
/* Installs one that fires on those accesses to the address. False: the row is decided. */
bool dbtr_install(struct sbi_test *test, struct dbtr *trigger, uint64_t accesses, uint64_t at);
/* Calls the function of that trigger alone. */
struct sbi_ret dbtr_do(const struct sbi_test *test, uint64_t function, const struct dbtr *trigger);
/* Takes all triggers away: nothing else in this program has any. */
void dbtr_clean(const struct sbi_test *test);
/* Code that a trigger may be set on. */
int dbtr_call(void *nothing);
/* The row fails unless the access (DBTR_LOAD and so on) fires, as @wanted. */
void dbtr_expect(struct sbi_test *test, uint64_t access, uint64_t at, bool wanted);
