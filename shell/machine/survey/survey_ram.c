/*
 * RAM: whether each entry of the memory nodes' reg ends where memory does, and whether all that
 * faults before its end is reserved. Both by the passes of `scan`.
 * Source: Devicetree Specification v0.4, 3.4 and 3.5.
 */
#include <errno.h>
#include <inttypes.h>
#include "fdt/where/address.h"
#include "shell/dt/kit/reserve.h"
#include "shell/machine/scan/scan_own.h"
#include "shell/machine/survey/survey.h"

static const char ram_more[] = "there are more pieces than fit: scan a part";

/* An entry of a memory node's reg, and what is there. */
struct ram_entry {
	struct dt_node node;
	int index;
	uint64_t base, last;
	const struct scan_map *map;
	uint64_t end; /* the first byte of what is no RAM up to its last byte; last + 1 if it is */
	const struct scan_piece *bad; /* which piece that is; NULL */
};

/* Nothing that belongs to this entry alone is there. */
static bool ram_is_bad(const struct scan_piece *piece)
{
	bool free = piece->place == SCAN_RAM || piece->place == SCAN_SUSPECT;

	return free && (piece->access == SCAN_FAULTS || piece->access == SCAN_STUCK ||
			piece->access == SCAN_MIRROR);
}

/* Finds where memory ends: what is at the end, and is no RAM, may be several pieces. */
static void ram_find_end(struct ram_entry *entry)
{
	const struct scan_piece *piece;

	entry->end = entry->last + 1;
	entry->bad = NULL;
	while (entry->end > entry->base &&
	       (piece = scan_map_at(entry->map, entry->end - 1)) != NULL && ram_is_bad(piece)) {
		entry->end = piece->base;
		entry->bad = piece;
	}
}

/* Calls @visit for each entry of each enabled memory node, scanned. */
static void ram_each(struct survey *survey,
		     void (*visit)(struct survey *survey, const struct ram_entry *entry))
{
	struct dt_node root = dt_root(survey->shell->tree), node = dt_first_child(root);

	for (; dt_found(node); node = dt_next_child(node)) {
		struct dt_trail trail = {
			.tree = node.tree,
			.depth = 1,
			.node = { root.offset, node.offset },
		};
		struct ram_entry entry = { .node = node };
		struct dt_reg reg;

		if (!dt_is_memory(node) || !dt_okay(node))
			continue;
		for (; !dt_reg(&trail, entry.index, &reg, NULL); entry.index++) {
			struct dt_range range = { reg.cpu, reg.size };

			if (!range.size || range.base + range.size <= range.base ||
			    scan_range(survey->shell, range, &entry.map))
				continue;
			entry.base = range.base;
			entry.last = range.base + range.size - 1;
			ram_find_end(&entry);
			visit(survey, &entry);
		}
	}
}

/* --- its end ---------------------------------------------------------------------------------- */

static int ram_correct(struct shell *shell, struct dt_draft *draft, const struct survey_row *row)
{
	struct dt_node root = dt_root(&draft->tree);
	uint32_t address = dt_cell(root, "#address-cells", 2),
		 size = dt_cell(root, "#size-cells", 1);
	uint32_t at = ((uint32_t)row->number[0] * (address + size) + address) * DT_CELL;

	(void)shell;
	return survey_set_cells(draft, row, "reg", at, size, row->number[1]);
}

/* "128 MiB", or as it is where it is no whole number of MiB. */
static void ram_put_size(struct survey_row *row,
			 void (*put)(struct survey_row *row, const char *format, ...),
			 uint64_t base, uint64_t size)
{
	enum { MIB = 20 };

	if (size & ((UINT64_C(1) << MIB) - 1))
		put(row, "0x%" PRIx64 ",0x%" PRIx64, base, size);
	else
		put(row, "0x%" PRIx64 ",%" PRIu64 " MiB", base, size >> MIB);
}

static void ram_row(struct survey *survey, const struct ram_entry *entry)
{
	struct survey_row *row = survey_row(survey, entry->node);

	ram_put_size(row, survey_claim, entry->base, entry->last - entry->base + 1);
	row->number[0] = (uint64_t)entry->index;
	row->number[1] = entry->end - entry->base;
	if (entry->map->more) {
		survey_measured(row, "%s", ram_more);
		return;
	}
	ram_put_size(row, survey_measured, entry->base, row->number[1]);
	survey_judge(row, !entry->bad, ram_correct);
	/* What faults may also be memory that firmware keeps at the end. */
	if (entry->bad && entry->bad->access == SCAN_FAULTS)
		row->proof = SURVEY_LIKELY;
}

static void ram_measure(struct survey *survey)
{
	ram_each(survey, ram_row);
}

static const struct survey_fact ram_fact = {
	.name = "ram",
	.place = 1,
	.measure = ram_measure,
};
SURVEY_FACT(ram_fact);

/* --- what is reserved ------------------------------------------------------------------------- */

static int reserved_correct(struct shell *shell, struct dt_draft *draft,
			    const struct survey_row *row)
{
	struct dt_range range = { row->number[0], row->number[1] };
	int added = shell_reserve_in(draft, "mmode_resv", &range, 1);

	(void)shell;
	return added < 0 ? added : 0;
}

/* Not in /reserved-memory: so it is corrected after all that is in another place of the tree. */
static void reserved_row(struct survey *survey, const struct scan_piece *piece)
{
	struct survey_row *row = survey_row(survey, dt_root(survey->shell->tree));

	row->number[0] = piece->base;
	row->number[1] = piece->last - piece->base + 1;
	survey_claim(row, "not reserved");
	survey_measured(row, "0x%" PRIx64 ",0x%" PRIx64 " faults", row->number[0], row->number[1]);
	survey_judge(row, false, reserved_correct);
}

static void reserved_visit(struct survey *survey, const struct ram_entry *entry)
{
	int before = survey->rows, open = 0;
	struct survey_row *row;

	for (int i = 0; i < entry->map->used; i++) {
		const struct scan_piece *piece = &entry->map->piece[i];

		if (scan_note(piece) == SCAN_NOT_RESERVED && piece->base < entry->end)
			reserved_row(survey, piece);
		open += piece->place == SCAN_SUSPECT && piece->access != SCAN_FAULTS;
	}
	if (survey->rows != before && !entry->map->more)
		return;
	row = survey_row(survey, entry->node);
	survey_claim(row, "all that faults");
	if (entry->map->more || open) {
		survey_measured(row, "%s",
				entry->map->more
					? ram_more
					: "firmware may be there, and does not protect itself");
		return;
	}
	survey_measured(row, "nothing else faults");
	survey_judge(row, true, NULL);
}

static void reserved_measure(struct survey *survey)
{
	ram_each(survey, reserved_visit);
}

static const struct survey_fact reserved_fact = {
	.name = "reserved",
	.place = 2,
	.measure = reserved_measure,
};
SURVEY_FACT(reserved_fact);
