#include "shell/dt/kit/mend.h"
/* What findings ask for, made from the tree's end to its begin: so the offsets of those that are
 * still to be made stay right. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/print/print.h"
#include "shell/dt/kit/edit_tree.h"

enum { MEND_MAX = 16, MEND_VALUE_MAX = 128 };

static struct mend {
	struct dt_node node;
	char name[32];
	bool removes;
	uint32_t len;
	char value[MEND_VALUE_MAX];
} mend_list[MEND_MAX];

static int mend_count, mend_more;

/* Whether the same is asked for already. */
static bool mend_known(const struct dt_mend *mend)
{
	for (int i = 0; i < mend_count; i++)
		if (mend_list[i].node.offset == mend->node.offset &&
		    strcmp(mend_list[i].name, mend->name) == 0)
			return true;
	return false;
}

static void mend_take(struct dt_check *check, const struct dt_mend *mend)
{
	struct mend *place = &mend_list[mend_count];

	(void)check;
	if (mend_known(mend))
		return;
	if (mend_count == MEND_MAX || mend->len > sizeof(place->value) ||
	    strlen(mend->name) >= sizeof(place->name)) {
		mend_more++;
		return;
	}
	mend_count++;
	place->node = mend->node;
	strcpy(place->name, mend->name);
	place->removes = !mend->value;
	place->len = mend->len;
	memcpy(place->value, mend->value ? mend->value : "", mend->len);
}

void check_mend_begin(struct dt_check *check)
{
	mend_count = mend_more = 0;
	check->mend = mend_take;
}

/* "mended: rm /soc/timer/name", "mended: set /chosen/stdout-path "serial0"": as it would be typed,
 * but for blanks. */
static void mend_tell(struct dt_text *out, const struct mend *mend)
{
	char path[DT_PATH_MAX];

	dt_puts(out, mend->removes ? "mended: rm " : "mended: set ");
	if (dt_path(mend->node, path, sizeof(path)) > 1)
		dt_put_escaped(out, path, strlen(path));
	dt_putc(out, '/');
	dt_put_escaped(out, mend->name, strlen(mend->name));
	if (!mend->removes) {
		dt_putc(out, ' ');
		dt_print_value(out, dt_name(mend->node), mend->name, (const uint8_t *)mend->value,
			       mend->len);
	}
	dt_putc(out, '\n');
}

static int mend_order(const void *a, const void *b)
{
	return ((const struct mend *)b)->node.offset - ((const struct mend *)a)->node.offset;
}

static int mend_make(struct dt_draft *draft, const struct mend *mend)
{
	struct dt_node node = { &draft->tree, mend->node.offset };

	if (mend->removes)
		return dt_draft_remove(draft, node, mend->name);
	return dt_draft_set(draft, node, mend->name, mend->value, mend->len);
}

int check_mend_end(struct shell *shell, const struct shell_args *args)
{
	struct dt_draft *draft;
	struct dt_text out;
	int err = 0;

	if (!mend_count)
		return 0;
	shell_text(shell, &out);
	for (int i = 0; i < mend_count; i++)
		mend_tell(&out, &mend_list[i]);
	dt_flush(&out);
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	qsort(mend_list, (size_t)mend_count, sizeof(mend_list[0]), mend_order);
	for (int i = 0; i < mend_count && !err; i++)
		err = mend_make(draft, &mend_list[i]);
	if (err)
		return shell_edit_fail(shell, err, "check -f");
	if (mend_more)
		shell_printf(shell, "%d more; check -f again\n", mend_more);
	return shell_edit_end(shell, args, draft);
}
