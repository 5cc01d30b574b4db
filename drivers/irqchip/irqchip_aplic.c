/*
 * The APLIC, which signals interrupts to the harts directly, or as messages to their IMSICs.
 *
 * A message is an edge, also where the wire is a level. So after each message, and after a pause,
 * the source must look at its wire again, or an interrupt that is still active would be lost.
 * Sources: RISC-V Advanced Interrupt Architecture 1.0, chapter 4: 4.5 (registers), 4.7 (pending
 * bits), 4.9.2 (levels as messages); binding interrupt-controller/riscv,aplic.yaml.
 */
#include <errno.h>
#include "drivers/irqchip/aplic_off.h"
#include "drivers/irqchip/aplic_registers.h"
#include "drivers/irqchip/irqchip_driver.h"
#include "drivers/irqchip/irqchip_imsic.h"
#include "fdt/where/interrupt.h"
#include "kernel/aia.h"

enum {
	HARTS_MAX = 1 << 14,
	CHILDREN_MAX = 8,
	WIRES_MAX = 32, /* every IMSIC has at least 63 identities */
};

/* The second cell of a specifier. */
enum aplic_sense { SENSE_EDGE_UP = 1, SENSE_EDGE_DOWN = 2, SENSE_LEVEL_LOW = 8 };

/* A source that a device uses. Its identity at the IMSIC is its row's number, from 1. */
static struct aplic_wire {
	const struct irq_chip *chip; /* NULL: the row is free */
	uint32_t source;
	enum aplic_mode mode;
} wires[WIRES_MAX];

static struct aplic_wire *aplic_find(const struct irq_chip *chip, uint32_t source)
{
	struct aplic_wire *wire = wires;

	for (; wire < wires + WIRES_MAX; wire++)
		if (wire->chip == chip && wire->source == source)
			return wire;
	return NULL;
}

static uint32_t aplic_identity(const struct aplic_wire *wire)
{
	return (uint32_t)(wire - wires) + 1;
}

static void aplic_write(struct irq_chip *chip, unsigned index, uint32_t value)
{
	regs_write(&chip->regs, index, value);
}

static int aplic_start(struct irq_chip *chip, uint32_t mode)
{
	aplic_disable_all(chip);
	aplic_write(chip, APLIC_DOMAINCFG, mode | DOMAINCFG_IE);
	/* There may be no APLIC, or one that has the other mode only. */
	if (regs_read(&chip->regs, APLIC_DOMAINCFG) != (DOMAINCFG_FIXED | mode | DOMAINCFG_IE))
		return -ENODEV;
	return 0;
}

/* @low: the low bits of the source's target, a priority or an identity. */
static int aplic_enable(struct irq_chip *chip, const struct aplic_wire *wire, uint32_t low)
{
	aplic_write(chip, APLIC_SOURCECFG + wire->source, wire->mode);
	/* Reads as 0 where the domain above did not delegate the source. */
	if (regs_read(&chip->regs, APLIC_SOURCECFG + wire->source) != wire->mode)
		return -ENODEV;
	aplic_write(chip, APLIC_TARGET + wire->source, chip->context << TARGET_HART | low);
	aplic_write(chip, APLIC_SETIENUM, wire->source);
	return 0;
}

/* --- direct delivery ------------------------------------------------------------------------- */

static unsigned aplic_idc(const struct irq_chip *chip, unsigned index)
{
	return APLIC_IDC + chip->context * APLIC_IDC_SIZE + index;
}

static int direct_start(struct irq_chip *chip)
{
	int err = aplic_start(chip, 0);

	if (err)
		return err;
	aplic_write(chip, aplic_idc(chip, IDC_ITHRESHOLD), 0);
	aplic_write(chip, aplic_idc(chip, IDC_IDELIVERY), 1);
	return 0;
}

static int direct_enable(struct irq_chip *chip, uint32_t source, bool on)
{
	const struct aplic_wire *wire = aplic_find(chip, source);

	if (on)
		return wire ? aplic_enable(chip, wire, PRIORITY) : -ENODEV;
	aplic_write(chip, APLIC_CLRIENUM, source);
	return 0;
}

static uint32_t direct_claim(struct irq_chip *chip)
{
	return (uint32_t)regs_read(&chip->regs, aplic_idc(chip, IDC_CLAIMI)) >> CLAIMI_SOURCE;
}

static void direct_complete(struct irq_chip *chip, uint32_t source)
{
	(void)chip; /* a level stays pending as long as it is active */
	(void)source;
}

static void direct_stop(struct irq_chip *chip)
{
	aplic_write(chip, aplic_idc(chip, IDC_IDELIVERY), 0);
	aplic_stop(chip);
}

static const struct irq_chip_ops direct_ops = {
	.start = direct_start,
	.enable = direct_enable,
	.claim = direct_claim,
	.complete = direct_complete,
	.stop = direct_stop,
};

/* --- delivery by messages -------------------------------------------------------------------- */

static int msi_start(struct irq_chip *chip)
{
	int err = aplic_start(chip, DOMAINCFG_DM);

	return err ? err : imsic_start(chip->ids);
}

/*
 * Makes the source pending again if its wire is still active. The specification lets setipnum work
 * on levels only while they are active; QEMU 7.2 lets it always work, as on edges. So the wire is
 * read first.
 */
