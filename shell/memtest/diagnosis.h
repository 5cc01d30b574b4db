#pragma once
/*
 * What failures of memory have in common: which bits, which lines, which pages, which harts.
 * Several harts may add failures at a time.
 */
#include <stdbool.h>
#include <stdint.h>

enum {
	DIAGNOSIS_FIRST = 8, /* failures that are kept as they are, of as many addresses */
	DIAGNOSIS_BITS = 64,
	DIAGNOSIS_LINES = 8,   /* distances between addresses */
	DIAGNOSIS_BAD = 64,    /* ranges of pages */
	DIAGNOSIS_PAGE = 4096, /* bytes */
	DIAGNOSIS_NO_BIT = -1,
};

struct diagnosis_failure {
	const char *test; /* its name */
	uint64_t address, expected, seen;
	unsigned hart; /* its place among those that test */
	bool own;      /* expected is the word's address, or its complement */
	bool fault;    /* the access trapped: expected and seen are 0 */
};

struct diagnosis_bit {
	uint32_t up, down; /* seen 1 for 0, and 0 for 1; at most 2^32 - 1 */
	uint64_t with;     /* bits that were like it whenever it was wrong */
};

struct diagnosis_bad {
	uint64_t base, size;
	uint64_t harts; /* a bit for each that found it bad */
};

/* Zero-initialised by its owner; 3.5 KiB. */
struct diagnosis {
	uint64_t errors; /* words that differed */
	uint64_t faults;
	struct diagnosis_failure first[DIAGNOSIS_FIRST];
	int firsts;
	struct diagnosis_bit bit[DIAGNOSIS_BITS];
	uint64_t alone; /* bits that were wrong alone, where no address was expected */
	struct {
		uint64_t distance, count;
	} line[DIAGNOSIS_LINES];
	int lines;
	struct diagnosis_bad bad[DIAGNOSIS_BAD]; /* by base */
	int bads;
	bool joined; /* pages between bad ones count as bad: there were too many ranges */
	uint64_t harts;
	char lock;
};

/* Adds a failure. */
void diagnosis_add(struct diagnosis *diagnosis, const struct diagnosis_failure *failure);

enum diagnosis_kind {
	DIAGNOSIS_STUCK_AT_0,
	DIAGNOSIS_STUCK_AT_1,
	DIAGNOSIS_SHORTED,      /* data line .line with .other */
	DIAGNOSIS_ADDRESS_LINE, /* .line, and .other unless DIAGNOSIS_NO_BIT */
};

/* A cause that explains much of what was seen. */
struct diagnosis_suspect {
	enum diagnosis_kind kind;
	int line, other;
	uint64_t count; /* errors */
};

/*
 * The @index-th suspect of @tested bytes of memory: false at the end. A bit of data is one only if
 * it was wrong in many pages: otherwise cells are at fault, and the pages name them.
 */
bool diagnosis_suspect(const struct diagnosis *diagnosis, uint64_t tested, int index,
		       struct diagnosis_suspect *suspect);
/* Data bits that were wrong, and are neighbours. Begins as {0}. */
struct diagnosis_bits {
	int first, end; /* the end is not one of them */
	uint32_t up_least, up_most, down_least, down_most;
};
/* Which neighbours are taken together. */
enum diagnosis_together {
	DIAGNOSIS_EACH,  /* none */
	DIAGNOSIS_ALIKE, /* those with the same counts */
	DIAGNOSIS_ALL,
};
/* Goes on to the next ones; false at the end. */
bool diagnosis_next_bits(const struct diagnosis *diagnosis, enum diagnosis_together together,
			 struct diagnosis_bits *bits);
/* Bytes of all bad pages. */
uint64_t diagnosis_bytes(const struct diagnosis *diagnosis);
