/*
 * libFuzzer: every check reads whatever dt_open accepts without a fault, and prints only printable
 * characters.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/check/check.h"
#include "fdt/core/fault.h"

static void fuzz_emit(void *context, const char *text, size_t len)
{
	(void)context;
	for (size_t i = 0; i < len; i++)
		if ((text[i] < ' ' && text[i] != '\n') || text[i] >= 0x7f)
			abort();
}

static void fuzz_show(struct dt_check *check, const struct dt_finding *finding)
{
	struct dt_text *out = check->context;

	dt_put_path(out, finding->node);
	if (finding->property)
		dt_put_escaped(out, finding->property, strlen(finding->property));
	dt_put_escaped(out, finding->details, strlen(finding->details));
	dt_put_advice(out, finding);
}

/* A repair names a node and a property that `set` can write. */
static void fuzz_repair(struct dt_check *check, const struct dt_repair *repair)
{
	if (dt_number_of(repair->node) < 0 || repair->node.tree != check->tree ||
	    !dt_name_fits(repair->name, strlen(repair->name)))
		abort();
}

static void fuzz_check(struct dt_tree *tree)
{
	static struct dt_check check;
	struct dt_text out;

	dt_text_init(&out, fuzz_emit, NULL);
	check = (struct dt_check){
		.tree = tree,
		.top = dt_root(tree),
		.all = true,
		.context = &out,
		.show = fuzz_show,
		.repair = fuzz_repair,
	};
	if (dt_index_build(tree, NULL) || dt_check_run(&check))
		abort();
	dt_flush(&out);
	dt_index_drop(tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dt_tree tree;
	const char *why;
	void *blob = aligned_alloc(8, (size + 7) & ~(size_t)7);

	if (!blob)
		return 0;
	memcpy(blob, data, size);
	if (dt_open(&tree, blob, size, &why) == 0)
		fuzz_check(&tree);
	free(blob);
	return 0;
}
