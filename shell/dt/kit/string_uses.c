#include "shell/dt/kit/string_uses.h"
/*
 * Counts, in one pass over the tree, how often each place of the strings block is used.
 * Source: Devicetree Specification v0.4, 5.2 (size_dt_strings) and 5.5.
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/space.h"

enum { USES_SIZE_AT = 32 }; /* offset of size_dt_strings in the header */

static void *uses_kept; /* the last count */

int shell_count_uses(struct shell *shell, struct shell_string_uses *uses)
{
	const struct dt_tree *tree = shell->tree;
	struct dt_cursor cursor;
	enum dt_event event;

	*uses = (struct shell_string_uses){
		.text = tree->strings,
		.size = dt_be32((const uint8_t *)tree->blob + USES_SIZE_AT),
	};
	if (dt_keep(&uses_kept, (uses->size + 1) * sizeof(*uses->count)))
		return shell_error(shell, -ENOMEM, "no memory to count the strings' uses");
	uses->count = memset(uses_kept, 0, (uses->size + 1) * sizeof(*uses->count));
	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END)
		if (event == DT_PROP)
			uses->count[cursor.name - uses->text]++;
	return 0;
}

uint32_t shell_string_len(const struct shell_string_uses *uses, uint32_t offset)
{
	return (uint32_t)strnlen(uses->text + offset, uses->size - offset);
}
