/*
 * Checks of interrupts: of the nodes that raise them, and of the controllers.
 * Sources: Devicetree Specification v0.4, 2.4; the bindings of the PLIC and the APLIC.
 */
#include "fdt/check/rule.h"
#include <string.h>
#include "fdt/where/address.h"
#include "fdt/where/refs.h"

enum {
	INTERRUPTS_PROVIDER,
	INTERRUPTS_ADDRESS_CELLS,
	INTERRUPTS_PROPERTY,
	INTERRUPTS_PARENT,
	INTERRUPTS_MAP,
	INTERRUPTS_MAP_ADDRESS,
	INTERRUPTS_SOURCE,
	INTERRUPTS_CONTEXTS,
	INTERRUPTS_PLIC_REG,
	INTERRUPTS_CHECKS,
};

static const struct dt_check_row interrupts_rows[] = {
	[INTERRUPTS_PROVIDER] = {
		.severity = DT_WARNING,
		.name = "interrupt-provider",
		.text = "the interrupt controller is incomplete",
		.whole = true,
	},
	[INTERRUPTS_ADDRESS_CELLS] = {
		.severity = DT_NOTE,
		.name = "interrupt-address",
		.text = "an interrupt-map reads #address-cells of the controller, which has none",
		.fix = "set $/#address-cells 0",
		.whole = true,
	},
	[INTERRUPTS_PROPERTY] = {
		.severity = DT_ERROR,
		.name = "interrupts-property",
		.text = "interrupts cannot be read",
		.fix = "set $/interrupts <CELLS> as its controller's binding says, or set "
		       "$/interrupt-parent &CONTROLLER",
		.whole = true,
	},
	[INTERRUPTS_PARENT] = {
		.severity = DT_ERROR,
		.name = "interrupt-parent",
		.text = "no node has this phandle",
		.fix = "set $/interrupt-parent &CONTROLLER",
		.whole = true,
	},
	[INTERRUPTS_MAP] = {
		.severity = DT_ERROR,
		.name = "interrupt-map",
		.text = "interrupt-map cannot be read",
		.fix = "set $/interrupt-map <CELLS> with whole entries",
		.whole = true,
	},
	[INTERRUPTS_MAP_ADDRESS] = {
		.severity = DT_WARNING,
		.name = "interrupt-map-address",
		.text = "it has interrupt-map, but no #address-cells, and programs differ in "
			"what they assume",
		.fix = "set $/#address-cells 0, unless the map's rows begin with addresses",
		.whole = true,
	},
	[INTERRUPTS_SOURCE] = {
		.severity = DT_WARNING,
		.name = "interrupt-source",
		.text = "its controller has no such source",
		.fix = "set $/interrupts <CELLS> with a source that it has",
		.whole = true,
	},
	[INTERRUPTS_CONTEXTS] = {
		.severity = DT_WARNING,
		.name = "plic-contexts",
		.text = "a context must be interrupt 9 or 11 of a hart, and each only once",
		.fix = "set $/interrupts-extended <CELLS> with each context once",
	},
	[INTERRUPTS_PLIC_REG] = {
		.severity = DT_WARNING,
		.name = "plic-reg",
		.text = "reg is too small for the contexts",
		.fix = "set $/reg <ADDRESS SIZE> with a larger size",
	},
};

/* --- controllers ----------------------------------------------------------------------------- */

static void interrupts_provider(struct dt_check *check)
{
	bool controller = rule_has(check, RULE_INTERRUPT_CONTROLLER);
	bool map = rule_has(check, RULE_INTERRUPT_MAP);

	if ((controller || map) && !check->own->takes)
		rule_found_fix(check, INTERRUPTS_PROVIDER, check->node,
			       "set $/#interrupt-cells as its binding requires",
			       "it has no #interrupt-cells");
	if (check->own->takes && !controller && !map)
		rule_found_fix(check, INTERRUPTS_PROVIDER, check->node,
			       "set $/interrupt-controller", "it has #interrupt-cells only");
}

