#include "kernel/console/console_core.h"
/* The console core, news for people: interrupts that were masked, one that never comes, and a
 * console that cannot be read from. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include "kernel/format.h"
#include "kernel/log.h"

/* A console whose interrupt never came, which is not reported yet; or NULL. */
static inline struct console *news_silent(void)
{
	for (int i = 0; i < console_core.count; i++) {
		struct console *console = console_core.attached[i];

		if (console_never_interrupted(console) && !console->silence_shown)
			return console;
	}
	return NULL;
}

/* A console from which reads fail and which is still in use; or NULL. It is left once only,
 * because it may be all that there is. */
static inline struct console *news_unreadable(void)
{
	for (int i = 0; i < console_core.count; i++) {
		struct console *console = console_core.attached[i];

		if (console->ways & CONSOLE_IN && console->unread >= CONSOLE_UNREAD &&
		    !console->unreadable)
			return console;
	}
	return NULL;
}

bool console_has_news(void)
{
	return !console_core.raw && (irq_has_news() || news_silent() || news_unreadable());
}

static bool news_next(char *text, size_t size)
{
	struct console *console;

	if (irq_news(text, size))
		return true;
	console = news_silent();
	if (!console)
		return false;
	console->silence_shown = true;
	snprintf(text, size, "irq: %s source %" PRIu32 " (%s) never came; polled from now\n",
		 console->irq.chip->name, console->irq.source, console->name);
	return true;
}

void console_show_news(void)
{
	char text[FORMAT_MAX]; /* not cleared: news_next writes it */
	struct console *unreadable;

	while (!console_core.raw && (unreadable = news_unreadable())) {
		unreadable->unreadable = true;
		console_leave(unreadable, -EIO); /* says so itself */
	}

	while (!console_core.raw && news_next(text, sizeof(text))) {
		log_printf("%s", text);
		console_puts(text);
	}
}
