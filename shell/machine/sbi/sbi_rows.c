#include "shell/machine/sbi/sbi_rows.h"
/*
 * Every extension that has an id in the SBI Specification 3.0, and the legacy calls of its
 * chapter 5.
 */
#include <stddef.h>

static const struct sbi_row sbi_rows[] = {
	{ .id = SBI_BASE, .name = "BASE", .what = "base" },
	{ .id = SBI_TIME, .name = "TIME", .what = "timer" },
	{ .id = SBI_IPI, .name = "sPI", .what = "inter-processor interrupts" },
	{ .id = SBI_RFNC, .name = "RFNC", .what = "remote fences" },
	{ .id = SBI_HSM, .name = "HSM", .what = "hart state management" },
	{ .id = SBI_SRST, .name = "SRST", .what = "system reset" },
	{ .id = SBI_PMU, .name = "PMU", .what = "performance counters" },
	{ .id = SBI_DBCN, .name = "DBCN", .what = "debug console" },
	{ .id = SBI_SUSP, .name = "SUSP", .what = "system suspend" },
	{ .id = SBI_CPPC, .name = "CPPC", .what = "processor performance control" },
	{ .id = SBI_NACL, .name = "NACL", .what = "nested acceleration" },
	{ .id = SBI_STA, .name = "STA", .what = "steal-time accounting" },
	{ .id = SBI_SSE, .name = "SSE", .what = "supervisor software events" },
	{ .id = SBI_FWFT, .name = "FWFT", .what = "firmware features" },
	{ .id = SBI_DBTR, .name = "DBTR", .what = "debug triggers" },
	{ .id = SBI_MPXY, .name = "MPXY", .what = "message proxy" },
	{ .id = SBI_LEGACY_SET_TIMER, .name = "legacy 0", .what = "set timer" },
	{ .id = SBI_LEGACY_PUTCHAR, .name = "legacy 1", .what = "console putchar" },
	{ .id = SBI_LEGACY_GETCHAR, .name = "legacy 2", .what = "console getchar" },
	{ .id = 3, .name = "legacy 3", .what = "clear IPI" },
	{ .id = SBI_LEGACY_SEND_IPI, .name = "legacy 4", .what = "send IPI" },
	{ .id = 5, .name = "legacy 5", .what = "remote FENCE.I" },
	{ .id = 6, .name = "legacy 6", .what = "remote SFENCE.VMA" },
	{ .id = 7, .name = "legacy 7", .what = "remote SFENCE.VMA with ASID" },
	{ .id = SBI_LEGACY_SHUTDOWN, .name = "legacy 8", .what = "shutdown" },
};

enum { ROWS = sizeof(sbi_rows) / sizeof(sbi_rows[0]) };

const struct sbi_row *sbi_row(unsigned i)
{
	return i < ROWS ? &sbi_rows[i] : NULL;
}

const struct sbi_row *sbi_row_of(uint32_t id)
{
	unsigned i = 0;

	while (sbi_rows[i].id != id)
		i++;
	return &sbi_rows[i];
}

static char row_capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool row_is(const char *name, const char *typed)
{
	while (*name && row_capital(*name) == row_capital(*typed)) {
		name++;
		typed++;
	}
	return *name == *typed;
}

const struct sbi_row *sbi_row_named(const char *name)
{
	unsigned i = 0;

	while (i < ROWS && !row_is(sbi_rows[i].name, name))
		i++;
	return sbi_row(i);
}
