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
/*
 * The same of text, with CR before each LF: as much as makes at most *@room bytes, of which what is
 * left over is then in *@room. A LF goes with its CR or not at all. Returns how much text that was.
 */
size_t regs_write_lines(const struct regs *regs, unsigned index, const char *text, size_t len,
			size_t *room);
