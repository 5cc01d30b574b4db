#pragma once
/* One run of `memtest`: the pure tests of shell/memtest/ on the machine. */
#include "fdt/where/memory.h"
#include "shell/memtest/diagnosis.h"
#include "shell/memtest/memtest.h"
#include "shell/report/report.h"

enum { MEMTEST_RANGES = 32, MEMTEST_HARTS = 64 };

struct memtest_job;

/* One of the harts that test; the first is the one that runs the shell. */
struct memtest_hart {
	struct memtest_job *job;
	struct hart *hart; /* NULL: the first */
	bool works;        /* on its share */
	uint64_t bytes;    /* that it has read and written in the test that ran last */
};

struct memtest_job {
	struct shell *shell;
	struct report *report;
	struct memtest_range range[MEMTEST_RANGES];
	int ranges;
	uint64_t size; /* bytes of all ranges */
	struct memtest_hart hart[MEMTEST_HARTS];
	unsigned harts;
	unsigned pass; /* in each, a hart has the share that another one had before */
	unsigned fade; /* seconds for bits to fade */
	uint64_t seed;
	const struct memtest_test *test; /* the one that runs */
	volatile bool stop;              /* Ctrl-C */
	uint64_t waited;                 /* microseconds of the test that ran last */
	uint64_t began;                  /* when the test began, microseconds */
	uint64_t told;                   /* when progress was shown last */
	struct diagnosis diagnosis;
};

/* Enters the hart that runs the shell and, with @all, the others that can be started: those that
 * cannot are reported. */
void memtest_job_harts(struct memtest_job *job, bool all);
/* The id of the job's hart number @index. */
uint64_t memtest_job_id(const struct memtest_job *job, unsigned index);
/*
 * Runs the test on all ranges of the job: in contained runs of a chunk each, each hart on its
 * share. A fault is a failure, and its page is left out. Ctrl-C ends the command. Returns bytes
 * read and written a second.
 */
uint64_t memtest_job_run(struct memtest_job *job, const struct memtest_test *test);
