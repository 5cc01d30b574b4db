#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "kernel/mmio.h"

struct console;

/*
 * What a console can do. Neither write nor read ever waits: waiting, its bound, CR before LF, the
 * receive ring and the counters live once, in kernel/console.c.
 */
struct console_ops {
	/* Makes the device ready to be used as firmware left it: may read registers, keeps line
	 * settings. 0, or -errno with the reason logged by the caller. Optional. */
	int (*start)(struct console *console);
	/* Bytes taken (at least 1), 0 when busy, or -errno. */
	int (*write)(struct console *console, const char *text, size_t len);
	/* Bytes got (at least 1), 0 when there are none, or -errno. */
	int (*read)(struct console *console, char *text, size_t len);
};

/* One console; its owner is who declares it. A driver's bind fills ops, name, regs and, when its
 * family needs them, the fields below; the core keeps the counters. */
struct console {
	const struct console_ops *ops;
	const char *name;        /* the driver's, for people: "ns16550a" */
	struct regs regs;        /* unused by SBI */
	bool lf_only;            /* the other side puts CR before LF itself (SBI) */
	uint16_t fifo;           /* bytes that may be sent after one "ready"; at least 1 */
	uint32_t quirks;         /* the driver's own flags */
	uint64_t state;          /* the driver's own state, e.g. a byte that a status read popped */
	uint64_t sent, received; /* bytes */
	uint32_t line_errors;    /* overruns, parity, framing and breaks the driver saw */
	int failed;              /* 0, or the -errno for which it was left */
	bool waiting;            /* the core has nothing to do but wait for input: read may block */
};

/* --- the core: one console at a time, from the first instruction on --- */

/*
 * Makes @console the one that is written to and read from, after its start. 0, or -errno when the
 * device is not usable: then nothing changed, and console->failed says why.
 */
int console_use(struct console *console);
/* The console in use; never NULL. */
struct console *console_active(void);
/*
 * Who takes over when the console in use stops taking output or faults: @next gets the failed one
 * (its failed is set) and returns another, already started, or NULL for SBI's. Without @next it is
 * SBI's, too.
 */
void console_on_failure(struct console *(*next)(struct console *failed, int err));
/*
 * Leaves a console that failed with @err, in use or just not started: goes to its successor, says
 * so there and in the log, and shows there what the failed one never showed.
 */
void console_leave(struct console *failed, int err);
/* Why a console failed with @err, for people; constant. */
const char *console_failure(int err);

/*
 * Sends text; lines end with LF. Waits for the device, at most CONSOLE_PATIENCE_US for a byte, then
 * leaves it for the next console. While it waits, input is drained into the receive ring.
 */
void console_write(const char *text, size_t len);
void console_puts(const char *text);
void console_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Bytes sent so far, over all consoles. */
uint64_t console_sent(void);
/* Waits for what is on its way out of the machine; before a reset. */
void console_drain(void);

/* Moves what the device has received into the ring. */
void console_poll(void);
/* The next byte received; waits, asleep where a timer can wake the hart. */
int console_getc(void);
/* A byte waits in the ring. */
bool console_pending(void);
/* Ctrl-C came in since the last clear; looks at the device first. Its byte stays in the ring, so
 * that the reader knows what was typed before it. */
bool console_interrupted(void);
void console_clear_interrupt(void);
/* The core is inside a driver: an interrupt must not enter it. */
bool console_busy(void);

enum {
	CONSOLE_PATIENCE_US = 1000000, /* a FIFO of 16 bytes at 300 baud takes half of it */
	CONSOLE_TICK_US = 15000,       /* a sleeping hart looks for input: a key waits < 20 ms */
};
