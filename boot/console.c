#include "boot/boot.h"
/* From the SBI console to the chosen one, and on to the next when it dies. */
#include <errno.h>
#include "drivers/console_select.h"
#include "fdt/text.h"
#include "kernel/console.h"
#include "kernel/console_sbi.h"
#include "kernel/log.h"
#include "kernel/sbi.h"

static void console_say(void *unused, const char *text, size_t len)
{
	(void)unused;
	console_write(text, len);
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
		next = console_select_next(&console_choice, err, console_failure(err));
		err = next ? console_use(&next->console) : 0;
	} while (err);
	return next ? &next->console : NULL;
}

/* Tells firmware's port where to go on, for that is where somebody watches. */
static void console_point(struct dt_node node)
{
	char path[DT_PATH_MAX];
	struct dt_text out;
	int len = dt_path(node, path, sizeof(path));

	if (len <= 0)
		return;
	dt_text_init(&out, console_say, NULL);
	dt_puts(&out, "The console is ");
	dt_put_escaped(&out, path, (size_t)len);
	dt_puts(&out, "; type there.\n");
	dt_flush(&out);
}

void boot_choose_console(const struct dt_tree *tree)
{
	struct console_choice *choice = &console_choice;
	struct console *chosen;
	int err;

	console_select(tree, choice);
	console_on_failure(console_next);
	/* Before anyone can answer the prompt: behind QEMU's HTIF, OpenSBI 1.1 dies of a key that
	 * comes before it was ever asked for one. */
	console_poll();
	if (!choice->chosen)
		return;
	chosen = &choice->chosen->console;
	if (!choice->firmware_same)
		console_point(choice->chosen->node);
	err = console_use(chosen);
	if (err) {
		console_leave(chosen, err);
		return;
	}
	if (choice->firmware_same && console_sbi_works() && console_sbi()->sent)
		return; /* firmware's port, which has shown the first line already */
	/* The log begins with an empty line: a device that does not even take that is left. */
	console_write("\n", 1);
	if (console_active() == chosen)
		log_replay(1, console_say, NULL);
}
