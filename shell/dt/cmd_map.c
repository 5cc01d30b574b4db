/* map: a picture of the address space: what is inside of what, and what is free. */
#include <string.h>
#include "shell/dt/kit/answers.h"
#include "shell/dt/kit/regions.h"

enum { MAP_DEPTH = 8 }; /* regions around one; deeper ones are drawn at this depth */

static const struct report_table map_drawing = {
	.key = "regions",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(region_columns),
};

/* With -l: lines for tools that cut them at blanks. */
enum {
	MAP_LINE_BASE,
	MAP_LINE_LAST,
	MAP_LINE_SIZE,
	MAP_LINE_KIND,
	MAP_LINE_OWNER,
	MAP_LINE_OVERLAP,
};

static const struct report_column map_line_columns[] = {
	[MAP_LINE_BASE] = { .flags = REPORT_CLOSE },
	[MAP_LINE_LAST] = { .flags = REPORT_CLOSE },
	[MAP_LINE_SIZE] = { .flags = REPORT_CLOSE },
	[MAP_LINE_KIND] = { .flags = REPORT_CLOSE },
	[MAP_LINE_OWNER] = { .flags = REPORT_CLOSE },
	[MAP_LINE_OVERLAP] = { .title = "overlap", .flags = REPORT_CLOSE },
};

static const struct report_table map_lines = { REPORT_TABLE_COLUMNS(map_line_columns) };

/* Where the drawing is. */
struct map {
	struct shell *shell;
	struct report *report;
	const struct regions *regions;
	const struct region *around[MAP_DEPTH]; /* from the outermost */
	int depth;
	uint64_t at; /* the first byte that is not drawn yet */
	bool began;
	bool lines; /* only regions are wanted, a line each */
};

static struct dt_node map_node(const struct map *map, const struct region *region)
{
	return (struct dt_node){ map->shell->tree, region->node };
}

/* Draws a row: numbers, a bar for each region around it, words. */
static void map_draw(const struct map *map, const struct region *region, bool overlaps)
{
	struct report *report = map->report;
	struct dt_text *out;

	region_row(report, region);
	out = report_cell(report, REGION_WHAT);
	for (int i = 0; i < map->depth; i++)
		dt_puts(out, "| ");
	dt_puts(out, overlaps ? "! " : "");
	region_put_what(out, region);
	if (region->node >= 0)
		report_node(report, REGION_NODE, map_node(map, region));
	report_dec(report, REGION_DEPTH, (uint64_t)map->depth);
	report_flag(report, REGION_OVERLAP, overlaps);
}

static void map_line(const struct map *map, const struct region *region, bool overlaps)
{
	struct report *report = map->report;

	report_row(report);
	report_hex(report, MAP_LINE_BASE, region->base);
	report_hex(report, MAP_LINE_LAST, region->last);
	report_hex(report, MAP_LINE_SIZE, region->last - region->base + 1);
	report_string(report, MAP_LINE_KIND, region->kind);
	if (region->node >= 0)
		report_node(report, MAP_LINE_OWNER, map_node(map, region));
	else if (region->name[0])
		report_string(report, MAP_LINE_OWNER, region->name);
	report_flag(report, MAP_LINE_OVERLAP, overlaps);
}

static void map_draw_gap(const struct map *map, uint64_t base, uint64_t last, const char *kind)
{
	const struct region gap = {
		.base = base,
		.last = last,
		.kind = kind,
		.name = "",
		.node = -1,
	};

	map_draw(map, &gap, false);
}

/* Draws unused RAM: what the machine has of it is free. */
static void map_free(struct map *map, uint64_t base, uint64_t last)
{
	struct ram_piece piece;

	do {
		piece = shell_ram_piece(map->shell, base, last);
		map_draw_gap(map, base, piece.last, piece.answers ? "free" : "no RAM answers");
		base = piece.last + 1;
	} while (piece.last != last);
}

/* Draws what is unused before @base: in RAM it is free, elsewhere a gap. */
static void map_gap(struct map *map, uint64_t base)
{
	const struct region *around = map->depth ? map->around[map->depth - 1] : NULL;

	if (!map->began || map->lines || base <= map->at)
		return;
	if (!around)
		map_draw_gap(map, map->at, base - 1, "gap");
	else if (around->is == REGION_IS_RAM)
		map_free(map, map->at, base - 1);
}

/* Leaves the regions that end before @base. */
static void map_close(struct map *map, uint64_t base, bool all)
{
	while (map->depth) {
		const struct region *top = map->around[map->depth - 1];

		if (!all && top->last >= base)
			return;
		if (top->last != UINT64_MAX) {
			map_gap(map, top->last + 1);
			if (map->at <= top->last)
				map->at = top->last + 1;
		}
		map->depth--;
	}
}

/* The region ends outside of the one that it begins in, or it is a device inside of RAM. */
static bool map_overlaps(const struct map *map, const struct region *region)
{
	const struct region *around = map->depth ? map->around[map->depth - 1] : NULL;

	return around &&
	       (region->last > around->last || (region->node >= 0 && around->is == REGION_IS_RAM));
}

/* Enters the region: what is inside of it comes next. */
static void map_open(struct map *map, const struct region *region)
{
	if (map->depth < MAP_DEPTH)
		map->around[map->depth++] = region;
	if (region->is == REGION_IS_RAM)
		map->at = region->base;
	else if (region->last >= map->at)
		map->at = region->last == UINT64_MAX ? UINT64_MAX : region->last + 1;
	map->began = true;
}

static void map_rows(struct report *report, void *context)
{
	struct map *map = context;

	map->report = report;
	map->depth = 0;
	map->at = 0;
	map->began = false;
	for (uint32_t i = 0; i < map->regions->count; i++) {
		const struct region *region = &map->regions->row[i];

		map_close(map, region->base, false);
		map_gap(map, region->base);
		(map->lines ? map_line : map_draw)(map, region, map_overlaps(map, region));
		map_open(map, region);
	}
	map_close(map, 0, true);
}

static int map_run(struct shell *shell, const struct shell_args *args)
{
	struct regions regions;
	struct map map = { .shell = shell, .regions = &regions };
	struct report report;
	int err = shell_regions(shell, true, &regions);

	if (err)
		return err;
	map.lines = shell_option(args, 'l') && !args->json;
	report_begin(&report, shell, args);
	report_rows(&report, map.lines ? &map_lines : &map_drawing, map_rows, &map);
	regions_report_more(&report, &regions);
	report_end(&report);
	return 0;
}

static const struct shell_option map_options[] = {
	{ .letter = 'l',
	  .summary = "print lines: base, last, size, kind, node, perhaps 'overlap'" },
	{ 0 },
};

static const struct shell_command map_command = {
	.name = "map",
	.group = SHELL_FACTS,
	.args = "",
	.summary = "draw the address space: RAM and its users, devices, gaps",
	.detail = "Rows by address: first and last byte, size, and what it is. | marks what is\n"
		  "inside of the row above; ! what ends outside of it, and a device in RAM. A\n"
		  "window is a PCI bridge's. In the image, free RAM that does not answer is shown\n"
		  "so.",
	.example = "map -l | grep device",
	.options = map_options,
	.reports = true,
	.run = map_run,
};
SHELL_COMMAND(map_command);