/* A row begins with as many cells as the mask has. */
static void interrupts_mask(struct dt_check *check)
{
	uint64_t cells = (uint64_t)check->own->address +
			 rule_number(check, RULE_INTERRUPT_CELLS, 0);
	int len;

	if (dt_prop(check->node, "interrupt-map-mask", &len) && (uint64_t)len != cells * DT_CELL)
		rule_found_fix(
			check, INTERRUPTS_MAP, check->node,
			"set $/interrupt-map-mask with #address-cells plus #interrupt-cells cells",
			"interrupt-map-mask has %d bytes", len);
}

/* How many cells of a unit address are in the rows for @parent: 0 where it does not say so. */
static void interrupts_map_parent(struct dt_check *check, struct dt_node parent)
{
	if (!rule_node_has(parent, "#address-cells"))
		rule_found_at(check, INTERRUPTS_ADDRESS_CELLS, parent, NULL);
}

static void interrupts_map(struct dt_check *check)
{
	int len, more = 0, last = -1;
	const uint8_t *map = rule_value(check, RULE_INTERRUPT_MAP, &len);
	struct dt_refs it;
	struct dt_ref ref;

	if (!map)
		return;
	interrupts_mask(check);
	if (!check->own->has_address)
		rule_found(check, INTERRUPTS_MAP_ADDRESS, NULL);
	if (len % DT_CELL)
		rule_found(check, INTERRUPTS_MAP, "%d bytes are no whole cells", len);
	else if (dt_refs(&it, check->node, "interrupt-map", map, (uint32_t)len))
		for (; (more = dt_refs_next(&it, &ref)) > 0; last = ref.node.offset)
			if (dt_found(ref.node) && ref.node.offset != last)
				interrupts_map_parent(check, ref.node);
	if (more < 0)
		rule_found(check, INTERRUPTS_MAP, "cell %u: %s", (unsigned)ref.cell, it.why);
}

/* --- sources --------------------------------------------------------------------------------- */

/* Sources are numbered from 1. Not all controllers say how many they have. */
static void interrupts_sources(struct dt_check *check, const struct rule_taker *taker,
			       const uint8_t *list, uint32_t cells)
{
	if (taker->sources == UINT32_MAX)
		return;
	for (uint32_t at = 0; at < cells; at += taker->cells) {
		uint32_t source = rule_cell(list, at);

		if (source == 0 || source > taker->sources)
			rule_found(check, INTERRUPTS_SOURCE, "%u is not in 1 to %u",
				   (unsigned)source, (unsigned)taker->sources);
	}
}

/* What is wrong with the node that takes another's interrupts, or NULL. */
static const char *interrupts_taker_fault(struct dt_node taker)
{
	if (!dt_found(taker))
		return "the node has no interrupt parent";
	if (!rule_node_has(taker, "interrupt-controller") && !rule_node_has(taker, "interrupt-map"))
		return "its interrupt parent is not a controller";
	if (dt_cell(taker, "#interrupt-cells", 0) == 0)
		return "its interrupt parent has no #interrupt-cells";
	return NULL;
}

/* The node that takes the current one's interrupts. Neighbours mostly have the same one. */
static const struct rule_taker *interrupts_taker(struct dt_check *check)
{
	struct rule_taker *taker = &check->space->taker;
	struct dt_node node = dt_numbered(check->tree, check->own->taker);

	if (taker->number == check->own->taker)
		return taker;
	*taker = (struct rule_taker){
		.number = check->own->taker,
		.fault = interrupts_taker_fault(node),
		.cells = dt_cell(node, "#interrupt-cells", 1),
		.sources = dt_cell(node, "riscv,ndev", UINT32_MAX),
	};
	if (taker->sources == UINT32_MAX)
		taker->sources = dt_cell(node, "riscv,num-sources", UINT32_MAX);
	return taker;
}

