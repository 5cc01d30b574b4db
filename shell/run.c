/* Runs a line: pipeline after pipeline, each inside port->contain. */
#include <errno.h>
#include <string.h>
#include "kernel/ascii.h"
#include "shell/core.h"
#include "shell/job.h"

/* Static, because it is too big for a small stack. So a line cannot run another line. */
static struct shell_job run_job;

/* The result of a command as $? shows it. */
static int run_status(int result)
{
	int status = result < 0 ? -result : result;

	return status < SHELL_STATUS_MAX ? status : SHELL_STATUS_MAX;
}

void shell_refuse_line(struct shell *shell, size_t len)
{
	shell->status = SHELL_SYNTAX;
	shell_error(shell, -E2BIG, "the line has %zu characters, more than %d: it was not run", len,
		    SHELL_LINE_MAX);
}

static int run_unknown(struct shell *shell, bool filter)
{
	const struct shell_command *near = shell_nearest_command(shell->command, filter);

	if (near)
		shell_error(shell, -ENOENT, "no such %s (did you mean '%s'?)",
			    filter ? "filter" : "command", near->name);
	else
		shell_error(shell, -ENOENT, "no such %s; 'help' lists them",
			    filter ? "filter" : "command");
	return SHELL_NO_COMMAND;
}

/* Finds the command that @args names and checks that it can run. 0, or a result, reported. */
static int run_resolve(struct shell *shell, struct shell_args *args, bool filter)
{
	const struct shell_command *command = shell_find_command(args->argv[0]);
	int err;

	shell->command = args->argv[0];
	if (!command)
		return run_unknown(shell, filter);
	if (filter && !command->filter)
		return shell_error(shell, -EINVAL, "not a filter, so it cannot follow |");
	if (!filter && command->filter)
		return shell_error(shell, -EINVAL, "a filter: it must follow a command and |");
	args->command = command;
	if (command->needs_machine && !shell->port->machine)
		return shell_error(shell, -ENODEV, "needs a machine, and this program has none");
	if (command->needs_tree && !shell->tree)
		return shell_error(shell, -ENODEV, "there is no device tree");
	err = shell_check_args(shell, args);
	if (err == -EINVAL)
		shell_usage(shell, command, args->verb);
	return err;
}

/* The command or filter of that number is at work: what it says begins with its name. */
static void run_enter(struct shell_job *job, int stage)
{
	job->stage = stage;
	job->shell->command = job->args[stage].command->name;
}

/* Begins the filters and runs the command. */
static int run_stages(struct shell_job *job)
{
	struct shell *shell = job->shell;

	for (int i = 1; i < job->stages; i++) {
		struct shell_filter *filter = &job->filter[i - 1];
		int err;

		run_enter(job, i);
		err = filter->ops->begin ? filter->ops->begin(filter, &job->args[i]) : 0;
		if (err)
			return err;
	}
	run_enter(job, 0);
	job->status = job->args[0].command->run(shell, &job->args[0]);
	job->ending = shell->filter;
	return job->status;
}

static void run_end_filters(struct shell_job *job)
{
	int stage = job->stage;

	while (job->ending) {
		struct shell_filter *filter = job->ending;
		int err;

		run_enter(job, 1 + (int)(filter - job->filter));
		job->ending = filter->next;
		err = filter->ops->end ? filter->ops->end(filter) : 0;
		if (err)
			job->filter_status = err;
	}
	run_enter(job, stage);
}

/* The part of a pipeline that a jump may end; see struct shell_job. */
static int run_contained(void *arg)
{
	struct shell_job *job = arg;

	switch (setjmp(job->leave)) {
	case 0:
		job->shell->job = job;
		job->status = run_stages(job);
		break;
	case SHELL_JOB_INTERRUPTED:
		return -EINTR;
	default:
		break; /* job->ending is the filter that stopped it */
	}
	run_end_filters(job);
	return job->status ? job->status : job->filter_status;
}

static void run_link_filters(struct shell_job *job)
{
	int count = job->stages - 1;

	for (int i = 0; i < count; i++) {
		job->filter[i] = (struct shell_filter){
			.ops = job->args[i + 1].command->filter,
			.shell = job->shell,
			.next = i + 1 < count ? &job->filter[i + 1] : NULL,
		};
	}
	job->shell->filter = count > 0 ? &job->filter[0] : NULL;
	job->ending = NULL;
	job->status = 0;
	job->filter_status = 0;
}

