/*
 * The interrupt source of each UART and of virtio devices.
 * Sources: Devicetree Specification v0.4, 2.4.1; devicetree binding virtio/mmio.yaml.
 */
#include <errno.h>
#include <inttypes.h>
#include "drivers/irqchip/irqchip.h"
#include "fdt/core/space.h"
#include "fdt/where/address.h"
#include "fdt/where/interrupt.h"
#include "kernel/trap_try.h"
#include "shell/machine/audit/uart_each.h"
#include "shell/machine/survey/survey.h"
#include "shell/machine/survey/survey_ring.h"

enum {
	IRQ_RING_US = 20000,
	IRQ_ANSWER_US = 200000, /* an emulator answers requests beside its harts */
};

static void *irq_memory; /* of a virtio device */

static int irq_ring_console(struct survey_ring *ring, bool on)
{
	return ring->console->ops->ring(ring->console, on);
}

static int irq_ring_virtio(struct survey_ring *ring, bool on)
{
	return virtio_ring(&ring->virtio, on);
}

static int irq_correct(struct shell *shell, struct dt_draft *draft, const struct survey_row *row)
{
	struct dt_node node = { &draft->tree, row->node.offset };
	bool extended = dt_prop(node, "interrupts-extended", NULL);

	(void)shell;
	return survey_set_cells(draft, row, extended ? "interrupts-extended" : "interrupts",
				extended ? DT_CELL : 0, 1, row->number[0]);
}

/* The node has one interrupt, of whose specifier the source is the first cell. */
static bool irq_is_single(struct dt_node node)
{
	struct dt_interrupt only, other;
	struct dt_trail trail;
	const char *why;

	return dt_trail(node, &trail) == 0 && dt_interrupt(&trail, 0, &only, &why) == 0 &&
	       dt_interrupt(&trail, 1, &other, &why) == -ENOENT && only.cells && !only.hops;
}

static void irq_compare(struct shell *shell, struct survey_row *row, struct survey_ring *ring,
			const struct irq_line *line)
{
	struct survey_rang rang = survey_ring_try(shell, ring);

	if (!rang.at) {
		survey_measured(row, "nothing rings when it does");
		return;
	}
	survey_measured(row, "%s %" PRIu32 " rings", rang.at->chip->name, rang.source);
	row->number[0] = rang.source;
	survey_judge(row, rang.at->chip == line->chip && rang.source == line->source,
		     rang.at->chip == line->chip && irq_is_single(row->node) ? irq_correct : NULL);
}

/* A row with what the node claims; NULL: nothing that makes sense, as `check` and `irq` say. */
static struct survey_row *irq_row(struct survey *survey, struct dt_node node, struct irq_line *line)
{
	struct survey_row *row;
	struct dt_trail trail;
	const char *why;

	*line = (struct irq_line){ 0 };
	if (dt_trail(node, &trail) || irqchip_line(&trail, 0, 0, survey->shell->hart, line, &why))
		return NULL;
	row = survey_row(survey, node);
	survey_claim(row, "%s %" PRIu32, line->chip->name, line->source);
	return row;
}

static void irq_visit(void *arg, const struct uart_asked *uart)
{
	struct survey_ring ring = { .ring = irq_ring_console,
				    .console = uart->console,
				    .us = IRQ_RING_US };
	struct survey *survey = arg;
	struct survey_row *row;
	struct irq_line line;

	if (!uart->row->driver->layout.count || uart->row->driver->probed)
		return; /* the latter may be any virtio device */
	row = irq_row(survey, uart->node, &line);
	if (!row)
		return;
	if (!uart->console)
		survey_measured(row, "%s", uart->why);
	else if (!uart->console->ops->ring)
		survey_measured(row, "its driver cannot make it ring");
	else if (uart_start(uart->console))
		survey_measured(row, "it does not answer");
	else
		irq_compare(survey->shell, row, &ring, &line);
}

/* --- virtio devices --------------------------------------------------------------------------- */

struct irq_virtio {
	struct virtio_ring *ring;
	struct regs regs;
	struct virtio_shared *shared;
};

static int irq_open_virtio(void *arg)
{
	struct irq_virtio *virtio = arg;

	return virtio_ring_open(virtio->ring, &virtio->regs, virtio->shared);
}

/* Where there is a device, a row about it. */
static void irq_virtio(struct survey *survey, const struct dt_trail *trail,
		       struct virtio_shared *shared)
{
	struct survey_ring ring = { .ring = irq_ring_virtio, .us = IRQ_ANSWER_US };
	struct irq_virtio virtio = { &ring.virtio, { .shift = 2, .width = 4 }, shared };
	struct survey_row *row;
	struct irq_line line;
	struct dt_reg reg;
	int err;

	if (dt_reg(trail, 0, &reg, NULL))
		return;
	virtio.regs.base = (uintptr_t)reg.cpu;
	err = trap_try(irq_open_virtio, &virtio, NULL);
	row = err == 0 || err == -ENOTSUP ? irq_row(survey, dt_trail_node(trail), &line) : NULL;
	if (!row)
		return;
	if (err)
		survey_measured(row, "no harmless request is known for its type");
	else
		irq_compare(survey->shell, row, &ring, &line);
}

static void irq_each_virtio(struct survey *survey)
{
	const struct dt_tree *tree = survey->shell->tree;
	uintptr_t shared;
	struct dt_cursor cursor;
	enum dt_event event;

	if (survey->shell->trees &&
	    dt_trees_origin(survey->shell->trees, survey->shell->trees->used) != 0)
		return; /* from elsewhere: something else of this machine may be there */
	if (dt_keep(&irq_memory, sizeof(struct virtio_shared) + VIRTIO_PAGE))
		return;
	shared = ((uintptr_t)irq_memory + VIRTIO_PAGE - 1) & ~(uintptr_t)(VIRTIO_PAGE - 1);
	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next_named(&cursor, "compatible")) != DT_END) {
		struct dt_node node = { tree, cursor.node };
		struct dt_trail trail;

		if (event == DT_PROP && dt_compatible(node, "virtio,mmio") &&
		    dt_trail(node, &trail) == 0 && dt_enabled(&trail, NULL))
			irq_virtio(survey, &trail, (struct virtio_shared *)shared);
	}
	dt_drop(&irq_memory);
}

/* --------------------------------------------------------------------------------------------- */

static void irq_measure(struct survey *survey)
{
	if (shell_index(survey->shell))
		return;
	if (!survey_ring_begin(survey->shell)) {
		uart_each(survey->shell, irq_visit, survey);
		irq_each_virtio(survey);
	}
	survey_ring_end();
}

static const struct survey_fact irq_fact = {
	.name = "irq",
	.place = 8,
	.measure = irq_measure,
};
SURVEY_FACT(irq_fact);
