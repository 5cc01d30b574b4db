#include "kernel/mmio.h"
/*
 * Device registers by plain loads and stores: physical memory attributes make accesses to devices
 * strongly ordered among themselves; fences order them against RAM. Page tables of ours change
 * neither addresses nor attributes (kernel/protect/).
 *
 * Wide accesses are functions of their own (noinline), so that those of one byte need no stack
 * frame: the most common UART has them, and every character passes here.
 */

_Thread_local volatile uintptr_t regs_touched;

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

uint64_t regs_read(const struct regs *regs, unsigned index)
{
	uintptr_t at = regs->base + ((uintptr_t)index << regs->shift);

	regs_touched = at;
	return regs->width == 1 ? *(volatile uint8_t *)at : mmio_read_wide(regs, at);
}

void regs_write(const struct regs *regs, unsigned index, uint64_t value)
{
	uintptr_t at = regs->base + ((uintptr_t)index << regs->shift);

	regs_touched = at;
	if (regs->width == 1)
		*(volatile uint8_t *)at = (uint8_t)value;
	else
		mmio_write_wide(regs, at, value);
}

void regs_fence(void)
{
	__asm__ volatile("fence iorw, iorw" : : : "memory");
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

/* Writes text up to a LF or @stop, and returns where that is. Four bytes a turn, because all output
 * passes here. */
static inline const char *mmio_write_line(volatile uint8_t *at, const char *text, const char *stop)
{
	for (const char *fours = stop - 3; text < fours; text += 4) {
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

/* Writes a burst of at most @room bytes, and returns where it ended. *@crs counts CRs. */
static inline const char *mmio_write_burst(volatile uint8_t *at, const char *text, const char *end,
					   size_t room, size_t *crs)
{
	const char *limit = text + room; /* where the room ends, unless a LF comes */

	for (;;) {
		const char *stop = limit < end ? limit : end;

		text = mmio_write_line(at, text, stop);
		if (text == stop || limit - text < 2)
			return text;
		*at = '\r';
		*at = '\n';
		text++;
		limit--;
		++*crs;
	}
}

/* The same for wide registers. */
static const char *mmio_write_burst_wide(const struct regs *regs, unsigned index, const char *text,
					 const char *end, size_t room, size_t *crs)
{
	for (; text < end && room > (*text == '\n'); text++, room--) {
		if (*text == '\n') {
			regs_write(regs, index, '\r');
			room--;
			++*crs;
		}
		regs_write(regs, index, (uint8_t)*text);
	}
	return text;
}

__attribute__((noinline)) static size_t mmio_write_lines_wide(const struct regs *regs,
							      const struct regs_fifo *fifo,
							      const char *text, size_t len,
							      size_t *sent, unsigned *seen)
{
	const char *from = text, *end = text + len;
	size_t crs = 0;

	do {
		*seen = (unsigned)regs_read(regs, fifo->status);
		if ((*seen & fifo->mask) != fifo->ready)
			break;
		text = mmio_write_burst_wide(regs, fifo->data, text, end, fifo->burst, &crs);
	} while (text < end);
	*sent = (size_t)(text - from) + crs;
	return (size_t)(text - from);
}

size_t regs_write_lines(const struct regs *regs, const struct regs_fifo *fifo, const char *text,
			size_t len, size_t *sent, unsigned *seen)
{
	volatile uint8_t *data, *status;
	const char *from = text, *end = text + len;
	size_t crs = 0;

	if (regs->width != 1)
		return mmio_write_lines_wide(regs, fifo, text, len, sent, seen);
	data = (volatile uint8_t *)(regs->base + ((uintptr_t)fifo->data << regs->shift));
	status = (volatile uint8_t *)(regs->base + ((uintptr_t)fifo->status << regs->shift));
	do {
		*seen = *status;
		if ((*seen & fifo->mask) != fifo->ready)
			break;
		text = mmio_write_burst(data, text, end, fifo->burst, &crs);
	} while (text < end);
	*sent = (size_t)(text - from) + crs;
	return (size_t)(text - from);
}
