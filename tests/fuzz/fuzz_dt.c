/*
 * libFuzzer: whatever dt_open accepts, all of fdt/ must read without a fault, and the text that is
 * printed must stay linear in the blob.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/core/dt.h"
#include "fdt/core/nearest.h"
#include "fdt/where/interrupt.h"
#include "fdt/print/print.h"
#include "fdt/where/address.h"
#include "fdt/where/bootargs.h"
#include "fdt/where/machine.h"
#include "fdt/where/reserved.h"

enum {
	FUZZ_NODES = 200,      /* nodes of one tree that are read one by one */
	FUZZ_INTERRUPTS = 8,   /* interrupts of one node */
	FUZZ_TEXT_FACTOR = 64, /* characters of source for a byte of blob, at most */
};

static size_t fuzz_printed;

static void fuzz_emit(void *context, const char *text, size_t len)
{
	(void)context;
	for (size_t i = 0; i < len; i++)
		if ((text[i] < ' ' && text[i] != '\n' && text[i] != '\t') || text[i] == 0x7f)
			abort();
	fuzz_printed += len;
}

static void fuzz_print(const struct dt_tree *tree)
{
	struct dt_text out;

	fuzz_printed = 0;
	dt_text_init(&out, fuzz_emit, NULL);
	dt_print_dts(&out, dt_root(tree));
	dt_flush(&out);
	if (fuzz_printed > (size_t)tree->size * FUZZ_TEXT_FACTOR)
		abort();
}

/* A node's path leads back to it, or to an earlier sibling of the same name. */
static void fuzz_path(struct dt_node node)
{
	char path[DT_PATH_MAX], near[DT_PATH_MAX];
	int len = dt_path(node, path, sizeof(path));

	if (len < 0)
		return;
	(void)dt_find(dt_root(node.tree), path, (size_t)len);
	(void)dt_find(node, "../.", 4);
	path[(size_t)len / 2] ^= 1;
	(void)dt_nearest(dt_root(node.tree), path, near, sizeof(near));
}

static void fuzz_interrupts(const struct dt_trail *trail)
{
	struct dt_interrupt interrupt;
	const char *why;

	for (int i = 0; i < FUZZ_INTERRUPTS; i++)
		if (dt_interrupt(trail, i, &interrupt, &why))
			break;
	(void)dt_interrupt_pci(trail, 1 << 11, 1, &interrupt, &why);
}

static void fuzz_node(struct dt_node node)
{
	struct dt_trail trail;
	struct dt_strings strings = dt_strings(node, "compatible");
	struct dt_reg reg;
	const char *text, *why;
	uint64_t number;

	while (dt_strings_next(&strings, &text) >= 0)
		;
	(void)dt_number(node, "reg-shift", &number);
	(void)dt_compatible(node, "ns16550a");
	(void)dt_okay(node);
	fuzz_path(node);
	if (dt_trail(node, &trail) < 0)
		return;
	(void)dt_enabled(&trail, &node);
	fuzz_interrupts(&trail);
	for (int i = 0; dt_reg(&trail, i, &reg, &why) == 0; i++)
		;
}

static void fuzz_walk(const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	enum dt_event event;
	uint32_t nodes = 0, props = 0;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END) {
		props += event == DT_PROP;
		nodes += event == DT_NODE;
		if (event == DT_NODE && nodes <= FUZZ_NODES)
			fuzz_node((struct dt_node){ tree, cursor.node });
	}
	if (nodes != tree->nodes || props != tree->props)
		abort();
}

static void fuzz_machine(const struct dt_tree *tree)
{
	struct dt_node chosen = { tree, tree->chosen };
	struct dt_range ranges[4];
	struct dt_reserved reserved;
	struct dt_cpus cpus;
	const char *text;
	char value[64];
	int more, len = dt_string(chosen, "stdout-path", &text);

	if (len >= 0)
		(void)dt_resolve(tree, text, (size_t)len);
	(void)dt_resolve(tree, "serial0/x", 9);
	(void)dt_memory(tree, ranges, 4, &more);
	dt_reserved_init(&reserved, tree);
	while (dt_reserved_next(&reserved))
		;
	dt_cpus(tree, &cpus);
	(void)dt_model(tree, &text);
	(void)dt_bootarg(tree, "console", value, sizeof(value));
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
	if (dt_open(&tree, blob, size, &why) == 0) {
		fuzz_print(&tree);
		fuzz_walk(&tree);
		fuzz_machine(&tree);
	}
	free(blob);
	return 0;
}
