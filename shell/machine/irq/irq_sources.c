#include "shell/machine/irq/irq_sources.h"
/* Each node's interrupts, and each nexus's interrupt-map, entered at the sources they lead to. */
#include <errno.h>
#include <string.h>
#include "drivers/irqchip/irqchip.h"
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "fdt/where/interrupt.h"

static struct irq_controller *sources_of(struct irq_sources *sources, const struct irq_chip *chip)
{
	for (int i = 0; i < sources->count; i++)
		if (sources->controller[i].chip == chip)
			return &sources->controller[i];
	return NULL;
}

void irq_sources_find(struct irq_sources *sources, const struct dt_tree *tree, uint64_t hart,
		      void (*refused)(struct dt_node node, const char *why, void *arg), void *arg)
{
	struct dt_node node = dt_root(tree);
	const char *why;

	sources->tree = tree;
	sources->hart = hart;
	sources->count = 0;
	for (int32_t number = 0; number < tree->index->node[0].end; number++) {
		struct irq_chip *chip;

		node.offset = tree->index->node[number].offset;
		if (!dt_prop(node, "interrupt-controller", NULL))
			continue;
		chip = irqchip_of(node, hart, &why);
		if (!chip && why)
			refused(node, why, arg);
		else if (chip && !sources_of(sources, chip) && sources->count < IRQ_CONTROLLERS_MAX)
			sources->controller[sources->count++] =
				(struct irq_controller){ .chip = chip, .node = node };
	}
}

/* What is being entered. */
struct sources_entry {
	struct irq_sources *sources;
	struct dt_node node;
	bool map;
	int last; /* offset of the controller that came before, and what it is */
	struct irq_controller *controller;
};

static struct irq_controller *sources_lead(struct sources_entry *entry, struct dt_node controller)
{
	const char *why;

	if (entry->last != controller.offset)
		entry->controller = sources_of(entry->sources,
					       irqchip_of(controller, entry->sources->hart, &why));
	entry->last = controller.offset;
	return entry->controller;
}

static void sources_enter(const struct dt_interrupt *interrupt, void *arg)
{
	struct sources_entry *entry = arg;
	const struct irq_controller *at = sources_lead(entry, interrupt->controller);
	uint32_t source = interrupt->cells ? interrupt->cell[0] : 0;
	struct irq_claim *claim;

	if (!at || !source || source > at->chip->sources)
		return;
	claim = &at->claim[source];
	if (!claim->claims || (claim->map && !entry->map)) {
		claim->node = entry->node.offset;
		claim->map = entry->map;
		claim->claims = 0;
		at->heard[source].sense = interrupt->cells > 1 ? interrupt->cell[1] & 0xf : 0;
	}
	if (claim->map == entry->map && claim->claims < UINT16_MAX &&
	    (!claim->map || !claim->claims))
		claim->claims++;
}

static void sources_enter_node(struct sources_entry *entry, const struct dt_trail *trail)
{
	struct dt_interrupt interrupt;
	struct dt_interrupts it;
	int got;

	entry->node = dt_trail_node(trail);
	entry->map = false;
	if (dt_interrupts(&it, trail))
		while ((got = dt_interrupts_next(&it, &interrupt)) != 0)
			if (got > 0)
				sources_enter(&interrupt, entry);
	entry->map = true;
	dt_interrupt_map(entry->node, sources_enter, entry);
}

/* Gives each controller its part of the memory. */
static int sources_room(struct irq_sources *sources)
{
	size_t rows = 0, size = sizeof(struct irq_heard) + sizeof(struct irq_claim);
	struct irq_heard *heard;
	struct irq_claim *claim;

	for (int i = 0; i < sources->count; i++)
		rows += sources->controller[i].chip->sources + 1;
	if (dt_keep(&sources->memory, rows * size + 1))
		return -ENOMEM;
	memset(sources->memory, 0, rows * size + 1);
	heard = sources->memory;
	claim = (struct irq_claim *)(heard + rows);
	for (int i = 0; i < sources->count; i++) {
		struct irq_controller *at = &sources->controller[i];

		at->heard = heard;
		at->claim = claim;
		heard += at->chip->sources + 1;
		claim += at->chip->sources + 1;
	}
	return 0;
}

int irq_sources_claim(struct irq_sources *sources)
{
	const struct dt_tree *tree = sources->tree;
	struct sources_entry entry = { .sources = sources, .last = -1 };
	struct dt_trail trail;

	if (sources_room(sources))
		return -ENOMEM;
	for (int32_t number = 0; number < tree->index->node[0].end; number++)
		if (!dt_index_trail(tree, number, &trail))
			sources_enter_node(&entry, &trail);
	return 0;
}
