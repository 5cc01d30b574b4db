/* sbi: what the firmware says about itself. Source: RISC-V SBI Specification 3.0, chapter 4
 * (base). */
#include <inttypes.h>
#include "kernel/sbi.h"
#include "kernel/sbi_implementation.h"
#include "shell/shell.h"

/* Functions of the base extension. */
enum {
	BASE_MVENDORID = 4,
	BASE_MARCHID = 5,
	BASE_MIMPID = 6,
};

/* Every extension that has an id in the SBI Specification 3.0, and the legacy ones of its chapter
 * 5. The id of most is their name as ASCII. */
static const struct sbi_row {
	uint32_t id;
	const char *name, *what;
} sbi_rows[] = {
	{ .id = SBI_BASE, .name = "BASE", .what = "base" },
	{ .id = SBI_TIME, .name = "TIME", .what = "timer" },
	{ .id = 0x735049, .name = "sPI", .what = "inter-processor interrupts" },
	{ .id = 0x52464e43, .name = "RFNC", .what = "remote fences" },
	{ .id = SBI_HSM, .name = "HSM", .what = "hart state management" },
	{ .id = SBI_SRST, .name = "SRST", .what = "system reset" },
	{ .id = 0x504d55, .name = "PMU", .what = "performance counters" },
	{ .id = SBI_DBCN, .name = "DBCN", .what = "debug console" },
	{ .id = 0x53555350, .name = "SUSP", .what = "system suspend" },
	{ .id = 0x43505043, .name = "CPPC", .what = "processor performance control" },
	{ .id = 0x4e41434c, .name = "NACL", .what = "nested acceleration" },
	{ .id = 0x535441, .name = "STA", .what = "steal-time accounting" },
	{ .id = 0x535345, .name = "SSE", .what = "supervisor software events" },
	{ .id = 0x46574654, .name = "FWFT", .what = "firmware features" },
	{ .id = 0x44425452, .name = "DBTR", .what = "debug triggers" },
	{ .id = 0x4d505859, .name = "MPXY", .what = "message proxy" },
	{ .id = SBI_LEGACY_SET_TIMER, .name = "legacy 0", .what = "set timer" },
	{ .id = SBI_LEGACY_PUTCHAR, .name = "legacy 1", .what = "console putchar" },
	{ .id = SBI_LEGACY_GETCHAR, .name = "legacy 2", .what = "console getchar" },
	{ .id = 3, .name = "legacy 3", .what = "clear IPI" },
	{ .id = 4, .name = "legacy 4", .what = "send IPI" },
	{ .id = 5, .name = "legacy 5", .what = "remote FENCE.I" },
	{ .id = 6, .name = "legacy 6", .what = "remote SFENCE.VMA" },
	{ .id = 7, .name = "legacy 7", .what = "remote SFENCE.VMA with ASID" },
	{ .id = SBI_LEGACY_SHUTDOWN, .name = "legacy 8", .what = "shutdown" },
};

static void sbi_show_extensions(struct shell *shell)
{
	for (size_t i = 0; i < sizeof(sbi_rows) / sizeof(sbi_rows[0]); i++) {
		const struct sbi_row *row = &sbi_rows[i];

		shell_printf(shell, "%-3s  %-8s  0x%08" PRIx32 "  %s\n",
			     sbi_probe(row->id) ? "yes" : "no", row->name, row->id, row->what);
	}
}

static void sbi_show_id(struct shell *shell, const char *name, uint64_t function)
{
	struct sbi_ret ret = sbi_call(SBI_BASE, function, 0, 0, 0);

	if (ret.error)
		shell_printf(shell, "%-15s %s\n", name, sbi_error_name(ret.error));
	else
		shell_printf(shell, "%-15s 0x%" PRIx64 "\n", name, ret.value);
}

static int sbi_run(struct shell *shell, const struct shell_args *args)
{
	const struct sbi_facts *facts = sbi_facts();
	const char *name = sbi_implementation_name(facts->implementation);
	char version[SBI_VERSION_MAX];

	(void)args;
	shell_printf(shell, "specification   %u.%u\n", facts->spec_major, facts->spec_minor);
	if (!facts->base) {
		shell_puts(shell, "no base extension, so no more is known; the legacy calls are "
				  "assumed\n");
		return 0;
	}
	shell_printf(shell, "implementation  %" PRIu64 " %s\n", facts->implementation,
		     name ? name : "(unknown)");
	sbi_implementation_version(facts->implementation, facts->implementation_version, version);
	shell_printf(shell, "version         %s\n", version);
	sbi_show_id(shell, "mvendorid", BASE_MVENDORID);
	sbi_show_id(shell, "marchid", BASE_MARCHID);
	sbi_show_id(shell, "mimpid", BASE_MIMPID);
	sbi_show_extensions(shell);
	return 0;
}

static const struct shell_command command_sbi = {
	.name = "sbi",
	.args = "",
	.summary = "show the firmware: specification, ids, and its extensions",
	.example = "sbi | grep yes",
	.needs_machine = true,
	.run = sbi_run,
};
SHELL_COMMAND(command_sbi);
