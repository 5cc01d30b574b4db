#include "fdt/edit.h"
#include "fdt/space.h"

void dt_journal_drop(struct dt_slot *slot)
{
	dt_free(slot->journal);
	slot->journal = NULL;
}
