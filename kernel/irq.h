#pragma once
/*
 * Interrupts from devices: controllers, their sources, and who handles them. Which controller and
 * source a device has, and which context of the controller is this hart's, is read from the tree by
 * drivers/irqchip/irqchip.c; here are only the numbers.
 * RISC-V Privileged Architecture 1.12, 4.1.3 (sie.SEIE).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "kernel/mmio.h"

struct irq_chip;

/*
 * None of these waits. A source's number is the controller's own, from 1 on. A level that rises
 * again must come again, also one that does so between claim and complete or while the source is
 * off. complete also works for a source that was switched off since its claim.
 */
struct irq_chip_ops {
	/* Once, before all else: all sources off for this hart, any priority let through. 0, or
	 * -errno. Called with faults contained. */
	int (*start)(struct irq_chip *chip);
	/* One source for this hart, on or off. 0, or -errno. */
	int (*enable)(struct irq_chip *chip, uint32_t source, bool on);
	/* Takes the next pending source; 0: there is none. */
	uint32_t (*claim)(struct irq_chip *chip);
	/* Its handling is done. */
	void (*complete)(struct irq_chip *chip, uint32_t source);
};

/* A controller as this hart sees it. Filled by its driver from the tree; owner:
 * drivers/irqchip/irqchip.c.
 */
struct irq_chip {
	const struct irq_chip_ops *ops;
	const char *name; /* "plic", "aplic", "aplic-msi" */
	struct regs regs; /* of the controller; 32-bit words */
	uint32_t context; /* this hart's: PLIC context, APLIC hart index */
	uint32_t sources; /* the highest source number */
	uint64_t data;    /* the driver's own */
	int node;         /* offset in the tree, for people */
	bool started;     /* the core's, from here on */
	uint64_t taken;   /* interrupts claimed */
	uint64_t strays;  /* of those, from sources that nobody handles */
	struct irq_chip *next;
};

/* One source and its handler. Owner: the device's. */
struct irq_line {
	struct irq_chip *chip; /* NULL: the device has no usable interrupt */
	uint32_t source;
	/* Called from the trap or from irq_pause, interrupts off. How much it found to do; it is
	 * asked until that is 0. */
	int (*handle)(void *arg);
	void *arg;
	const char *name;      /* of the device, for people */
	uint64_t count;        /* interrupts taken */
	uint32_t empty;        /* of those, in a row, with nothing to do */
	bool on, stormed;      /* stormed: masked for good */
	struct irq_line *next; /* private */
};

enum { IRQ_STORM = 1000 }; /* interrupts in a row with nothing to do: the source is masked */

/* Interrupts off on this hart; what to give to irq_restore. They nest. */
uint64_t irq_save(void);
void irq_restore(uint64_t state);
/* This hart takes external interrupts, or none. The core's. */
void irq_external(bool on);

/* Starts the line's controller if needed, and switches the source on; nothing for a line that is
 * attached already. 0, or -errno; -EIO for a stormed line. Lines may share a source. */
int irq_attach(struct irq_line *line);
/* Switches it off and forgets it; nothing for a line that is not attached. */
void irq_detach(struct irq_line *line);
/* Off and on again, by a handler that cannot take more now; on calls it at once, for what has
 * waited. Those who share the source get no more meanwhile either. Nothing for a line that stormed
 * or is not attached. */
void irq_pause(struct irq_line *line, bool pause);
/* The trap's: handles all that is pending. */
void irq_dispatch(void);

/* What was started, and what is attached: the first of each, linked by next. */
const struct irq_chip *irq_chips(void);
const struct irq_line *irq_lines(void);

/* Writes the next thing that a person should hear of (a storm was masked) into @text, a line; false
 * when there is nothing. Not from an interrupt. */
bool irq_news(char *text, size_t size);
