#include "shell/machine/hart/on_watch.h"
/* Commands on other harts, watched: their lines are shown, and their ends, and they are ended. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "kernel/trap/trap.h"
#include "shell/machine/hart/harts.h"
#include "shell/machine/hart/on_aside.h"
#include "shell/machine/hart/on_hart.h"

enum {
	WATCH_US = 1000,       /* of a millisecond */
	WATCH_ASIDE_MS = 2000, /* without an access or a line */
	WATCH_LAST = 40,       /* characters of ", last access at ADDRESS" */
};

/* Of the run that is at work. */
static struct on_limit watch_limit;

static struct on_hart *on_next(const struct hart **at)
{
	while ((*at = hart_next(*at))) {
		struct on_hart *on = (*at)->context;

		if (on->works)
			return on;
	}
	return NULL;
}

/* --- while it runs --------------------------------------------------------------------------- */

static bool on_show(struct shell *shell, struct on_hart *on, bool done)
{
	char line[ON_LINES_MAX];
	size_t len;
	bool any = false;

	while ((len = on_lines_take(&on->lines, done, line))) {
		if (on->prefix && !on->inside)
			shell_printf(shell, "hart %" PRIu64 ": ", on->hart->id);
		on->inside = line[len - 1] != '\n';
		shell_write(shell, line, len);
		any = true;
	}
	return any;
}

/* ", last access at ADDRESS"; empty: it made none in this job. */
static const char *on_last(const struct on_hart *on, char text[WATCH_LAST])
{
	uintptr_t at = *on->hart->touched;

	text[0] = '\0';
	if (at)
		snprintf(text, WATCH_LAST, ", last access at 0x%" PRIxPTR, at);
	return text;
}

/* Ends its job: 0; -ETIMEDOUT, reported: the hart is lost. */
static int on_end(struct shell *shell, struct on_hart *on)
{
	int err = hart_end(on->hart);
	char last[WATCH_LAST];

	on->works = false;
	if (err)
		shell_error(shell, err, "hart %" PRIu64 ": lost%s", on->hart->id,
			    on_last(on, last));
	return err;
}

static int on_time_over(struct shell *shell, struct on_hart *on)
{
	char last[WATCH_LAST];

	if (on_end(shell, on))
		return -ETIMEDOUT;
	return shell_error(shell, -ETIMEDOUT, "hart %" PRIu64 ": ended after %" PRIu64 " ms%s",
			   on->hart->id, watch_limit.ms, on_last(on, last));
}

/* What it came to. */
static int on_result(struct shell *shell, struct on_hart *on)
{
	const struct hart *hart = on->hart;

	on->works = false;
	if (hart->overflowed)
		shell_error(shell, -EFAULT, "hart %" PRIu64 ": the command overflowed its stack",
			    hart->id);
	if (hart->result != -EFAULT || hart->trap.cause == UINT64_MAX)
		return hart->result;
	shell_error(shell, -EFAULT, "hart %" PRIu64 ": a trap ended %s", hart->id, shell->command);
	trap_report(&hart->trap);
	return -EFAULT;
}

/* Shows what the hart printed. Its result if it ended; else 0. */
static int on_look(struct shell *shell, struct on_hart *on)
{
	bool done = hart_done(on->hart);

	bool moves = on_show(shell, on, done);

	if (done)
		return on_result(shell, on);
	if (on->touched != *on->hart->touched)
		moves = true;
	on->touched = *on->hart->touched;
	if (moves && watch_limit.still)
		on->wait = (struct time_wait){ 0 };
	if (!watch_limit.ms || !time_expired(&on->wait, watch_limit.ms * WATCH_US))
		return 0;
	return on_time_over(shell, on);
}

static int on_begin(struct shell *shell, struct on_hart *on, const struct shell_args *args,
		    int count)
{
	on->wait = (struct time_wait){ 0 };
	if (on_hart_post(on, shell, args, count) == 0)
		return 0;
	on->works = false;
	return shell_error(shell, -EBUSY, "hart %" PRIu64 ": lost: an earlier job did not end",
			   on->hart->id);
}

void on_end_all(struct shell *shell)
{
	const struct hart *at = NULL;
	struct on_hart *on;

	while ((on = on_next(&at)))
		on_end(shell, on);
}

/* Makes what a look-up of labels needs: other harts allocate nothing. */
static void watch_labels(struct shell *shell, const struct shell_args *args)
{
	for (int i = 1; shell->tree && i < args->argc; i++) {
		const char *label = strchr(args->argv[i], '&');

		if (label)
			(void)shell_find_node(shell, label, strlen(label));
	}
}

int on_watch(struct shell *shell, const struct shell_args *args, int count, struct on_limit limit)
{
	const struct hart *at = NULL;
	struct on_hart *on;
	int first = 0;
	bool any = true;

	watch_limit = limit;
	watch_labels(shell, &args[count - 1]);
	while ((on = on_next(&at))) {
		int err = on_begin(shell, on, args, count);

		first = first ? first : err;
	}
	while (any) {
		any = false;
		while ((on = on_next(&at))) {
			int err = on_look(shell, on);

			first = first ? first : err;
			any = true;
		}
		if (shell->port->interrupted(shell->port))
			on_end_all(shell);
		shell_check_interrupt(shell);
	}
	return first;
}

/* --- which ----------------------------------------------------------------------------------- */

void on_choose(struct hart *hart, bool prefix)
{
	struct on_hart *on = hart->context;

	on->hart = hart;
	on->works = true;
	on->prefix = prefix;
}

bool on_chosen(void)
{
	const struct hart *at = NULL;

	return on_next(&at);
}

int on_aside(struct shell *shell, const struct shell_args *args)
{
	const struct on_limit limit = { .ms = WATCH_ASIDE_MS, .still = true };
	const char *why;
	struct hart *hart;

	on_end_all(shell);
	if (harts_start_any(shell, &hart, &why)) {
		shell_check_interrupt(shell);
		return shell_error(shell, -ENODEV, "no other hart can be used: %s", why);
	}
	on_choose(hart, false);
	return on_watch(shell, args, 1, limit);
}
