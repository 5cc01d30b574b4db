/* reg: where a node's registers are: their addresses on its bus and for the CPU. */
#include <errno.h>
#include "fdt/core/chars.h"
#include "fdt/where/address.h"
#include "shell/dt/kit/resources.h"

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
static void reg_put_way(struct dt_text *out, const struct dt_place *place)
{
	dt_puts(out, "bus ");
	reg_put_address(out, place);
	dt_puts(out, "  cpu ");
	if (place->reached)
		dt_put_hex(out, place->cpu);
	else
		dt_putc(out, '-');
	dt_puts(out, "  size ");
	dt_put_hex(out, place->size);
}

static void reg_put(struct dt_text *out, const struct dt_place *place)
{
	dt_puts(out, "  ");
	switch (place->kind) {
	case DT_REG_HART:
		dt_puts(out, "hart ");
		dt_put_dec(out, place->bus.number);
		break;
	case DT_REG_NUMBER:
		dt_puts(out, "number ");
		reg_put_address(out, place);
		break;
	case DT_REG_PCI:
		dt_puts(out, "pci ");
		reg_put_function(out, place->bus.space);
		break;
	default:
		reg_put_way(out, place);
	}
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
		reg_put(&resources->out, &place);
		if (place.kind != DT_REG_ADDRESS)
			place.fault.why = NULL; /* it needs no address of the CPU */
		shell_resource_fault(resources, &place.fault);
		got = 0;
	}
	if (got < 0) {
		shell_resource_begin(resources);
		dt_puts(&resources->out, "  -");
		shell_resource_fault(resources, &place.fault);
	}
	return resources->index ? 0 : -ENOENT;
}

static int reg_run(struct shell *shell, const struct shell_args *args)
{
	static const struct shell_resource_kind kind = {
		.what = "reg",
		.names = "reg-names",
		.show = reg_show,
	};

	return shell_show_resources(shell, args, &kind);
}

static const struct shell_command reg_command = {
	.name = "reg",
	.args = "[NODE]",
	.summary = "show a node's addresses, on its bus and for the CPU",
	.detail = "reg[N] \"NAME\"  bus ADDRESS  cpu ADDRESS  size SIZE\n"
		  "NAME is from reg-names. cpu - : the CPU cannot reach it; the bus and property\n"
		  "that prevent it follow. A device on a bus without addresses has a 'number', a\n"
		  "child of /cpus its 'hart', a function of PCI 'pci BUS:DEV.FN'.",
	.example = "reg -r /soc",
	.options = shell_resource_options,
	.max_args = 1,
	.needs_tree = true,
	.run = reg_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(reg_command);
