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

static bool console_sbi_works(void)
{
	return sbi_facts()->dbcn || sbi_facts()->legacy_console;
}

/* The failed console's successor, after whose start it is known to be there; NULL: SBI. */
static struct console *console_next(struct console *failed, int err)
{
	struct console_candidate *next;

	(void)failed;
	do {
		next = console_select_next(&console_choice, err, console_reason(err),
					   console_sbi_works());
		err = next ? console_use(&next->console) : 0;
	} while (err);
	return next ? &next->console : NULL;
}

void boot_choose_console(const struct dt_tree *tree)
{
	struct console_choice *choice = &console_choice;
	char path[DT_PATH_MAX];
	int err;

	console_select(tree, choice);
	console_on_failure(console_next);
	/* Before anyone can answer the prompt: behind QEMU's HTIF, OpenSBI 1.1 dies of a key that
	 * comes before it was ever asked for one. */
	console_poll();
	if (!choice->chosen)
		return;
	if (!choice->firmware_same && dt_path(choice->chosen->node, path, sizeof(path)) >= 0)
		console_printf("The console is %s; type there.\n", path);
	err = console_use(&choice->chosen->console);
	if (err) {
		boot_sayf("console: %s: %s\n", choice->chosen->console.name, console_reason(err));
		console_next(NULL, err);
	}
	/* Firmware's port may have shown the first line already; any other has not. */
	if (choice->chosen &&
	    !(choice->firmware_same && console_sbi_works() && console_sbi()->sent))
		log_replay(console_say, NULL);
}
