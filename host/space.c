/* Memory for trees on a PC: the C library's heap. Exact sizes let sanitizers see each overrun. */
#include "fdt/core/space.h"
#include <stdlib.h>

void *dt_alloc(size_t size)
{
	return malloc(size);
}

void *dt_resize(void *old, size_t size)
{
	return realloc(old, size);
}

void dt_free(void *memory)
{
	free(memory);
}

/* Nothing ends a command by force here. */
void dt_hold(void)
{
}

void dt_release(void)
{
}

void dt_space(struct dt_space *out)
{
	*out = (struct dt_space){ 0 };
}
