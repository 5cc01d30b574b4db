/* mem: where RAM is, and what of it is taken: by the tree's word and by the surroundings'. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "shell/shell.h"

enum {
	MEM_ROWS_MAX = 96, /* rows of the table; what finds no place is counted and told */
	MEM_BANKS_MAX = 32,
};

struct mem_row {
	uint64_t base, size; /* bytes; size is never 0 */
	const char *kind;
	const char *name; /* in the tree, or "" */
};

/* Sorted by base; of those with the same base, the biggest first. */
struct mem_table {
	struct mem_row row[MEM_ROWS_MAX];
	int rows;
	int more; /* found no place */
};

static struct mem_table mem_table; /* 3 KiB: too much for the stack */

static bool mem_before(const struct mem_row *a, const struct mem_row *b)
{
	return a->base != b->base ? a->base < b->base : a->size > b->size;
}

static void mem_add(struct mem_table *table, struct mem_row row)
{
	int i = table->rows;

	if (!row.size)
		return;
	if (i == MEM_ROWS_MAX) {
		table->more++;
		return;
	}
	for (; i > 0 && mem_before(&row, &table->row[i - 1]); i--)
		table->row[i] = table->row[i - 1];
	table->row[i] = row;
	table->rows++;
}

/* Returns how many there are. */
static int mem_add_banks(struct mem_table *table, const struct dt_tree *tree)
{
	struct dt_range bank[MEM_BANKS_MAX];
	int more = 0;
	int count = dt_memory(tree, bank, MEM_BANKS_MAX, &more);

	for (int i = 0; i < count; i++)
		mem_add(table, (struct mem_row){ bank[i].base, bank[i].size, "RAM", "" });
	table->more += more;
	return count;
}

static void mem_add_reserved(struct mem_table *table, const struct dt_tree *tree)
{
	struct dt_reserved it;

	dt_reserved_init(&it, tree);
	while (dt_reserved_next(&it))
		mem_add(table, (struct mem_row){ it.range.base, it.range.size,
						 it.no_map ? "no-map" : "reserved", it.name });
}

/* The initrd, as boot loaders tell it: `end` is the first byte behind. */
static void mem_add_initrd(struct shell *shell, struct mem_table *table)
{
	struct dt_node chosen = { shell->tree, shell->tree->chosen };
	uint64_t start, end;

	if (!dt_found(chosen) || dt_number(chosen, "linux,initrd-start", &start) ||
	    dt_number(chosen, "linux,initrd-end", &end))
		return;
	if (end < start)
		shell_error(shell, 0, "initrd: ends before it starts, so it is ignored");
	else
		mem_add(table, (struct mem_row){ start, end - start, "initrd", "" });
}

/* Few and important ones first, since the table may fill up. */
static void mem_gather(struct shell *shell, struct mem_table *table)
{
	table->rows = table->more = 0;
	for (int i = 0; i < shell->region_count; i++) {
		const struct shell_region *region = &shell->regions[i];

		mem_add(table, (struct mem_row){ region->base, region->size, region->name, "" });
	}
	if (!shell->tree)
		return;
	mem_add_initrd(shell, table);
	if (!mem_add_banks(table, shell->tree))
		shell_error(shell, 0, "RAM: unknown; the tree has no usable memory node");
	mem_add_reserved(table, shell->tree);
}

/* "128 MiB", "1.5 KiB": for people, one digit behind the point and rounded down. */
static void mem_size(char *text, size_t room, uint64_t size)
{
	static const char unit[][4] = { "B", "KiB", "MiB", "GiB", "TiB" };
	unsigned i = 0, rest = 0; /* rest: of the unit, in 1/1024 */

	for (; size >= 1024 && i < 4; i++, size /= 1024)
		rest = size % 1024;
	rest = rest * 10 / 1024;
	if (rest)
		snprintf(text, room, "%" PRIu64 ".%u %s", size, rest, unit[i]);
	else
		snprintf(text, room, "%" PRIu64 " %s", size, unit[i]);
}

/* One that wraps past the end of the address space is shown up to the end. */
static void mem_print_row(struct shell *shell, const struct mem_row *row)
{
	uint64_t last = row->base + (row->size - 1);
	struct dt_text out;
	char size[24];

	if (last < row->base)
		last = UINT64_MAX;
	mem_size(size, sizeof(size), row->size);
	shell_printf(shell, "0x%016" PRIx64 " 0x%016" PRIx64 " %10s %s", row->base, last, size,
		     row->kind);
	shell_text(shell, &out);
	if (row->name[0])
		dt_putc(&out, ' ');
	dt_put_escaped(&out, row->name, strlen(row->name));
	dt_putc(&out, '\n');
	dt_flush(&out);
}

static int mem_run(struct shell *shell, const struct shell_args *args)
{
	struct mem_table *table = &mem_table;

	(void)args;
	mem_gather(shell, table);
	shell_printf(shell, "%-18s %-18s %10s %s\n", "base", "last", "size", "what");
	for (int i = 0; i < table->rows; i++)
		mem_print_row(shell, &table->row[i]);
	if (table->more)
		shell_printf(shell, "and %d more\n", table->more);
	return 0;
}

static const struct shell_command mem_command = {
	.name = "mem",
	.args = "",
	.summary = "show RAM and what of it is reserved or in use, by address",
	.detail = "RAM, reserved and no-map (which nobody may even map) are what the tree\n"
		  "says; the other rows are known from elsewhere.",
	.run = mem_run,
};
SHELL_COMMAND(mem_command);
