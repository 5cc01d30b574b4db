#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Registers of one device: where they sit and how they are reached.
 *
 * Register number i is at base + (i << shift), and is read and written with accesses of
 * `width` bytes, never others: many buses answer a wrong width with an error or with rubbish.
 */
struct regs {
	uintptr_t base;  /* CPU address of register 0; reg-offset is already added */
	uint8_t shift;   /* log2 of the distance of two registers, bytes */
	uint8_t width;   /* bytes of an access: 1, 2, 4 or 8 */
	bool big_endian; /* registers are big endian; else little endian */
};

/*
 * Reads or writes register number @index, and orders the access against all others. On the
 * machine these are loads and stores; the unit tests link a model; the host shell links ones
 * that abort the program, for nothing there may touch memory.
 */
uint64_t regs_read(const struct regs *regs, unsigned index);
void regs_write(const struct regs *regs, unsigned index, uint64_t value);
/* Writes @len bytes one after the other to the same register: a FIFO's burst. */
void regs_write_rep(const struct regs *regs, unsigned index, const char *bytes, size_t len);
/* A FIFO that is written while a status register says that there is room. */
struct regs_fifo {
	unsigned data, status; /* numbers of registers */
	unsigned mask, ready;  /* of the status, and what it is then: there is room for a burst */
	size_t burst;          /* bytes; at least 2 */
};
/*
 * Writes text with CR before each LF, burst after burst, while the FIFO is ready. A LF goes with
 * its CR or not at all. Returns how much of the text went, in *@sent how many bytes that were, and
 * in *@seen the last status, which ended it unless all went.
 */
size_t regs_write_lines(const struct regs *regs, const struct regs_fifo *fifo, const char *text,
			size_t len, size_t *sent, unsigned *seen);
