#include "shell/machine/memory/search.h"
/* The first byte is compared in a loop of its own, so that the pattern is for few places only. */
#include <errno.h>
#include <string.h>
#include "kernel/mmio.h"

/* @bytes on; at most to the end. */
static void search_pass(struct search *search, uint64_t bytes)
{
	uint64_t some = bytes < search->left ? bytes : search->left;

	search->at += some;
	search->left -= some;
}

int search_run(void *context)
{
	struct search *search = context;

	for (unsigned n = 0; n < SEARCH_PAUSE; n++) {
		const uint8_t *at = (const uint8_t *)(uintptr_t)search->at;

		if (search->left < search->len)
			return -ENOENT;
		regs_touched = search->at;
		if (*at == search->pattern[0] && memcmp(at, search->pattern, search->len) == 0)
			return 0;
		search_pass(search, search->step);
	}
	return -EAGAIN;
}

void search_next(struct search *search)
{
	search_pass(search, search->step);
}

void search_pass_page(struct search *search)
{
	uint64_t bytes = SEARCH_PAGE - search->at % SEARCH_PAGE;

	search_pass(search, (bytes + search->step - 1) / search->step * search->step);
}
