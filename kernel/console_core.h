#pragma once
/* What the parts of the console core share. Nothing else includes it. */
#include "kernel/console.h"

enum { CTRL_C = 3, CTRL_Q_XON = 17, CTRL_S_XOFF = 19 };

/* Who is in use; the first @console_count rows. Never empty once console_begin was called. */
extern struct console *console_row[CONSOLE_ATTACHED_MAX];
extern int console_count;

/* Puts SBI's console into use when nothing else is yet. */
void console_begin(void);

/* The console whose driver is inside write, when a read must not come between; else NULL. */
extern struct console *volatile console_writing;

/* The driver's write, as the driver has it, guarded by console_writing. */
int console_write_some(struct console *console, const char *text, size_t len);

/* How deep the core is in a driver; the tick asks. */
extern volatile int console_inside;

/* Begins and ends listening to a console. 0, or -ENOSPC: no ring. */
int console_listen(struct console *console);
void console_unlisten(struct console *console);
/* Makes its ring the large one, if that can be spared. */
void console_prefer(struct console *console);
/* Its interrupt was seen to come, and still may: nobody has paused its source. */
bool console_rings(const struct console *console);
/* Moves what one device has received into its ring. */
void console_poll_one(struct console *console);
/* When the last byte came in, microseconds; 0: none did. */
extern volatile uint64_t console_last_input;
/* The console of console_raw, or NULL. */
extern struct console *console_raw_line;
/* Sends XON or XOFF where one is due; a fault is contained. Outside of the driver's write. */
void console_send_flow(struct console *console);
