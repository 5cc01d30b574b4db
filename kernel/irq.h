#pragma once
/*
 * Interrupts from devices: controllers, their sources, and the handlers. drivers/irqchip/irqchip.c
 * reads from the tree which controller and source a device has, and which context of the controller
 * belongs to this hart; here are only the numbers.
 * RISC-V Privileged Architecture 1.12, 4.1.3 (sie.SEIE).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "kernel/mmio.h"

struct irq_chip;
struct irq_heard;

/*
 * What a controller's driver implements. None of these functions waits. Sources are numbered as the
 * controller does, from 1 on. A level that rises again must interrupt again, even if it rises
 * between claim and complete or while the source is off. complete must also work for a source that
 * was switched off since its claim.
 */
struct irq_chip_ops {
	/* Called once, first, with faults contained: switches all sources off for this hart, and
	 * lets every priority through. 0, or -errno. */
	int (*start)(struct irq_chip *chip);
	/* Switches one source on or off for this hart. 0, or -errno. */
	int (*enable)(struct irq_chip *chip, uint32_t source, bool on);
	/* Claims the next pending source; 0: there is none. */
	uint32_t (*claim)(struct irq_chip *chip);
	/* Reports that the source was handled. */
	void (*complete)(struct irq_chip *chip, uint32_t source);
	/* `irq listen`: prepares a source that has no handler, at the lowest priority, and keeps in
	 * @was what its registers held; enable, claim and complete work for it from then on.
	 * @sense is as irqchip_driver.wire's. 0, or -errno, and nothing has changed: -ENODEV: it is
	 * another domain's; -ENOSPC: no identity is left. */
	int (*listen)(struct irq_chip *chip, uint32_t source, uint32_t sense, uint32_t was[2]);
	/* Puts the registers of such a source, which is off, back to @was. */
	void (*unlisten)(struct irq_chip *chip, uint32_t source, const uint32_t was[2]);
	/* Ends what start and enable began, for a program that takes over: nothing is pending or
	 * enabled, and registers are as start found them, or as after reset. */
	void (*stop)(struct irq_chip *chip);
};

/* A controller as this hart sees it. Its driver fills it from the tree; owner:
 * drivers/irqchip/irqchip.c. */
struct irq_chip {
	const struct irq_chip_ops *ops;
	const char *name; /* "plic", "aplic", "aplic-msi" */
	struct regs regs; /* of the controller; 32-bit words */
	uint32_t context; /* this hart's: PLIC context, APLIC hart index */
	uint32_t sources; /* the highest source number */
	uint32_t ids;     /* APLIC with messages: the highest identity of the hart's IMSIC */
	int node;         /* offset in the tree, for people */
	bool started;     /* kernel/irq.c fills this and what follows */
	uint64_t taken;   /* interrupts claimed */
	uint64_t strays;  /* of those, from sources without a handler */
	struct irq_chip *next;
	/* While it is listened to (kernel/irq_listen.c), else NULL. Called for each interrupt, by
	 * which @handled says whether it has a handler: true: it needs none. */
	bool (*hear)(struct irq_chip *chip, uint32_t source, bool handled);
	struct irq_heard *heard; /* by source */
	uint32_t before;         /* sources of the controllers that are listened to as well */
};

/* What a handler found. IRQ_MORE: work, and something may be left. */
enum irq_found { IRQ_NOTHING, IRQ_DONE, IRQ_MORE };

/* One source and its handler. Owner: the device's driver. */
struct irq_line {
	struct irq_chip *chip; /* NULL: the device has no usable interrupt */
	uint32_t source;
	/* Called from the trap or from irq_pause, with interrupts off: takes what the device has,
	 * so that its level falls. It is called again after IRQ_MORE. */
	enum irq_found (*handle)(void *arg);
	void *arg;
	const char *name; /* of the device, for people */
	uint64_t count;   /* interrupts taken */
	uint32_t empty;   /* of those, in a row, without work */
	bool on;
	bool stormed;          /* masked for good */
	struct irq_line *next; /* private */
};

