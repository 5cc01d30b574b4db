#pragma once
/*
 * Cells: the big-endian numbers of 32 bits that most values are made of.
 *
 * Read and written at any alignment, by bytes: a RISC-V core may lack misaligned loads and a byte
 * swap. Source: Devicetree Specification v0.4, 2.2.4 (<u32>, <u64>) and 2.3.6 (numbers of several
 * cells, the highest first).
 */
#include <stdint.h>

enum { DT_CELL = 4 }; /* bytes of a cell */

/* The number in the 4 bytes at @p. */
static inline uint32_t dt_be32(const void *p)
{
	const uint8_t *b = p;

	/* In 64 bits, where no sign has to be cut off. */
	return (uint32_t)((uint64_t)b[0] << 24 | (uint64_t)b[1] << 16 | (uint64_t)b[2] << 8 | b[3]);
}

/* The number in the 8 bytes at @p. */
static inline uint64_t dt_be64(const void *p)
{
	return (uint64_t)dt_be32(p) << 32 | dt_be32((const uint8_t *)p + DT_CELL);
}

/* Writes @value into the 4 bytes at @p. */
static inline void dt_put_be32(void *p, uint32_t value)
{
	uint8_t *b = p;

	b[0] = (uint8_t)(value >> 24);
	b[1] = (uint8_t)(value >> 16);
	b[2] = (uint8_t)(value >> 8);
	b[3] = (uint8_t)value;
}

/* The number in the @cells cells at @p: 0 where there are none, the lowest 64 bits where there are
 * more than two. */
static inline uint64_t dt_be_cells(const void *p, uint32_t cells)
{
	const uint8_t *b = p;
	uint64_t number = 0;

	for (; cells; cells--, b += DT_CELL)
		number = number << 32 | dt_be32(b);
	return number;
}
