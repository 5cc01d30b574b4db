#include "fdt/where/controller.h"
/*
 * Controllers by their compatible, and the harts that they reach.
 *
 * Sources: devicetree bindings interrupt-controller/riscv,cpu-intc.yaml, sifive,plic-1.0.0.yaml,
 * riscv,aplic.yaml, riscv,imsics.yaml; RISC-V Privileged Architecture 1.13, 3.1.15 (numbers of a
 * hart's interrupts).
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/index.h"
#include "fdt/core/spans.h"
#include "fdt/where/refs.h"

enum {
	HARTS = 1024,    /* numbers that are kept; higher ones are counted only */
	S_EXTERNAL = 9,  /* S-mode's external interrupt of a hart */
	M_EXTERNAL = 11, /* M-mode's */
	DELEGATION = 3,  /* cells of a row: child, first and last source */
};

/* What compatible strings of a kind have in common; the first row that fits decides. */
static const struct {
	const char *part;
	enum dt_controller_kind kind;
} controller_names[] = {
	{ .part = "cpu-intc", .kind = DT_CONTROLLER_HART },
	{ .part = "aplic", .kind = DT_CONTROLLER_APLIC },
	{ .part = "plicsw", .kind = DT_CONTROLLER_OTHER }, /* software interrupts between harts */
	{ .part = "plic", .kind = DT_CONTROLLER_PLIC },
};

/* Harts whose external interrupt a controller reaches. */
struct controller_harts {
	uint32_t map[HARTS / 32];
	unsigned more; /* beyond the map */
	bool any;
};

static enum dt_controller_kind controller_kind(struct dt_node node)
{
	struct dt_strings list = dt_strings(node, "compatible");
	const char *text;

	while (dt_strings_next(&list, &text) >= 0) {
		if (text + strnlen(text, (size_t)(list.end - text)) == list.end)
			break; /* strstr needs a NUL */
		for (size_t i = 0; i < sizeof(controller_names) / sizeof(*controller_names); i++)
			if (strstr(text, controller_names[i].part))
				return controller_names[i].kind;
	}
	return DT_CONTROLLER_OTHER;
}

/* --- which harts ----------------------------------------------------------------------------- */

/* The hart that the interrupt controller @intc belongs to. */
static int controller_hart(struct dt_node intc, uint64_t *hart)
{
	int32_t number = dt_number_of(intc);

	if (number <= 0)
		return -ENOENT;
	return dt_number(dt_numbered(intc.tree, intc.tree->index->node[number].parent), "reg",
			 hart);
}

static void controller_add(struct controller_harts *harts, uint64_t hart)
{
	harts->any = true;
	if (hart < HARTS)
		harts->map[hart / 32] |= UINT32_C(1) << hart % 32;
	else
		harts->more++;
}

/* Gathers the harts that interrupts-extended reaches with external interrupt number @cause. */
static void controller_gather(struct dt_node node, uint32_t cause, struct controller_harts *harts)
{
	static const char name[] = "interrupts-extended";
	struct dt_refs it;
	struct dt_ref ref;
	uint64_t hart;
	int len;
	const uint8_t *value = dt_prop(node, name, &len);

	memset(harts, 0, sizeof(*harts));
	if (!value || !dt_refs(&it, node, name, value, (uint32_t)len))
		return;
	while (dt_refs_next(&it, &ref) > 0)
		if (ref.args == 1 && dt_be32(value + (size_t)(ref.cell + 1) * DT_CELL) == cause &&
		    controller_hart(ref.node, &hart) == 0)
			controller_add(harts, hart);
}

static bool controller_has(const struct controller_harts *harts, unsigned hart)
{
	return hart < HARTS && harts->map[hart / 32] >> hart % 32 & 1;
}

/* "0", "0-3", "1-2,4". "..." stands for what has no room. */
static size_t controller_list(const struct controller_harts *harts, char *text, size_t room)
{
	const char *comma = "";
	size_t used = 0;

	for (unsigned hart = 0; hart < HARTS; hart++) {
		unsigned first = hart;

		if (!controller_has(harts, hart))
			continue;
		while (controller_has(harts, hart + 1))
			hart++;
		if (used + sizeof(",1023-1023...") > room)
			return used + (size_t)snprintf(text + used, room - used, "...");
		used += (size_t)snprintf(text + used, room - used,
					 first == hart ? "%s%u" : "%s%u-%u", comma, first, hart);
		comma = ",";
	}
	if (harts->more)
		used += (size_t)snprintf(text + used, room - used, "...");
	return used;
}

