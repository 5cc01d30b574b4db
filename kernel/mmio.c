#include "kernel/mmio.h"
/*
 * Device registers by plain loads and stores: the MMU is off, and physical memory attributes make
 * device memory strongly ordered on its own channel; fences order it against RAM.
 */

uint64_t regs_read(const struct regs *regs, unsigned index)
{
	uintptr_t at = regs->base + ((uintptr_t)index << regs->shift);
	uint64_t value;

	switch (regs->width) {
	case 1:
		return *(volatile uint8_t *)at;
	case 2:
		value = *(volatile uint16_t *)at;
		return regs->big_endian ? __builtin_bswap16((uint16_t)value) : value;
	case 4:
		value = *(volatile uint32_t *)at;
		return regs->big_endian ? __builtin_bswap32((uint32_t)value) : value;
	default:
		value = *(volatile uint64_t *)at;
		return regs->big_endian ? __builtin_bswap64(value) : value;
	}
}

void regs_write(const struct regs *regs, unsigned index, uint64_t value)
{
	uintptr_t at = regs->base + ((uintptr_t)index << regs->shift);

	switch (regs->width) {
	case 1:
		*(volatile uint8_t *)at = (uint8_t)value;
		break;
	case 2:
		*(volatile uint16_t *)at = regs->big_endian ? __builtin_bswap16((uint16_t)value)
							    : (uint16_t)value;
		break;
	case 4:
		*(volatile uint32_t *)at = regs->big_endian ? __builtin_bswap32((uint32_t)value)
							    : (uint32_t)value;
		break;
	default:
		*(volatile uint64_t *)at = regs->big_endian ? __builtin_bswap64(value) : value;
	}
}
