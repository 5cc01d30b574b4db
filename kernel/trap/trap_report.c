#include "kernel/trap/trap.h"
/*
 * A trap reported to people. Names of causes: RISC-V Privileged Architecture 1.12, table 4.2.
 */
#include <inttypes.h>
#include <stddef.h>
#include "kernel/console/console.h"
#include "kernel/trap/symbols.h"

static const char *const causes[] = {
	[0] = "instruction address misaligned",
	[1] = "instruction access fault",
	[2] = "illegal instruction",
	[3] = "breakpoint",
	[4] = "load address misaligned",
	[5] = "load access fault",
	[6] = "store address misaligned",
	[7] = "store access fault",
	[8] = "environment call from U-mode",
	[9] = "environment call from S-mode",
	[12] = "instruction page fault",
	[13] = "load page fault",
	[15] = "store page fault",
};

const char *trap_cause_name(uint64_t cause)
{
	if (cause >= sizeof(causes) / sizeof(causes[0]) || !causes[cause])
		return "unknown cause";
	return causes[cause];
}

/* The registers that a reader looks at first: caller, stack, arguments, saved and temporary. */
static const struct {
	uint8_t number;
	const char *name;
} shown[] = {
	{ 1, "ra" },  { 2, "sp" },  { 4, "tp" },  { 8, "s0" },  { 10, "a0" }, { 11, "a1" },
	{ 12, "a2" }, { 13, "a3" }, { 14, "a4" }, { 15, "a5" }, { 16, "a6" }, { 17, "a7" },
	{ 5, "t0" },  { 6, "t1" },  { 7, "t2" },  { 9, "s1" },
};

static void trap_print_place(const char *what, uint64_t address)
{
	uint64_t offset;
	const char *symbol = symbol_find(address, &offset);

	console_printf("  %s 0x%016" PRIx64, what, address);
	if (symbol)
		console_printf(" (%s+0x%" PRIx64 ")", symbol, offset);
	console_printf("\n");
}

void trap_report(const struct trap_info *info)
{
	console_printf("trap: %s (scause %" PRIu64 ")\n", trap_cause_name(info->cause),
		       info->cause);
	trap_print_place("epc  ", info->epc);
	trap_print_place("ra   ", info->x[1]);
	console_printf("  stval 0x%016" PRIx64 "\n", info->stval);
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		console_printf("%s%s %016" PRIx64 "%s", i % 4 ? " " : "", shown[i].name,
			       info->x[shown[i].number], i % 4 == 3 ? "\n" : "");
}