/* Ctrl-C: what was typed before it was meant for the command that it ended. */
static int run_interrupted(struct shell_job *job)
{
	struct shell_port *port = job->shell->port;
	int byte = 0;

	while (!job->drained && port->pending(port) && byte != CTRL_C && byte >= 0)
		byte = port->read(port);
	port->clear(port);
	shell_put(job->shell, "^C\n", 3);
	job->interrupted = true;
	return SHELL_INTERRUPTED;
}

/* Opens the file that the output goes to: 0, or -errno reported. */
static int run_open_file(struct shell_job *job)
{
	struct shell_port *port = job->shell->port;
	int err;

	if (!job->file)
		return 0;
	if (!port->open)
		return shell_error(job->shell, -ENODEV, "%s: there are no files here", job->file);
	err = port->open(port, job->file, job->append);
	if (err)
		return shell_error(job->shell, err, "%s: %s", job->file, port->words(-err));
	job->shell->filed = true;
	return 0;
}

/* Closes the file. Returns @result or, where that is 0, the error of writing the file. */
static int run_close_file(struct shell_job *job, int result)
{
	struct shell_port *port = job->shell->port;
	int err;

	if (!job->shell->filed)
		return result;
	job->shell->filed = false;
	err = port->close(port);
	if (err)
		shell_error(job->shell, err, "%s: %s", job->file, port->words(-err));
	return result ? result : err;
}

static int run_pipeline(struct shell_job *job)
{
	struct shell *shell = job->shell;
	int result = 0;

	for (int i = 0; i < job->stages && !result; i++)
		result = run_resolve(shell, &job->args[i], i > 0);
	if (!result)
		result = run_open_file(job);
	if (result)
		return run_status(result);
	run_link_filters(job);
	result = shell->port->contain(shell->port, run_contained, job);
	shell->job = NULL;
	shell->filter = NULL;
	result = run_close_file(job, result);
	if (result == -EINTR)
		return run_interrupted(job);
	if (result == -EINVAL)
		shell_usage(shell, job->args[job->stage].command, job->args[job->stage].verb);
	return run_status(result);
}

/* Reads one pipeline's words; the grammar has been checked. */
static void run_read(struct shell_job *job)
{
	shell_words_reset(&job->words);
	job->words.status = job->shell->status;
	job->stages = 0;
	job->file = NULL;
	do {
		struct shell_args *args = &job->args[job->stages];

		*args = (struct shell_args){ .line = job->words.line };
		args->from = job->words.from + job->words.count;
		args->argc = args->typed = shell_words_next(&job->words, &args->argv);
		job->stages += args->argc > 0;
	} while (job->words.joint == SHELL_JOINT_PIPE);
	if (shell_words_to_file(job->words.joint)) {
		char **argv;

		job->append = job->words.joint == SHELL_JOINT_APPEND;
		shell_words_next(&job->words, &argv);
		job->file = argv[0];
	}
}

static void run_line(struct shell_job *job)
{
	struct shell *shell = job->shell;
	enum shell_joint before = SHELL_JOINT_SEMICOLON;

	while (before != SHELL_JOINT_END && !job->interrupted && !shell->leave) {
		bool skip = before == SHELL_JOINT_AND  ? shell->status != 0
			    : before == SHELL_JOINT_OR ? shell->status == 0
						       : false;

		run_read(job);
		if (job->stages > 0 && !skip)
			shell->status = run_pipeline(job);
		before = job->words.joint;
	}
}

int shell_run(struct shell *shell, const char *line)
{
	struct shell_job *job = &run_job;
	size_t len = strlen(line);

	if (shell->job)
		return run_status(shell_error(shell, -EBUSY, "cannot run a line inside a line"));
	shell->command = NULL;
	if (len > SHELL_LINE_MAX) {
		shell_refuse_line(shell, len);
		return shell->status;
	}
	job->shell = shell;
	job->interrupted = false;
	job->drained = false;
	shell_words_begin(&job->words, line);
	if (shell_words_check(&job->words) < 0) {
		shell_error(shell, -EINVAL, "%s", job->words.why);
		return shell->status = SHELL_SYNTAX;
	}
	shell_words_begin(&job->words, line);
	run_line(job);
	shell->command = NULL;
	return shell->status;
}
