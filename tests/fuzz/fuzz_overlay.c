/*
 * libFuzzer: whatever dt_open accepts is applied as an overlay to a fixed base. That must give a
 * tree that opens, or a reason; the base never changes.
 */
#include <libfdt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/core/index.h"
#include "fdt/edit/overlay.h"

enum { FUZZ_BASE_MAX = 2048 };

static _Alignas(8) uint8_t fuzz_base[FUZZ_BASE_MAX], fuzz_before[FUZZ_BASE_MAX];
static struct dt_tree fuzz_tree;
static struct dt_overlay fuzz_overlay;

static void fuzz_must(int err)
{
	if (err)
		abort();
}

/* libfdt's writers return offsets, too. */
static int fuzz_node(int parent, const char *name)
{
	int node = fdt_add_subnode(fuzz_base, parent, name);

	if (node < 0)
		abort();
	return node;
}

static void fuzz_make_base(void)
{
	const char *why;
	int node;

	fuzz_must(fdt_create_empty_tree(fuzz_base, sizeof(fuzz_base)));
	node = fuzz_node(0, "__symbols__");
	fuzz_must(fdt_setprop_string(fuzz_base, node, "uart", "/soc/serial@1000"));
	fuzz_must(fdt_setprop_string(fuzz_base, node, "lost", "/soc/nowhere"));
	node = fuzz_node(0, "aliases");
	fuzz_must(fdt_setprop_string(fuzz_base, node, "serial0", "/soc/serial@1000"));
	node = fuzz_node(0, "soc");
	node = fuzz_node(node, "serial@1000");
	fuzz_must(fdt_setprop_u32(fuzz_base, node, "phandle", 1));
	fuzz_must(fdt_setprop_string(fuzz_base, node, "status", "disabled"));
	node = fuzz_node(fdt_path_offset(fuzz_base, "/soc"), "plic");
	fuzz_must(fdt_setprop_u32(fuzz_base, node, "phandle", 7));
	fuzz_must(fdt_pack(fuzz_base));
	memcpy(fuzz_before, fuzz_base, sizeof(fuzz_base));
	fuzz_must(dt_open(&fuzz_tree, fuzz_base, sizeof(fuzz_base), &why));
	fuzz_must(dt_index_build(&fuzz_tree, NULL));
}

static void fuzz_apply(const struct dt_tree *source, bool labels)
{
	struct dt_draft *draft = dt_edit_begin(&fuzz_tree);
	struct dt_tree result;
	const char *why;

	if (!draft)
		abort();
	fuzz_overlay.draft = draft;
	fuzz_overlay.base = &fuzz_tree;
	fuzz_overlay.source = source;
	fuzz_overlay.labels = labels;
	fuzz_overlay.why[0] = '\0';
	if (dt_overlay_apply(&fuzz_overlay) == 0)
		fuzz_must(dt_open(&result, dt_draft_blob(draft), draft->room, &why));
	else if (!fuzz_overlay.why[0])
		abort();
	dt_edit_abandon();
	fuzz_must(memcmp(fuzz_before, fuzz_base, sizeof(fuzz_base)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dt_tree source;
	const char *why;
	void *blob = aligned_alloc(8, (size + 7) & ~(size_t)7);

	if (!blob)
		return 0;
	if (!fuzz_tree.blob)
		fuzz_make_base();
	memcpy(blob, data, size);
	if (dt_open(&source, blob, size, &why) == 0) {
		fuzz_apply(&source, false);
		fuzz_apply(&source, true);
	}
	free(blob);
	return 0;
}
