#pragma once
/* What the rows of debug triggers share. Source: RISC-V SBI Specification 3.0, chapter 19. */
#include "shell/machine/sbi_test/sbi_test.h"

enum {
	DBTR_NUM,
	DBTR_SET_SHMEM,
	DBTR_READ,
	DBTR_INSTALL,
	DBTR_UPDATE,
	DBTR_UNINSTALL,
	DBTR_ENABLE,
	DBTR_DISABLE,
};

/* Gives the row's pages to firmware. */
struct sbi_ret dbtr_share(const struct sbi_test *test);
/* Takes them back. */
void dbtr_unshare(const struct sbi_test *test);
/* How many triggers this hart has. */
uint64_t dbtr_triggers(const struct sbi_test *test);
