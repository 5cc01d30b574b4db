#include "kernel/console/console_core.h"
/*
 * The console core, output to all consoles in use, and the end of one that fails.
 */
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include "kernel/console/console_sbi.h"
#include "kernel/format.h"
#include "kernel/log.h"

static const struct write_failure {
	int err;
	const char *text;
} write_failures[] = {
	{ -ETIMEDOUT, "took no output within a second" },
	{ -EFAULT, "its registers fault" },
	{ -ENODEV, "the device is not a console" },
	{ -ENOTSUP, "its registers are of a version without a driver" },
	{ -ENXIO, "it is below a PCI bridge, and firmware gave it no address" },
	{ -ENOSPC, "no memory or address is left for it" },
};

const char *console_failure(int err)
{
	for (size_t i = 0; i < sizeof(write_failures) / sizeof(write_failures[0]); i++)
		if (write_failures[i].err == err)
			return write_failures[i].text;
	return "its registers do not answer";
}

/* --- leaving a console that failed ------------------------------------------------------------ */

static void write_replay(void *context, const char *text, size_t len)
{
	(void)context;
	console_write(text, len);
}

/* Reports, in the log and on the consoles that are left, why @failed is not used any more. */
static void write_report_left(const struct console *failed, int err)
{
	const struct console *next = console_active();
	size_t from = log_mark();

	log_printf("console: %s at 0x%lx: %s; going on with %s", failed->name,
		   (unsigned long)failed->regs.base, console_failure(err), next->name);
	if (next->regs.base) /* SBI's console has none */
		log_printf(" at 0x%lx", (unsigned long)next->regs.base);
	log_printf("\n");
	log_replay(from, write_replay, NULL);
}

/* SBI's console; where that is the one which failed, any other in use. */
static struct console *write_last_resort(const struct console *failed)
{
	if (failed == console_sbi() && console_core.count)
		return console_core.attached[0];
	return console_sbi();
}

void console_leave(struct console *failed, int err)
{
	bool showed = failed->sent || !(failed->ways & CONSOLE_OUT);
	size_t from = showed ? log_mark() : console_core.shown_from;
	struct console *next = NULL;

	console_remove(failed, CONSOLE_BOTH);
	failed->failed = err;
	failed->started = false;
	if (console_other_ways(failed) == CONSOLE_BOTH) {
		write_report_left(failed, err);
		return;
	}
	if (console_core.next)
		next = console_core.next(failed, err);
	if (!next)
		console_attach(write_last_resort(failed), CONSOLE_BOTH);
	console_prefer(console_active());
	if (!console_active()->sent)
		from = 0;
	log_replay(from, write_replay, NULL);
	write_report_left(failed, err);
}

/* --- writing ---------------------------------------------------------------------------------- */

/* SBI is the last resort. When it fails, the others get one more chance; after that there is no
 * console to report to. */
static bool write_is_hopeless(const struct console *failed)
{
	bool hopeless = failed == console_sbi() && console_core.sbi_failed;

	if (failed == console_sbi())
		console_core.sbi_failed = true;
	return hopeless;
}

/* The piece on which the last output fails is sent again, whole, on its successor. */
void console_write(const char *text, size_t len)
{
	if (!len)
		return;
	console_core.depth++;
	for (int i = 0; i < console_core.count; i++) {
		struct console *console = console_core.attached[i];
		const char *rest = text;
		size_t rest_len = len;
		bool others;
		int err;

		if (!(console->ways & CONSOLE_OUT))
			continue;
		err = console_send(console, &rest, &rest_len);
		if (!err)
			continue;
		others = console_other_ways(console) & CONSOLE_OUT;
		if (!others && write_is_hopeless(console))
			break;
		console_leave(console, err);
		i = others ? i - 1 : -1;
		if (!others) {
			text = rest;
			len = rest_len;
		}
	}
	console_core.depth--;
}

void console_puts(const char *text)
{
	console_write(text, strlen(text));
}

void console_printf(const char *format, ...)
{
	char text[FORMAT_MAX];
	va_list args;

	va_start(args, format);
	console_write(text, format_text(text, format, args));
	va_end(args);
}
