#include "boot/boot.h"
/* The switch from the SBI console to the chosen ones, and to the next one when the last fails. */
#include <errno.h>
#include "drivers/console/console_hunt.h"
#include "drivers/console/console_select.h"
#include "drivers/irqchip/irqchip.h"
#include "fdt/core/text.h"
#include "kernel/boot_facts.h"
#include "kernel/console/console.h"
#include "kernel/console/console_sbi.h"
#include "kernel/log.h"
#include "kernel/sbi.h"

static void console_say(void *unused, const char *text, size_t len)
{
	(void)unused;
	console_write(text, len);
}

/* The row is most likely firmware's console: with both, text would appear twice. */
static bool console_is_firmwares(const struct console_candidate *row)
{
	return row && row == console_choice.firmware;
}

/* Before a console is first read from: finds its interrupt. */
static void console_prepare(struct console *console)
{
	const struct console_candidate *row = console_candidate_of(&console_choice, console);
	const char *why = "it is in no tree";
	struct dt_trail trail;
	int err;

	if (!row)
		return;
	err = dt_found(row->node) ? dt_trail(row->node, &trail) : -ENOENT;
	if (!err)
		err = irqchip_line(&trail, console->pci.unit, console->pci.pin, boot_facts.hart,
				   &console->irq, &why);
	if (err)
		log_printf("console: %s is polled: %s\n", row->name, why);
}

/*
 * Whether SBI's console may be used beside @next. Not if it is the same port; and not if it is the
 * port that just failed (@was) after it had worked, because firmware would wait on it for ever. If
 * that port never worked with our driver, it works with firmware's, which has shown the first line.
 */
static bool console_sbi_may_follow(const struct console_candidate *was,
				   const struct console_candidate *next)
{
	if (!console_sbi_there() || console_is_firmwares(next))
		return false;
	return !console_is_firmwares(was) || !was->console.sent;
}

/* Probes the devices that must be probed where the choice needs that, and where only SBI is left
 * and nothing requests it. */
static void console_probe_more(struct console_choice *choice)
{
	if (choice->probe || (!choice->chosen && choice->sbi_rank == CONSOLE_RANKS))
		console_probe(choice);
}

/* The next candidate after the chosen one failed; NULL: SBI. */
static struct console_candidate *console_after(struct console_choice *choice, int err)
{
	console_select_next(choice, err, console_failure(err));
	console_probe_more(choice);
	return choice->chosen;
}

/*
 * The successor of the failed console, in use; NULL: SBI's. SBI's console, where that is another
 * port, shows the same, because a person may be there.
 */
static struct console *console_next(struct console *failed, int err)
{
	struct console_candidate *was = console_candidate_of(&console_choice, failed);
	struct console_candidate *next;

	console_choice.chosen = was;
	if (was)
		console_after(&console_choice, err);
	else
		console_select_no_sbi(&console_choice);
	while ((next = console_choice.chosen)) {
		err = console_attach(&next->console, CONSOLE_BOTH);
		if (!err)
			break;
		console_after(&console_choice, err);
	}
	if (!next)
		return NULL;
	if (console_sbi_may_follow(was, next))
		console_attach(console_sbi(), CONSOLE_BOTH);
	return &next->console;
}

/* Prints on firmware's port, where a person may be watching, which console follows. */
static void console_point(const struct console_candidate *chosen)
{
	char path[DT_PATH_MAX];
	struct dt_text out;
	int len = dt_path(chosen->node, path, sizeof(path));

	dt_text_init(&out, console_say, NULL);
	dt_puts(&out, "The console is ");
	if (len > 0)
		dt_put_escaped(&out, path, (size_t)len);
	else
		dt_put_hex(&out, chosen->console.regs.base);
	dt_puts(&out, "; type there.\n");
	dt_flush(&out);
}

static void console_say_on(void *arg, const char *text, size_t len)
{
	struct console *console = arg;
	int err = console->failed ? 0 : console_write_to(console, text, len);

	if (err)
		console_leave(console, err);
}

