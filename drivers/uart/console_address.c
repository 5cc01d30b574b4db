/*
 * From a node's reg-* properties to registers that can be reached, or the reason why not.
 * Sources: devicetree bindings serial/8250.yaml, common-properties.txt (endianness).
 */
#include "drivers/uart/console_address.h"
#include <errno.h>
#include "fdt/where/address.h"

enum { REGS_SHIFT_MAX = 4 }; /* 16 bytes a register: twice the widest seen */

/* One number that a node may give. */
struct regs_number {
	const char *name;
	uint64_t max;
	const char *why; /* when it is no number, or above max */
};

static const struct regs_number regs_shift = { "reg-shift", REGS_SHIFT_MAX,
					       "reg-shift is none of 0 to 4" };
static const struct regs_number regs_width = { "reg-io-width", 4,
					       "reg-io-width is none of 1, 2 and 4" };
static const struct regs_number regs_offset = { "reg-offset", UINT32_MAX,
						"reg-offset is no 32-bit number" };

static const char regs_past_end[] = "the registers reach past the last address";

/* *@value keeps the family's own when the node says nothing. */
static int regs_get(struct dt_node node, const struct regs_number *number, uint64_t *value,
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

static uint64_t regs_bytes(const struct regs *regs, unsigned count)
{
	return ((uint64_t)(count - 1) << regs->shift) + regs->width;
}

int console_regs_check(const struct regs *regs, unsigned count, const char **why)
{
	*why = NULL;
	if (regs->width & (regs->width - 1) || !regs->width)
		*why = regs_width.why;
	else if (regs->width > 1u << regs->shift && count > 1)
		*why = "reg-io-width is more than the registers' distance";
	else if (regs_bytes(regs, count) > UINTPTR_MAX - regs->base)
		*why = regs_past_end;
	else if (regs->base & (regs->width - 1u))
		*why = "the registers are not aligned to their width";
	return *why ? -EINVAL : 0;
}

int console_regs(const struct dt_trail *trail, const struct console_layout *layout,
		 struct regs *regs, const char **why)
{
	struct dt_node node = dt_trail_node(trail);
	uint64_t shift = layout->shift, width = layout->width, offset = 0;
	struct dt_reg reg;
	int err, len;

	*why = "no reg"; /* dt_reg has nothing to add to an absent one */
	err = dt_reg(trail, 0, &reg, why);
	if (!err)
		err = regs_get(node, &regs_shift, &shift, why);
	if (!err)
		err = regs_get(node, &regs_width, &width, why);
	if (!err)
		err = regs_get(node, &regs_offset, &offset, why);
	if (err)
		return err;
	/* native-endian is the CPU's order, and that is little endian here. */
	*regs = (struct regs){
		.base = reg.cpu + offset,
		.shift = (uint8_t)shift,
		.width = (uint8_t)width,
		.big_endian = dt_prop(node, "big-endian", &len) != NULL,
	};
	err = console_regs_check(regs, layout->count, why);
	if (!err && reg.size && offset + regs_bytes(regs, layout->count) > reg.size)
		*why = "the registers reach past reg";
	if (offset > UINTPTR_MAX - reg.cpu)
		*why = regs_past_end;
	return *why ? -EINVAL : 0;
}
