/*
 * The PLIC: it has a context for each hart and mode, and a priority for each source.
 *
 * The driver touches the registers of this hart's context only, and the priority of a source that
 * it switches on.
 * Sources: RISC-V Platform-Level Interrupt Controller specification 1.0.0; bindings
 * interrupt-controller/sifive,plic-1.0.0.yaml, andestech,plicsw.
 */
#include "drivers/irqchip/irqchip_driver.h"

/* Registers are words of 32 bits. */
enum plic_register {
	PLIC_PRIORITY = 0,
	PLIC_ENABLE = 0x2000 / 4,
	PLIC_ENABLE_CONTEXT = 0x80 / 4, /* from one context's to the next */
	PLIC_THRESHOLD = 0x200000 / 4,
	PLIC_CLAIM = PLIC_THRESHOLD + 1,
	PLIC_CONTEXT = 0x1000 / 4, /* from one context's to the next */
};

enum { STOP_CLAIMS = 64 }; /* a source that rises again at once must not keep the hart */

static unsigned plic_enable_word(const struct irq_chip *chip, uint32_t source)
{
	return PLIC_ENABLE + chip->context * PLIC_ENABLE_CONTEXT + source / 32;
}

static void plic_write(struct irq_chip *chip, unsigned index, uint32_t value)
{
	regs_write(&chip->regs, index + chip->context * PLIC_CONTEXT, value);
}

static void plic_disable_all(struct irq_chip *chip)
{
	for (uint32_t source = 0; source <= chip->sources; source += 32)
		regs_write(&chip->regs, plic_enable_word(chip, source), 0);
}

static int plic_start(struct irq_chip *chip)
{
	plic_disable_all(chip);
	plic_write(chip, PLIC_THRESHOLD, 0);
	return 0;
}

static int plic_enable(struct irq_chip *chip, uint32_t source, bool on)
{
	unsigned index = plic_enable_word(chip, source);
	uint32_t bit = UINT32_C(1) << source % 32;
	uint32_t word = (uint32_t)regs_read(&chip->regs, index);

	regs_write(&chip->regs, index, on ? word | bit : word & ~bit);
	/* Last: QEMU 7.2 looks for pending sources here, but not when the bit above changes. */
	if (on)
		regs_write(&chip->regs, PLIC_PRIORITY + source, 1);
	return 0;
}

static uint32_t plic_claim(struct irq_chip *chip)
{
	return (uint32_t)regs_read(&chip->regs, PLIC_CLAIM + chip->context * PLIC_CONTEXT);
}

/* The PLIC ignores the completion of a source that is off, and would never signal it again. */
static void plic_complete(struct irq_chip *chip, uint32_t source)
{
	unsigned index = plic_enable_word(chip, source);
	uint32_t bit = UINT32_C(1) << source % 32;
	uint32_t word = (uint32_t)regs_read(&chip->regs, index);

	if (!(word & bit))
		regs_write(&chip->regs, index, word | bit);
	plic_write(chip, PLIC_CLAIM, source);
	if (!(word & bit))
		regs_write(&chip->regs, index, word);
}

static int plic_listen(struct irq_chip *chip, uint32_t source, uint32_t sense, uint32_t was[2])
{
	(void)sense; /* the gateway knows it */
	was[0] = (uint32_t)regs_read(&chip->regs, PLIC_PRIORITY + source);
	return 0; /* plic_enable sets the priority */
}

static void plic_unlisten(struct irq_chip *chip, uint32_t source, const uint32_t was[2])
{
	regs_write(&chip->regs, PLIC_PRIORITY + source, was[0]);
}

/* What is pending is completed while it is enabled: 1.0.0, chapter 9. */
static void plic_stop(struct irq_chip *chip)
{
	uint32_t source;

	for (int i = 0; i < STOP_CLAIMS && (source = plic_claim(chip)); i++)
		plic_complete(chip, source);
	plic_disable_all(chip);
}

static const struct irq_chip_ops plic_ops = {
	.start = plic_start,
	.enable = plic_enable,
	.claim = plic_claim,
	.complete = plic_complete,
	.listen = plic_listen,
	.unlisten = plic_unlisten,
	.stop = plic_stop,
};

static int plic_bind(struct dt_node node, uint64_t hart, struct irq_chip *chip, const char **why)
{
	int context = irqchip_context(node, hart, why);

	if (context < 0)
		return context;
	chip->ops = &plic_ops;
	chip->name = "plic";
	chip->context = (uint32_t)context;
	return irqchip_regs(node, (uint64_t)PLIC_CLAIM + 1 + chip->context * PLIC_CONTEXT,
			    "riscv,ndev", chip, why);
}

/* Strings of one SoC are here as well: old trees have no other. */
static const char *const plic_compatible[] = {
	"sifive,plic-1.0.0",
	"riscv,plic0",
	"thead,c900-plic",
	"andestech,nceplic100",
	"sifive,fu540-c000-plic",
	"starfive,jh7110-plic",
	"allwinner,sun20i-d1-plic",
	"canaan,k210-plic",
	"kendryte,k210-plic0",
	"ultrarisc,cp100-plic",
	NULL,
};

static const struct irqchip_driver plic_driver = {
	.compatible = plic_compatible,
	.bind = plic_bind,
};
IRQCHIP_DRIVER(plic_driver);
