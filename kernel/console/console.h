#pragma once
/*
 * Consoles: what a driver implements, and the core that runs any number of them at once.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "kernel/irq.h"
#include "kernel/mmio.h"

struct console;
struct console_ring;

/*
 * What a console can do. None of these functions waits: waiting, its bound, CR before LF, the
 * receive rings and the byte counters are in the core (kernel/console/), once. Optional ones are
 * NULL where the part has no such thing.
 *
 * The core never lets one read interrupt another. But a read may come from an interrupt in the
 * middle of a write, unless the console is marked `shared`, so read and write may not share state.
 */
struct console_ops {
	/* Makes the device ready to be used as firmware left it: may read registers, keeps line
	 * settings. 0, or -errno, for which the caller logs the reason. Optional. */
	int (*start)(struct console *console);
	/* How many bytes the device took, 0 when it is busy, or -errno. */
	int (*write)(struct console *console, const char *text, size_t len);
	/* The same for text whose lines end with LF alone: puts CR before each LF. Returns how many
	 * bytes of @text were taken; *@sent counts what went out. Saves the core a copy. Optional;
	 * not used with a fifo below 2, `shared` or `flow`. */
	int (*write_lines)(struct console *console, const char *text, size_t len, size_t *sent);
	/* How many bytes were read, 0 when there are none, or -errno. Fewer than @len: the device
	 * was seen empty, unless it has no listen, or sends breaks without end. Counts line errors
	 * in console->errors. */
	int (*read)(struct console *console, char *text, size_t len);
	/* Switches the interrupt for received bytes on or off; a read that sees the device empty
	 * clears it. All other interrupts of the device are off afterwards. 0, or -errno. Optional:
	 * without it the console is polled. */
	int (*listen)(struct console *console, bool on);
	/* Switches internal loopback on or off: what is written comes back to read, and none of it
	 * goes to the line. 0, or -errno. Optional. */
	int (*loop)(struct console *console, bool on);
	/* 1 when all that was written has left the part, its shift register included; else 0.
	 * Optional. */
	int (*drained)(struct console *console);
	/* The line's divisor as the part has it, or -errno: see baud_unit. Optional. */
	int64_t (*divisor)(struct console *console);
	/* Sets the divisor. 0; -ERANGE; -EBUSY. Optional. */
	int (*set_divisor)(struct console *console, uint32_t divisor);
	/* Switches an interrupt on that is pending at once, because the part can take output, or
	 * off again: it shows the part's source. 0, or -errno. Optional. */
	int (*ring)(struct console *console, bool on);
};

/* The PCI function that a console is, by which its host bridge knows its interrupt. */
struct console_pci {
	uint8_t pin;   /* 1 to 4; 0: it is not on PCI, the node's own interrupts are its */
	uint32_t unit; /* phys.hi of the function, as its unit address begins */
};

enum { CONSOLE_STATE_MAX = 32 }; /* bytes of a driver's own state in struct console */

/* Line errors, as far as the part reports them. */
struct console_errors {
	uint32_t overruns, framing, parity, breaks;
};

/* One console. Owner: whoever declares it. A driver's bind fills the first part; the core keeps the
 * second. */
struct console {
	const struct console_ops *ops;
	const char *name;   /* the driver's, for people: "ns16550" */
	const char *tty;    /* Linux's name of such ports, without number: "ttyS"; or NULL */
	struct regs regs;   /* unused by SBI */
	bool lf_only;       /* the other side puts CR before LF (SBI) */
	bool shared;        /* read and write share registers or state: see console_ops */
	uint16_t fifo;      /* bytes that may be sent after one "ready"; at least 1 */
	uint16_t baud_unit; /* bits a second = clock * 64 / (baud_unit * (divisor + baud_bias)) */
	uint8_t baud_bias;
	uint8_t instance; /* number of this console among those of one node */
	struct console_pci pci;
	struct console_errors errors;
	/* What the driver remembers: a struct of its own; all zero when the console is bound. */
	_Alignas(uint64_t) char state[CONSOLE_STATE_MAX];

	struct irq_line irq;       /* chip NULL: polled. Filled by console_on_input's function */
	struct console_ring *ring; /* received bytes; NULL until first used for input */
	uint64_t sent, received;   /* bytes */
	int failed;                /* 0, or the -errno that ended its use */
	uint8_t ways;              /* CONSOLE_IN, CONSOLE_OUT: how it is used */
	bool started;
	bool waiting;          /* the core only waits for input: read may block */
	bool flow;             /* XON/XOFF is obeyed and sent */
	volatile bool held;    /* the other side sent XOFF */
	volatile uint8_t stop; /* XON or XOFF to be sent, or 0 */
	bool irq_works;        /* its interrupt was seen to come: it is polled seldom */
	uint32_t missed;       /* times that polling found bytes without an interrupt */
	uint32_t silent;       /* of those, after a sleep and before its first interrupt */
	bool silence_shown;    /* console_show_news has said that its interrupt never came */
	bool unreadable;       /* it was left because reads fail */
	uint8_t unread;        /* reads in a row that failed, at most CONSOLE_UNREAD */
	uint32_t dry;          /* interrupts since the last byte, caused by errors alone */
};

enum { CONSOLE_UNREAD = 8 }; /* then it is left, once */
enum { CONSOLE_IN = 1, CONSOLE_OUT = 2, CONSOLE_BOTH = 3, CONSOLE_ATTACHED_MAX = 24 };

/* --- consoles in use: any number, and always at least one --- */

