/* call: runs code at an address, by the RISC-V calling convention (psABI). */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "kernel/guard.h"
#include "shell/shell.h"

enum { CALL_ARGS_MAX = 6 };

static int call_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t address, a[CALL_ARGS_MAX] = { 0 };
	uint64_t (*function)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);

	if (shell_number(shell, args->argv[1], &address))
		return -EINVAL;
	for (int i = 2; i < args->argc; i++)
		if (shell_number(shell, args->argv[i], &a[i - 2]))
			return -EINVAL;
	memcpy(&function, &address, sizeof(function));
	guard_sync_code(); /* the code may have been written with mw a moment ago */
	shell_printf(shell, "a0 = 0x%" PRIx64 "\n", function(a[0], a[1], a[2], a[3], a[4], a[5]));
	return 0;
}

static const struct shell_command command_call = {
	.name = "call",
	.args = "ADDR [ARG ...]",
	.summary = "call code at an address and show what it returns",
	.detail =
		"The arguments go to a0 to a5. A trap ends the call and is reported; Ctrl-C ends\n"
		"code that does not return.",
	.example = "call 0x80400000",
	.min_args = 1,
	.max_args = 1 + CALL_ARGS_MAX,
	.needs_machine = true,
	.run = call_run,
};
SHELL_COMMAND(command_call);
