#include "kernel/harts.h"
/* What concerns the hart itself. */

void harts_sync_code(void)
{
	__asm__ volatile("fence.i" : : : "memory");
}
