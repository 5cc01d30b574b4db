/* Runs a line: pipeline after pipeline, each inside port->contain. */
#include <errno.h>
#include <string.h>
#include "kernel/ascii.h"
#include "kernel/noinit.h"
#include "shell/core.h"
#include "shell/job.h"

/* Static, because it is too big for a small stack. So a line cannot run another line. */
static NOINIT struct shell_job run_job;

void shell_refuse_line(struct shell *shell, size_t len)
{
	shell->status = SHELL_SYNTAX;
	shell_error(shell, -E2BIG, "the line has %zu characters, more than %d: it was not run", len,
		    SHELL_LINE_MAX);
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
	job->status = (job->by ? job->by : job->args[0].command->run)(shell, &job->args[0]);
	job->ending = shell->filter;
	return job->status;
}

static void run_end_filters(struct shell_job *job)
{
	int stage = job->stage;

	while (job->ending) {
		struct shell_filter *filter = job->ending;
		int err;

		run_enter(job, filter->stage);
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
			.stage = i + 1,
		};
	}
	job->shell->filter = count > 0 ? &job->filter[0] : NULL;
	shell_wrap_link(job);
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

/* Runs the pipeline once. Its status. */
static int run_once(struct shell_job *job)
{
	struct shell *shell = job->shell;
	int result;

	run_link_filters(job);
	result = shell->port->contain(shell->port, run_contained, job);
	shell->job = NULL;
	shell->filter = NULL;
	if (result == -EINTR)
		return run_interrupted(job);
	if (result == -EINVAL)
		shell_usage(shell, job->args[job->stage].command, job->args[job->stage].verb);
	return shell_status_of(result);
}

/* Runs a command that has run the rest of its line: what it reports of that. */
static int run_after(struct shell_job *job, const struct shell_args *args)
{
	struct shell_args first = job->args[0];
	int stages = job->stages, result;

	job->args[0] = *args;
	job->args[0].rest = 0;
	job->stages = 1;
	result = run_once(job);
	job->args[0] = first;
	job->stages = stages;
	return result;
}

int shell_run_rest(struct shell *shell)
{
	struct shell_job *job = &run_job;
	const struct shell_args *args = &job->outer[job->level];
	int status, err;

	if (shell->rest)
		return shell_run_there(shell);
	if (job->level > 0 && shell->port->interrupted(shell->port))
		return run_interrupted(job);
	if (job->level == job->around)
		return run_once(job);
	job->level++;
	shell->command = args->argv[0];
	status = args->command->run(shell, args);
	job->level--;
	if (status == -EINTR) {
		job->drained = true; /* that of the rest is shown and read already */
		return job->interrupted ? SHELL_INTERRUPTED : run_interrupted(job);
	}
	if (!args->command->reports || job->interrupted)
		return shell_status_of(status);
	err = run_after(job, args);
	return err ? err : shell_status_of(status);
}

int shell_rest(const struct shell *shell, const struct shell_args **args)
{
	(void)shell;
	*args = &run_job.outer[run_job.level];
	return run_job.around - run_job.level + 1;
}

int shell_run_rest_by(struct shell *shell,
		      int (*run)(struct shell *shell, const struct shell_args *args))
{
	int status;

	if (shell->port->interrupted(shell->port))
		return run_interrupted(&run_job);
	run_job.by = run;
	status = run_once(&run_job);
	run_job.by = NULL;
	return status;
}

static int run_pipeline(struct shell_job *job)
{
	int result = shell_resolve(job);

	if (!result)
		result = shell_open_file(job);
	if (result)
		return shell_status_of(result);
	job->level = 0;
	return shell_status_of(shell_close_file(job, shell_run_rest(job->shell)));
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
		return shell_status_of(
			shell_error(shell, -EBUSY, "cannot run a line inside a line"));
	shell->command = NULL;
	if (len > SHELL_LINE_MAX) {
		shell_refuse_line(shell, len);
		return shell->status;
	}
	job->shell = shell;
	job->interrupted = false;
	job->drained = false;
	job->by = NULL;
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