/* Puts SBI's console into use, unless another is. Call before anything else of this file. */
void console_init(void);
/*
 * Starts @console and makes it the only one that is written to and read from. 0, or -errno when the
 * device is not usable: then nothing changed, and console->failed says why.
 */
int console_use(struct console *console);
/* Adds @console to those that are written to, read from, or both, as @ways says. Errors as
 * console_use's; -ENOSPC: too many. */
int console_attach(struct console *console, unsigned ways);
/* Takes ways away from @console. Bytes in its ring stay there until it is read from again. 0;
 * -EBUSY: nothing would be left to write to, or to read from. */
int console_detach(struct console *console, unsigned ways);
/* Starts the device unless it runs already. 0, or -errno as console_use. */
int console_start(struct console *console);
/* The console in use, the first of several outputs; never NULL. */
struct console *console_active(void);
/* Number @index of those in use, from 0; NULL after the last. */
struct console *console_attached(int index);
/* @prepare is called before a console is first read from: it may fill console->irq. */
void console_on_input(void (*prepare)(struct console *console));
/*
 * Sets which console takes over when the last one in use fails: @next gets the failed one (its
 * `failed` is set) and returns another that it put into use, or NULL for SBI's. Without @next it is
 * SBI's as well.
 */
void console_on_failure(struct console *(*next)(struct console *failed, int err));
/*
 * Takes a console that failed with @err out of use, or records that it could not be started. When
 * it was the last one, its successor is put into use, gets a message, which is logged as well, and
 * shows what the failed one never showed.
 */
void console_leave(struct console *failed, int err);
/* Why a console failed with @err, for people: a constant text. */
const char *console_failure(int err);

/* --- output ----------------------------------------------------------------------------------- */

/*
 * Sends text to all outputs; lines end with LF. Waits for a device, at most CONSOLE_PATIENCE_US for
 * a byte, then leaves it for the next console. Meanwhile input is moved into the rings.
 */
void console_write(const char *text, size_t len);
void console_puts(const char *text);
void console_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Sends text to one console only, in use or not, which the caller started. 0, or -errno: then the
 * caller has to leave it. */
int console_write_to(struct console *console, const char *text, size_t len);
/* Bytes sent so far, over all consoles. */
uint64_t console_sent(void);
/* Whether a device made the core wait since this was asked last. */
bool console_waited(void);
/* Waits until all output has left the machine, at most CONSOLE_DRAIN_US: for a reset, or a program
 * that takes over. */
void console_drain(void);
/* Switches the interrupts of all consoles in use off: for a program that takes over. Whoever was
 * asked to wait by XOFF may go on. They stay in use, and are polled. */
void console_quiet(void);

/* --- input ------------------------------------------------------------------------------------ */

/* Moves what the devices have received into the rings. */
void console_poll(void);
/* The same, and for those whose interrupts come as well, because one may get lost. */
void console_poll_all(void);
/* Puts a byte into the ring of @console, which is read from and whose ring has room: for who has
 * read it from the device, with interrupts off. */
void console_keep(struct console *console, char c);
/* The next byte received; waits for it, asleep where something can wake the hart. CONSOLE_LOST:
 * bytes were lost here by an overrun. CONSOLE_NEWS: no byte yet; call console_show_news. */
int console_getc(void);
/* The same, for at most @us microseconds; then -ETIMEDOUT. Never CONSOLE_NEWS. */
int console_getc_within(uint64_t us);
/* Whether there is news about interrupts for people; none while a console is raw. */
bool console_has_news(void);
/* Shows that news, in whole lines, and logs it. Do not call from an interrupt. */
void console_show_news(void);
/* Its interrupt is on, but never came, while polling found bytes again and again: it is polled. */
bool console_never_interrupted(const struct console *console);
/* The console that the last byte came from; NULL before the first. */
struct console *console_source(void);
/* Whether a byte waits in the ring of a console that is read from. */
bool console_pending(void);
/* Whether Ctrl-C came in since the last clear; polls the devices first. Its byte stays in the ring,
 * so that the reader knows what was typed before it. */
bool console_interrupted(void);
/* It was pressed more than once since then. Cheap: nothing is polled. */
bool console_interrupted_again(void);
void console_clear_interrupt(void);
/* Whether the core is inside a driver: what runs must not be ended by force now. */
bool console_busy(void);
/*
 * Takes every byte of @console as data until it is called with NULL: Ctrl-C interrupts nothing,
 * XON/XOFF is off, and messages about masked interrupt sources wait. What is written to it goes out
 * as it is. One console at a time.
 */
void console_raw(struct console *console);
/* Switches XON/XOFF on or off for one console, both ways. Off lets held output go on. */
void console_flow(struct console *console, bool on);

/* A ring, in bytes: how many wait, the most that ever did, and its size. */
struct console_fill {
	uint32_t waiting, high, size;
};
/* Of the console's ring; all 0 without one. */
struct console_fill console_fill(const struct console *console);
/* Byte number @index of those that wait, which stays there; -EAGAIN: fewer wait. */
int console_peek(const struct console *console, uint32_t index);
/* Removes @count of them, from number @index on. */
void console_cut(struct console *console, uint32_t index, uint32_t count);

enum {
	CONSOLE_PATIENCE_US = 1000000, /* a FIFO of 16 bytes at 300 baud takes half of it */
	CONSOLE_DRAIN_US = 200000,     /* a FIFO of 128 bytes at 9600 baud */
	CONSOLE_TICK_US = 15000,       /* a sleeping hart looks for input: a key waits < 20 ms */
	CONSOLE_LOST = 256,            /* from console_getc */
	CONSOLE_NEWS = 257,            /* likewise */
};
