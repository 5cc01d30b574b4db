/*
 * The APLIC, which signals interrupts to the harts directly, or as messages to their IMSICs.
 *
 * A message is an edge, also where the wire is a level. So after each message, and after a pause,
 * the source must look at its wire again, or an interrupt that is still active would be lost.
 * Sources: RISC-V Advanced Interrupt Architecture 1.0, chapter 4: 4.5 (registers), 4.7 (pending
 * bits), 4.9.2 (levels as messages); binding interrupt-controller/riscv,aplic.yaml.
 */
#include <errno.h>
#include "drivers/irqchip/aplic_listen.h"
#include "drivers/irqchip/aplic_off.h"
#include "drivers/irqchip/aplic_registers.h"
#include "drivers/irqchip/aplic_wire.h"
#include "drivers/irqchip/irqchip_driver.h"
#include "drivers/irqchip/irqchip_imsic.h"
#include "fdt/where/interrupt.h"
#include "kernel/aia.h"

enum {
	HARTS_MAX = 1 << 14,
	CHILDREN_MAX = 8,
};

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
	const struct aplic_wire *wire = aplic_wire_find(chip, source);

	if (on && !wire)
		return aplic_hear(chip, source);
	if (on)
		return aplic_enable(chip, wire, PRIORITY);
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

static int direct_listen(struct irq_chip *chip, uint32_t source, uint32_t sense, uint32_t was[2])
{
	return aplic_listen(chip, source, sense, PRIORITY_LOWEST, was);
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
	.listen = direct_listen,
	.unlisten = aplic_unlisten,
	.stop = direct_stop,
};

/* --- delivery by messages -------------------------------------------------------------------- */

static const struct irq_chip_ops msi_ops;

/* Whether another APLIC that is in use sends to the hart's file as well. */
static bool msi_shares(const struct irq_chip *chip)
{
	const struct irq_chip *other = irq_chips();

	while (other && (other == chip || other->ops != &msi_ops))
		other = other->next;
	return other;
}

static int msi_start(struct irq_chip *chip)
{
	int err = aplic_start(chip, DOMAINCFG_DM);

	return err || msi_shares(chip) ? err : imsic_start(chip->ids);
}

/*
 * Makes the source pending again if its wire is still active. The specification lets setipnum work
 * on levels only while they are active; QEMU 7.2 lets it always work, as on edges. So the wire is
 * read first.
 */
static void msi_look(struct irq_chip *chip, uint32_t source)
{
	const struct aplic_wire *wire = aplic_wire_find(chip, source);
	uint32_t mode = wire ? wire->mode : chip->hear ? aplic_mode(chip, source) : 0;

	if (mode >= APLIC_LEVEL_HIGH &&
	    regs_read(&chip->regs, APLIC_IN_CLRIP + source / 32) >> source % 32 & 1)
		aplic_write(chip, APLIC_SETIPNUM, source);
}

/* The identity of a source that is listened to: after those of wires. */
static uint32_t msi_heard(const struct irq_chip *chip, uint32_t source)
{
	return APLIC_WIRES_MAX + chip->before + source;
}

static int msi_enable(struct irq_chip *chip, uint32_t source, bool on)
{
	const struct aplic_wire *wire = aplic_wire_find(chip, source);
	int err = 0;

	if (!wire && !chip->hear)
		return -ENODEV;
	imsic_enable(wire ? aplic_wire_identity(wire) : msi_heard(chip, source), on);
	if (!on)
		aplic_write(chip, APLIC_CLRIENUM, source);
	else if (wire)
		err = aplic_enable(chip, wire, aplic_wire_identity(wire));
	else
		err = aplic_hear(chip, source);
	if (on && !err)
		msi_look(chip, source);
	return err;
}

/* Several APLICs may share the hart's file: identities of another one are left to that one. */
static uint32_t msi_claim(struct irq_chip *chip)
{
	uint32_t id = aia_top(), source = 0;

	if (id <= APLIC_WIRES_MAX)
		source = aplic_wire_source(chip, id);
	else if (chip->hear && id > msi_heard(chip, 0) && id <= msi_heard(chip, chip->sources))
		source = id - msi_heard(chip, 0);
	if (source)
		imsic_clear(id);
	return source;
}

static void msi_complete(struct irq_chip *chip, uint32_t source)
{
	msi_look(chip, source);
}

static int msi_listen(struct irq_chip *chip, uint32_t source, uint32_t sense, uint32_t was[2])
{
	if (msi_heard(chip, source) > chip->ids)
		return -ENOSPC;
	return aplic_listen(chip, source, sense, msi_heard(chip, source), was);
}

/* After listening another APLIC may still use the file. At the hand-off all of them are stopped. */
static void msi_stop(struct irq_chip *chip)
{
	aplic_stop(chip);
	if (!chip->hear || !msi_shares(chip))
		imsic_stop(chip->ids);
}

static const struct irq_chip_ops msi_ops = {
	.start = msi_start,
	.enable = msi_enable,
	.claim = msi_claim,
	.complete = msi_complete,
	.listen = msi_listen,
	.unlisten = aplic_unlisten,
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

static const char *const aplic_compatible[] = { "riscv,aplic", NULL };

static const struct irqchip_driver aplic_driver = {
	.compatible = aplic_compatible,
	.bind = aplic_bind,
	.wire = aplic_wire,
};
IRQCHIP_DRIVER(aplic_driver);
