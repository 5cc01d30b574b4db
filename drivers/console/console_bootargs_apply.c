/*
 * Applies console= and earlycon= to the rows: which rows they mean, which of them decides, and what
 * the others are for.
 * Sources: Linux, Documentation/admin-guide/serial-console.rst (the last is /dev/console, the
 * others only show messages); Linux 6.12, drivers/tty/hvc/hvc_riscv_sbi.c (SBI's console is hvc0
 * where that driver is built) and drivers/char/virtio_console.c.
 */
#include "drivers/console/console_private.h"
#include <string.h>
#include "drivers/uart/pci_console.h"

/* --- which rows are meant --------------------------------------------------------------------- */

/* Its device was found and has the name that was written, or is the driver's usual kind. */
static bool apply_is_named(const struct console_candidate *row, const struct console_arg *arg)
{
	return !row->err && !row->unprobed &&
	       (strcmp(row->console.name, arg->name) == 0 ||
		strcmp(row->console.name, arg->driver->name) == 0);
}

/* Of a driver whose devices must be probed, also another one's row: a console is the same on any
 * bus. */
static struct console_candidate *apply_of_driver(struct console_choice *choice,
						 const struct console_arg *arg)
{
	struct console_candidate *found = NULL;

	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (arg->driver->probed && apply_is_named(row, arg))
			return row;
		if (row->driver == arg->driver && (!found || found->err))
			found = row;
	}
	return found;
}

/* What one console= or earlycon= means. */
struct apply_found {
	struct console_candidate *row; /* usable; or NULL */
	struct console_candidate
		*also;   /* usable, where the name may mean that one instead; or NULL */
	bool sbi;        /* SBI's console as well */
	const char *why; /* why there is neither, a constant text */
};

/*
 * hvcN: virtio console N where Linux has no hvc console for SBI; where it has one, that is the
 * first. Nothing shows which Linux a person has in mind.
 */
static void apply_hvc(const struct console_scan *scan, const struct console_arg *arg,
		      struct apply_found *found)
{
	int number = (int)arg->number;

	found->sbi = scan->sbi && !number;
	if (scan->sbi && number)
		found->also = console_linux_port(scan->choice, arg, number - 1);
	if (found->row)
		return;
	found->row = found->also;
	found->also = NULL;
}

static void apply_port(const struct console_scan *scan, const struct console_arg *arg,
		       struct apply_found *found)
{
	found->row = console_linux_port(scan->choice, arg, (int)arg->number);
	if (strcmp(arg->tty, "hvc") == 0)
		apply_hvc(scan, arg, found);
}

static bool apply_fits(const struct console_arg *arg, const char *name, const char *tty)
{
	if (arg->kind == CONSOLE_ARG_PORT)
		return tty && strcmp(tty, arg->tty) == 0;
	return arg->kind == CONSOLE_ARG_NAME && strncmp(name, arg->name, strlen(name)) == 0;
}

/* A word such as "pci-serial.1" or "ttyS1" may be the name of what a probe finds. */
static bool apply_may_be_probed(const struct console_arg *arg)
{
	const struct console_driver *const *it;
	const struct pci_console *const *kind;

	if (arg->kind == CONSOLE_ARG_DRIVER)
		return arg->driver->probed;
	SET_FOREACH (it, console_drivers)
		if ((*it)->probed && apply_fits(arg, (*it)->name, (*it)->tty))
			return true;
	SET_FOREACH (kind, pci_consoles)
		if (apply_fits(arg, (*kind)->name, (*kind)->tty))
			return true;
	return false;
}

static struct apply_found apply_find(const struct console_scan *scan, const struct console_arg *arg)
{
	struct console_choice *choice = scan->choice;
	struct apply_found found = { .why = "there is no such UART; ignored" };

	switch (arg->kind) {
	case CONSOLE_ARG_SBI:
		found.sbi = true;
		break;
	case CONSOLE_ARG_NODE:
		found.row = console_row_of(choice, arg->node);
		break;
	case CONSOLE_ARG_DRIVER:
		found.why = "no enabled node for that driver; ignored";
		found.row = apply_of_driver(choice, arg);
		break;
	case CONSOLE_ARG_PORT:
		apply_port(scan, arg, &found);
		break;
	case CONSOLE_ARG_PLACE:
		(void)console_place_row(choice, &arg->place, false, &found.row, &found.why);
		break;
	default:
		found.why = "not a path, alias, driver or port; ignored";
		(void)console_find(choice, arg->name, &found.row);
	}
	if (found.row && found.row->err) {
		found.why = found.row->why;
		found.row = NULL;
	}
	return found;
}

static void apply_put_found(struct dt_text *text, const struct apply_found *found)
{
	if (found->row)
		console_put_candidate(text, found->row);
	if (found->also) {
		dt_puts(text, " and ");
		console_put_candidate(text, found->also);
	}
	if (found->sbi)
		dt_puts(text, found->row ? " and SBI" : "SBI");
}

