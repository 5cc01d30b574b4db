#pragma once
/* Commands on other harts, watched by the shell's. */
#include "kernel/hart/hart.h"
#include "shell/shell.h"

struct on_limit {
	uint64_t ms; /* 0: no limit */
	bool still;  /* of time without an access (kernel/mmio.h) or a line; else of all time */
};

/* The hart, which was started, is one of those that run the next command. @prefix: its lines begin
 * with its number. */
void on_choose(struct hart *hart, bool prefix);
/* Whether one was chosen. */
bool on_chosen(void);
/*
 * Runs the first of the @count commands of @args, each of which runs the next one (shell/rest.h),
 * on those chosen, until all have ended, and shows what they print. 0, or the first failure,
 * reported. Called contained: Ctrl-C or a filter may end it, so on_end_all has to be called before
 * the next ones are chosen.
 */
int on_watch(struct shell *shell, const struct shell_args *args, int count, struct on_limit limit);
/* Ends those that still work, and forgets those chosen. Harts that are lost are reported. */
void on_end_all(struct shell *shell);
