#include "drivers/console/console_hunt.h"
/* The hunt for a console: asking on all of them, and taking the one where somebody answers. */
#include <errno.h>
#include <stdio.h>
#include "drivers/console/console_loop.h"
#include "kernel/ascii.h"
#include "kernel/console/console_sbi.h"
#include "kernel/time.h"

enum {
	HUNT_MAX = CONSOLE_CANDIDATES_MAX + 1, /* and SBI */
	HUNT_TEXT_MAX = 160,
	HUNT_NAME_MAX = 48,
	HUNT_AGAIN_US = 10000000,
	HUNT_KEY_US = 10000, /* the rest of a key that sends several bytes */
	ESCAPE = 27,
};

/* One that is asked; console NULL: it failed meanwhile, and the others keep their numbers. */
struct hunted {
	struct console *console;
	uint32_t before; /* bytes that waited in its ring before it was asked */
	bool was_read;   /* it was read from before */
};

struct hunt {
	struct hunted asked[HUNT_MAX];
	int count;
	struct console *deaf; /* was read from, but is the same port as one that is asked */
};

static void hunt_add(struct hunt *hunt, struct console *console)
{
	bool was_read = console->ways & CONSOLE_IN;

	if (console_attach(console, CONSOLE_IN) == 0)
		hunt->asked[hunt->count++] = (struct hunted){
			console,
			console_fill(console).waiting,
			was_read,
		};
}

/* Firmware's console, unless it is a port that is asked anyway: there nobody else may read. */
static void hunt_add_sbi(const struct console_choice *choice, struct hunt *hunt)
{
	struct console *sbi = console_sbi();

	for (int i = 0; i < hunt->count; i++) {
		if (!console_same_port(choice, hunt->asked[i].console))
			continue;
		if (sbi->ways & CONSOLE_IN && console_detach(sbi, CONSOLE_IN) == 0)
			hunt->deaf = sbi;
		return;
	}
	if (console_sbi_there() && !sbi->failed)
		hunt_add(hunt, sbi);
}

static void hunt_gather(struct console_choice *choice, struct hunt *hunt)
{
	console_probe(choice);
	for (int i = 0; i < choice->candidates; i++)
		if (!choice->candidate[i].err && !choice->candidate[i].unprobed)
			hunt_add(hunt, &choice->candidate[i].console);
	hunt_add_sbi(choice, hunt);
}

/* --- asking ----------------------------------------------------------------------------------- */

/* "ns16550 at 0x10000000" */
static const char *hunt_name(const struct console *console, char *text, size_t size)
{
	snprintf(text, size, console->regs.base ? "%s at 0x%lx" : "%s", console->name,
		 (unsigned long)console->regs.base);
	return text;
}

static int hunt_ask_one(const struct hunt *hunt, int i)
{
	struct console *console = hunt->asked[i].console;
	char text[HUNT_TEXT_MAX], name[HUNT_NAME_MAX];
	int len = snprintf(text, sizeof(text),
			   "\nHello, world from Firstlight " FIRSTLIGHT_VERSION
			   "\nconsole %d of %d: %s: press any key here to use it\n",
			   i + 1, hunt->count, hunt_name(console, name, sizeof(name)));

	return console_write_to(console, text, (size_t)len);
}

/* How many could be asked. */
static int hunt_ask(struct hunt *hunt)
{
	int asked = 0;

	for (int i = 0; i < hunt->count; i++) {
		struct console *console = hunt->asked[i].console;
		int err = console ? hunt_ask_one(hunt, i) : 0;

		if (err) {
			hunt->asked[i].console = NULL;
			console_leave(console, err);
		}
		asked += console && !err;
	}
	return asked;
}

/* --- the answer ------------------------------------------------------------------------------- */

static struct hunted *hunt_answered(struct hunt *hunt)
{
	console_poll();
	for (int i = 0; i < hunt->count; i++) {
		struct hunted *asked = &hunt->asked[i];

		if (asked->console && console_fill(asked->console).waiting > asked->before)
			return asked;
	}
	return NULL;
}

/* Waits for a key: who answered, or NULL after @us microseconds. */
static struct hunted *hunt_wait(struct hunt *hunt, uint64_t us)
{
	struct time_wait all = { 0 }, again = { 0 };
	struct hunted *answered;

	while (!(answered = hunt_answered(hunt))) {
		if (us != UINT64_MAX && time_expired(&all, us))
			return NULL;
		if (time_expired(&again, HUNT_AGAIN_US)) {
			again = (struct time_wait){ 0 };
			if (!hunt_ask(hunt))
				return NULL;
		}
		time_sleep(CONSOLE_TICK_US);
	}
	return answered;
}

/* A key may send several bytes: an arrow, say. */
static void hunt_eat(const struct hunted *answered)
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

static void hunt_tell(struct console *console, const struct console *found)
{
	char text[HUNT_TEXT_MAX], name[HUNT_NAME_MAX];
	int len = snprintf(text, sizeof(text), "\nthe console is now %s\n",
			   hunt_name(found, name, sizeof(name)));

	console_write_to(console, text, (size_t)len);
}

/* What was pressed on the others meant nothing; they are used as before. */
static void hunt_end(struct hunt *hunt, const struct console *found)
{
	if (hunt->deaf && !found)
		console_attach(hunt->deaf, CONSOLE_IN);
	for (int i = 0; i < hunt->count; i++) {
		struct hunted *asked = &hunt->asked[i];
		struct console *console = asked->console;

		if (!console || console == found)
			continue;
		if (!asked->was_read) {
			console_cut(console, asked->before,
				    console_fill(console).waiting - asked->before);
			console_detach(console, CONSOLE_IN);
		}
		if (found)
			hunt_tell(console, found);
	}
}

int console_hunt(struct console_choice *choice, uint64_t us, struct console **found)
{
	struct hunt hunt = { .count = 0 };
	struct hunted *answered;
	int err = -ETIMEDOUT;

	hunt_gather(choice, &hunt);
	if (!hunt_ask(&hunt)) {
		hunt_end(&hunt, NULL);
		return -ENODEV;
	}
	answered = hunt_wait(&hunt, us);
	if (answered && answered->was_read &&
	    console_peek(answered->console, answered->before) == CTRL_C)
		err = -EINTR;
	else if (answered) {
		hunt_eat(answered);
		err = console_use(answered->console);
	}
	hunt_end(&hunt, err ? NULL : answered->console);
	if (!err)
		*found = answered->console;
	return err;
}
