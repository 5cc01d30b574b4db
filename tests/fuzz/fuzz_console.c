/*
 * libFuzzer: what a stranger writes into bootargs and stdout-path, and names that a person types
 * for a console. The choice of the console and the predictions for other programs must end, keep
 * their texts whole, and print printable characters only. An input is lines: bootargs, stdout-path,
 * an alias' value, and names for `console use`.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "drivers/console/console_select.h"
#include "drivers/predict/predict.h"
#include "fdt/core/index.h"
#include "fdt/where/bootargs.h"
#include "tests/unit/fake/fake_tree.h"

enum { FUZZ_INPUT = 700, FUZZ_LINES = 3 };

static struct console_choice choice;

static void fuzz_expect(bool good)
{
	if (!good)
		abort();
}

static void fuzz_emit(void *context, const char *text, size_t len)
{
	(void)context;
	for (size_t i = 0; i < len; i++)
		fuzz_expect((text[i] >= ' ' && text[i] < 0x7f) || text[i] == '\n');
}

/* The tree: a UART of each kind of name, HTIF, PCI and virtio beside what the input says. */
static const struct dt_tree *fuzz_tree_of(const char *const *line, const size_t *len)
{
	const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
		TREE_NODE("chosen"),
		{ .kind = FAKE_BYTES, .name = "bootargs", .data = line[0], .len = len[0] },
		{ .kind = FAKE_BYTES, .name = "stdout-path", .data = line[1], .len = len[1] },
		TREE_END,
		TREE_NODE("aliases"),
		{ .kind = FAKE_BYTES, .name = "serial1", .data = line[2], .len = len[2] },
		TREE_TEXT("serial0", "/soc/serial@2000"),
		TREE_END,
		TREE_NODE("soc"),
		TREE_FLAG("ranges"),
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
		TREE_NODE("serial@1000"),
		TREE_TEXT("compatible", "sifive,uart0"),
		TREE_CELLS("reg", 0x1000, 0x100),
		TREE_END,
		TREE_NODE("serial@2000"),
		TREE_TEXT("compatible", "snps,dw-apb-uart\0ns16550a"),
		TREE_CELLS("reg", 0x2000, 0x100),
		TREE_CELLS("clock-frequency", 1843200),
		TREE_CELLS("reg-shift", 2),
		TREE_END,
		TREE_NODE("serial@3000"),
		TREE_TEXT("compatible", "arm,pl011"),
		TREE_CELLS("reg", 0x3000, 0x100),
		TREE_TEXT("status", "disabled"),
		TREE_END,
		TREE_NODE("virtio@4000"),
		TREE_TEXT("compatible", "virtio,mmio"),
		TREE_CELLS("reg", 0x4000, 0x200),
		TREE_END,
		TREE_NODE("serial@5000"),
		TREE_TEXT("compatible", "fsl,imx6q-uart"),
		TREE_CELLS("reg", 0x5000, 0x100),
		TREE_END,
		TREE_END,
		TREE_NODE("htif"),
		TREE_TEXT("compatible", "ucb,htif0"),
		TREE_END,
		{ 0 },
	};

	return fake_tree(rows);
}

static void fuzz_bootargs(const struct dt_tree *tree)
{
	static const char *const keys[] = { "console", "earlycon", "run", "a" };
	char value[64];

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		int count = dt_bootargs(tree, keys[i]);

		fuzz_expect(count >= 0 && count < FUZZ_INPUT);
		for (int at = 0; at <= count; at++) {
			int len = dt_bootarg_at(tree, keys[i], at, value, sizeof(value));

			fuzz_expect(len < (int)sizeof(value) &&
				    (len < 0 || (size_t)len == strlen(value)));
			fuzz_expect(at < count || len < 0);
		}
		fuzz_expect((dt_bootarg(tree, keys[i], value, sizeof(value)) >= 0) <= (count > 0));
	}
}

