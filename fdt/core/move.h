#pragma once
/* Moves bytes within a blob. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Moves @size bytes from @from to @to; the two may overlap. The C library's memmove and memcpy go
 * by bytes where the distance is no multiple of 8, as it seldom is in a structure block: this goes
 * by words if both are aligned to 4, at any distance.
 */
void dt_move(char *to, const char *from, size_t size);

/* The same where the two do not overlap: memcpy where that goes by words. */
static inline void dt_copy(char *to, const char *from, size_t size)
{
	if (((uintptr_t)to ^ (uintptr_t)from) % sizeof(uint64_t))
		dt_move(to, from, size);
	else
		memcpy(to, from, size);
}
