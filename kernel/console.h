#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "kernel/irq.h"
#include "kernel/mmio.h"

struct console;
struct console_ring;

/*
 * What a console can do. None of these ever waits: waiting, its bound, CR before LF, the receive
 * rings and the byte counters live once, in kernel/console*.c. The optional ones are NULL where the
 * part has no such thing.
 *
 * The core never lets one read interrupt another, but a read comes from an interrupt in the middle
 * of a write, unless the console is marked `shared`. So neither may keep state that the other uses.
 */
struct console_ops {
	/* Makes the device ready to be used as firmware left it: may read registers, keeps line
	 * settings. 0, or -errno with the reason logged by the caller. Optional. */
	int (*start)(struct console *console);
	/* Bytes taken (at least 1), 0 when busy, or -errno. */
	int (*write)(struct console *console, const char *text, size_t len);
	/* The same of text whose lines end with LF alone, with CR put before each: bytes of @text
	 * taken; *@sent counts those that went out. Saves the core a copy. Optional; not used with
	 * a fifo below 2, `shared` or `flow`. */
	int (*write_lines)(struct console *console, const char *text, size_t len, size_t *sent);
	/* Bytes got (at least 1), 0 when there are none, or -errno. Counts what went wrong on the
	 * line in console->errors. */
	int (*read)(struct console *console, char *text, size_t len);
	/* The interrupt upon received bytes, on or off; read until it gives 0 makes it go away. All
	 * other interrupts of the device are off afterwards. 0, or -errno. Optional: polled. */
	int (*listen)(struct console *console, bool on);
	/* Internal loopback, on or off: what is written comes back to read, and the line hears none
	 * of it. 0, or -errno. Optional. */
	int (*loop)(struct console *console, bool on);
	/* 1 when all that was written has left the part, the shift register too; 0: not yet.
	 * Optional. */
	int (*drained)(struct console *console);
	/* The line's divisor as the part has it, or -errno. See baud_unit. Optional, both. */
	int64_t (*divisor)(struct console *console);
	/* Sets it. 0; -ERANGE; -EBUSY. */
	int (*set_divisor)(struct console *console, uint32_t divisor);
};

/* What went wrong on the line, as far as the part tells. */
struct console_errors {
	uint32_t overruns, framing, parity, breaks;
};

/* One console; its owner is who declares it. A driver's bind fills the first part; the core keeps
 * the second. */
struct console {
	const struct console_ops *ops;
	const char *name;   /* the driver's, for people: "ns16550" */
	struct regs regs;   /* unused by SBI */
	bool lf_only;       /* the other side puts CR before LF itself (SBI) */
	bool shared;        /* read and write share registers or state: see console_ops */
	uint16_t fifo;      /* bytes that may be sent after one "ready"; at least 1 */
	uint16_t baud_unit; /* bits a second = clock * 64 / (baud_unit * (divisor + baud_bias)) */
	uint8_t baud_bias;
	uint8_t instance; /* number of this console among those behind one node */
	uint8_t pin;      /* PCI: interrupt pin, 1 to 4; 0: the node's own interrupts hold */
	uint32_t unit;    /* PCI: phys.hi of the function, as its unit address begins */
	uint32_t quirks;  /* the driver's own flags */
	uint64_t state;   /* the driver's own state, e.g. a byte that a status read popped */
	struct console_errors errors;

	struct irq_line irq;       /* chip NULL: polled. Filled by who knows the tree */
	struct console_ring *ring; /* received bytes; NULL until first used for input */
	uint64_t sent, received;   /* bytes */
	int failed;                /* 0, or the -errno for which it was left */
	uint8_t ways;              /* CONSOLE_IN, CONSOLE_OUT: as it is used */
	bool started;
	bool waiting;          /* the core has nothing to do but wait for input: read may block */
	bool flow;             /* XON/XOFF is obeyed and sent */
	volatile bool held;    /* the other side sent XOFF */
	volatile uint8_t stop; /* XON or XOFF to be sent, or 0 */
	bool rings;            /* its interrupt was seen to deliver: it is polled seldom */
	uint32_t missed;       /* times polling found what the interrupt should have told */
	uint32_t dry;          /* interrupts since the last byte, for errors alone */
};

enum { CONSOLE_IN = 1, CONSOLE_OUT = 2, CONSOLE_BOTH = 3, CONSOLE_ATTACHED_MAX = 24 };

/* --- who is in use: any number of consoles, from the first instruction on at least one -------- */

