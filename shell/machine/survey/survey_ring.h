#pragma once
/* Which interrupt source a device has: it is made to ring while all sources are listened to. */
#include "drivers/bus/virtio_ring.h"
#include "kernel/console/console.h"
#include "shell/machine/irq/irq_sources.h"
#include "shell/shell.h"

/* What rang, of all sources. */
struct survey_rang {
	const struct irq_controller *at; /* NULL: nothing */
	uint32_t source;
};

/* What can be made to ring. */
struct survey_ring {
	int (*ring)(struct survey_ring *ring, bool on); /* 0, or -errno */
	struct console *console;                        /* or, where it is NULL: */
	struct virtio_ring virtio;
	uint64_t us; /* within which it rings */
	bool on;
	uint64_t state; /* of irq_save */
	struct survey_rang rang;
};

/* Finds all sources of the tree in use, which has its index, and makes room. 0, or -ENOMEM. */
int survey_ring_begin(struct shell *shell);
/* Gives that back. */
void survey_ring_end(void);
/* Lets it ring until the same source has rung twice in a row: that one; or nothing. All is as
 * before at its end; Ctrl-C ends the command. */
struct survey_rang survey_ring_try(struct shell *shell, struct survey_ring *ring);
