#include "shell/dt/kit/string_uses.h"
#include <errno.h>
#include <string.h>
#include "fdt/core/space.h"

enum { USES_SIZE_AT = 32 }; /* of size_dt_strings in the header */

static uint32_t *uses_kept; /* the last count */

int shell_uses(struct shell *shell, struct uses *out)
{
	const struct dt_tree *tree = shell->tree;
	uint32_t *old = uses_kept;
	struct dt_cursor cursor;
	enum dt_event event;

	*out = (struct uses){
		.text = tree->strings,
		.size = dt_be32((const uint8_t *)tree->blob + USES_SIZE_AT),
	};
	uses_kept = NULL;
	dt_free(old);
	uses_kept = dt_alloc((out->size + 1) * sizeof(*out->count));
	if (!uses_kept)
		return shell_error(shell, -ENOMEM, "no memory to count the strings' uses");
	out->count = memset(uses_kept, 0, (out->size + 1) * sizeof(*out->count));
	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END)
		if (event == DT_PROP)
			out->count[cursor.name - out->text]++;
	return 0;
}

uint32_t uses_len(const struct uses *uses, uint32_t offset)
{
	return (uint32_t)strnlen(uses->text + offset, uses->size - offset);
}

void ranking_add(struct ranking *ranking, const char *text, uint32_t len, uint32_t count)
{
	int i = RANKING - 1;

	if (count <= ranking->best[i].count)
		return;
	for (; i > 0 && count > ranking->best[i - 1].count; i--)
		ranking->best[i] = ranking->best[i - 1];
	ranking->best[i].text = text;
	ranking->best[i].len = len;
	ranking->best[i].count = count;
}

void ranking_put(struct shell *shell, const char *what, const struct ranking *ranking)
{
	struct dt_text out;

	shell_text(shell, &out);
	dt_puts(&out, what);
	for (int i = 0; i < RANKING && ranking->best[i].count; i++) {
		dt_puts(&out, i ? ", " : "");
		dt_put_escaped(&out, ranking->best[i].text, ranking->best[i].len);
		dt_putc(&out, ' ');
		dt_put_dec(&out, ranking->best[i].count);
	}
	dt_putc(&out, '\n');
	dt_flush(&out);
}
