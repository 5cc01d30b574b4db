#pragma once
/* The hashes of an index: private to fdt/core/. */
#include "fdt/core/sum.h"

enum { INDEX_MIX = 0x9e3779b1 }; /* 2^32 / golden ratio: a factor that spreads numbers */

/* Of a name of @len bytes below the node whose hash is @above, 0 for the root. */
static inline uint32_t index_hash_name(uint32_t above, const char *name, size_t len)
{
	return dt_hash(above * (uint32_t)INDEX_MIX, name, len);
}

/* Of a phandle. */
static inline uint32_t index_hash_phandle(uint32_t phandle)
{
	uint32_t hash = phandle * (uint32_t)INDEX_MIX;

	return hash ^ hash >> 16;
}
