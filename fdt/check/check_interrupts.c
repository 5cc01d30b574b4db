#include "fdt/check/rule.h"
#include "fdt/where/address.h"
/*
 * Who raises interrupts, and who takes them.
 * Source: Devicetree Specification v0.4, 2.4; the bindings of the PLIC and the APLIC.
 */
#include <errno.h>
#include <string.h>
#include "fdt/where/refs.h"

enum {
	INTERRUPTS_PROVIDER,
	INTERRUPTS_ADDRESS_CELLS,
	INTERRUPTS_PROPERTY,
	INTERRUPTS_PARENT,
	INTERRUPTS_MAP,
	INTERRUPTS_SOURCE,
	INTERRUPTS_CONTEXTS,
	INTERRUPTS_PLIC_REG,
};

static const char interrupts_rows[] =
	"W-interrupt-provider\0half of what makes an interrupt controller\0"
	"N+interrupt-address\0"
	"a controller without #address-cells, which interrupt-map reads\0set #address-cells <0>\0"
	"Ecinterrupts-property\0interrupts cannot be read\0"
	"E+interrupt-parent\0no node has this phandle\0name a controller\0"
	"Ecinterrupt-map\0interrupt-map cannot be read\0"
	"Wcinterrupt-source\0its controller has no such source\0"
	"Wcplic-contexts\0contexts are harts' interrupts 9 and 11, each once\0"
	"Wcplic-reg\0reg is too small for the contexts\0";

/* --- the takers ------------------------------------------------------------------------------ */

static void interrupts_provider(struct dt_check *check)
{
	bool controller = rule_has(check, "interrupt-controller");
	bool map = rule_has(check, "interrupt-map");

	if ((controller || map) && !check->own->takes)
		rule_found(check, INTERRUPTS_PROVIDER,
			   "no #interrupt-cells; set it as its binding has it");
	if (check->own->takes && !controller && !map)
		rule_found(check, INTERRUPTS_PROVIDER,
			   "#interrupt-cells only; set interrupt-controller");
	if (controller && !check->own->has_address)
		rule_found(check, INTERRUPTS_ADDRESS_CELLS, NULL);
}

static void interrupts_map(struct dt_check *check)
{
	uint32_t cells, mask_cells;
	const uint8_t *map = rule_cells(check->node, "interrupt-map", &cells);
	const uint8_t *mask = rule_cells(check->node, "interrupt-map-mask", &mask_cells);
	uint64_t own;
	struct dt_refs it;
	struct dt_ref ref;
	int more = 0;

	if (!map)
		return;
	if (dt_refs(&it, check->node, "interrupt-map", map, cells * CELL))
		while ((more = dt_refs_next(&it, &ref)) > 0)
			;
	if (more < 0)
		rule_found(check, INTERRUPTS_MAP, "cell %u: %s", (unsigned)ref.cell, it.why);
	if (mask && dt_number(check->node, "#interrupt-cells", &own) == 0 &&
	    mask_cells < check->own->address + own)
		rule_found(check, INTERRUPTS_MAP, "interrupt-map-mask has %u cells",
			   (unsigned)mask_cells);
}

/* --- the givers ------------------------------------------------------------------------------ */

/* Sources are numbered from 1; how many there are, where the controller says. */
static void interrupts_sources(struct dt_check *check, struct dt_node taker, const uint8_t *list,
			       uint32_t cells, uint32_t step)
{
	uint64_t sources;

	if (dt_number(taker, "riscv,ndev", &sources) &&
	    dt_number(taker, "riscv,num-sources", &sources))
		return;
	for (uint32_t at = 0; at < cells; at += step) {
		uint32_t source = rule_cell(list, at);

		if (source == 0 || source > sources)
			rule_found(check, INTERRUPTS_SOURCE, "%u, not 1 to %u", (unsigned)source,
				   (unsigned)sources);
	}
}

/* What is wrong with the taker of a node's interrupts, or NULL. */
static const char *interrupts_taker_fault(struct dt_node taker, uint64_t *cells)
{
	if (!dt_found(taker))
		return "nobody takes them";
	if (!rule_other_has(taker, "interrupt-controller") &&
	    !rule_other_has(taker, "interrupt-map"))
		return "their parent is no controller";
	if (dt_number(taker, "#interrupt-cells", cells) || *cells == 0)
		return "their parent has no #interrupt-cells";
	return NULL;
}

static void interrupts_list(struct dt_check *check)
{
	struct dt_node taker = dt_numbered(check->tree, check->own->taker);
	int len;
	const uint8_t *list = dt_prop(check->node, "interrupts", &len);
	uint64_t step = 1;
	const char *why;

	if (!list || rule_has(check, "interrupts-extended"))
		return;
	why = interrupts_taker_fault(taker, &step);
	if (why)
		rule_found(check, INTERRUPTS_PROPERTY, "%s", why);
	else if ((uint64_t)len % (step * CELL))
		rule_found(check, INTERRUPTS_PROPERTY, "%d bytes, specifiers of %u", len,
			   (unsigned)step * CELL);
	else
		interrupts_sources(check, taker, list, (uint32_t)len / CELL, (uint32_t)step);
}

static void interrupts_parent(struct dt_check *check)
{
	uint64_t phandle;
	int err = dt_number(check->node, "interrupt-parent", &phandle);

	if (err == -EINVAL || (err == 0 && check->own->taker < 0))
		rule_found(check, INTERRUPTS_PARENT, "0x%x", err ? 0 : (unsigned)phandle);
}

/* --- the PLIC -------------------------------------------------------------------------------- */

enum {
	PLIC_MACHINE = 11, /* the harts' interrupts: external, for M-mode and for S-mode */
	PLIC_SUPERVISOR = 9,
	PLIC_CONTEXTS = 0x200000, /* where contexts begin, and how far apart they are */
	PLIC_CONTEXT = 0x1000,
};

/* Contexts: which cpu's controller, which of its interrupts (all ones: none). */
static void interrupts_contexts(struct dt_check *check, const uint8_t *list, uint32_t contexts)
{
	struct rule_row *row = rule_room(check, contexts);
	uint32_t count = 0;

	for (uint32_t i = 0; row && i < contexts; i++) {
		uint32_t irq = rule_cell(list, 2 * i + 1);

		if (irq == UINT32_MAX)
			continue;
		if (irq != PLIC_MACHINE && irq != PLIC_SUPERVISOR)
			rule_found(check, INTERRUPTS_CONTEXTS, "context %u is %u", (unsigned)i,
				   (unsigned)irq);
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
			rule_found(check, INTERRUPTS_CONTEXTS, "contexts %d and %d are one",
				   (int)row[i - 1].number, (int)row[i].number);
}

static void interrupts_plic(struct dt_check *check)
{
	uint32_t cells;
	const uint8_t *list = rule_cells(check->node, "interrupts-extended", &cells);
	struct dt_trail trail;
	struct dt_reg reg;

	if (!list || !rule_has(check, "riscv,ndev"))
		return;
	interrupts_contexts(check, list, cells / 2);
	if (dt_index_trail(check->tree, check->number, &trail) == 0 &&
	    dt_reg(&trail, 0, &reg, NULL) == 0 &&
	    reg.size < PLIC_CONTEXTS + (uint64_t)(cells / 2) * PLIC_CONTEXT)
		rule_found(check, INTERRUPTS_PLIC_REG, "%u", (unsigned)(cells / 2));
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
	.node = interrupts_node,
};