static void msi_look(struct irq_chip *chip, const struct aplic_wire *wire)
{
	uint32_t source = wire ? wire->source : 0;

	if (wire && wire->mode >= APLIC_LEVEL_HIGH &&
	    regs_read(&chip->regs, APLIC_IN_CLRIP + source / 32) >> source % 32 & 1)
		aplic_write(chip, APLIC_SETIPNUM, source);
}

static int msi_enable(struct irq_chip *chip, uint32_t source, bool on)
{
	const struct aplic_wire *wire = aplic_find(chip, source);
	int err;

	if (!wire)
		return -ENODEV;
	imsic_enable(aplic_identity(wire), on);
	if (!on) {
		aplic_write(chip, APLIC_CLRIENUM, source);
		return 0;
	}
	err = aplic_enable(chip, wire, aplic_identity(wire));
	if (!err)
		msi_look(chip, wire);
	return err;
}

/* Several APLICs may share the hart's file: identities of another one are left to that one. */
static uint32_t msi_claim(struct irq_chip *chip)
{
	uint32_t id = aia_top();

	if (id == 0 || id > WIRES_MAX || wires[id - 1].chip != chip)
		return 0;
	imsic_clear(id);
	return wires[id - 1].source;
}

static void msi_complete(struct irq_chip *chip, uint32_t source)
{
	msi_look(chip, aplic_find(chip, source));
}

static void msi_stop(struct irq_chip *chip)
{
	aplic_stop(chip);
	imsic_stop(chip->ids);
}

static const struct irq_chip_ops msi_ops = {
	.start = msi_start,
	.enable = msi_enable,
	.claim = msi_claim,
	.complete = msi_complete,
	.stop = msi_stop,
};

/* --- from the tree --------------------------------------------------------------------------- */

static int aplic_bind_msi(struct dt_node node, uint32_t parent, uint64_t hart,
			  struct irq_chip *chip, const char **why)
{
	struct imsic imsic;
	int err = imsic_find(dt_by_phandle(node.tree, parent), hart, &imsic, why);

	if (err)
		return err;
	chip->ops = &msi_ops;
	chip->name = "aplic-msi";
	chip->context = imsic.hart;
	chip->ids = imsic.ids;
	return irqchip_regs(node, APLIC_END, "riscv,num-sources", chip, why);
}

static int aplic_bind_direct(struct dt_node node, uint64_t hart, struct irq_chip *chip,
			     const char **why)
{
	int context = irqchip_context(node, hart, why), len;
	const uint8_t *indexes = dt_prop(node, "riscv,hart-indexes", &len);

	if (context < 0)
		return context;
	chip->ops = &direct_ops;
	chip->name = "aplic";
	chip->context = (uint32_t)context;
	if (len / DT_CELL > context)
		chip->context = dt_be32(indexes + (size_t)context * DT_CELL);
	if (chip->context >= HARTS_MAX) {
		*why = "its controller's number for this hart is too high";
		return -EINVAL;
	}
	return irqchip_regs(node, (uint64_t)aplic_idc(chip, 0) + APLIC_IDC_SIZE,
			    "riscv,num-sources", chip, why);
}

static int aplic_bind_domain(struct dt_node node, uint64_t hart, struct irq_chip *chip,
			     const char **why)
{
	uint64_t parent;

	if (dt_number(node, "msi-parent", &parent) == 0)
		return aplic_bind_msi(node, (uint32_t)parent, hart, chip, why);
	return aplic_bind_direct(node, hart, chip, why);
}

/* A domain of M-mode delegates its sources, with the same numbers, to a domain below it. */
static int aplic_bind(struct dt_node node, uint64_t hart, struct irq_chip *chip, const char **why)
{
	int err = aplic_bind_domain(node, hart, chip, why), len;
	const uint8_t *children = dt_prop(node, "riscv,children", &len);

	for (int i = 0; err == -ENODEV && i < len / DT_CELL && i < CHILDREN_MAX; i++) {
		struct dt_node child = dt_by_phandle(node.tree,
						     dt_be32(children + (size_t)i * DT_CELL));

		err = aplic_bind_domain(child, hart, chip, why);
	}
	return err;
}

static int aplic_wire(const struct irq_chip *chip, uint32_t source, uint32_t sense,
		      const char **why)
{
	struct aplic_wire *wire = aplic_find(chip, source);

	if (!wire)
		wire = aplic_find(NULL, 0);
	if (!wire) {
		*why = "too many interrupts";
		return -ENOSPC;
	}
	wire->chip = chip;
	wire->source = source;
	wire->mode = APLIC_LEVEL_HIGH;
	if (sense == SENSE_LEVEL_LOW)
		wire->mode = APLIC_LEVEL_LOW;
	else if (sense & SENSE_EDGE_UP)
		wire->mode = APLIC_EDGE_UP;
	else if (sense & SENSE_EDGE_DOWN)
		wire->mode = APLIC_EDGE_DOWN;
	return 0;
}

static const char *const aplic_compatible[] = { "riscv,aplic", NULL };

static const struct irqchip_driver aplic_driver = {
	.compatible = aplic_compatible,
	.bind = aplic_bind,
	.wire = aplic_wire,
};
IRQCHIP_DRIVER(aplic_driver);
