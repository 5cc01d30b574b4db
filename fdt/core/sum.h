#pragma once
/* Sums over bytes: a checksum for text that travels, a hash for tables. */
#include <stddef.h>
#include <stdint.h>

/* CRC-32 as in Ethernet, gzip and `crc32`: of the bytes whose sum is @crc (0: none yet) and the
 * @len bytes after them. */
uint32_t dt_crc32(uint32_t crc, const void *bytes, size_t len);

enum { DT_HASH_SEED = 0x811c9dc5 }; /* FNV-1a's start */

/* A hash of @len bytes, FNV-1a with its high bits folded into the low ones, which tables use.
 * Another @seed than DT_HASH_SEED is what the bytes belong to: the same bytes hash differently. */
uint32_t dt_hash(uint32_t seed, const void *bytes, size_t len);
