/* version: that of the program, and what the boot cost. */
#include <inttypes.h>
#include "kernel/boot_facts.h"
#include "shell/shell.h"

static const struct shell_option version_options[] = {
	{ .letter = 'v', .summary = "show what the boot cost, too" },
	{ 0 },
};

static int version_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t total = boot_facts.prompted - boot_facts.entered;

	shell_printf(shell, "Firstlight %s\n", FIRSTLIGHT_VERSION);
	if (!shell_option(args, 'v'))
		return 0;
	shell_printf(shell, "compiler: %s\n", __VERSION__);
	if (!boot_facts.prompted || boot_facts.prompted <= boot_facts.entered) {
		shell_puts(shell, "boot: this machine does not count instructions\n");
		return 0;
	}
	shell_printf(shell,
		     "boot: %" PRIu64 " instructions from _start to the prompt, and %" PRIu64
		     " in firmware\n",
		     total - boot_facts.in_firmware, boot_facts.in_firmware);
	return 0;
}

static const struct shell_command command_version = {
	.name = "version",
	.args = "",
	.summary = "show the version",
	.detail = "Instructions are counted exactly under QEMU's -icount shift=0.",
	.example = "version -v",
	.options = version_options,
	.run = version_run,
};
SHELL_COMMAND(command_version);