static void interrupts_list(struct dt_check *check)
{
	const struct rule_taker *taker;
	int len;
	const uint8_t *list = rule_value(check, RULE_INTERRUPTS, &len);

	if (!list || rule_has(check, RULE_INTERRUPTS_EXTENDED))
		return;
	taker = interrupts_taker(check);
	if (taker->fault)
		rule_found(check, INTERRUPTS_PROPERTY, "%s", taker->fault);
	else if ((uint64_t)len % ((uint64_t)taker->cells * DT_CELL))
		rule_found(check, INTERRUPTS_PROPERTY, "%d bytes, but a specifier has %u", len,
			   (unsigned)taker->cells * DT_CELL);
	else
		interrupts_sources(check, taker, list, (uint32_t)len / DT_CELL);
}

static void interrupts_parent(struct dt_check *check)
{
	uint32_t phandle = rule_number(check, RULE_INTERRUPT_PARENT, 0);

	if (rule_has(check, RULE_INTERRUPT_PARENT) && dt_index_phandle(check->tree, phandle) < 0)
		rule_found(check, INTERRUPTS_PARENT, "0x%x", (unsigned)phandle);
}

/* --- the PLIC -------------------------------------------------------------------------------- */

enum {
	PLIC_MACHINE = 11,        /* a hart's external interrupt in M-mode */
	PLIC_SUPERVISOR = 9,      /* in S-mode */
	PLIC_CONTEXTS = 0x200000, /* offset of the first context's registers */
	PLIC_CONTEXT = 0x1000,    /* bytes of a context */
};

/* Each context is a cell for a cpu's controller and a cell for one of its interrupts; all ones: the
 * context is not connected. */
static void interrupts_contexts(struct dt_check *check, const uint8_t *list, uint32_t contexts)
{
	struct rule_row *row = rule_room(check, contexts);
	uint32_t count = 0;

	for (uint32_t i = 0; row && i < contexts; i++) {
		uint32_t irq = rule_cell(list, 2 * i + 1);

		if (irq == UINT32_MAX)
			continue;
		if (irq != PLIC_MACHINE && irq != PLIC_SUPERVISOR)
			rule_found(check, INTERRUPTS_CONTEXTS, "context %u is interrupt %u",
				   (unsigned)i, (unsigned)irq);
		row[count++] = (struct rule_row){
			.key = (uint64_t)rule_cell(list, 2 * i) << 32 | irq,
			.number = (int32_t)i,
		};
	}
	if (!row)
		return;
	rule_sort(row, count);
	for (uint32_t i = 1; i < count; i++)
		if (row[i].key == row[i - 1].key)
			rule_found(check, INTERRUPTS_CONTEXTS, "contexts %d and %d are the same",
				   (int)row[i - 1].number, (int)row[i].number);
}

static void interrupts_plic(struct dt_check *check)
{
	uint32_t cells;
	const uint8_t *list = rule_cells(check, RULE_INTERRUPTS_EXTENDED, &cells);
	struct dt_trail trail;
	struct dt_reg reg;

	if (!list || !rule_node_has(check->node, "riscv,ndev"))
		return;
	interrupts_contexts(check, list, cells / 2);
	if (dt_index_trail(check->tree, check->number, &trail) == 0 &&
	    dt_reg(&trail, 0, &reg, NULL) == 0 &&
	    reg.size < PLIC_CONTEXTS + (uint64_t)(cells / 2) * PLIC_CONTEXT)
		rule_found(check, INTERRUPTS_PLIC_REG, "%u contexts", (unsigned)(cells / 2));
}

static void interrupts_node(struct dt_check *check)
{
	interrupts_provider(check);
	interrupts_map(check);
	interrupts_list(check);
	interrupts_parent(check);
	interrupts_plic(check);
}

const struct dt_check_group check_interrupts = {
	.rows = interrupts_rows,
	.count = INTERRUPTS_CHECKS,
	.node = interrupts_node,
};