/* Uses @row beside the chosen console. One that does not start is reported and left out. */
static void console_add(struct console_candidate *row)
{
	row->err = console_attach(&row->console, row->ways);
	if (row->err) {
		row->why = console_failure(row->err);
		boot_sayf("console: %s: %s; left out\n", row->name, row->why);
		return;
	}
	if (row->ways & CONSOLE_IN) /* a person may be there */
		log_replay(0, console_say_on, &row->console);
}

/* Adds the other consoles: outputs that bootargs name, and where a person may be. */
static void console_add_others(struct console_choice *choice)
{
	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (row->ways && !row->err && row != choice->chosen)
			console_add(row);
	}
	if (choice->sbi_ways && console_sbi_there() && choice->chosen && !choice->firmware_same)
		console_attach(console_sbi(), choice->sbi_ways);
}

/* Starts the chosen console, or the next one that starts. False: only SBI is left. */
static bool console_start_chosen(struct console_choice *choice)
{
	while (choice->chosen) {
		struct console_candidate *row = choice->chosen;
		int err = console_start(&row->console);

		if (!err)
			return true;
		boot_sayf("console: %s: %s; going on\n", row->name, console_failure(err));
		console_after(choice, err);
	}
	return false;
}

/* Switches to the chosen console, and shows there what only firmware's port has shown. */
static void console_go_over(struct console_choice *choice)
{
	struct console *chosen = &choice->chosen->console;

	if (!choice->firmware_same && !(choice->sbi_ways & CONSOLE_IN))
		console_point(choice->chosen);
	console_use(chosen);
	if (choice->firmware_same && console_sbi_there() && console_sbi()->sent)
		return; /* the same port, which has shown the first line already */
	/* The log begins with an empty line: a device that does not take even that is left. */
	console_write("\n", 1);
	if (console_active() == chosen)
		log_replay(1, console_say, NULL);
}

/* Prompts on every console until a key comes. False: there is no console to prompt on. */
static bool console_hunt_for(struct console_choice *choice)
{
	struct console *found;

	if (console_hunt(choice, false, UINT64_MAX, &found) != 0)
		return false;
	console_select_found(choice, found);
	log_replay(1, console_say, NULL);
	return true;
}

/* @found takes the place of those that are read from; outputs stay. False: it failed. */
static bool console_settle(struct console *found)
{
	struct console *others[CONSOLE_ATTACHED_MAX], *it;
	unsigned ways[CONSOLE_ATTACHED_MAX];
	int count = 0;

	for (int i = 0; (it = console_attached(i)); i++) {
		ways[count] = it->ways;
		others[count++] = it;
	}
	if (console_use(found) != 0)
		return false;
	for (int i = 0; i < count; i++) {
		if (others[i] == found)
			continue;
		if (ways[i] == CONSOLE_OUT)
			console_attach(others[i], CONSOLE_OUT);
		else
			console_say_moved(others[i], found);
	}
	return true;
}

void boot_console_answered(void)
{
	struct console_choice *choice = &console_choice;
	struct console *found = console_source();

	if (found && console_settle(found))
		console_select_found(choice, found);
	choice->until_key = false;
}

void boot_choose_console(const struct dt_tree *tree)
{
	struct console_choice *choice = &console_choice;
	const struct console_candidate *first;

	console_select(tree, choice);
	console_on_failure(console_next);
	console_on_input(console_prepare);
	/* Before anyone can answer the prompt: on QEMU's HTIF, OpenSBI 1.1 crashes when a key comes
	 * before the first read. */
	console_poll();
	if (!console_sbi_there())
		console_select_no_sbi(choice);
	console_probe_more(choice);
	first = choice->chosen;
	if (choice->hunt && console_hunt_for(choice))
		return;
	if (console_start_chosen(choice))
		console_go_over(choice);
	if (choice->chosen && choice->chosen != first &&
	    console_sbi_may_follow(first, choice->chosen))
		console_attach(console_sbi(), CONSOLE_BOTH);
	console_add_others(choice);
}
