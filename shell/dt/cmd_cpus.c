/* cpus: the harts: what each can do, its caches, and its place in the topology. */
#include <errno.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/core/index.h"
#include "fdt/where/interrupt.h" /* dt_by_phandle */
#include "fdt/where/machine.h"
#include "shell/dt/kit/property.h"
#include "shell/dt/kit/regions.h"

enum { CPUS_CACHES = 4 }; /* levels; more are a circle */

/* Properties that are texts, and how their lines begin. */
static const struct cpus_row {
	const char *name, *label;
} cpus_texts[] = {
	{ .name = "riscv,isa", .label = "  isa: " },
	{ .name = "riscv,isa-base", .label = "  base: " },
	{ .name = "riscv,isa-extensions", .label = "  with: " },
	{ .name = "mmu-type", .label = "  mmu: " },
};

/* Properties that are sizes of caches. */
static const struct cpus_row cpus_caches[] = {
	{ .name = "i-cache-size", .label = "L1i " },
	{ .name = "d-cache-size", .label = "L1d " },
	{ .name = "cache-size", .label = "unified " },
};

static void cpus_put_texts(struct dt_text *out, struct dt_node cpu)
{
	for (size_t i = 0; i < sizeof(cpus_texts) / sizeof(*cpus_texts); i++) {
		int len;
		const char *list = dt_prop(cpu, cpus_texts[i].name, &len);

		if (!list)
			continue;
		dt_puts(out, cpus_texts[i].label);
		shell_put_strings(out, list, (size_t)len, ' ');
		dt_putc(out, '\n');
	}
}

/* The sizes that the node has; false: it has no sizes. */
static bool cpus_put_sizes(struct dt_text *out, struct dt_node node, const char *between)
{
	bool any = false;

	for (size_t i = 0; i < sizeof(cpus_caches) / sizeof(*cpus_caches); i++) {
		uint64_t size;
		char text[24];

		if (dt_number(node, cpus_caches[i].name, &size) || !size)
			continue;
		region_size(text, size);
		dt_puts(out, any ? ", " : between);
		dt_puts(out, cpus_caches[i].label);
		dt_puts(out, text);
		any = true;
	}
	return any;
}

/* From the hart's own caches to the last that is shared. */
static void cpus_put_caches(struct dt_text *out, struct dt_node cpu)
{
	bool any = cpus_put_sizes(out, cpu, "  caches: ");
	uint64_t phandle;

	for (int i = 0; i < CPUS_CACHES; i++) {
		if (dt_number(cpu, "next-level-cache", &phandle) &&
		    dt_number(cpu, "l2-cache", &phandle))
			break;
		dt_puts(out, any ? ", then " : "  caches: ");
		any = true;
		cpu = dt_by_phandle(cpu.tree, (uint32_t)phandle);
		if (!dt_found(cpu)) {
			dt_puts(out, "a cache that is not in the tree");
			break;
		}
		dt_put_path(out, cpu);
		cpus_put_sizes(out, cpu, " ");
	}
	if (any)
		dt_putc(out, '\n');
}

/* "hart 0: okay, boot, /cpus/cpu@0" */
static void cpus_put_head(struct shell *shell, struct dt_text *out, struct dt_node cpu)
{
	const char *status = "okay";
	uint64_t hart;
	int len = dt_string(cpu, "status", &status);

	if (dt_number(cpu, "reg", &hart)) {
		dt_puts(out, "hart ?: ");
	} else {
		dt_puts(out, "hart ");
		dt_put_dec(out, hart);
		dt_puts(out, ": ");
		if (shell->port->machine && shell->hart == hart)
			dt_puts(out, "this one, ");
	}
	dt_put_escaped(out, status, len < 0 ? strlen(status) : (size_t)len);
	dt_puts(out, ", ");
	dt_put_path(out, cpu);
	dt_putc(out, '\n');
}

/* A leaf of cpu-map: "cluster0/core1: hart 1". */
static void cpus_put_place(struct dt_text *out, const struct dt_trail *trail, int top)
{
	uint64_t phandle, hart;
	struct dt_node cpu;

	if (dt_number(dt_trail_node(trail), "cpu", &phandle))
		return;
	for (int level = top + 1; level <= trail->depth; level++) {
		const char *name = dt_name((struct dt_node){ trail->tree, trail->node[level] });

		dt_puts(out, level > top + 1 ? "/" : "");
		dt_put_escaped(out, name, strlen(name));
	}
	cpu = dt_by_phandle(trail->tree, (uint32_t)phandle);
	dt_puts(out, ": hart ");
	if (dt_number(cpu, "reg", &hart) == 0)
		dt_put_dec(out, hart);
	else
		dt_putc(out, '?');
	dt_putc(out, '\n');
}

static void cpus_put_map(struct dt_text *out, struct dt_node cpus)
{
	static const char name[] = "cpu-map";
	const struct dt_index *index = cpus.tree->index;
	int32_t map = dt_index_child(cpus.tree, dt_number_of(cpus), name, sizeof(name) - 1);
	struct dt_trail trail;

	if (map < 0)
		return;
	for (int32_t i = map + 1; i < index->node[map].end; i++)
		if (dt_index_trail(cpus.tree, i, &trail) == 0)
			cpus_put_place(out, &trail, index->node[map].depth);
}

static int cpus_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_node cpus = { shell->tree, shell->tree->cpus }, cpu;
	struct dt_text out;
	struct dt_cpus all;
	int err = shell_index(shell);

	(void)args;
	if (err)
		return err;
	if (!dt_found(cpus))
		return shell_error(shell, -ENOENT, "/cpus: no such node");
	shell_text(shell, &out);
	for (cpu = dt_first_child(cpus); dt_found(cpu); cpu = dt_next_child(cpu)) {
		if (!dt_is_cpu(cpu))
			continue;
		cpus_put_head(shell, &out, cpu);
		cpus_put_texts(&out, cpu);
		cpus_put_caches(&out, cpu);
	}
	cpus_put_map(&out, cpus);
	dt_cpus(shell->tree, &all);
	dt_puts(&out, "timebase: ");
	if (all.timebase)
		dt_put_dec(&out, all.timebase);
	dt_puts(&out, all.timebase ? " Hz\n" : "unknown\n");
	dt_flush(&out);
	return 0;
}

static const struct shell_command cpus_command = {
	.name = "cpus",
	.args = "",
	.summary = "show each hart: status, ISA, MMU, caches, topology",
	.needs_tree = true,
	.run = cpus_run,
};
SHELL_COMMAND(cpus_command);
