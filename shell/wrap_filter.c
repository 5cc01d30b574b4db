/* The filter that the shell itself adds to commands that report: wraps their lines. */
#include "shell/core.h"
#include "shell/job.h"
#include "shell/wrap.h"

/* What is wrapped goes on in as large pieces as it comes: each costs the port a look for Ctrl-C. */
struct wrap_state {
	struct shell_wrap wrap;
	struct dt_text out;
};

_Static_assert(sizeof(struct wrap_state) <= SHELL_FILTER_STATE, "it is the filter's state");

static struct wrap_state *wrap_of(struct shell_filter *filter)
{
	return (struct wrap_state *)filter->state;
}

static void wrap_pass(void *context, const char *text, size_t len)
{
	shell_filter_pass(context, text, len);
}

static void wrap_emit(void *context, const char *text, size_t len)
{
	dt_write(context, text, len);
}

static void wrap_write(struct shell_filter *filter, const char *text, size_t len)
{
	struct wrap_state *state = wrap_of(filter);

	shell_wrap(&state->wrap, &state->out, text, len);
	dt_flush(&state->out);
}

static int wrap_end(struct shell_filter *filter)
{
	struct wrap_state *state = wrap_of(filter);

	shell_wrap_end(&state->wrap, &state->out);
	dt_flush(&state->out);
	return 0;
}

const struct shell_filter_ops shell_wrap_ops = {
	.state_size = sizeof(struct wrap_state),
	.write = wrap_write,
	.end = wrap_end,
};

/* --- where it is in a pipeline --------------------------------------------------------------- */

static void wrap_start(struct shell_filter *filter)
{
	struct wrap_state *state = wrap_of(filter);

	state->wrap = (struct shell_wrap){
		.columns = filter->shell->port->columns,
		.emit = wrap_emit,
	};
	dt_text_init(&state->out, wrap_pass, filter);
}

static bool wrap_wanted(const struct shell_args *args)
{
	return args->command->reports || shell_wrapped_option(args);
}

/* Its lines are for programs. */
static bool wrap_refused(const struct shell_args *args)
{
	return args->json || shell_plain_option(args);
}

/* Where another hart runs the rest of the line, each of its commands may report. */
static bool wrap_job(const struct shell_job *job)
{
	bool wanted = wrap_wanted(&job->args[0]), refused = wrap_refused(&job->args[0]);

	for (int i = job->level; job->by && i < job->around; i++) {
		wanted = wanted || wrap_wanted(&job->outer[i]);
		refused = refused || wrap_refused(&job->outer[i]);
	}
	return wanted && !refused && shell_columns(job->shell);
}

/* It is the last one, but before `more`. */
void shell_wrap_link(struct shell_job *job)
{
	struct shell_filter **at = &job->shell->filter;

	if (!wrap_job(job))
		return;
	while (*at && ((*at)->next || !(*at)->ops->counts_rows))
		at = &(*at)->next;
	job->wrap = (struct shell_filter){
		.ops = &shell_wrap_ops,
		.shell = job->shell,
		.next = *at,
	};
	wrap_start(&job->wrap);
	*at = &job->wrap;
}
