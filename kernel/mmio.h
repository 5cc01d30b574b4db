#pragma once
/*
 * Device registers: where they are and how they are accessed.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The registers of one device. Register number i is at base + (i << shift). All accesses have
 * `width` bytes: many buses answer another width with an error or with garbage.
 */
struct regs {
	uint64_t base;   /* CPU address of register 0, reg-offset included */
	uint8_t shift;   /* log2 of the distance of two registers, bytes */
	uint8_t width;   /* bytes of an access: 1, 2, 4 or 8 */
	bool big_endian; /* registers are big endian; else little endian */
};

/*
 * Reads or writes register number @index, in order with all other such accesses. On the machine
 * they are loads and stores. The unit tests link a model instead; the host shell links functions
 * that abort the program, because nothing there may access memory.
 */
uint64_t regs_read(const struct regs *regs, unsigned index);
void regs_write(const struct regs *regs, unsigned index, uint64_t value);
/* Where this hart's last such access went to: for one that does not return. Loops over memory set
 * it to the beginning of the piece that they work on. */
extern _Thread_local volatile uintptr_t regs_touched;
/* Writes @len bytes one after the other to the same register: a burst into a FIFO. */
void regs_write_rep(const struct regs *regs, unsigned index, const char *bytes, size_t len);

/*
 * Accesses to RAM and to registers before it come before all of those after it: for devices that
 * read and write RAM. The compiler's own barriers need not order the two among each other.
 * RISC-V Unprivileged ISA 20191213, 2.7.
 */
void regs_fence(void);

/* A FIFO that may be written while a status register reports room. */
struct regs_fifo {
	unsigned data, status; /* numbers of registers */
	unsigned mask, ready;  /* room for a burst: (status & mask) == ready */
	size_t burst;          /* bytes; at least 2 */
};
/*
 * Writes text with CR before each LF, burst after burst, while the FIFO is ready. CR and LF are
 * never separated. Returns how many bytes of the text were taken; *@sent counts what was written,
 * and *@seen is the last status that was read, which ended the writing unless all was taken.
 */
size_t regs_write_lines(const struct regs *regs, const struct regs_fifo *fifo, const char *text,
			size_t len, size_t *sent, unsigned *seen);
