#include "kernel/mmio.h"
/*
 * Device registers by plain loads and stores: the MMU is off, and physical memory attributes make
 * device memory strongly ordered on its own channel; fences order it against RAM.
 */

__attribute__((noinline)) static uint64_t mmio_read_wide(const struct regs *regs, uintptr_t at)
{
	uint64_t value;

	if (regs->width == 2) {
		value = *(volatile uint16_t *)at;
		return regs->big_endian ? __builtin_bswap16((uint16_t)value) : value;
	}
	if (regs->width == 4) {
		value = *(volatile uint32_t *)at;
		return regs->big_endian ? __builtin_bswap32((uint32_t)value) : value;
	}
	value = *(volatile uint64_t *)at;
	return regs->big_endian ? __builtin_bswap64(value) : value;
}

__attribute__((noinline)) static void mmio_write_wide(const struct regs *regs, uintptr_t at,
						      uint64_t value)
{
	if (regs->width == 2)
		*(volatile uint16_t *)at = regs->big_endian ? __builtin_bswap16((uint16_t)value)
							    : (uint16_t)value;
	else if (regs->width == 4)
		*(volatile uint32_t *)at = regs->big_endian ? __builtin_bswap32((uint32_t)value)
							    : (uint32_t)value;
	else
		*(volatile uint64_t *)at = regs->big_endian ? __builtin_bswap64(value) : value;
}

/* Wide accesses stand apart, so that bytes need no stack frame: the most common UART has them,
 * and every character passes here. */

uint64_t regs_read(const struct regs *regs, unsigned index)
{
	uintptr_t at = regs->base + ((uintptr_t)index << regs->shift);

	return regs->width == 1 ? *(volatile uint8_t *)at : mmio_read_wide(regs, at);
}

void regs_write(const struct regs *regs, unsigned index, uint64_t value)
{
	uintptr_t at = regs->base + ((uintptr_t)index << regs->shift);

	if (regs->width == 1)
		*(volatile uint8_t *)at = (uint8_t)value;
	else
		mmio_write_wide(regs, at, value);
}

__attribute__((noinline)) static void mmio_write_rep_wide(const struct regs *regs, uintptr_t at,
							  const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		mmio_write_wide(regs, at, (uint8_t)bytes[i]);
}

void regs_write_rep(const struct regs *regs, unsigned index, const char *bytes, size_t len)
{
	uintptr_t at = regs->base + ((uintptr_t)index << regs->shift);

	if (regs->width != 1) {
		mmio_write_rep_wide(regs, at, bytes, len);
		return;
	}
	for (const char *end = bytes + len; bytes < end; bytes++)
		*(volatile uint8_t *)at = (uint8_t)*bytes;
}

/* Writes up to a LF or @stop; where that is. Four at a turn, for all output passes here. */
static inline const char *mmio_write_line(volatile uint8_t *at, const char *text, const char *stop)
{
	for (; stop - text >= 4; text += 4) {
		if (text[0] == '\n')
			return text;
		*at = (uint8_t)text[0];
		if (text[1] == '\n')
			return text + 1;
		*at = (uint8_t)text[1];
		if (text[2] == '\n')
			return text + 2;
		*at = (uint8_t)text[2];
		if (text[3] == '\n')
			return text + 3;
		*at = (uint8_t)text[3];
	}
	for (; text < stop && *text != '\n'; text++)
		*at = (uint8_t)*text;
	return text;
}

__attribute__((noinline)) static size_t mmio_write_lines_wide(const struct regs *regs, uintptr_t at,
							      const char *text, size_t len,
							      size_t *room)
{
	size_t left = *room, i;

	for (i = 0; i < len && left > (text[i] == '\n'); i++) {
		if (text[i] == '\n') {
			mmio_write_wide(regs, at, '\r');
			left--;
		}
		mmio_write_wide(regs, at, (uint8_t)text[i]);
		left--;
	}
	*room = left;
	return i;
}

size_t regs_write_lines(const struct regs *regs, unsigned index, const char *text, size_t len,
			size_t *room)
{
	uintptr_t at = regs->base + ((uintptr_t)index << regs->shift);
	const char *from = text, *end = text + len;
	const char *limit = text + *room; /* where the room ends, if no LF comes */

	if (regs->width != 1)
		return mmio_write_lines_wide(regs, at, text, len, room);
	for (;;) {
		const char *stop = limit < end ? limit : end;

		text = mmio_write_line((volatile uint8_t *)at, text, stop);
		if (text == stop || limit - text < 2)
			break;
		*(volatile uint8_t *)at = '\r';
		*(volatile uint8_t *)at = '\n';
		text++;
		limit--;
	}
	*room = (size_t)(limit - text);
	return (size_t)(text - from);
}