static void fuzz_choice(const struct dt_tree *tree)
{
	fuzz_expect(choice.why_len == strlen(choice.why) && choice.why_len < CONSOLE_WHY_MAX);
	fuzz_emit(NULL, choice.why, choice.why_len);
	fuzz_expect(choice.candidates >= 0 && choice.candidates <= CONSOLE_CANDIDATES_MAX);
	for (int i = 0; i < choice.candidates; i++) {
		const char *name = choice.candidate[i].name;

		fuzz_expect(memchr(name, '\0', CONSOLE_NAME_MAX) && *name);
		fuzz_emit(NULL, name, strlen(name));
		fuzz_expect(*console_verdict(&choice, &choice.candidate[i]).why);
	}
	fuzz_expect(*console_verdict(&choice, NULL).word);
	fuzz_expect(choice.tree == tree);
}

static void fuzz_node(struct dt_text *out, struct dt_node node)
{
	struct console_known known;

	if (!console_look_up(node, &known))
		console_put_why_no_row(out, &choice, &known);
}

static struct dt_text *fuzz_step(void *context)
{
	return context;
}

static void fuzz_step_end(void *context, const char *function)
{
	dt_puts(context, function ? function : "");
	dt_putc(context, '\n');
}

static void fuzz_predict(struct dt_text *out, const struct predict_program *program,
			 const struct dt_tree *tree)
{
	const struct predict_sink sink = { fuzz_step, fuzz_step_end, out };
	static struct predict predict;

	predict_run(&predict, program, tree, &sink);
	predict_put_verdict(out, &predict.verdict);
	if (predict.other.version)
		predict_put_verdict(out, &predict.other);
	fuzz_expect(predict.problems <= PREDICT_PROBLEMS_MAX);
	for (int i = 0; i < predict.problems; i++)
		if (predict_has_fix(&predict.problem[i]))
			predict_put_fix(out, &predict.problem[i]);
}

static void fuzz_print(const struct dt_tree *tree)
{
	const struct predict_program *const *it;
	struct console_unlisted unlisted;
	struct dt_cursor cursor;
	enum dt_event event;
	struct dt_text out;

	dt_text_init(&out, fuzz_emit, NULL);
	console_put_chosen(&out, &choice);
	for (int i = 0; console_unlisted(&choice, i, &unlisted); i++)
		if (unlisted.nodes)
			console_put_unlisted(&out, &unlisted);
	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END)
		if (event == DT_NODE)
			fuzz_node(&out, (struct dt_node){ tree, cursor.node });
	SET_FOREACH (it, predict_programs)
		fuzz_predict(&out, *it, tree);
	dt_flush(&out);
}

/* The names of the input, each found and opened. */
static void fuzz_names(const char *text, size_t len)
{
	char name[128];

	while (len) {
		const char *end = memchr(text, '\n', len), *why = "";
		size_t size = end ? (size_t)(end - text) : len;
		struct console_candidate *row;

		snprintf(name, sizeof(name), "%.*s", (int)size, text);
		if (!console_find(&choice, name, &row))
			fuzz_expect(row >= choice.candidate &&
				    row < choice.candidate + choice.candidates);
		if (console_open(&choice, name, &row, &why))
			fuzz_expect(*why);
		size += end != NULL;
		text += size;
		len -= size;
	}
}

/* Every console fails, one after the other: SBI's is the last. */
static void fuzz_failures(void)
{
	for (int left = CONSOLE_CANDIDATES_MAX; console_select_next(&choice, -5, "it is dead");
	     left--)
		fuzz_expect(left > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *line[FUZZ_LINES] = { "", "", "" }, *text = (const char *)data;
	size_t len[FUZZ_LINES] = { 0 };
	const struct dt_tree *tree;
	struct dt_tree indexed;

	if (size > FUZZ_INPUT)
		return 0;
	for (int i = 0; i < FUZZ_LINES && size; i++) {
		const char *end = memchr(text, '\n', size);

		line[i] = text;
		len[i] = end ? (size_t)(end - text) : size;
		text += len[i] + (end != NULL);
		size -= len[i] + (end != NULL);
	}
	tree = fuzz_tree_of(line, len);
	fuzz_bootargs(tree);
	indexed = *tree;
	fuzz_expect(dt_index_build(&indexed, NULL) == 0);
	console_select(&indexed, &choice);
	fuzz_choice(&indexed);
	console_add_unprobed(&choice);
	fuzz_choice(&indexed);
	fuzz_print(&indexed);
	fuzz_names(text, size);
	fuzz_choice(&indexed);
	fuzz_failures();
	dt_index_drop(&indexed);
	return 0;
}
