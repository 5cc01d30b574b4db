/* cpus: the harts: what each can do, its caches, its place in the topology, and the SoC. */
#include <errno.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/core/index.h"
#include "fdt/where/interrupt.h" /* dt_by_phandle */
#include "fdt/where/machine.h"
#include "shell/dt/kit/board.h"
#include "shell/report/report.h"

enum { CPUS_CACHES = 4 }; /* levels; more are a circle */

enum {
	CPUS_HART,
	CPUS_HERE,
	CPUS_NODE,
	CPUS_CORE,
	CPUS_STATUS,
	CPUS_ISA,
	CPUS_BASE,
	CPUS_EXTENSIONS,
	CPUS_MMU,
};

static const struct report_column cpus_columns[] = {
	[CPUS_HART] = { .key = "hart", .title = "hart" },
	[CPUS_HERE] = { .key = "this", .title = "this one" },
	[CPUS_NODE] = { .key = "node", .title = "node" },
	[CPUS_CORE] = { .key = "core", .title = "core" },
	[CPUS_STATUS] = { .key = "status", .title = "status" },
	[CPUS_ISA] = { .key = "isa", .title = "isa" },
	[CPUS_BASE] = { .key = "isa_base", .title = "isa base" },
	[CPUS_EXTENSIONS] = { .key = "extensions", .title = "extensions" },
	[CPUS_MMU] = { .key = "mmu", .title = "mmu" },
};

static const struct report_table cpus_table = {
	.key = "harts",
	.layout = REPORT_RECORD,
	REPORT_TABLE_COLUMNS(cpus_columns),
};

/* A hart's own caches, and after them the shared ones, to the last. */
enum {
	CPUS_CACHE_HART,
	CPUS_CACHE_NODE,
	CPUS_CACHE_SIZES, /* the first of them */
};

static const struct report_column cpus_cache_columns[] = {
	[CPUS_CACHE_HART] = { .key = "hart", .title = "HART", .flags = REPORT_RIGHT },
	[CPUS_CACHE_NODE] = { .key = "node", .title = "CACHE" },
	{ .key = "i_cache_size", .title = "INSTRUCTIONS", .flags = REPORT_RIGHT },
	{ .key = "d_cache_size", .title = "DATA", .flags = REPORT_RIGHT },
	{ .key = "cache_size", .title = "UNIFIED", .flags = REPORT_RIGHT },
};

static const struct report_table cpus_cache_table = {
	.key = "caches",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(cpus_cache_columns),
};

enum { CPUS_PLACE, CPUS_PLACE_HART };

static const struct report_column cpus_place_columns[] = {
	[CPUS_PLACE] = { .key = "place", .title = "PLACE" },
	[CPUS_PLACE_HART] = { .key = "hart", .title = "HART" },
};

static const struct report_table cpus_place_table = {
	.key = "topology",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(cpus_place_columns),
};

static const struct report_column cpus_time_columns[] = {
	{ .key = "timebase_frequency", .title = "timebase" },
	{ .title = "timebase" },
};

static const struct report_table cpus_time_table = {
	.key = "time",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(cpus_time_columns),
};

/* --- harts ----------------------------------------------------------------------------------- */

/* Moves on to the next hart; false at the end. */
static bool cpus_next(struct dt_node cpus, struct dt_node *cpu)
{
	*cpu = cpu->tree ? dt_next_child(*cpu) : dt_first_child(cpus);
	while (dt_found(*cpu) && !dt_is_cpu(*cpu))
		*cpu = dt_next_child(*cpu);
	return dt_found(*cpu);
}

static void cpus_put_text(struct report *report, int column, struct dt_node cpu, const char *name)
{
	const char *text = NULL;
	int len = dt_string(cpu, name, &text);

	report_bytes(report, column, text, len);
}

static void cpus_put_hart(struct report *report, struct dt_node cpu)
{
	const struct shell *shell = report->shell;
	const char *text = "okay";
	uint64_t hart;
	int len;

	report_row(report);
	if (dt_number(cpu, "reg", &hart) == 0) {
		report_dec(report, CPUS_HART, hart);
		report_flag(report, CPUS_HERE, shell->port->machine && shell->hart == hart);
	}
	report_node(report, CPUS_NODE, cpu);
	cpus_put_text(report, CPUS_CORE, cpu, "compatible");
	len = dt_string(cpu, "status", &text);
	report_bytes(report, CPUS_STATUS, text, len < 0 ? (int)strlen(text) : len);
	cpus_put_text(report, CPUS_ISA, cpu, "riscv,isa");
	cpus_put_text(report, CPUS_BASE, cpu, "riscv,isa-base");
	report_strings(report, CPUS_EXTENSIONS, dt_strings(cpu, "riscv,isa-extensions"));
	cpus_put_text(report, CPUS_MMU, cpu, "mmu-type");
}