/*
 * Makes @console the only one that is written to and read from, after its start. 0, or -errno when
 * the device is not usable: then nothing changed, and console->failed says why.
 */
int console_use(struct console *console);
/* Adds @console to those that are written to, read from, or both; @ways as above. Errors as
 * console_use's; -ENOSPC: too many. */
int console_attach(struct console *console, unsigned ways);
/* Takes the ways away. Bytes that wait in its ring stay there until it is read from again. -EBUSY:
 * nothing would be left to write to, or to read from. */
int console_detach(struct console *console, unsigned ways);
/* Starts the device if that was not done yet, or failed. 0, or -errno as console_use. */
int console_start(struct console *console);
/* The console in use, the first of several outputs; never NULL. */
struct console *console_active(void);
/* Number @index of those in use, from 0; NULL behind the last. */
struct console *console_attached(int index);
/* @prepare is called before a console is first read from: it may fill console->irq. */
void console_on_input(void (*prepare)(struct console *console));
/*
 * Who takes over when the last console in use stops taking output or faults: @next gets the failed
 * one (its failed is set) and returns another, already in use, or NULL for SBI's. Without @next it
 * is SBI's, too.
 */
void console_on_failure(struct console *(*next)(struct console *failed, int err));
/*
 * Leaves a console that failed with @err, in use or just not started. When it was the last one,
 * goes to its successor, says so there and in the log, and shows there what the failed one never
 * showed.
 */
void console_leave(struct console *failed, int err);
/* Why a console failed with @err, for people; constant. */
const char *console_failure(int err);

/* --- output ----------------------------------------------------------------------------------- */

/*
 * Sends text to all outputs; lines end with LF. Waits for a device, at most CONSOLE_PATIENCE_US for
 * a byte, then leaves it for the next console. While it waits, input is drained into the rings.
 */
void console_write(const char *text, size_t len);
void console_puts(const char *text);
void console_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Sends text to one console only, in use or not, started by the caller. 0, or -errno: it is then
 * for the caller to leave it. */
int console_write_to(struct console *console, const char *text, size_t len);
/* Bytes sent so far, over all consoles. */
uint64_t console_sent(void);
/* A device made the core wait since this was asked last. */
bool console_waited(void);
/* Waits for what is on its way out of the machine; before a reset. */
void console_drain(void);

/* --- input ------------------------------------------------------------------------------------ */

/* Moves what the devices have received into the rings. */
void console_poll(void);
/* The same, also of those whose interrupts come: now and then, for one may get lost. */
void console_poll_all(void);
/* The next byte received; waits, asleep where something can wake the hart. CONSOLE_LOST: bytes
 * were lost here, by an overrun. */
int console_getc(void);
/* The same, for at most @us microseconds: -ETIMEDOUT. */
int console_getc_within(uint64_t us);
/* The console that the last byte came from; NULL before the first. */
struct console *console_source(void);
/* A byte waits in a ring of a console that is read from. */
bool console_pending(void);
/* Ctrl-C came in since the last clear; looks at the devices first. Its byte stays in the ring, so
 * that the reader knows what was typed before it. */
bool console_interrupted(void);
void console_clear_interrupt(void);
/* The core is inside a driver: what runs must not be ended by force now. */
bool console_busy(void);
/*
 * Takes every byte of @console as data, until it is called with NULL: Ctrl-C interrupts nothing,
 * XON/XOFF is off, and news of a source that was masked wait. One console at a time.
 */
void console_raw(struct console *console);
/* XON/XOFF for one console, both ways. Off also lets held output go on. */
void console_flow(struct console *console, bool on);

/* Bytes: that wait in a ring, the most that ever did, and its size. */
struct console_fill {
	uint32_t waiting, high, size;
};
/* That of the console's ring; all 0 without one. */
struct console_fill console_fill(const struct console *console);
/* Byte number @index of those that wait, which stays there; -EAGAIN: there are not so many. */
int console_peek(const struct console *console, uint32_t index);
/* Takes @count of them away, from number @index on. */
void console_cut(struct console *console, uint32_t index, uint32_t count);

enum {
	CONSOLE_PATIENCE_US = 1000000, /* a FIFO of 16 bytes at 300 baud takes half of it */
	CONSOLE_TICK_US = 15000,       /* a sleeping hart looks for input: a key waits < 20 ms */
	CONSOLE_LOST = 256,            /* from console_getc */
};
