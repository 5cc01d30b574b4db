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
/* Handles all that is pending. Called by the trap handler. */
void irq_dispatch(void);

/* Stops all controllers, with faults contained, and takes no external interrupt any more. Call
 * after the devices are silent. */
void irq_stop(void);

/* The controllers that were started, and the lines that are attached: lists linked by next. */
const struct irq_chip *irq_chips(void);
const struct irq_line *irq_lines(void);

/* --- kernel/irq_news.c --- */

/* Keeps a piece of news: the source was masked; @device NULL: it had no handler; @chip NULL: all
 * interrupts were switched off. Both must stay valid. Called by kernel/irq.c alone. */
void irq_news_add(const char *chip, uint32_t source, const char *device);
/* Whether irq_news has something to say. */
bool irq_has_news(void);
/* Writes the next piece of news for people (a source was masked) into @text, as one line; false:
 * there is none. Do not call from an interrupt. */
bool irq_news(char *text, size_t size);
