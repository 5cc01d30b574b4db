#include <inttypes.h>
#include "kernel/sbi.h"
#include "shell/shell.h"

enum {
	BASE_MVENDORID = 4,
	BASE_MARCHID = 5,
	BASE_MIMPID = 6,
};

/* Every extension with an id of its own in the SBI Specification 3.0; legacy ones in chapter 5. */
static const struct {
	uint32_t id;
	const char *name;
	const char *what;
} extensions[] = {
	{ 0x10, "BASE", "base" },
	{ 0x54494d45, "TIME", "timer" },
	{ 0x735049, "sPI", "inter-processor interrupts" },
	{ 0x52464e43, "RFNC", "remote fences" },
	{ 0x48534d, "HSM", "hart state management" },
	{ 0x53525354, "SRST", "system reset" },
	{ 0x504d55, "PMU", "performance counters" },
	{ 0x4442434e, "DBCN", "debug console" },
	{ 0x53555350, "SUSP", "system suspend" },
	{ 0x43505043, "CPPC", "processor performance control" },
	{ 0x4e41434c, "NACL", "nested acceleration" },
	{ 0x535441, "STA", "steal-time accounting" },
	{ 0x535345, "SSE", "supervisor software events" },
	{ 0x46574654, "FWFT", "firmware features" },
	{ 0x44425452, "DBTR", "debug triggers" },
	{ 0x4d505859, "MPXY", "message proxy" },
	{ 0, "legacy 0", "set timer" },
	{ 1, "legacy 1", "console putchar" },
	{ 2, "legacy 2", "console getchar" },
	{ 3, "legacy 3", "clear IPI" },
	{ 4, "legacy 4", "send IPI" },
	{ 5, "legacy 5", "remote FENCE.I" },
	{ 6, "legacy 6", "remote SFENCE.VMA" },
	{ 7, "legacy 7", "remote SFENCE.VMA with ASID" },
	{ 8, "legacy 8", "shutdown" },
};

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

	(void)args;
	shell_printf(shell, "specification   %u.%u\n", facts->spec_major, facts->spec_minor);
	if (!facts->base) {
		shell_puts(shell, "no base extension: nothing else can be asked; the legacy calls"
				  " are assumed\n");
		return 0;
	}
	shell_printf(shell, "implementation  %" PRIu64 " %s\n", facts->implementation,
		     name ? name : "(unknown)");
	shell_printf(shell, "version         0x%" PRIx64 "\n", facts->implementation_version);
	sbi_show_id(shell, "mvendorid", BASE_MVENDORID);
	sbi_show_id(shell, "marchid", BASE_MARCHID);
	sbi_show_id(shell, "mimpid", BASE_MIMPID);
	for (size_t i = 0; i < sizeof(extensions) / sizeof(extensions[0]); i++)
		shell_printf(shell, "%-3s  %-8s  0x%08x  %s\n",
			     sbi_probe(extensions[i].id) ? "yes" : "no", extensions[i].name,
			     extensions[i].id, extensions[i].what);
	return 0;
}

static const struct shell_command command_sbi = {
	.name = "sbi",
	.args = "",
	.summary = "show the firmware: specification, ids, and each extension probed",
	.example = "sbi | grep yes",
	.needs_machine = true,
	.run = sbi_run,
};
SHELL_COMMAND(command_sbi);
