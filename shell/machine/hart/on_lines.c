#include "shell/machine/hart/on_lines.h"
/*
 * The ring's two counts are each written by one side only, after the text that they count.
 * Source: RISC-V Unprivileged ISA 20191213, chapter 14 (RVWMO), for what the compiler makes of it.
 */

size_t on_lines_put(struct on_lines *lines, const char *text, size_t len)
{
	uint32_t put = lines->put;
	uint32_t room = ON_LINES_MAX - (put - __atomic_load_n(&lines->taken, __ATOMIC_ACQUIRE));
	size_t count = len < room ? len : room;

	for (size_t i = 0; i < count; i++)
		lines->text[put++ % ON_LINES_MAX] = text[i];
	__atomic_store_n(&lines->put, put, __ATOMIC_RELEASE);
	return count;
}

size_t on_lines_take(struct on_lines *lines, bool done, char *line)
{
	uint32_t taken = lines->taken;
	uint32_t there = __atomic_load_n(&lines->put, __ATOMIC_ACQUIRE) - taken;
	uint32_t count = 0;
	bool whole = done || there == ON_LINES_MAX;

	while (count < there) {
		line[count] = lines->text[(taken + count) % ON_LINES_MAX];
		if (line[count++] == '\n') {
			whole = true;
			break;
		}
	}
	if (!whole)
		return 0;
	__atomic_store_n(&lines->taken, taken + count, __ATOMIC_RELEASE);
	return count;
}
