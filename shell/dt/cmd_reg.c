/* reg: where a node's registers are: their addresses on its bus and for the CPU. */
#include <errno.h>
#include "fdt/core/chars.h"
#include "fdt/where/address.h"
#include "shell/dt/kit/resources.h"

enum {
	REG_HART = SHELL_RESOURCE_OWN,
	REG_NUMBER,
	REG_PCI,
	REG_BUS,
	REG_CPU,
	REG_CPU_NONE, /* for people */
	REG_SIZE,
	REG_FAULT,
	REG_UNREADABLE, /* for people: - before the fault */
};

static const struct report_column reg_columns[] = {
	SHELL_RESOURCE_COLUMNS,
	{ .key = "hart", .title = "hart" },
	{ .key = "number", .title = "number" },
	{ .key = "pci", .title = "pci" },
	{ .key = "bus", .title = "bus" },
	{ .key = "cpu", .title = "cpu" },
	{ .title = "cpu" },
	{ .key = "size", .title = "size" },
	{ .key = "fault" },
	{ .title = "- " },
};

static const struct report_table reg_table = {
	.key = "registers",
	REPORT_TABLE_COLUMNS(reg_columns),
};

/* An address in PCI's space: "mem32 0x40000000". Source: IEEE 1275 PCI bus binding, 2.2.1.1. */
static void reg_put_pci(struct dt_text *out, const struct dt_address *address)
{
	static const char *const space[] = { "config", "io", "mem32", "mem64" }; /* by ss */

	dt_puts(out, space[address->space >> 24 & 3]);
	dt_putc(out, ' ');
	dt_put_hex(out, address->number);
}

/* A function of PCI, from phys.hi: "00:01.2", and the register where it is not the first. */
static void reg_put_function(struct dt_text *out, uint32_t hi)
{
	dt_putc(out, hex_digit(hi >> 20));
	dt_putc(out, hex_digit(hi >> 16));
	dt_putc(out, ':');
	dt_putc(out, hex_digit(hi >> 15 & 1));
	dt_putc(out, hex_digit(hi >> 11));
	dt_putc(out, '.');
	dt_putc(out, hex_digit(hi >> 8 & 7));
	if (hi & 0xff) {
		dt_puts(out, " register ");
		dt_put_hex(out, hi & 0xff);
	}
}

static void reg_put_address(struct dt_text *out, const struct dt_place *place)
{
	if (place->pci) {
		reg_put_pci(out, &place->bus);
	} else if (place->bus.cells <= 2) {
		dt_put_hex(out, place->bus.number);
	} else {
		dt_putc(out, '<');
		dt_put_hex(out, place->bus.space);
		dt_putc(out, ' ');
		dt_put_hex(out, place->bus.number >> 32);
		dt_putc(out, ' ');
		dt_put_hex(out, (uint32_t)place->bus.number);
		dt_putc(out, '>');
	}
}

/* An address on the bus and for the CPU. */
static void reg_put_way(struct report *report, const struct dt_place *place)
{
	reg_put_address(report_cell(report, REG_BUS), place);
	if (place->reached)
		report_hex(report, REG_CPU, place->cpu);
	else
		dt_putc(report_cell(report, REG_CPU_NONE), '-');
	report_hex(report, REG_SIZE, place->size);
}

static void reg_put(struct shell_resources *resources, const struct dt_place *place)
{
	struct report *report = &resources->report;

	switch (place->kind) {
	case DT_REG_HART:
		report_dec(report, REG_HART, place->bus.number);
		break;
	case DT_REG_NUMBER:
		reg_put_address(report_cell(report, REG_NUMBER), place);
		break;
	case DT_REG_PCI:
		reg_put_function(report_cell(report, REG_PCI), place->bus.space);
		break;
	default:
		reg_put_way(report, place);
		shell_resource_fault(resources, REG_FAULT, &place->fault);
	}
}

/* An entry that cannot be read. */
static void reg_put_fault(struct shell_resources *resources, const struct dt_fault *fault)
{
	shell_resource_begin(resources);
	shell_resource_fault(resources, resources->report.json ? REG_FAULT : REG_UNREADABLE, fault);
}

static int reg_show(struct shell_resources *resources)
{
	struct dt_place place = { .kind = DT_REG_ADDRESS };
	struct dt_regs it;
	int got = dt_regs(&it, &resources->trail, &place.fault);

	if (got == -ENOENT)
		return got;
	while (got == 0 && (got = dt_regs_next(&it, &place)) > 0) {
		shell_resource_begin(resources);
		reg_put(resources, &place);
		got = 0;
	}
	if (got < 0)
		reg_put_fault(resources, &place.fault);
	return resources->index ? 0 : -ENOENT;
}

static int reg_run(struct shell *shell, const struct shell_args *args)
{
	static const struct shell_resource_kind kind = {
		.table = &reg_table,
		.what = "reg",
		.names = "reg-names",
		.show = reg_show,
	};

	return shell_show_resources(shell, args, &kind);
}

static const struct shell_command reg_command = {
	.name = "reg",
	.group = SHELL_FACTS,
	.args = "[NODE]",
	.summary = "show a node's addresses, on its bus and for the CPU",
	.detail = "reg[N] \"NAME\"  bus ADDRESS  cpu ADDRESS  size SIZE\n"
		  "NAME is from reg-names. cpu - : the CPU cannot reach it; the bus and property\n"
		  "that prevent it follow. A device on a bus without addresses has a 'number', a\n"
		  "child of /cpus its 'hart', a function of PCI 'pci BUS:DEV.FN'.",
	.example = "reg -r /soc",
	.options = shell_resource_options,
	.reports = true,
	.max_args = 1,
	.needs_tree = true,
	.run = reg_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(reg_command);
