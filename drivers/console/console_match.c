/*
 * Which driver has a compatible string. A tree has hundreds of strings, and a hash shows
 * for most of them that no driver has them.
 */
#include "drivers/console/console_private.h"
#include <string.h>
#include "drivers/names.h"

enum {
	MATCH_NONE = 0,
	MATCH_SEVERAL = UINT8_MAX, /* a slot of several drivers */
};

void console_match_begin(struct console_match *match)
{
	const struct console_driver *const *it;
	unsigned number = 1;

	memset(match->slot, MATCH_NONE, sizeof(match->slot));
	SET_FOREACH (it, console_drivers) {
		for (const char *const *known = (*it)->compatible; *known; known++) {
			uint8_t *slot = &match->slot[console_match_slot(*known, strlen(*known))];

			*slot = (uint8_t)(*slot && *slot != number ? MATCH_SEVERAL : number);
		}
		number++;
	}
}

const char *console_match_find(const struct console_match *match, const char *text, size_t len,
			       const struct console_driver **driver)
{
	const struct console_driver *const *it;
	unsigned slot, number = 1;

	if (!console_match_may(match, text, len))
		return NULL;
	slot = match->slot[console_match_slot(text, len)];
	SET_FOREACH (it, console_drivers) {
		const char *found = NULL;

		if (slot == number++ || slot == MATCH_SEVERAL)
			found = names_find((*it)->compatible, text, len);
		if (!found)
			continue;
		*driver = *it;
		return found;
	}
	return NULL;
}
