#include "shell/handoff/plan_show.h"
/* The plan as a report: what the kernel is, where each piece goes, what it will be told. */
#include <string.h>
#include "fdt/where/machine.h"

enum { SHOW_BANKS_MAX = 16 };

/* --- the kernel ------------------------------------------------------------------------------- */

enum {
	KERNEL_NAME,
	KERNEL_KIND,
	KERNEL_BASE,
	KERNEL_SIZE,
	KERNEL_UNPACKED,
	KERNEL_VERSION,
	KERNEL_MEMORY,
	KERNEL_ALIGNMENT,
	KERNEL_ENTRY,
};

static const struct report_column show_kernel_columns[] = {
	[KERNEL_NAME] = { .key = "name", .title = "kernel" },
	[KERNEL_KIND] = { .key = "kind", .title = "kind" },
	[KERNEL_BASE] = { .key = "base", .title = "at" },
	[KERNEL_SIZE] = { .key = "size", .title = "size" },
	[KERNEL_UNPACKED] = { .key = "unpacked", .title = "unpacked" },
	[KERNEL_VERSION] = { .key = "header_version", .title = "header's version" },
	[KERNEL_MEMORY] = { .key = "memory", .title = "memory" },
	[KERNEL_ALIGNMENT] = { .key = "alignment", .title = "alignment" },
	[KERNEL_ENTRY] = { .key = "entry", .title = "entry" },
};

static const struct report_table show_kernel_table = {
	.key = "kernel",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(show_kernel_columns),
};

static void show_image(struct report *report, const struct payload *payload)
{
	struct dt_text *out = report_cell(report, KERNEL_VERSION);

	dt_put_dec(out, payload->version >> 16);
	dt_putc(out, '.');
	dt_put_dec(out, payload->version & 0xffff);
	report_size(report, KERNEL_MEMORY, payload->memory);
	report_size(report, KERNEL_ALIGNMENT, PLAN_MEGA_PAGE);
}

static void show_kernel(struct report *report, const struct plan *plan)
{
	const struct payload *payload = &plan->payload;

	report_table(report, &show_kernel_table);
	report_row(report);
	report_string(report, KERNEL_NAME, plan->wish->name);
	report_string(report, KERNEL_KIND, payload_kind_name(payload->kind));
	report_hex(report, KERNEL_BASE, plan->source.base);
	report_size(report, KERNEL_SIZE, plan->source.size);
	if (plan->unpacked)
		report_size(report, KERNEL_UNPACKED, plan->kernel.size);
	if (payload->kind == PAYLOAD_IMAGE)
		show_image(report, payload);
	else if (payload->kind == PAYLOAD_ELF)
		report_size(report, KERNEL_MEMORY, payload->memory);
	if (plan->span.size)
		report_hex(report, KERNEL_ENTRY, plan->entry);
}

/* --- the pieces ------------------------------------------------------------------------------- */

enum { PIECE_WHAT, PIECE_FROM, PIECE_TO, PIECE_LAST, PIECE_SIZE, PIECE_HOW, PIECE_OVER };

static const struct report_column show_piece_columns[] = {
	[PIECE_WHAT] = { .key = "what", .title = "PIECE" },
	[PIECE_FROM] = { .key = "from", .title = "FROM", .flags = REPORT_RIGHT },
	[PIECE_TO] = { .key = "to", .title = "TO", .flags = REPORT_RIGHT },
	[PIECE_LAST] = { .key = "last", .title = "LAST", .flags = REPORT_RIGHT },
	[PIECE_SIZE] = { .key = "size", .flags = REPORT_HIDDEN },
	[PIECE_HOW] = { .key = "how", .title = "HOW" },
	[PIECE_OVER] = { .key = "over", .title = "OVER" },
};

static const struct report_table show_piece_table = {
	.key = "pieces",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(show_piece_columns),
};