/* S-mode's harts, or else M-mode's. */
static void controller_modes(struct dt_controller *controller, struct dt_node node)
{
	struct controller_harts harts;
	char mode = 'S', *text = controller->harts;
	const size_t room = sizeof(controller->harts) - sizeof(" S-mode");
	size_t used;

	controller_gather(node, S_EXTERNAL, &harts);
	if (!harts.any) {
		mode = 'M';
		controller_gather(node, M_EXTERNAL, &harts);
	}
	if (!harts.any) {
		strcpy(text, "no hart");
		return;
	}
	used = (size_t)snprintf(text, room, "hart ");
	used += controller_list(&harts, text + used, room - used);
	if (strpbrk(text, ",-.")) {
		used = (size_t)snprintf(text, room, "harts ");
		used += controller_list(&harts, text + used, room - used);
	}
	snprintf(text + used, sizeof(controller->harts) - used, " %c-mode", mode);
}

/* A controller of very many harts keeps what it reaches: others may be asked about in between. */
struct controller_table {
	struct dt_table table;
	char harts[sizeof(((struct dt_controller *)0)->harts)];
};

/* The table that is being made. A command that is ended by force leaves it to the next one. */
static void *controller_new;

static void controller_reach(struct dt_controller *controller, struct dt_node node)
{
	const size_t room = sizeof(controller->harts);
	const struct controller_table *kept;
	struct controller_table *table;
	int len;
	const void *value = dt_prop(node, "interrupts-extended", &len);
	bool many = value && len >= DT_TABLE_ROWS * 2 * DT_CELL;

	kept = many ? dt_table(node.tree, value, 0) : NULL;
	if (kept) {
		memcpy(controller->harts, kept->harts, room);
		return;
	}
	controller_modes(controller, node);
	table = many ? dt_table_make(&controller_new, node.tree, sizeof(*table)) : NULL;
	if (!table)
		return;
	memcpy(table->harts, controller->harts, room);
	dt_table_keep(&controller_new, node.tree, value, 0);
}

/* --- the controller -------------------------------------------------------------------------- */

void dt_controller(struct dt_controller *controller, struct dt_node node)
{
	uint64_t phandle, hart;

	if (controller->node.tree == node.tree && controller->node.offset == node.offset)
		return;
	*controller = (struct dt_controller){ .node = node, .kind = controller_kind(node) };
	if (controller->kind == DT_CONTROLLER_HART) {
		if (controller_hart(node, &hart) == 0)
			snprintf(controller->harts, sizeof(controller->harts), "hart %llu",
				 (unsigned long long)hart);
		else
			strcpy(controller->harts, "no hart");
	} else if (controller->kind != DT_CONTROLLER_OTHER) {
		controller->by_messages = dt_number(node, "msi-parent", &phandle) == 0;
		controller_reach(controller, controller->by_messages
						     ? dt_by_phandle(node.tree, (uint32_t)phandle)
						     : node);
	}
}

/* The sources of a row. */
static struct dt_span controller_span(const void *rows, uint32_t row)
{
	const uint8_t *at = (const uint8_t *)rows + (size_t)row * DELEGATION * DT_CELL;
	uint32_t first = dt_be32(at + DT_CELL), last = dt_be32(at + 2 * DT_CELL);

	return (struct dt_span){ .base = first,
				 .size = last < first ? 0 : (uint64_t)last - first + 1 };
}

/* The first of the rows that has the source, or DT_NONE. */
static int32_t controller_row(const struct dt_tree *tree, const uint8_t *rows, uint32_t count,
			      uint32_t source)
{
	const struct dt_spans spans = {
		.tree = tree,
		.value = rows,
		.rows = count,
		.read = controller_span,
		.context = rows,
	};

	return dt_spans_first(&spans, 0, source);
}

struct dt_node dt_controller_delegated(struct dt_node node, uint32_t source)
{
	struct dt_node child = { node.tree, -ENOENT };
	int len;
	const uint8_t *rows = dt_prop(node, "riscv,delegation", &len);
	int32_t row = DT_NONE;

	if (!rows)
		rows = dt_prop(node, "riscv,delegate", &len); /* QEMU's name for it, up to 9 */
	if (rows)
		row = controller_row(node.tree, rows, (uint32_t)len / (DELEGATION * DT_CELL),
				     source);
	if (row >= 0)
		child = dt_by_phandle(node.tree,
				      dt_be32(rows + (size_t)row * DELEGATION * DT_CELL));
	return dt_found(child) ? child : node;
}
