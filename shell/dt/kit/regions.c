#include "shell/dt/kit/regions.h"
/* The regions are gathered twice: the first time only to count the rows. */
#include <errno.h>
#include <string.h>
#include "fdt/where/address.h"
#include "fdt/core/index.h"
#include "fdt/where/pci_address.h"
#include "fdt/core/space.h"
#include "fdt/core/sort.h"

enum { REGION_BANKS = 32 };

static void *regions_kept; /* the last table */

/* A table that is being made: without rows it only counts. */
struct regions_draft {
	struct shell *shell;
	struct regions *out;
};

/* @region has all but where it is. */
static void regions_add(struct regions_draft *draft, struct dt_range range, struct region region)
{
	struct regions *out = draft->out;

	if (!range.size)
		return;
	region.base = range.base;
	region.last = range.base + (range.size - 1);
	if (region.last < range.base) /* past the end of the address space: up to the end */
		region.last = UINT64_MAX;
	region.order = out->count;
	if (out->row)
		out->row[out->count] = region;
	out->count++;
}

static void regions_banks(struct regions_draft *draft)
{
	struct dt_range bank[REGION_BANKS];
	const struct shell *shell = draft->shell;
	int count = shell_ram(shell, shell->tree, bank, REGION_BANKS, &draft->out->more);

	for (int i = 0; i < count; i++)
		regions_add(draft, bank[i],
			    (struct region){
				    .is = REGION_IS_RAM,
				    .kind = "RAM",
				    .name = "",
				    .node = -1,
			    });
	if (!count && shell->tree && !draft->out->row)
		shell_error(draft->shell, 0, "RAM is unknown: the tree has no usable memory node");
}

/* All that has an owner. */
static void regions_owned(struct regions_draft *draft)
{
	const struct shell *shell = draft->shell;
	struct shell_owners it;

	shell_owners(&it, shell, shell->tree);
	while (shell_owners_next(&it))
		regions_add(draft, (struct dt_range){ it.owner.base, it.owner.size },
			    (struct region){
				    .is = REGION_IS_OWNED,
				    .owner = it.owner.kind,
				    .kind = owner_kind_name(it.owner.kind),
				    .name = it.owner.name ? it.owner.name : "",
				    .crc = it.owner.crc,
				    .node = -1,
			    });
}

/* --- devices --------------------------------------------------------------------------------- */

/* The node's registers and, of a PCI host bridge, the windows. */
static void regions_node(struct regions_draft *draft, const struct dt_trail *trail)
{
	struct dt_node node = dt_trail_node(trail);
	struct region region = {
		.is = REGION_IS_DEVICE,
		.kind = dt_enabled(trail, NULL) ? "device" : "disabled",
		.name = dt_name(node),
		.node = node.offset,
	};
	struct dt_pci_range window;
	struct dt_place place;
	struct dt_fault fault;
	struct dt_regs it;

	if (dt_regs(&it, trail, &fault) == 0)
		while (dt_regs_next(&it, &place) > 0)
			if (place.kind == DT_REG_ADDRESS && place.reached)
				regions_add(draft, (struct dt_range){ place.cpu, place.size },
					    region);
	region.kind = "window";
	for (int i = 0, err = 0; err != -ENOENT && err != -EINVAL; i++) {
		err = dt_pci_range(trail, i, &window);
		if (!err)
			regions_add(draft, (struct dt_range){ window.cpu, window.size }, region);
	}
}

/* All nodes but memory, which is in the table already. */
static void regions_devices(struct regions_draft *draft)
{
	const struct dt_tree *tree = draft->shell->tree;
	const struct dt_index *index = tree->index;
	int32_t reserved = dt_index_child(tree, 0, "reserved-memory", strlen("reserved-memory"));
	struct dt_trail trail;

	for (int32_t i = 1; i < index->nodes; i++) {
		if (i == reserved)
			i = index->node[i].end - 1;
		else if (dt_index_trail(tree, i, &trail) == 0 &&
			 !(trail.depth == 1 && dt_is_memory(dt_numbered(tree, i))))
			regions_node(draft, &trail);
	}
}

