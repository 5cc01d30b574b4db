#include "drivers/irqchip/irqchip_imsic.h"
/*
 * The IMSIC: each hart has a file of interrupt identities. Devices and APLICs write to it, and the
 * hart reads it through CSRs.
 *
 * The index by which an APLIC reaches a hart follows from the address of that hart's file.
 * Sources: RISC-V Advanced Interrupt Architecture 1.0, chapter 3, 3.6 (arrangement) and 4.5.16
 * (target); binding interrupt-controller/riscv,imsics.yaml.
 */
#include <errno.h>
#include "drivers/irqchip/irqchip_driver.h"
#include "fdt/where/address.h"
#include "kernel/aia.h"

enum {
	IMSIC_PAGE = 12, /* bits of an address within a file */
	IMSIC_IDS = 64,  /* identities a register; register numbers are even */
	IDS_MIN = 63,
	IDS_MAX = 2047,
};

/* The binding's numbers of bits. */
struct imsic_layout {
	uint64_t guest, hart, group, shift;
};

static bool imsic_number(struct dt_node node, const char *name, uint64_t max, uint64_t *value)
{
	int err = dt_number(node, name, value);

	return err == -ENOENT || (!err && *value <= max);
}

static int imsic_layout(struct dt_node node, struct imsic_layout *layout)
{
	int len;

	*layout = (struct imsic_layout){ .shift = 24 };
	dt_prop(node, "interrupts-extended", &len);
	while (len > 2 * DT_CELL << layout->hart) /* as many bits as the harts' numbers need */
		layout->hart++;
	if (!imsic_number(node, "riscv,guest-index-bits", 7, &layout->guest) ||
	    !imsic_number(node, "riscv,hart-index-bits", 15, &layout->hart) ||
	    !imsic_number(node, "riscv,group-index-bits", 7, &layout->group) ||
	    !imsic_number(node, "riscv,group-index-shift", 55, &layout->shift))
		return -EINVAL;
	return 0;
}

/* The address of file number @index: files fill one entry of reg after the other. */
static int imsic_address(struct dt_node node, uint64_t index, uint64_t file, uint64_t *address,
			 const char **why)
{
	struct dt_trail trail;
	struct dt_reg reg;
	int err = dt_trail(node, &trail);

	for (int i = 0; !err; i++) {
		err = dt_reg(&trail, i, &reg, why);
		if (!err && index < reg.size / file) {
			*address = reg.cpu + index * file;
			return 0;
		}
		index -= reg.size / file;
	}
	*why = "its IMSIC's reg has no file for this hart";
	return -EINVAL;
}

static uint64_t imsic_bits(uint64_t address, uint64_t shift, uint64_t bits)
{
	return address >> shift & ((UINT64_C(1) << bits) - 1);
}

int imsic_find(struct dt_node node, uint64_t hart, struct imsic *imsic, const char **why)
{
	struct imsic_layout layout;
	uint64_t ids, address;
	int err, index = irqchip_context(node, hart, why);

	if (index < 0)
		return index;
	if (dt_number(node, "riscv,num-ids", &ids) || ids < IDS_MIN || ids > IDS_MAX ||
	    imsic_layout(node, &layout)) {
		*why = "its IMSIC has impossible properties riscv,num-ids or riscv,*-index-*";
		return -EINVAL;
	}
	err = imsic_address(node, (uint64_t)index, UINT64_C(1) << (IMSIC_PAGE + layout.guest),
			    &address, why);
	if (err)
		return err;
	imsic->ids = (uint32_t)ids;
	imsic->hart = (uint32_t)(imsic_bits(address, layout.shift, layout.group) << layout.hart |
				 imsic_bits(address, IMSIC_PAGE + layout.guest, layout.hart));
	return 0;
}

int imsic_start(uint32_t ids)
{
	for (uint32_t id = 0; id <= ids; id += IMSIC_IDS)
		aia_write(AIA_EIE + id / IMSIC_IDS * 2, 0);
	aia_write(AIA_EITHRESHOLD, 0);
	aia_write(AIA_EIDELIVERY, 1);
	return aia_read(AIA_EIDELIVERY) == 1 ? 0 : -ENODEV;
}

void imsic_stop(uint32_t ids)
{
	aia_write(AIA_EIDELIVERY, 0);
	for (uint32_t id = 0; id <= ids; id += IMSIC_IDS) {
		aia_write(AIA_EIE + id / IMSIC_IDS * 2, 0);
		aia_write(AIA_EIP + id / IMSIC_IDS * 2, 0);
	}
}

void imsic_enable(uint32_t id, bool on)
{
	uint64_t bit = UINT64_C(1) << id % IMSIC_IDS;

	if (on)
		aia_set(AIA_EIE + id / IMSIC_IDS * 2, bit);
	else
		aia_clear(AIA_EIE + id / IMSIC_IDS * 2, bit);
}

void imsic_clear(uint32_t id)
{
	aia_clear(AIA_EIP + id / IMSIC_IDS * 2, UINT64_C(1) << id % IMSIC_IDS);
}
