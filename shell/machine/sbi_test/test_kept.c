#include "shell/machine/sbi_test/test_kept.h"
/* Which rows have reset the machine: a record in memory that the start does not clear. */
#include <stdint.h>
#include <string.h>
#include "fdt/core/sum.h"
#include "kernel/noinit.h"

enum {
	KEPT_NAME = 40, /* bytes: a group's name and a row's, each with its NUL */
	KEPT_RESETS = 8,
};

/* The sum makes it improbable that what was in RAM by chance is taken for it. */
static NOINIT struct kept {
	char at[KEPT_NAME]; /* the row at work; "": none */
	char reset[KEPT_RESETS][KEPT_NAME];
	uint32_t resets;
	uint32_t sum;
} kept;

static uint32_t kept_sum(void)
{
	return dt_crc32(0, &kept, offsetof(struct kept, sum));
}

static void kept_name(char name[KEPT_NAME], const char *group, const char *row)
{
	size_t len = strlen(group);

	memset(name, 0, KEPT_NAME);
	memcpy(name, group, len);
	name[len] = '/';
	strncpy(name + len + 1, row, KEPT_NAME - len - 2);
}

void kept_begin(const char *group, const char *row)
{
	kept_name(kept.at, group, row);
	kept.sum = kept_sum();
}

void kept_end(void)
{
	memset(kept.at, 0, KEPT_NAME);
	kept.sum = kept_sum();
}

void kept_look(void)
{
	if (kept.sum != kept_sum() || kept.resets > KEPT_RESETS)
		kept_forget();
	else if (kept.at[0] && kept.resets < KEPT_RESETS)
		memcpy(kept.reset[kept.resets++], kept.at, KEPT_NAME);
	kept_end();
}

bool kept_reset(const char *group, const char *row)
{
	char name[KEPT_NAME];

	kept_name(name, group, row);
	for (uint32_t i = 0; i < kept.resets; i++)
		if (!memcmp(kept.reset[i], name, KEPT_NAME))
			return true;
	return false;
}

void kept_forget(void)
{
	memset(&kept, 0, sizeof(kept));
	kept.sum = kept_sum();
}
