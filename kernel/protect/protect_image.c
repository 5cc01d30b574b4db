#include "kernel/protect/protect.h"
/* What the pages of the image allow. linker.ld lays them out. */
#include <stddef.h>

extern char _image_base[], _text_start[], _text_end[], _rodata_end[], _addresses_start[],
	_data_end[], _stack_guard[], _trap_stack_guard[], _tick_stack_guard[];

static const struct {
	const char *begin, *end;
	unsigned char allow;
	char what[12];
} ranges[] = {
	{ _image_base, _text_start, PROTECT_READ, "header" },
	{ _text_start, _text_end, PROTECT_READ | PROTECT_EXECUTE, "code" },
	{ _text_end, _rodata_end, PROTECT_READ, "constants" },
	{ _addresses_start, _data_end, PROTECT_READ, "symbols" },
	{ _stack_guard, _stack_guard + PROTECT_PAGE, 0, "guard page" },
	{ _trap_stack_guard, _trap_stack_guard + PROTECT_PAGE, 0, "guard page" },
	{ _tick_stack_guard, _tick_stack_guard + PROTECT_PAGE, 0, "guard page" },
};

/* A page that is shared with what may be written may be written. */
bool protect_image(int index, struct protect_range *range, const char **what)
{
	const uint64_t page = PROTECT_PAGE - 1;

	if ((size_t)index >= sizeof(ranges) / sizeof(ranges[0]))
		return false;
	range->base = ((uintptr_t)ranges[index].begin + page) & ~page;
	range->end = (uintptr_t)ranges[index].end & ~page;
	range->allow = ranges[index].allow;
	*what = ranges[index].what;
	return true;
}
