#include "shell/machine/console/console_confirm.h"
/* The answer is looked for in the console's ring, and cut out of it. */
#include <errno.h>
#include <stdio.h>
#include "kernel/ascii.h"
#include "kernel/time.h"

enum {
	CONFIRM_TEXT_MAX = 96,
	CONFIRM_SHOWN = 4, /* bytes that are shown */
	SECOND_US = 1000000,
};

struct confirm {
	struct console *console;
	uint32_t before, seen; /* bytes in the ring before the prompt, and those that came since */
	struct console_errors errors;
};

static int confirm_ask(struct console *console, const char *what, unsigned seconds)
{
	char text[CONFIRM_TEXT_MAX];
	int len = snprintf(text, sizeof(text), "\npress Enter here within %u s to %s\n", seconds,
			   what);

	return console_write_to(console, text, (size_t)len);
}

/* Looks at what came. 0: Enter; -EINTR: Ctrl-C; -ECANCELED: on another; -EAGAIN: not yet. */
static int confirm_look(struct confirm *confirm)
{
	struct console *console = confirm->console;
	bool interrupted = console_interrupted(); /* perhaps by this console: see below */
	int c;

	for (; (c = console_peek(console, confirm->before + confirm->seen)) >= 0; confirm->seen++) {
		if (c != '\r' && c != '\n' && c != CTRL_C)
			continue;
		console_cut(console, confirm->before, confirm->seen + 1);
		if (c != CTRL_C)
			return 0;
		console_clear_interrupt();
		return -EINTR;
	}
	return interrupted ? -ECANCELED : -EAGAIN;
}

static int confirm_wait(struct confirm *confirm, unsigned seconds)
{
	struct time_wait wait = { 0 };
	int err;

	while ((err = confirm_look(confirm)) == -EAGAIN) {
		if (time_expired(&wait, (uint64_t)seconds * SECOND_US))
			return -ETIMEDOUT;
		time_sleep(CONSOLE_TICK_US);
	}
	return err;
}

/* Reports bytes other than Enter, and framing errors: they are signs of a wrong rate. */
static void confirm_report(const struct confirm *confirm, struct console_answer *answer)
{
	struct console *console = confirm->console;
	char *to = answer->text, *end = to + sizeof(answer->text);
	uint32_t framing = console->errors.framing - confirm->errors.framing;
	uint32_t shown = confirm->seen < CONFIRM_SHOWN ? confirm->seen : CONFIRM_SHOWN;

	*to = '\0';
	if (!confirm->seen && !framing)
		return;
	to += snprintf(to, (size_t)(end - to), "%u other bytes came", confirm->seen);
	for (uint32_t i = 0; i < shown; i++)
		to += snprintf(to, (size_t)(end - to), "%s0x%02x", i ? " " : " (",
			       (unsigned)console_peek(console, confirm->before + i));
	snprintf(to, (size_t)(end - to), "%s, %u framing errors: a wrong rate?",
		 shown < confirm->seen ? " ...)"
		 : shown               ? ")"
				       : "",
		 framing);
}

int console_confirm(struct console *console, const char *what, unsigned seconds,
		    struct console_answer *answer)
{
	struct confirm confirm = {
		.console = console,
		.before = console_fill(console).waiting,
		.errors = console->errors,
	};
	int err;

	answer->text[0] = '\0';
	answer->failed = confirm_ask(console, what, seconds);
	if (answer->failed)
		return -EIO;
	err = confirm_wait(&confirm, seconds);
	if (err != -ETIMEDOUT && err != -ECANCELED)
		return err;
	confirm_report(&confirm, answer);
	console_cut(console, confirm.before, confirm.seen);
	return err;
}
