#pragma once
/* Which SBI calls take the hart or the machine away from this program, or memory. */
#include <stdint.h>

struct sbi_risk {
	const char *why;  /* what the call does */
	const char *next; /* which command does it safely */
};

/* What the call would do, or NULL: nothing of that kind is known. Firmware looks at 32 bits of both
 * numbers (SBI Specification 3.0, chapter 3), and so does this. */
const struct sbi_risk *sbi_risk(uint64_t extension, uint64_t function);
