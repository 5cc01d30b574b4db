#pragma once
/*
 * Tests of memory: each is a row of a table, whose steps are sweeps (shell/memtest/sweep.h).
 *
 * Each step goes over all ranges before the next one begins, so that what was written has left the
 * caches when it is compared, provided that the ranges are larger than these.
 */
#include "shell/memtest/sweep.h"

enum {
	MEMTEST_CHUNK = 256 << 10, /* bytes of a range that are swept at a time */
	MEMTEST_STEPS = 8,
};

/* What a step does besides sweeps of whole ranges, which are enum sweep_op's. */
enum memtest_step {
	MEMTEST_WAIT = SWEEP_OPS,
	MEMTEST_COPY,       /* a range's first half to its second */
	MEMTEST_READ_COPY,  /* the second half */
	MEMTEST_SHIFT,      /* the second half back, a block higher */
	MEMTEST_READ_SHIFT, /* the first half, but for its first block */
};

/* What a test writes. All but those that walk are followed by their complement. */
enum memtest_pattern {
	MEMTEST_SAME, /* zeros */
	MEMTEST_WALK_8,
	MEMTEST_WALK_32,
	MEMTEST_WALK_64,
	MEMTEST_ONE_RANDOM, /* the same word everywhere */
	MEMTEST_RANDOM,
	MEMTEST_OWN, /* each word its own address */
};

struct memtest_test {
	char name[8];
	uint8_t steps[MEMTEST_STEPS]; /* until one that is 0; each inversion inverts the pattern */
	uint8_t pattern;              /* enum memtest_pattern */
	uint8_t rounds;               /* each with another pattern */
	char finds[30];               /* for people */
};

extern const struct memtest_test memtest_tests[];
extern const int memtest_count;

struct memtest_range {
	uint64_t base, size; /* bytes, multiples of 8 */
};

/* A run of tests on some memory by one hart. */
struct memtest {
	const struct memtest_range *range;
	int ranges;
	uint64_t begin, end; /* its share, in bytes of all ranges: memtest_share */
	bool stop;           /* ends at the next sweep: to be set by @sweep or @wait */
	/* Makes one sweep of at most MEMTEST_CHUNK bytes (SWEEP_LINES: of a whole range) by
	 * sweep_run, and sets what that calls. Returns the bytes read and written. */
	uint64_t (*sweep)(struct memtest *run, struct sweep *sweep);
	/* Waits for bits to fade. */
	void (*wait)(struct memtest *run);
	void *context;
	const struct memtest_test *test; /* the one that runs */
	unsigned round;                  /* of its rounds, from 0 on */
	uint64_t bytes;                  /* read and written by it until now */
	uint64_t seed;                   /* of random patterns */
};

/* The test of that name; NULL. */
const struct memtest_test *memtest_find(const char *name);
/* Runs the test on the run's share. */
void memtest_run(struct memtest *run, const struct memtest_test *test);
/* Makes the @index-th of @count parts of all ranges the run's share: whole pages of 4 KiB, but for
 * the ends of ranges. */
void memtest_share(struct memtest *run, unsigned index, unsigned count);
