#pragma once
/* What the files of the console core share. Nothing else includes it. */
#include "kernel/ascii.h"
#include "kernel/console/console.h"

enum { CTRL_Q_XON = 17, CTRL_S_XOFF = 19 };

/* The state of the core, over all consoles. Fields marked volatile are changed by interrupts. */
struct console_core {
	/* The consoles in use: the first @count rows, never empty after console_init. */
	struct console *attached[CONSOLE_ATTACHED_MAX];
	int count;
	volatile int depth; /* how deep the core is inside drivers; the tick must not end it then */

	/* Output. */
	struct console *volatile writing; /* its write must not be interrupted by a read; or NULL */
	uint64_t sent;                    /* bytes */
	bool waited;                      /* since console_waited was asked last */
	size_t shown_from; /* where the log was when the last console came into use */
	bool sbi_failed;   /* the last resort failed once */
	struct console *(*next)(struct console *failed, int err); /* console_on_failure's */

	/* Input. */
	volatile bool interrupted;    /* Ctrl-C came in */
	volatile bool again;          /* and came in again */
	volatile uint64_t last_input; /* when the last byte came in, microseconds; 0: none did */
	bool slept;                   /* no byte was read since the last sleep */
	bool rested; /* neither, and an interrupt should have ended it: it was that long */
	struct console *source; /* of the last byte that was read */
	uint32_t in_a_row;      /* bytes read from @source without a change */
	struct console *raw;    /* the console of console_raw, or NULL */
	bool raw_flow;          /* the flow setting that console_raw switched off */
	void (*prepare)(struct console *console); /* console_on_input's */
};

extern struct console_core console_core;

/* --- console_core.c ------------------------------------------------------------------------- */

/* Its interrupt is on and has not come yet, and it is too early to say that it never does. */
bool console_on_trial(const struct console *console);

/* --- console_flow.c ------------------------------------------------------------------------- */

/* The driver's write, as the driver has it; marks the console as being written. */
int console_write_some(struct console *console, const char *text, size_t len);
/* Sends XON or XOFF where one is due; a fault is contained. Call outside of the driver's write. */
void console_send_flow(struct console *console);
/* The other side was asked to wait, and may go on: sends XON at the next opportunity. */
void console_resume_sender(struct console *console);

/* --- console_in.c --------------------------------------------------------------------------- */

/* Begins to listen to a console. 0, or -ENOSPC: there is no ring left. */
int console_listen(struct console *console);
/* Ends it; bytes stay in the ring. */
void console_unlisten(struct console *console);
/* Gives it the large ring, if its holder can spare that. */
void console_prefer(struct console *console);
/* Its interrupt was seen to come, and its source is not paused: polling is not needed. */
bool console_interrupts(const struct console *console);
/* Moves what one device has received into its ring. */
void console_poll_one(struct console *console);

/* --- console_out.c -------------------------------------------------------------------------- */

/* Sends *@len bytes at *@text to one console. 0, or -errno: then *@text and *@len are what was not
 * sent, to the piece. */
int console_send(struct console *console, const char **text, size_t *len);

/* --- console.c ------------------------------------------------------------------------------ */

/* Takes ways away from a console without asking whether anything is left. */
void console_remove(struct console *console, unsigned ways);
/* The ways (CONSOLE_IN, CONSOLE_OUT) that the consoles other than @console are used for. */
unsigned console_other_ways(const struct console *console);
