#include "drivers/uart/console_address.h"
/*
 * From a node's reg and reg-* properties to the address of a UART's registers, or the reason why
 * they cannot be reached.
 * Sources: devicetree bindings serial/8250.yaml, common-properties.txt (endianness).
 */
#include <errno.h>
#include "fdt/core/by_libfdt.h"
#include "fdt/where/address.h"

enum { ADDRESS_SHIFT_MAX = 4 }; /* 16 bytes a register: twice the widest that is known */

/* One number that a node may give. */
struct address_number {
	const char *name;
	uint64_t max;
	const char *why; /* when it is not a number, or above max */
};

static const struct address_number address_shift = {
	.name = "reg-shift",
	.max = ADDRESS_SHIFT_MAX,
	.why = "reg-shift is not 0 to 4",
};
static const struct address_number address_width = {
	.name = "reg-io-width",
	.max = 4,
	.why = "reg-io-width is not 1, 2 or 4",
};
static const struct address_number address_offset = {
	.name = "reg-offset",
	.max = UINT32_MAX,
	.why = "reg-offset is not a 32-bit number",
};

static const char address_past_end[] = "the registers reach past the last address";

/* *@value stays as it is when the node says nothing. */
static int address_get(struct dt_node node, const struct address_number *number, uint64_t *value,
		       const char **why)
{
	uint64_t given;
	int err = dt_number(node, number->name, &given);

	if (err == -ENOENT)
		return 0;
	if (err || given > number->max) {
		*why = number->why;
		return -EINVAL;
	}
	*value = given;
	return 0;
}

static uint64_t address_bytes(const struct regs *regs, unsigned count)
{
	return ((uint64_t)(count - 1) << regs->shift) + regs->width;
}

int console_address_check(const struct regs *regs, unsigned count, const char **why)
{
	*why = NULL;
	if (regs->width & (regs->width - 1) || !regs->width)
		*why = address_width.why;
	else if (regs->width > 1u << regs->shift && count > 1)
		*why = "reg-io-width is more than the registers' distance";
	else if (address_bytes(regs, count) > UINTPTR_MAX - regs->base)
		*why = address_past_end;
	else if (regs->base & (regs->width - 1u))
		*why = "the registers are not aligned to their width";
	return *why ? -EINVAL : 0;
}

int console_address(const struct dt_trail *trail, const struct console_layout *layout,
		    struct regs *regs, const char **why)
{
	struct dt_node node = dt_trail_node(trail);
	uint64_t shift = layout->shift, width = layout->width, offset = 0;
	struct dt_reg reg;
	int err, len;
	const void *value = dt_libfdt_prop(node, "reg", &len);

	*why = "no reg"; /* dt_reg_of does not set it for an absent one */
	err = dt_reg_of(trail, value, len, 0, &reg, why);
	if (!err)
		err = address_get(node, &address_shift, &shift, why);
	if (!err)
		err = address_get(node, &address_width, &width, why);
	if (!err)
		err = address_get(node, &address_offset, &offset, why);
	if (err)
		return err;
	/* native-endian means the CPU's order, which is little endian here. */
	*regs = (struct regs){
		.base = reg.cpu + offset,
		.shift = (uint8_t)shift,
		.width = (uint8_t)width,
		.big_endian = dt_prop(node, "big-endian", &len) != NULL,
	};
	err = console_address_check(regs, layout->count, why);
	if (!err && reg.size && offset + address_bytes(regs, layout->count) > reg.size)
		*why = "the registers reach past reg";
	if (offset > UINTPTR_MAX - reg.cpu)
		*why = address_past_end;
	return *why ? -EINVAL : 0;
}
