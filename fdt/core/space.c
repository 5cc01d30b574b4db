#include "fdt/core/space.h"
/* Memory that is never lost while a command is ended by force. */
#include <errno.h>

int dt_keep(void **place, size_t size)
{
	void *memory;

	dt_hold();
	dt_free(*place);
	*place = memory = dt_alloc(size);
	dt_release();
	return memory ? 0 : -ENOMEM;
}

int dt_resize_kept(void **place, size_t size)
{
	void *memory;

	dt_hold();
	memory = dt_resize(*place, size);
	if (memory)
		*place = memory;
	dt_release();
	return memory ? 0 : -ENOMEM;
}

void dt_drop(void **place)
{
	dt_hold();
	dt_free(*place);
	*place = NULL;
	dt_release();
}
