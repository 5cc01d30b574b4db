/* map: a picture of the address space: what is inside of what, and what is free. */
#include <string.h>
#include "fdt/core/fault.h"
#include "shell/dt/kit/answers.h"
#include "shell/dt/kit/cell.h"
#include "shell/dt/kit/regions.h"

enum {
	MAP_DEPTH = 8,    /* regions around one; deeper ones are drawn at this depth */
	MAP_ADDRESS = 14, /* columns of an address and of a size */
	MAP_SIZE = 11,
	MAP_NUMBERS = 2 * (MAP_ADDRESS + 1) + MAP_SIZE + 1,
};

/* Where the drawing is. */
struct map {
	struct shell *shell;
	const struct region *around[MAP_DEPTH]; /* from the outermost */
	int depth;
	uint64_t at; /* the first byte that is not drawn yet */
	bool began;
};

static void map_put_address(struct dt_text *out, uint64_t address)
{
	struct shell_cell cell;

	shell_cell_init(&cell, SHELL_COLUMNS);
	dt_put_hex(&cell.text, address);
	shell_cell_end(&cell);
	shell_put_blanks(out, cell.used < MAP_ADDRESS ? MAP_ADDRESS - cell.used : 0);
	dt_write(out, cell.kept, cell.used);
	dt_putc(out, ' ');
}

/* Draws a row: numbers, a bar for each region around it, words. */
static void map_draw(struct map *map, const struct region *region, const char *mark)
{
	struct shell_cell words;
	struct dt_text out;
	char size[24];

	shell_text(map->shell, &out);
	map_put_address(&out, region->base);
	map_put_address(&out, region->last);
	region_size(size, region->last - region->base + 1);
	shell_put_blanks(&out, strlen(size) < MAP_SIZE ? MAP_SIZE - strlen(size) : 0);
	dt_puts(&out, size);
	dt_putc(&out, ' ');
	shell_cell_init(&words, SHELL_COLUMNS - MAP_NUMBERS);
	for (int i = 0; i < map->depth; i++)
		dt_puts(&words.text, "| ");
	dt_puts(&words.text, mark);
	if (strcmp(region->kind, "device") != 0) { /* for devices the name is enough */
		dt_puts(&words.text, region->kind);
		dt_puts(&words.text, region->name[0] ? " " : "");
	}
	dt_put_escaped(&words.text, region->name, strlen(region->name));
	dt_write(&out, words.kept, shell_cell_end(&words));
	dt_putc(&out, '\n');
	dt_flush(&out);
}

static void map_draw_gap(struct map *map, uint64_t base, uint64_t last, const char *kind)
{
	const struct region gap = {
		.base = base,
		.last = last,
		.kind = kind,
		.name = "",
		.node = -1,
	};

	map_draw(map, &gap, "");
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

	if (!map->began || base <= map->at)
		return;
	if (!around)
		map_draw_gap(map, map->at, base - 1, "-");
	else if (region_is_ram(around))
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
	       (region->last > around->last || (region->node >= 0 && region_is_ram(around)));
}

/* Enters the region: what is inside of it comes next. */
static void map_open(struct map *map, const struct region *region)
{
	if (map->depth < MAP_DEPTH)
		map->around[map->depth++] = region;
	if (region_is_ram(region))
		map->at = region->base;
	else if (region->last >= map->at)
		map->at = region->last == UINT64_MAX ? UINT64_MAX : region->last + 1;
	map->began = true;
}

/* Prints a line for programs: base, last, size, kind, owner. */
static void map_line(struct map *map, const struct region *region, bool overlaps)
{
	struct dt_text out;

	shell_text(map->shell, &out);
	dt_put_hex(&out, region->base);
	dt_putc(&out, ' ');
	dt_put_hex(&out, region->last);
	dt_putc(&out, ' ');
	dt_put_hex(&out, region->last - region->base + 1);
	dt_putc(&out, ' ');
	dt_puts(&out, region->kind);
	if (region->node >= 0) {
		dt_putc(&out, ' ');
		dt_put_path(&out, (struct dt_node){ map->shell->tree, region->node });
	} else if (region->name[0]) {
		dt_putc(&out, ' ');
		dt_put_escaped(&out, region->name, strlen(region->name));
	}
	dt_puts(&out, overlaps ? " overlap\n" : "\n");
	dt_flush(&out);
}

static int map_run(struct shell *shell, const struct shell_args *args)
{
	bool lines = shell_option(args, 'l');
	struct map map = { .shell = shell };
	struct regions table;
	int err = shell_regions(shell, true, &table);

	if (err)
		return err;
	for (uint32_t i = 0; i < table.count; i++) {
		const struct region *region = &table.row[i];
		bool overlaps;

		map.began = map.began && !lines;
		map_close(&map, region->base, false);
		map_gap(&map, region->base);
		overlaps = map_overlaps(&map, region);
		if (lines)
			map_line(&map, region, overlaps);
		else
			map_draw(&map, region, overlaps ? "! " : "");
		map_open(&map, region);
	}
	map.began = map.began && !lines;
	map_close(&map, 0, true);
	if (table.more)
		shell_printf(shell, "and %d more banks of RAM\n", table.more);
	return 0;
}

static const struct shell_option map_options[] = {
	{ .letter = 'l',
	  .summary = "print lines: base, last, size, kind, node, perhaps 'overlap'" },
	{ 0 },
};

static const struct shell_command map_command = {
	.name = "map",
	.args = "",
	.summary = "draw the address space: RAM and its users, devices, gaps",
	.detail =
		"Rows by address: first and last byte, size, and what it is. | marks what is\n"
		"inside of the row above; ! what ends outside of it, and a device in RAM; - is a\n"
		"gap. A window is a PCI bridge's. In the image, free RAM that does not answer is\n"
		"shown so.",
	.example = "map -l | grep device",
	.options = map_options,
	.run = map_run,
};
SHELL_COMMAND(map_command);
