/* reg: where a node's registers are, as its bus has it and as the CPU reaches them. */
#include <errno.h>
#include "fdt/where/address.h"
#include "shell/dt/kit/resources.h"

/* An address in PCI's space: "mem32 0x40000000". */
static void reg_put_pci(struct dt_text *out, const struct dt_address *address)
{
	static const char space[][7] = { "config", "io", "mem32", "mem64" };

	dt_puts(out, space[address->space >> 24 & 3]);
	dt_putc(out, ' ');
	dt_put_hex(out, address->number);
}

/* Of a function, from phys.hi: "00:01.2", and the register where it is not the first. */
static void reg_put_function(struct dt_text *out, uint32_t hi)
{
	static const char digit[] = "0123456789abcdef";

	dt_putc(out, digit[hi >> 20 & 15]);
	dt_putc(out, digit[hi >> 16 & 15]);
	dt_putc(out, ':');
	dt_putc(out, digit[hi >> 15 & 1]);
	dt_putc(out, digit[hi >> 11 & 15]);
	dt_putc(out, '.');
	dt_putc(out, digit[hi >> 8 & 7]);
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

/* An address on its way to the CPU. */
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

static int reg_tell(struct shell_where *where)
{
	struct dt_place place = { .kind = DT_REG_ADDRESS };
	struct dt_regs it;
	int got = dt_regs(&it, &where->trail, &place.fault);

	if (got == -ENOENT)
		return got;
	while (got == 0 && (got = dt_regs_next(&it, &place)) > 0) {
		shell_where_entry(where);
		reg_put(&where->out, &place);
		if (place.kind != DT_REG_ADDRESS)
			place.fault.why = NULL; /* the CPU has no address for it, nor needs one */
		shell_where_fault(where, &place.fault);
		got = 0;
	}
	if (got < 0) {
		shell_where_entry(where);
		dt_puts(&where->out, "  -");
		shell_where_fault(where, &place.fault);
	}
	return where->index ? 0 : -ENOENT;
}

static int reg_run(struct shell *shell, const struct shell_args *args)
{
	static const struct shell_where_of of = {
		.what = "reg",
		.names = "reg-names",
		.tell = reg_tell,
	};

	return shell_where(shell, args, &of);
}

static const struct shell_command reg_command = {
	.name = "reg",
	.args = "[NODE]",
	.summary = "tell a node's addresses, as its bus and as the CPU has them",
	.detail = "reg[N] \"NAME\"  bus ADDRESS  cpu ADDRESS  size SIZE\n"
		  "NAME is from reg-names. cpu - : the CPU does not reach it, and the bus and\n"
		  "property that stop it follow. A device on a bus without addresses has a\n"
		  "'number', a child of /cpus its 'hart', a function of PCI 'pci BUS:DEV.FN'.",
	.example = "reg -r /soc",
	.options = shell_where_options,
	.max_args = 1,
	.needs_tree = true,
	.run = reg_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(reg_command);
