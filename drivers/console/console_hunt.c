#include "drivers/console/console_hunt.h"
/* The hunt for a console: prompts on all of them, and takes the one where a key is pressed. */
#include <errno.h>
#include <stdio.h>
#include "drivers/console/console_loop.h"
#include "kernel/ascii.h"
#include "kernel/console/console_sbi.h"
#include "kernel/time.h"

enum {
	HUNT_MAX = CONSOLE_CANDIDATES_MAX + 1, /* and SBI */
	HUNT_TEXT_MAX = 240,
	HUNT_NAME_MAX = 48,
	HUNT_AGAIN_US = 10000000,
	HUNT_KEY_US = 10000, /* until the last byte of a key that sends several */
	ESCAPE = 27,
};

/* One that is prompted on. console NULL: it failed meanwhile; the others keep their numbers. */
struct hunted {
	struct console *console;
	uint32_t before; /* bytes that waited in its ring before the first prompt */
	bool was_read;   /* it was used for input before */
};

struct hunt {
	struct hunted prompted[HUNT_MAX];
	int count;
	int left; /* left alone, because a device is on their line */
	/* Was used for input, but is the same port as one that is prompted on. */
	struct console *deaf;
};

static void hunt_add(struct hunt *hunt, struct console *console)
{
	bool was_read = console->ways & CONSOLE_IN;

	if (console_attach(console, CONSOLE_IN) == 0)
		hunt->prompted[hunt->count++] = (struct hunted){
			.console = console,
			.before = console_fill(console).waiting,
			.was_read = was_read,
		};
}

/* Adds firmware's console, unless its port is prompted on already: only one may read a port. */
static void hunt_add_sbi(const struct console_choice *choice, struct hunt *hunt)
{
	struct console *sbi = console_sbi();

	for (int i = 0; i < hunt->count; i++) {
		if (!console_same_port(choice, hunt->prompted[i].console))
			continue;
		if (sbi->ways & CONSOLE_IN && console_detach(sbi, CONSOLE_IN) == 0)
			hunt->deaf = sbi;
		return;
	}
	if (console_sbi_there() && !sbi->failed)
		hunt_add(hunt, sbi);
}

static void hunt_gather(struct console_choice *choice, bool all, struct hunt *hunt)
{
	console_probe(choice);
	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (row->err || row->unprobed)
			continue;
		if (!all && dt_found(console_line_device(row)))
			hunt->left++;
		else
			hunt_add(hunt, &row->console);
	}
	hunt_add_sbi(choice, hunt);
}

/* --- the prompts ------------------------------------------------------------------------------ */

/* "ns16550 at 0x10000000" */
static const char *hunt_name(const struct console *console, char *text, size_t size)
{
	snprintf(text, size, console->regs.base ? "%s at 0x%lx" : "%s", console->name,
		 (unsigned long)console->regs.base);
	return text;
}

static int hunt_prompt_one(const struct hunt *hunt, int i)
{
	struct console *console = hunt->prompted[i].console;
	char text[HUNT_TEXT_MAX], name[HUNT_NAME_MAX];
	int len = snprintf(text, sizeof(text),
			   "\nHello, world from Firstlight " FIRSTLIGHT_VERSION
			   "\nconsole %d of %d: %s: press any key here to use it\n",
			   i + 1, hunt->count, hunt_name(console, name, sizeof(name)));

	if (hunt->left)
		len += snprintf(text + len, sizeof(text) - (size_t)len,
				"%d more left alone: a device is on the line\n", hunt->left);
	return console_write_to(console, text, (size_t)len);
}

/* How many could be prompted on. */
static int hunt_prompt(struct hunt *hunt)
{
	int prompted = 0;

	for (int i = 0; i < hunt->count; i++) {
		struct console *console = hunt->prompted[i].console;
		int err = console ? hunt_prompt_one(hunt, i) : 0;

		if (err) {
			hunt->prompted[i].console = NULL;
			console_leave(console, err);
		}
		prompted += console && !err;
	}
	return prompted;
}

/* --- the answer ------------------------------------------------------------------------------- */

static struct hunted *hunt_answered(struct hunt *hunt)
{
	console_poll();
	for (int i = 0; i < hunt->count; i++) {
		struct hunted *it = &hunt->prompted[i];

		if (it->console && console_fill(it->console).waiting > it->before)
			return it;
	}
	return NULL;
}

/* Waits for a key: where it was pressed, or NULL after @us microseconds. */
static struct hunted *hunt_wait(struct hunt *hunt, uint64_t us)
{
	struct time_wait all = { 0 }, again = { 0 };
	struct hunted *answered;

	while (!(answered = hunt_answered(hunt))) {
		if (us != UINT64_MAX && time_expired(&all, us))
			return NULL;
		if (time_expired(&again, HUNT_AGAIN_US)) {
			again = (struct time_wait){ 0 };
			if (!hunt_prompt(hunt))
				return NULL;
		}
		time_sleep(CONSOLE_TICK_US);
	}
	return answered;
}

/* Drops the key. It may have sent several bytes, as an arrow does. */
static void hunt_drop_key(const struct hunted *answered)
{
	struct time_wait wait = { 0 };
	uint32_t count = 1;

	if (console_peek(answered->console, answered->before) == ESCAPE) {
		while (!time_expired(&wait, HUNT_KEY_US))
			console_poll();
		count = console_fill(answered->console).waiting - answered->before;
	}
	console_cut(answered->console, answered->before, count);
	console_clear_interrupt();
}

/* --- the end ---------------------------------------------------------------------------------- */

void console_say_moved(struct console *console, const struct console *found)
{
	char text[HUNT_TEXT_MAX], name[HUNT_NAME_MAX];
	int len = snprintf(text, sizeof(text), "\nthe console is now %s\n",
			   hunt_name(found, name, sizeof(name)));

	console_write_to(console, text, (size_t)len);
}

/* Drops what was typed on the others, which are used as before. */
static void hunt_end(struct hunt *hunt, const struct console *found)
{
	if (hunt->deaf && !found)
		console_attach(hunt->deaf, CONSOLE_IN);
	for (int i = 0; i < hunt->count; i++) {
		struct hunted *it = &hunt->prompted[i];
		struct console *console = it->console;

		if (!console || console == found)
			continue;
		if (!it->was_read) {
			console_cut(console, it->before,
				    console_fill(console).waiting - it->before);
			console_detach(console, CONSOLE_IN);
		}
		if (found)
			console_say_moved(console, found);
	}
}

int console_hunt(struct console_choice *choice, bool all, uint64_t us, struct console **found)
{
	struct hunt hunt = { .count = 0, .left = 0 };
	struct hunted *answered;
	int err = -ETIMEDOUT;

	hunt_gather(choice, all, &hunt);
	if (!hunt_prompt(&hunt)) {
		hunt_end(&hunt, NULL);
		return -ENODEV;
	}
	answered = hunt_wait(&hunt, us);
	if (answered && answered->was_read &&
	    console_peek(answered->console, answered->before) == CTRL_C)
		err = -EINTR;
	else if (answered) {
		hunt_drop_key(answered);
		err = console_use(answered->console);
	}
	hunt_end(&hunt, err ? NULL : answered->console);
	if (!err)
		*found = answered->console;
	return err;
}