/* Reports what the row's own lines do not: Linux's names, addresses, and what was not found. */
static void apply_report(struct console_scan *scan, const char *key, const struct console_arg *arg,
			 const struct apply_found *found)
{
	struct dt_text *text = &scan->text;

	if (arg->kind == CONSOLE_ARG_SBI || (found->row && arg->kind <= CONSOLE_ARG_DRIVER))
		return;
	if (arg->kind == CONSOLE_ARG_NODE && !console_row_of(scan->choice, arg->node)) {
		console_put_driverless(text, key, arg->node);
		return;
	}
	dt_puts(text, key);
	dt_put_escaped(text, arg->name, strlen(arg->name));
	dt_puts(text, ": ");
	if (found->row || found->sbi)
		apply_put_found(text, found);
	else
		dt_puts(text, found->why ? found->why : "refused");
	dt_putc(text, '\n');
}

/* --- who decides ------------------------------------------------------------------------------ */

static bool apply_has_row(const struct console_arg *arg)
{
	return arg->kind >= CONSOLE_ARG_NODE;
}

/* From now on only @arg has the rank of bootargs. */
static void apply_decide(struct console_scan *scan, const struct console_arg *arg,
			 const struct apply_found *found)
{
	struct console_choice *choice = scan->choice;

	scan->decided = true;
	choice->hunt = arg->kind == CONSOLE_ARG_HUNT;
	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *this = &choice->candidate[i];
		bool meant = this == found->row ||
			     (arg->kind == CONSOLE_ARG_DRIVER && this->driver == arg->driver);

		this->rank = meant ? CONSOLE_BY_BOOTARGS : console_rank(scan, this, false);
	}
	if (found->also)
		found->also->ways = CONSOLE_BOTH;
	if (!found->sbi)
		return;
	scan->unsure = !found->row && arg->kind == CONSOLE_ARG_PORT;
	if (found->row)
		choice->sbi_ways = CONSOLE_BOTH;
	else
		choice->sbi_rank = CONSOLE_BY_BOOTARGS;
}

/* Messages go there, too. */
static void apply_output(struct console_choice *choice, const struct apply_found *found)
{
	if (found->row)
		found->row->ways |= CONSOLE_OUT;
	if (found->also)
		found->also->ways |= CONSOLE_OUT;
	if (found->sbi)
		choice->sbi_ways |= CONSOLE_OUT;
}

/* Only a probe shows what @arg means. */
static bool apply_needs_probe(const struct console_choice *choice, const struct console_arg *arg,
			      const struct apply_found *found)
{
	return (!found->row || found->row->unprobed) && apply_may_be_probed(arg) &&
	       console_has_unprobed(choice);
}

static void apply_console(struct console_scan *scan, const struct console_arg *arg)
{
	struct apply_found found = apply_find(scan, arg);
	bool there = !apply_has_row(arg) || found.row || found.sbi;

	if (apply_needs_probe(scan->choice, arg, &found)) {
		scan->choice->probe = "a console= may be the name of what only a probe finds";
		if (!there)
			found.why = "perhaps the name of what only a probe finds";
	}
	if (apply_has_row(arg))
		apply_report(scan, console_rank_name[CONSOLE_BY_BOOTARGS], arg, &found);
	scan->unmet |= !there && apply_may_be_probed(arg);
	if (!there)
		return;
	if (scan->decided)
		apply_output(scan->choice, &found);
	else
		apply_decide(scan, arg, &found);
}

static void apply_earlycon(struct console_scan *scan)
{
	const struct console_arg *arg = &scan->earlycon;
	struct console_choice *choice = scan->choice;
	struct apply_found found;

	if (arg->kind == CONSOLE_ARG_SBI && choice->sbi_rank == CONSOLE_RANKS)
		choice->sbi_rank = CONSOLE_BY_EARLYCON;
	if (!apply_has_row(arg))
		return;
	found = apply_find(scan, arg);
	/* stdout-path has its line already. */
	if (arg->node.offset != scan->named[CONSOLE_BY_STDOUT].offset)
		apply_report(scan, "bootargs earlycon=", arg, &found);
	if (found.row && found.row->rank > CONSOLE_BY_EARLYCON)
		found.row->rank = CONSOLE_BY_EARLYCON;
}

void console_bootargs_apply(struct console_scan *scan)
{
	for (int i = scan->args - 1; i >= 0; i--)
		if (scan->arg[i].kind != CONSOLE_ARG_NONE)
			apply_console(scan, &scan->arg[i]);
	apply_earlycon(scan);
	if (scan->choice->sbi_rank == CONSOLE_BY_BOOTARGS)
		scan->choice->sbi_ways = 0; /* it is more than an output now */
}
