#pragma once
/*
 * How this run began, and what its last command took: filled by boot/, shown by `version` and
 * `cost`.
 */
#include <stdint.h>

/* Instructions are 0 where they cannot be counted. */
struct boot_facts {
	uint64_t hart;        /* id of the hart that runs, as firmware counts */
	uint64_t entered;     /* instructions retired when _start was entered */
	uint64_t prompted;    /* ... and when the first prompt was shown; 0: not yet or unknown */
	uint64_t in_firmware; /* of those between, spent inside SBI calls */
	struct {
		uint64_t instructions; /* outside firmware */
		uint64_t in_firmware;
		uint64_t bytes; /* sent to the console */
		uint64_t us;
	} last; /* command, output included */
};

extern struct boot_facts boot_facts;