static void cpus_harts(struct report *report, struct dt_node cpus)
{
	struct dt_node cpu = { 0 };

	report_table(report, &cpus_table);
	while (cpus_next(cpus, &cpu))
		cpus_put_hart(report, cpu);
}

/* --- caches ---------------------------------------------------------------------------------- */

/* A row, where the node says something of a cache. */
static void cpus_put_cache(struct report *report, struct dt_node cpu, struct dt_node cache)
{
	static const char names[][16] = { "i-cache-size", "d-cache-size", "cache-size" };
	bool shown = cache.offset != cpu.offset;
	uint64_t size[3], hart;

	for (int i = 0; i < 3; i++) {
		if (dt_number(cache, names[i], &size[i]))
			size[i] = 0;
		shown |= size[i] != 0;
	}
	if (!shown)
		return;
	report_row(report);
	if (dt_number(cpu, "reg", &hart) == 0)
		report_dec(report, CPUS_CACHE_HART, hart);
	if (dt_found(cache))
		report_node(report, CPUS_CACHE_NODE, cache);
	else if (!report->json)
		report_string(report, CPUS_CACHE_NODE, "no such node");
	for (int i = 0; i < 3; i++)
		if (size[i])
			report_size(report, CPUS_CACHE_SIZES + i, size[i]);
}

/* From the hart's own caches to the last that is shared. */
static void cpus_put_caches(struct report *report, struct dt_node cpu)
{
	struct dt_node cache = cpu;
	uint64_t phandle;

	cpus_put_cache(report, cpu, cache);
	for (int i = 0; i < CPUS_CACHES && dt_found(cache); i++) {
		if (dt_number(cache, "next-level-cache", &phandle) &&
		    dt_number(cache, "l2-cache", &phandle))
			return;
		cache = dt_by_phandle(cpu.tree, (uint32_t)phandle);
		cpus_put_cache(report, cpu, cache);
	}
}

static void cpus_caches(struct report *report, void *context)
{
	struct dt_node *cpus = context, cpu = { 0 };

	while (cpus_next(*cpus, &cpu))
		cpus_put_caches(report, cpu);
}

/* --- topology -------------------------------------------------------------------------------- */

/* A leaf of cpu-map: "cluster0/core1  hart 1". */
static void cpus_put_place(struct report *report, const struct dt_trail *trail, int top)
{
	uint64_t phandle, hart;
	struct dt_text *out;

	if (dt_number(dt_trail_node(trail), "cpu", &phandle))
		return;
	report_row(report);
	out = report_cell(report, CPUS_PLACE);
	for (int level = top + 1; level <= trail->depth; level++) {
		const char *name = dt_name((struct dt_node){ trail->tree, trail->node[level] });

		dt_puts(out, level > top + 1 ? "/" : "");
		dt_put_escaped(out, name, strlen(name));
	}
	if (dt_number(dt_by_phandle(trail->tree, (uint32_t)phandle), "reg", &hart) == 0)
		report_dec(report, CPUS_PLACE_HART, hart);
}

static void cpus_places(struct report *report, void *context)
{
	static const char name[] = "cpu-map";
	const struct dt_node *cpus = context;
	const struct dt_index *index = cpus->tree->index;
	int32_t map = dt_index_child(cpus->tree, dt_number_of(*cpus), name, sizeof(name) - 1);
	struct dt_trail trail;

	if (map < 0)
		return;
	for (int32_t i = map + 1; i < index->node[map].end; i++)
		if (dt_index_trail(cpus->tree, i, &trail) == 0)
			cpus_put_place(report, &trail, index->node[map].depth);
}

/* --------------------------------------------------------------------------------------------- */

static void cpus_time(struct report *report)
{
	struct dt_cpus all;

	dt_cpus(report->shell->tree, &all);
	report_table(report, &cpus_time_table);
	report_row(report);
	if (all.timebase)
		report_hz(report, 0, all.timebase);
	else
		report_string(report, 1, "unknown");
}

static int cpus_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_node cpus = { shell->tree, shell->tree->cpus };
	struct report report;
	int err = shell_index(shell);

	if (err)
		return err;
	if (!dt_found(cpus))
		return shell_error(shell, -ENOENT, "/cpus: no such node");
	report_begin(&report, shell, args);
	cpus_harts(&report, cpus);
	report_rows(&report, &cpus_cache_table, cpus_caches, &cpus);
	report_rows(&report, &cpus_place_table, cpus_places, &cpus);
	cpus_time(&report);
	board_report(&report);
	report_end(&report);
	return 0;
}

static const struct shell_command cpus_command = {
	.name = "cpus",
	.group = SHELL_FACTS,
	.args = "",
	.summary = "show each hart: core, ISA, MMU, caches, topology; SoC, quirks",
	.reports = true,
	.needs_tree = true,
	.run = cpus_run,
};
SHELL_COMMAND(cpus_command);
