#include "boot/boot.h"
/* From the SBI console to the chosen one, and on to the next when it dies. */
#include <errno.h>
#include "drivers/console_select.h"
#include "kernel/console.h"
#include "kernel/console_sbi.h"
#include "kernel/log.h"
#include "kernel/sbi.h"

static void console_say(void *unused, const char *text, size_t len)
{
	(void)unused;
	console_write(text, len);
}

static const char *console_reason(int err)
{
	switch (err) {
	case -ETIMEDOUT:
		return "took no output within a second";
	case -EFAULT:
		return "its registers fault";
	default:
		return "its registers do not answer";
	}
}

/* The failed console's successor, after whose start it is known to be there. */
static struct console *console_next(struct console *failed, int err)
{
	struct console_candidate *next;

	(void)failed;
	for (;;) {
		next = console_select_next(&console_choice, err, console_reason(err));
		if (!next)
			return NULL;
		err = console_use(&next->console);
		if (!err)
			return &next->console;
	}
}

void boot_choose_console(const struct dt_tree *tree)
{
	struct console_choice *choice = &console_choice;
	struct console *console = NULL;
	int err;

	console_select(tree, choice);
	console_on_failure(console_next);
	if (!choice->chosen)
		return;
	console = &choice->chosen->console;
	if (!choice->firmware_same) {
		char path[DT_PATH_MAX];

		if (dt_path(choice->chosen->node, path, sizeof(path)) >= 0)
			console_printf("The console is %s; type there.\n", path);
	}
	err = console_use(console);
	if (err)
		console = console_next(console, err);
	/* Firmware's port has shown the first line already; any other has not. */
	if (console && !(choice->firmware_same && choice->chosen &&
			 &choice->chosen->console == console && !err &&
			 (sbi_facts()->dbcn || sbi_facts()->legacy_console)))
		log_replay(console_say, NULL);
}
