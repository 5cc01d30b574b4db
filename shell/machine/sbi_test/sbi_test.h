#pragma once
/*
 * `sbi test`: what firmware must do, as rows. A group of rows is a file whose end adds it; nothing
 * else has to know it.
 *
 * A row is either one call whose answer is known, or a function. Both run on a hart that may be
 * lost: it makes the calls, and the shell's hart waits for it, and may watch for it. Where there is
 * no other hart, the shell's own makes the calls.
 * Source: RISC-V SBI Specification 3.0, whose sections the rows name.
 */
#include "fdt/core/dt.h"
#include "kernel/hart/hart.h"
#include "kernel/sbi.h"
#include "kernel/set.h"

/* Errors that an answer may have, as a set of bits: bit N is error -N. */
enum test_may {
	MAY_SUCCEED = 1 << 0,
	MAY_FAIL = 1 << 1,
	MAY_NOT_SUPPORTED = 1 << 2,
	MAY_INVALID_PARAM = 1 << 3,
	MAY_DENIED = 1 << 4,
	MAY_INVALID_ADDRESS = 1 << 5,
	MAY_ALREADY_AVAILABLE = 1 << 6,
	MAY_ALREADY_STARTED = 1 << 7,
	MAY_ALREADY_STOPPED = 1 << 8,
	MAY_NO_SHMEM = 1 << 9,
	MAY_INVALID_STATE = 1 << 10,
	MAY_BAD_RANGE = 1 << 11,
	MAY_DENIED_LOCKED = 1 << 14,
};

enum test_verdict {
	TEST_PASS,
	TEST_FAIL,
	TEST_KNOWN, /* a bug of this firmware that is known: test_known.h */
	TEST_SKIP,  /* it cannot be decided here */
	TEST_SLOW,  /* right, but later than it may be */
	TEST_VERDICTS,
};

enum {
	TEST_WHY_MAX = 128,        /* bytes of a verdict's reason, with its NUL */
	TEST_BAD_FUNCTION = 0xbad, /* a function that no extension has */
	TEST_ARGUMENTS = 5,        /* of a call */
	TEST_PAGE = 4096,
	TEST_PAGES = 4,
};

/* What is added to an argument of a row's call, because a row cannot know it. */
enum test_adds {
	ADDS_NOTHING,
	ADDS_PAGES,     /* test->pages */
	ADDS_FORBIDDEN, /* test->forbidden: the row is skipped where that is unknown */
	ADDS_HART,      /* test->hart */
	ADDS_LAST,      /* test->last_hart */
	ADDS_NOWHERE,   /* code where a hart would stay, if firmware sent it there */
};

/* What a row may do, so that it is only run with -f. */
enum test_risk {
	RISK_NOTHING,
	RISK_SUSPENDS,
	RISK_RESETS,
	RISK_LOCKS,
	RISK_HANGS,
	RISKS,
};

enum { TEST_ADDS = 4 }; /* the first arguments may have something added */

struct test_group;

/* One row at work. On the stack of the shell's hart. */
struct sbi_test {
	const struct test_group *group;
	const struct test_row *row;
	uint64_t hart;    /* that makes the calls */
	uint64_t watcher; /* the shell's hart, if that is another one; else ->hart */
	enum test_verdict verdict;
	char why[TEST_WHY_MAX];
	/* Between the two harts. */
	bool began;     /* it runs: no interrupt wakes the hart any more */
	uint64_t beats; /* turns of the watcher: that it goes on */
	uint64_t seen;  /* what the row's watch has seen; the row's own to reset */
	/* Of the machine. */
	uint64_t last_hart;   /* the highest id that there is */
	uint64_t forbidden;   /* an address that S-mode may not read: firmware's; 0: unknown */
	uint64_t third;       /* a hart that is stopped, where the row needs one */
	unsigned char *pages; /* TEST_PAGES of memory, page aligned, for the row */
	const struct dt_tree *tree; /* the one in use; NULL: no tree */
	char harmless; /* what a row may write to the console in use: test_style->harmless */
};

struct test_row {
	/* Arrays: each pointer costs instructions on the way to the prompt (boot/relocate.S). */
	char name[24];   /* unique in its group */
	char section[8]; /* of the specification */
	char holds[80];  /* what must hold: a line of the screen */
	/* Decides the row. NULL: the call decides. It needs no verdict where all is well. */
	void (*run)(struct sbi_test *test);
	/* What the watcher does, again and again, until run has ended. NULL: nothing. Such a row is
	 * skipped where there is no other hart. */
	void (*watch)(struct sbi_test *test);
	uint64_t a[TEST_ARGUMENTS]; /* the call, of the group's extension */
	uint16_t function;
	uint16_t may;            /* errors that it may answer: enum test_may */
	uint8_t adds[TEST_ADDS]; /* to a[0] and those after it: enum test_adds */
	bool shares;             /* should firmware have memory by it, all ones take that back */
	bool optional;           /* firmware may lack the function: not supported is a skip */
	bool writes;             /* it writes test->harmless, to what may be the console in use */
	bool third;              /* it needs a third hart, which is stopped */
	uint8_t risk;            /* enum test_risk */
};

struct test_group {
	char name[16];
	uint32_t
		extension; /* of the SBI; 0: the rows look themselves whether they can be decided */
	/* The specification that has the rows' sections, where that is not the SBI's: of a profile
	 * of platforms, which is only run when it is asked for. NULL: it is the SBI's. */
	const char *profile;
	bool asks_unknown; /* a row that all such groups share is the first: test_row_of */
	const struct test_row *rows;
	unsigned count;
};

/* Row number @i of the group; NULL: it has no more. */
const struct test_row *test_row_of(const struct test_group *group, unsigned i);

/* Ends a file with rows. */
#define TEST_ROWS(array)  .rows = (array), .count = sizeof(array) / sizeof((array)[0])
#define TEST_GROUP(group) SET_ADD(test_groups, group)
SET_DECLARE(const struct test_group, test_groups);

/* --- for rows' functions ---------------------------------------------------------------------- */

/* A call of the group's extension. */
struct sbi_ret test_call(const struct sbi_test *test, uint64_t function, uint64_t a0, uint64_t a1,
			 uint64_t a2);
/* The same with all arguments. */
struct sbi_ret test_call5(const struct sbi_test *test, uint64_t function,
			  const uint64_t a[TEST_ARGUMENTS]);
/* The row's call, with what is added to its arguments, decides the row. */
void test_decide_by_call(struct sbi_test *test);
/* Such calls that came back so far: that a row goes on. */
uint64_t test_calls(void);
/* Whether the answer's error is one of @may. Otherwise the row fails, and its reason says so. */
bool test_may(struct sbi_test *test, struct sbi_ret ret, uint32_t may);
/* The same, and success has to come with that value. */
bool test_value(struct sbi_test *test, struct sbi_ret ret, uint64_t value);
/* The row fails, is skipped, or is slow, for that reason. The first verdict counts. */
void test_fails(struct sbi_test *test, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void test_skips(struct sbi_test *test, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void test_slow(struct sbi_test *test, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Waits until the watcher has turned @turns times more, or longer: an emulator's host may let a
 * hart wait, and then it cannot have seen anything. */
void test_let_watch(const struct sbi_test *test, uint64_t turns);
