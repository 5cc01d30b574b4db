#pragma once
/* The hashes of an index: private to fdt/core/. */
#include "fdt/core/sum.h"

enum { INDEX_MIX = 0x9e3779b1 }; /* 2^32 / golden ratio: a factor that spreads numbers */

/* Of a name of @len bytes. */
static inline uint32_t index_hash_name(const char *name, size_t len)
{
	return dt_hash(DT_HASH_SEED, name, len);
}

/* Of the children of node @parent whose name has the hash @name: with the parent's number, because
 * any number of nodes may have the same path. */
static inline uint32_t index_hash_child(int32_t parent, uint32_t name)
{
	return (uint32_t)parent * (uint32_t)INDEX_MIX ^ name;
}

/* Of a phandle. */
static inline uint32_t index_hash_phandle(uint32_t phandle)
{
	uint32_t hash = phandle * (uint32_t)INDEX_MIX;

	return hash ^ hash >> 16;
}
