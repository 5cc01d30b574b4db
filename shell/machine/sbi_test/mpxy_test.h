#pragma once
/* What the rows of the message proxy share. Source: RISC-V SBI Specification 3.0, chapter 20. */
#include "shell/machine/sbi_test/sbi_test.h"

enum {
	MPXY_SIZE,
	MPXY_SET_SHMEM,
	MPXY_CHANNELS,
	MPXY_READ,
	MPXY_WRITE,
	MPXY_SEND,
	MPXY_NOTHING = 0xff, /* in each byte of the memory before firmware writes there */
};

#define MPXY_NEVER 0xdeadbeefU /* a channel that is improbable */

/* Shares the row's pages, if there are enough of them: else the row is skipped. */
bool mpxy_on(struct sbi_test *test);
/* Takes them back. */
void mpxy_off(const struct sbi_test *test);
