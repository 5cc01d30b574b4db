/* on: runs a command on other harts, and prints what they print, line by line. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "shell/machine/hart/harts.h"
#include "shell/machine/hart/on_watch.h"
#include "shell/rest.h"

/* Of the run that is at work. */
static struct on_limit on_limit;

/* Contained, once the harts are chosen. */
static int on_run_watched(struct shell *shell, const struct shell_args *last)
{
	const struct shell_args *args;
	int count = shell_rest(shell, &args);
	int err = last->command->prepare ? last->command->prepare(shell, last) : 0;

	return err ? err : on_watch(shell, args, count, on_limit);
}

static int on_choose_one(struct shell *shell, uint64_t id, bool prefix)
{
	struct hart *hart;
	int err = harts_ready(shell, id, &hart);

	if (!err)
		on_choose(hart, prefix);
	return err;
}

/* 0, or the first failure; -EINTR. */
static int on_choose_all(struct shell *shell)
{
	struct harts_walk walk = { 0 };
	int first = 0;
	bool any = false;

	while (harts_next_other(shell, &walk)) {
		int err = on_choose_one(shell, walk.id, true);

		if (err == -EINTR)
			return err;
		first = first ? first : err;
		any = true;
	}
	return any ? first : shell_error(shell, -ENODEV, "there is no other hart");
}

/* Whether other harts may run the command: 0, or -EINVAL reported. */
static int on_check_command(struct shell *shell, const struct shell_args *on,
			    const struct shell_args *args)
{
	const struct shell_command *command = args->command;

	if (command == on->command)
		return shell_error(shell, -EINVAL, "only once: name one hart, or all");
	if (command->any_hart)
		return 0;
	return shell_error(shell, -EINVAL, "%s: it runs on the shell's hart only%s", command->name,
			   args->rest ? ": type it before 'on'" : "");
}

static int on_check(struct shell *shell, const struct shell_args *args)
{
	const char *limit = shell_option(args, 't');
	const struct shell_args *rest;
	int count = shell_rest(shell, &rest), err = 0;

	on_limit.ms = 0;
	if (limit && shell_number(shell, limit, &on_limit.ms))
		return -EINVAL;
	for (int i = 0; i < count && !err; i++)
		err = on_check_command(shell, args, &rest[i]);
	return err;
}

static int on_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t id;
	int first, status = on_check(shell, args);

	if (status)
		return status;
	on_end_all(shell);
	if (!strcmp(args->argv[1], "all"))
		first = on_choose_all(shell);
	else if (shell_number(shell, args->argv[1], &id))
		return -EINVAL;
	else
		first = on_choose_one(shell, id, false);
	if (first != -EINTR && !on_chosen())
		return first;
	/* Where Ctrl-C ended the wait for a hart, it ends this, too. */
	status = shell_run_rest_by(shell, on_run_watched);
	shell->command = args->argv[0];
	on_end_all(shell);
	return status ? status : first;
}

static const struct shell_option on_options[] = {
	{ .letter = 't', .value = "MS", .summary = "give up after so many milliseconds" },
	{ 0 },
};

static const struct shell_command command_on = {
	.name = "on",
	.group = SHELL_MACHINE,
	.args = "N|all COMMAND...",
	.summary = "run a command on hart N, or on all others",
	.detail = "The hart is started when it is first needed, and then waits for more: see\n"
		  "'hart'. Filters run on the shell's hart. Where an access hangs the bus, -t\n"
		  "gives the hart up, says the last address, and the shell goes on.",
	.example = "on -t 500 1 md.b 0x10000000 8",
	.options = on_options,
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.runs_rest = true,
	.run = on_run,
};
SHELL_COMMAND(command_on);
