#include "fdt/core/sum.h"
/*
 * Sums over bytes.
 *
 * Sources: ISO 3309 (CRC-32: the polynomial 0x04c11db7, its bits reversed); draft-eastlake-fnv-21
 * (FNV-1a, 32 bits).
 */

uint32_t dt_crc32(uint32_t crc, const void *bytes, size_t len)
{
	static const uint32_t step[16] = {
		0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
		0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
		0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
	}; /* what four bits add to the sum */
	const uint8_t *at = bytes;

	crc = ~crc;
	for (; len; at++, len--) {
		crc ^= *at;
		crc = crc >> 4 ^ step[crc & 15];
		crc = crc >> 4 ^ step[crc & 15];
	}
	return ~crc;
}

uint32_t dt_hash(uint32_t seed, const void *bytes, size_t len)
{
	const uint32_t prime = 0x01000193;
	const uint8_t *at = bytes;

	for (; len; at++, len--)
		seed = (seed ^ *at) * prime;
	return seed ^ seed >> 15;
}
