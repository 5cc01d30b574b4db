#pragma once
/* Commit-confirm: a change is kept only if a person answers after it. */
#include "kernel/console/console.h"

enum { CONSOLE_CONFIRM_SECONDS = 10 };

struct console_answer {
	char text[80]; /* what came instead, for people; "": nothing came */
	int failed;    /* on -EIO: why it took no output, for console_leave */
};

/*
 * Prompts on @console, which must be attached for input, to press Enter within @seconds to @what,
 * and waits for it. Only bytes that arrive there after the prompt count; those that waited before,
 * and those on other consoles, stay. 0; -ETIMEDOUT; -EINTR: Ctrl-C there; -ECANCELED: Ctrl-C on
 * another console, which is not cleared; -EIO: it takes no output, and the caller should leave it.
 *
 * The tick must be off: a command that is ended by force cannot take the change back.
 */
int console_confirm(struct console *console, const char *what, unsigned seconds,
		    struct console_answer *answer);
