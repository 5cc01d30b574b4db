#pragma once
/*
 * How this run began, and what its last command took: filled by boot/, shown by `version` and
 * `time`.
 */
#include <stdint.h>

/* What running took. Instructions and cycles are 0 where they are not counted. */
struct boot_spent {
	uint64_t instructions; /* outside firmware */
	uint64_t in_firmware;
	uint64_t cycles;
	uint64_t bytes; /* sent to consoles */
	uint64_t us;
};

struct boot_facts {
	uint64_t hart;          /* id of the hart that runs, as firmware counts */
	uint64_t entered;       /* instructions retired when _start was entered */
	uint64_t prompted;      /* ... and when the first prompt was shown; 0: not yet or unknown */
	uint64_t in_firmware;   /* of those between, spent inside SBI calls */
	struct boot_spent last; /* by the last command, output included */
	struct boot_spent all;  /* by all commands so far */
};

extern struct boot_facts boot_facts;
