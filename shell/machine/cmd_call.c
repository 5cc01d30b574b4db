/* call: runs code at an address, by the RISC-V calling convention (psABI). */
#include <errno.h>
#include <inttypes.h>
#include "kernel/guard.h"
#include "kernel/protect/protect.h"
#include "shell/memory_word.h"
#include "shell/place.h"

enum { CALL_ARGS_MAX = 6, CALL_INSTRUCTION = 2 /* bytes */ };

/* Refuses the image's own entry: it would start again on top of itself, with consoles, harts and
 * stacks in use: a silent, dead machine. */
static int call_entry(struct shell *shell, uint64_t base)
{
	const struct owner *image = owners_of(shell->owners, OWNER_IMAGE);

	if (!image || image->base != base)
		return 0;
	return shell_error(shell, -EBUSY,
			   "0x%" PRIx64 ": this program's own entry, which never returns; 'boot' "
			   "starts programs, -f calls it anyway",
			   base);
}

static int call_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t a[CALL_ARGS_MAX] = { 0 };
	struct shell_place place;
	struct dt_range code;
	int err = shell_memory_word(shell, args->argv[1], &code, NULL);

	if (err)
		return err;
	for (int i = 2; i < args->argc; i++)
		if (shell_number(shell, args->argv[i], &a[i - 2]))
			return -EINVAL;
	if (!shell_option(args, 'f') && call_entry(shell, code.base))
		return -EBUSY;
	place = shell_place(shell, code.base, CALL_INSTRUCTION);
	if (place.is != SHELL_PLACE_FREE && !shell_option(args, 'f'))
		return shell_place_refuse(shell, &place, "-f calls it anyway");
	guard_sync_code(); /* the code may have been written with mw a moment ago */
	protect_pause();   /* which forbids to execute that memory */
	a[0] = guard_call(code.base, a);
	protect_hart();
	shell_printf(shell, "a0 = 0x%" PRIx64 "\n", a[0]);
	return 0;
}

static const struct shell_option call_options[] = {
	{ .letter = 'f', .summary = "call into memory in use and outside of RAM, too" },
	{ 0 },
};

static const struct shell_command command_call = {
	.name = "call",
	.group = SHELL_MACHINE,
	.args = "ADDR [ARG ...]",
	.summary = "call code at an address and show what it returns",
	.detail = "ADDR is as in 'md'. The arguments go to a0 to a5. A trap ends the call and is\n"
		  "reported; Ctrl-C ends code that does not return. It is for code that returns:\n"
		  "interrupts, consoles and other harts stay as they are. 'boot' starts a kernel\n"
		  "or a bootloader: it makes the machine quiet, and passes the hart in a0 and the\n"
		  "tree in a1.",
	.example = "call 0x84000000 1 2",
	.options = call_options,
	.min_args = 1,
	.max_args = 1 + CALL_ARGS_MAX,
	.needs_machine = true,
	.run = call_run,
	.complete = shell_complete_memory,
};
SHELL_COMMAND(command_call);
