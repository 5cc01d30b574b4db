#include "shell/dt/kit/regions.h"
/* The regions are gathered twice: the first time only to count the rows. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "fdt/where/address.h"
#include "fdt/core/index.h"
#include "fdt/where/pci_address.h"
#include "fdt/core/space.h"
#include "fdt/where/reserved.h"
#include "shell/dt/kit/sort.h"

enum {
	REGION_BANKS = 32,
	REGION_SIZE = 24, /* bytes of a size in words */
};

static const char region_ram[] = "RAM";

static void *regions_kept; /* the last table */

/* A table that is being made: without rows it only counts. */
struct regions_draft {
	struct shell *shell;
	struct regions *out;
};

bool region_is_ram(const struct region *region)
{
	return region->kind == region_ram;
}

static void regions_add(struct regions_draft *draft, struct dt_range range, const char *kind,
			const char *name, int node)
{
	struct regions *out = draft->out;
	uint64_t last = range.base + (range.size - 1);

	if (!range.size)
		return;
	if (last < range.base) /* past the end of the address space: up to the end */
		last = UINT64_MAX;
	if (out->row)
		out->row[out->count] = (struct region){
			.base = range.base,
			.last = last,
			.kind = kind,
			.name = name,
			.node = node,
			.order = out->count,
		};
	out->count++;
}

static void regions_banks(struct regions_draft *draft)
{
	struct dt_range bank[REGION_BANKS];
	int count = dt_memory(draft->shell->tree, bank, REGION_BANKS, &draft->out->more);

	for (int i = 0; i < count; i++)
		regions_add(draft, bank[i], region_ram, "", -1);
	if (!count && !draft->out->row)
		shell_error(draft->shell, 0, "RAM is unknown: the tree has no usable memory node");
}

static void regions_reserved(struct regions_draft *draft)
{
	struct dt_reserved it;

	dt_reserved_init(&it, draft->shell->tree);
	while (dt_reserved_next(&it))
		regions_add(draft, it.range, it.no_map ? "no-map" : "reserved", it.name, -1);
}

/* The initrd, as boot loaders describe it: `end` is the first byte after it. */
static void regions_initrd(struct regions_draft *draft)
{
	struct dt_node chosen = { draft->shell->tree, draft->shell->tree->chosen };
	uint64_t start, end;

	if (!dt_found(chosen) || dt_number(chosen, "linux,initrd-start", &start) ||
	    dt_number(chosen, "linux,initrd-end", &end))
		return;
	if (end >= start)
		regions_add(draft, (struct dt_range){ start, end - start }, "initrd", "", -1);
	else if (!draft->out->row)
		shell_error(draft->shell, 0, "initrd: it ends before it starts, so it is ignored");
}

/* --- devices --------------------------------------------------------------------------------- */

/* The node's registers and, of a PCI host bridge, the windows. */
static void regions_node(struct regions_draft *draft, const struct dt_trail *trail)
{
	struct dt_node node = dt_trail_node(trail);
	const char *kind = dt_enabled(trail, NULL) ? "device" : "disabled";
	struct dt_pci_range window;
	struct dt_place place;
	struct dt_fault fault;
	struct dt_regs it;

	if (dt_regs(&it, trail, &fault) == 0)
		while (dt_regs_next(&it, &place) > 0)
			if (place.kind == DT_REG_ADDRESS && place.reached)
				regions_add(draft, (struct dt_range){ place.cpu, place.size }, kind,
					    dt_name(node), node.offset);
	for (int i = 0, err = 0; err != -ENOENT && err != -EINVAL; i++) {
		err = dt_pci_range(trail, i, &window);
		if (!err)
			regions_add(draft, (struct dt_range){ window.cpu, window.size }, "window",
				    dt_name(node), node.offset);
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
	const struct shell *shell = draft->shell;
	struct dt_space space;

	draft->out->count = 0;
	if (shell->tree) {
		regions_initrd(draft);
		regions_banks(draft);
	}
	for (int i = 0; i < shell->region_count; i++) {
		const struct shell_region *region = &shell->regions[i];

		regions_add(draft, (struct dt_range){ region->base, region->size }, region->name,
			    "", -1);
	}
	dt_space(&space);
	regions_add(draft, (struct dt_range){ space.base, space.size }, "workspace", "", -1);
	if (!shell->tree)
		return;
	regions_reserved(draft);
	if (devices)
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
	shell_sort(out->row, out->count, sizeof(*out->row), regions_order);
	return 0;
}

void region_size(char *text, uint64_t size)
{
	static const char *const unit[] = { "B", "KiB", "MiB", "GiB", "TiB" };
	unsigned i = 0, rest = 0; /* rest: of the unit, in 1/1024 */

	for (; size >= 1024 && i < 4; i++, size /= 1024)
		rest = size % 1024;
	rest = rest * 10 / 1024;
	if (rest)
		snprintf(text, REGION_SIZE, "%" PRIu64 ".%u %s", size, rest, unit[i]);
	else
		snprintf(text, REGION_SIZE, "%" PRIu64 " %s", size, unit[i]);
}