static void show_piece(struct report *report, const struct plan_piece *piece)
{
	report_row(report);
	report_string(report, PIECE_WHAT, piece->what);
	report_hex(report, PIECE_FROM, piece->from);
	report_hex(report, PIECE_TO, piece->to);
	report_hex(report, PIECE_LAST, piece->to + (piece->memory - 1));
	report_size(report, PIECE_SIZE, piece->size);
	report_string(report, PIECE_HOW, plan_how_name(piece->how));
	report_string(report, PIECE_OVER, piece->over);
}

static void show_pieces(struct report *report, void *context)
{
	const struct plan *plan = context;

	for (int i = 0; i < plan->pieces; i++)
		show_piece(report, &plan->piece[i]);
}

/* --- what it will be told --------------------------------------------------------------------- */

enum {
	TOLD_HART,
	TOLD_TREE,
	TOLD_MODEL,
	TOLD_CONSOLE,
	TOLD_BOOTARGS,
	TOLD_INITRD,
	TOLD_INITRD_LAST,
	TOLD_MEMORY,
	TOLD_HARTS,
	TOLD_ENABLED,
};

static const struct report_column show_told_columns[] = {
	[TOLD_HART] = { .key = "hart", .title = "a0: hart" },
	[TOLD_TREE] = { .key = "tree", .title = "a1: tree" },
	[TOLD_MODEL] = { .key = "model", .title = "model" },
	[TOLD_CONSOLE] = { .key = "console", .title = "console" },
	[TOLD_BOOTARGS] = { .key = "bootargs", .title = "bootargs" },
	[TOLD_INITRD] = { .key = "initrd", .title = "initrd" },
	[TOLD_INITRD_LAST] = { .key = "initrd_last", .title = "initrd's last byte" },
	[TOLD_MEMORY] = { .key = "memory", .title = "memory" },
	[TOLD_HARTS] = { .key = "harts", .title = "harts" },
	[TOLD_ENABLED] = { .key = "harts_enabled", .title = "enabled harts" },
};

static const struct report_table show_told_table = {
	.key = "told",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(show_told_columns),
};

static void show_memory(struct report *report, const struct dt_tree *tree)
{
	struct dt_range bank[SHOW_BANKS_MAX];
	int banks = dt_memory(tree, bank, SHOW_BANKS_MAX, NULL);

	report_list(report, TOLD_MEMORY);
	for (int i = 0; i < banks; i++) {
		struct dt_text *out = report_item(report);

		dt_put_hex(out, bank[i].base);
		dt_putc(out, '-');
		dt_put_hex(out, bank[i].base + (bank[i].size - 1));
	}
}

static void show_tree(struct report *report, const struct plan *plan, const struct plan_told *told)
{
	const struct dt_tree *tree = &plan->tree;
	struct dt_range initrd;
	struct dt_cpus cpus;
	const char *text;
	int len = dt_model(tree, &text);

	report_hex(report, TOLD_TREE, plan->tree_at);
	report_bytes(report, TOLD_MODEL, text, len);
	report_string(report, TOLD_CONSOLE, told->console);
	len = dt_string((struct dt_node){ tree, tree->chosen }, "bootargs", &text);
	report_bytes(report, TOLD_BOOTARGS, text, len);
	if (dt_initrd(tree, &initrd) == 0) {
		report_hex(report, TOLD_INITRD, initrd.base);
		report_hex(report, TOLD_INITRD_LAST, initrd.base + (initrd.size - 1));
	}
	show_memory(report, tree);
	dt_cpus(tree, &cpus);
	report_dec(report, TOLD_HARTS, (uint64_t)cpus.harts);
	report_dec(report, TOLD_ENABLED, (uint64_t)cpus.enabled);
}

void plan_show(struct report *report, const struct plan *plan, const struct plan_told *told)
{
	if (plan->known)
		show_kernel(report, plan);
	if (plan->pieces)
		report_rows(report, &show_piece_table, show_pieces, (void *)(uintptr_t)plan);
	if (!plan->trampoline)
		return;
	report_table(report, &show_told_table);
	report_row(report);
	report_dec(report, TOLD_HART, plan->wish->hart);
	if (plan->tree.blob)
		show_tree(report, plan, told);
	for (int i = 0; i < plan->notes; i++)
		report_says(report, plan->note[i]);
}
