#include <inttypes.h>
#include <string.h>
#include "kernel/sbi.h"
#include "shell/shell.h"

enum {
	BASE_MVENDORID = 4,
	BASE_MARCHID = 5,
	BASE_MIMPID = 6,
};

/* Every extension with an id of its own in the SBI Specification 3.0, its name and what it is; and
 * the legacy ones of chapter 5, the first of which has the id 0. */
static const char extensions[] = "BASE\0base\0"
				 "TIME\0timer\0"
				 "sPI\0inter-processor interrupts\0"
				 "RFNC\0remote fences\0"
				 "HSM\0hart state management\0"
				 "SRST\0system reset\0"
				 "PMU\0performance counters\0"
				 "DBCN\0debug console\0"
				 "SUSP\0system suspend\0"
				 "CPPC\0processor performance control\0"
				 "NACL\0nested acceleration\0"
				 "STA\0steal-time accounting\0"
				 "SSE\0supervisor software events\0"
				 "FWFT\0firmware features\0"
				 "DBTR\0debug triggers\0"
				 "MPXY\0message proxy\0"
				 "legacy 0\0set timer\0"
				 "legacy 1\0console putchar\0"
				 "legacy 2\0console getchar\0"
				 "legacy 3\0clear IPI\0"
				 "legacy 4\0send IPI\0"
				 "legacy 5\0remote FENCE.I\0"
				 "legacy 6\0remote SFENCE.VMA\0"
				 "legacy 7\0remote SFENCE.VMA with ASID\0"
				 "legacy 8\0shutdown\0";

/* But for these, an id is its name's characters. */
static uint32_t sbi_id(const char *name)
{
	uint32_t id = 0;

	if (name == extensions)
		return SBI_BASE;
	if (strlen(name) > sizeof(id))
		return (uint32_t)(name[strlen("legacy ")] - '0');
	while (*name)
		id = id << 8 | (uint8_t)*name++;
	return id;
}

static void sbi_show_extensions(struct shell *shell)
{
	const char *what;

	for (const char *name = extensions; *name; name = what + strlen(what) + 1) {
		uint32_t id = sbi_id(name);

		what = name + strlen(name) + 1;
		shell_printf(shell, "%-3s  %-8s  0x%08" PRIx32 "  %s\n",
			     sbi_probe(id) ? "yes" : "no", name, id, what);
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
	sbi_show_extensions(shell);
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