enum { IRQ_STORM = 1000 }; /* interrupts in a row without work: the source is masked */

/* Switches interrupts off on this hart; returns what irq_restore needs. Calls may nest. */
uint64_t irq_save(void);
/* Switches interrupts on again if they were on before the irq_save that returned @state. */
void irq_restore(uint64_t state);
/* Lets this hart take external interrupts, or not. Called by kernel/irq.c alone. */
void irq_external(bool on);

/* Starts the line's controller if needed, and switches the source on; does nothing for a line that
 * is attached already. 0, or -errno; -EIO for a line that stormed. Lines may share a source. */
int irq_attach(struct irq_line *line);
/* Switches the source off and forgets the line; does nothing for one that is not attached. */
void irq_detach(struct irq_line *line);
/* Switches the source off while a handler cannot take more (@pause), and on again. Switching it on
 * calls the handler at once, for what has waited. Lines that share the source wait as well. Does
 * nothing for a line that stormed or is not attached. */
void irq_pause(struct irq_line *line, bool pause);
/* Starts a controller that may have no lines, and lets external interrupts through; nothing, where
 * it was started. 0, or -errno: -EIO: interrupts were given up. For kernel/irq_listen.c, as the
 * next. */
int irq_start(struct irq_chip *chip);
/* Stops a controller without lines, and forgets it. */
void irq_end(struct irq_chip *chip);
/* Handles all that is pending. Called by the trap handler. */
void irq_dispatch(void);

/* Stops all controllers, with faults contained, and takes no external interrupt any more. Call
 * after the devices are silent. */
void irq_stop(void);

/* The controllers that were started, and the lines that are attached: lists linked by next. */
const struct irq_chip *irq_chips(void);
const struct irq_line *irq_lines(void);

/* --- kernel/irq_listen.c --- */

enum {
	/* A source that rang at so many looks in a row rings without end, and is masked. */
	IRQ_ENDLESS_LOOKS = 50,
};

enum irq_heard_state {
	IRQ_REFUSED, /* its controller does not let this hart listen to it */
	IRQ_HANDLED, /* it has a handler, which goes on */
	IRQ_LISTENS,
	IRQ_RESTS,   /* it rang, and is masked until the next look */
	IRQ_ENDLESS, /* it rang at IRQ_ENDLESS_LOOKS looks in a row, and is masked until the end */
};

/* What is known of a source while it is listened to. */
struct irq_heard {
	uint32_t rang;   /* interrupts: without a handler, at most one between two looks */
	uint32_t was[2]; /* private: its registers */
	uint8_t sense;   /* by the caller: as irqchip_driver.wire's */
	uint8_t state;   /* enum irq_heard_state */
	uint8_t row;     /* looks in a row at which it had rung */
};

/*
 * Listens to each source of @chip, at the lowest priority; those with a handler work as before.
 * @heard has a row for each source from 0 on, zero but for sense, and stays the caller's; it must
 * be valid until irq_listen_end. A source that rings rests until irq_listen_look: one that never
 * falls silent takes no more time than any other. 0, or -errno: the controller cannot be used.
 */
int irq_listen(struct irq_chip *chip, struct irq_heard *heard);
/* Listens again to the sources that rang since the last look. */
void irq_listen_look(void);
/* Ends it: sources and controllers are as before, and those that were not in use are as after
 * reset. Nothing, where nothing is listened to. */
void irq_listen_end(void);

/* --- kernel/irq_news.c --- */

/* Keeps a piece of news: the source was masked; @device NULL: it had no handler; @chip NULL: all
 * interrupts were switched off. Both must stay valid. Called by kernel/irq.c alone. */
void irq_news_add(const char *chip, uint32_t source, const char *device);
/* Whether irq_news has something to say. */
bool irq_has_news(void);
/* Writes the next piece of news for people (a source was masked) into @text, as one line; false:
 * there is none. Do not call from an interrupt. */
bool irq_news(char *text, size_t size);
