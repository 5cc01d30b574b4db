#pragma once
/* Commit-confirm: a change is kept when somebody can answer behind it. */
#include "kernel/console/console.h"

enum { CONSOLE_CONFIRM_SECONDS = 10 };

struct console_answer {
	char text[80]; /* what came instead, for people; "" when there was nothing */
	int failed;    /* -EIO: why it took no output, for console_leave */
};

/*
 * Asks on @console, which is read from, to press Enter within @seconds to @what, and waits for
 * that. Only what arrives there after the question counts; what waited before, or waits on others,
 * stays. 0; -ETIMEDOUT; -EINTR: Ctrl-C there; -ECANCELED: Ctrl-C on another, which is not cleared;
 * -EIO: it takes no output, and is the caller's to leave.
 *
 * The tick must be off: who is ended by force changes nothing back.
 */
int console_confirm(struct console *console, const char *what, unsigned seconds,
		    struct console_answer *answer);