/* --- the table ------------------------------------------------------------------------------- */

static void regions_gather(struct regions_draft *draft, bool devices)
{
	const struct dt_tree *tree = draft->shell->tree;
	struct dt_range initrd;

	draft->out->count = 0;
	if (tree && dt_initrd(tree, &initrd) == -ERANGE && !draft->out->row)
		shell_error(draft->shell, 0, "initrd: it ends before it starts, so it is ignored");
	regions_banks(draft);
	regions_owned(draft);
	if (tree && devices)
		regions_devices(draft);
}

static int regions_order(const void *one, const void *other)
{
	const struct region *a = one, *b = other;

	if (a->base != b->base)
		return a->base < b->base ? -1 : 1;
	if (a->last != b->last)
		return a->last > b->last ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

int shell_regions(struct shell *shell, bool devices, struct regions *out)
{
	struct regions_draft draft = { .shell = shell, .out = out };

	*out = (struct regions){ .count = 0 };
	dt_drop(&regions_kept);
	if (devices && shell->tree && shell_index(shell))
		return -ENOMEM;
	regions_gather(&draft, devices);
	/* One more row, because this allocation may create the workspace. */
	if (dt_keep(&regions_kept, (out->count + 1) * sizeof(*out->row)))
		return shell_error(shell, -ENOMEM, "no memory for %u rows", (unsigned)out->count);
	out->row = regions_kept;
	regions_gather(&draft, devices);
	dt_sort(out->row, out->count, sizeof(*out->row), regions_order);
	return 0;
}

/* --- reports --------------------------------------------------------------------------------- */

const struct report_column region_columns[REGION_COLUMNS] = {
	[REGION_BASE] = { .key = "base", .title = "BASE", .flags = REPORT_RIGHT },
	[REGION_LAST] = { .key = "last", .title = "LAST", .flags = REPORT_RIGHT },
	[REGION_SIZE] = { .key = "size", .title = "SIZE", .flags = REPORT_RIGHT },
	[REGION_WHAT] = { .title = "WHAT" },
	[REGION_KIND] = { .key = "kind", .flags = REPORT_HIDDEN },
	[REGION_NAME] = { .key = "name", .flags = REPORT_HIDDEN },
	[REGION_CRC] = { .key = "crc32", .flags = REPORT_HIDDEN },
	[REGION_NODE] = { .key = "node", .flags = REPORT_HIDDEN },
	[REGION_DEPTH] = { .key = "depth", .flags = REPORT_HIDDEN },
	[REGION_OVERLAP] = { .key = "overlap", .flags = REPORT_HIDDEN },
};

void region_row(struct report *report, const struct region *region)
{
	report_row(report);
	report_hex(report, REGION_BASE, region->base);
	report_hex(report, REGION_LAST, region->last);
	report_size(report, REGION_SIZE, region->last - region->base + 1);
	report_string(report, REGION_KIND, region->kind);
	report_string(report, REGION_NAME, region->name[0] ? region->name : NULL);
	if (region->is == REGION_IS_OWNED && region->owner == OWNER_LOADED)
		report_hex(report, REGION_CRC, region->crc);
}

void region_put_what(struct dt_text *out, const struct region *region)
{
	if (strcmp(region->kind, "device") != 0) {
		dt_puts(out, region->kind);
		dt_puts(out, region->name[0] ? " " : "");
	}
	dt_put_escaped(out, region->name, strlen(region->name));
}

void regions_report_more(struct report *report, const struct regions *regions)
{
	static const struct report_column columns[] = { { .key = "banks", .title = "and" },
							{ .title = "more banks of RAM",
							  .flags = REPORT_CLOSE } };
	static const struct report_table table = {
		.key = "more",
		.record = true,
		REPORT_TABLE_COLUMNS(columns),
	};

	if (!regions->more)
		return;
	report_table(report, &table);
	report_row(report);
	report_dec(report, 0, (uint64_t)regions->more);
	report_flag(report, 1, true);
}
