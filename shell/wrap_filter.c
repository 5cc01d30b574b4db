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

void shell_wrap_start(struct shell_filter *filter)
{
	struct wrap_state *state = wrap_of(filter);

	state->wrap = (struct shell_wrap){
		.columns = filter->shell->port->columns,
		.emit = wrap_emit,
	};
	dt_text_init(&state->out, wrap_pass, filter);
}

const struct shell_filter_ops shell_wrap_ops = {
	.state_size = sizeof(struct wrap_state),
	.write = wrap_write,
	.end = wrap_end,
};
