/*
 * `export uboot`: the edits as commands of U-Boot's `fdt`.
 *
 * Sources: U-Boot 2025.01, cmd/fdt.c (values: fdt_parse_prop, up to SCRATCHPAD bytes) and
 * common/cli_hush.c (quotes).
 */
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/core/fault.h"
#include "fdt/print/print.h"
#include "shell/dt/export/export.h"
#include "shell/dt/export/export_delta.h"

enum {
	UBOOT_LINE_MAX = 1000,  /* characters; its buffer has 1024 */
	UBOOT_VALUE_MAX = 1024, /* bytes */
	UBOOT_PAGE = 4096,
};

struct export_uboot {
	struct shell *shell;
	struct dt_text text;       /* into line */
	uint32_t lost;             /* edits that U-Boot cannot make */
	size_t used;               /* bytes of the line, also those for which there was no room */
	char line[UBOOT_LINE_MAX]; /* the command that is being made */
};

static void uboot_take_text(void *context, const char *text, size_t len)
{
	struct export_uboot *uboot = context;

	if (uboot->used + len <= sizeof(uboot->line))
		memcpy(uboot->line + uboot->used, text, len);
	uboot->used += len;
}

/* Begins "fdt VERB PATH". */
static void uboot_begin(struct export_uboot *uboot, const char *verb, struct dt_node node)
{
	uboot->used = 0;
	dt_puts(&uboot->text, "fdt ");
	dt_puts(&uboot->text, verb);
	dt_putc(&uboot->text, ' ');
	dt_put_path(&uboot->text, node);
}

/* Puts a name; one that begins with '#' is quoted, because it would begin a comment. */
static void uboot_name(struct export_uboot *uboot, const char *name)
{
	const char *quote = *name == '#' ? "'" : "";

	dt_putc(&uboot->text, ' ');
	dt_puts(&uboot->text, quote);
	dt_puts(&uboot->text, name);
	dt_puts(&uboot->text, quote);
}

/* Prints the command or, if it is too long or not @sound, a comment instead. */
static void uboot_end(struct export_uboot *uboot, bool sound)
{
	dt_flush(&uboot->text);
	if (sound && uboot->used <= sizeof(uboot->line)) {
		shell_write(uboot->shell, uboot->line, uboot->used);
	} else {
		size_t len = uboot->used < SHELL_COLUMNS / 2 ? uboot->used : SHELL_COLUMNS / 2;

		shell_puts(uboot->shell, "# too long, or with a name that U-Boot cannot read: ");
		shell_write(uboot->shell, uboot->line, len);
		uboot->lost++;
	}
	shell_puts(uboot->shell, "\n");
}

/* Single quotes leave all strings unchanged, and none is empty. */
static bool uboot_quotable(const uint8_t *value, uint32_t len)
{
	bool begins = true;

	for (const uint8_t *end = value + len; value < end; value++) {
		if (begins && (*value == '\0' || *value == '<' || *value == '['))
			return false;
		if (*value && (*value < ' ' || *value > '~' || strchr("'\\", *value)))
			return false;
		begins = *value == '\0';
	}
	return true;
}

static void uboot_strings(struct dt_text *out, const uint8_t *value, uint32_t len)
{
	dt_puts(out, " '");
	for (const uint8_t *last = value + len - 1; value < last; value++) {
		if (*value)
			dt_putc(out, (char)*value);
		else
			dt_puts(out, "' '");
	}
	dt_putc(out, '\'');
}

static void uboot_cells(struct dt_text *out, const uint8_t *value, uint32_t len)
{
	dt_puts(out, " '<");
	for (uint32_t i = 0; i < len; i += DT_CELL) {
		if (i)
			dt_putc(out, ' ');
		dt_put_hex(out, dt_be32(value + i));
	}
	dt_puts(out, ">'");
}

static void uboot_bytes(struct dt_text *out, const uint8_t *value, uint32_t len)
{
	dt_puts(out, " '[");
	for (uint32_t i = 0; i < len; i++) {
		if (i)
			dt_putc(out, ' ');
		dt_putc(out, hex_digit(value[i] >> 4));
		dt_putc(out, hex_digit(value[i]));
	}
	dt_puts(out, "]'");
}

static void uboot_set(struct export_uboot *uboot, const struct dt_delta *delta,
		      const struct dt_delta_item *item)
{
	struct dt_node node = dt_numbered(delta->to, item->node);
	enum dt_type type = dt_prop_type(dt_name(node), item->name, item->value, item->len);

	uboot_begin(uboot, "set", node);
	uboot_name(uboot, item->name);
	if (type == DT_TYPE_STRINGS && uboot_quotable(item->value, item->len))
		uboot_strings(&uboot->text, item->value, item->len);
	else if (type == DT_TYPE_STRINGS || type == DT_TYPE_BYTES)
		uboot_bytes(&uboot->text, item->value, item->len);
	else if (type != DT_TYPE_FLAG)
		uboot_cells(&uboot->text, item->value, item->len);
	uboot_end(uboot,
		  item->len <= UBOOT_VALUE_MAX && dt_name_fits(item->name, strlen(item->name)));
}

static void uboot_remove(struct export_uboot *uboot, const struct dt_delta *delta,
			 const struct dt_delta_item *item)
{
	if (item->name) {
		uboot_begin(uboot, "rm", dt_numbered(delta->to, item->node));
		uboot_name(uboot, item->name);
	} else {
		uboot_begin(uboot, "rm", dt_numbered(delta->from, item->child));
	}
	uboot_end(uboot, !item->name || dt_name_fits(item->name, strlen(item->name)));
}

static void uboot_add(struct export_uboot *uboot, const struct dt_delta *delta, int32_t number)
{
	struct dt_node above = dt_numbered(delta->to, delta->to->index->node[number].parent);
	const char *name = dt_name(dt_numbered(delta->to, number));

	uboot_begin(uboot, "mknode", above);
	uboot_name(uboot, name);
	uboot_end(uboot, dt_name_fits(name, strlen(name)));
}

static void uboot_take(struct dt_delta *delta, const struct dt_delta_item *item)
{
	struct export_uboot *uboot = delta->context;

	if (item->kind == DT_DELTA_NODE)
		uboot_add(uboot, delta, item->node);
	else if (item->kind == DT_DELTA_PROP || (item->kind == DT_DELTA_LOST && item->value))
		uboot_set(uboot, delta, item);
	else if (item->kind == DT_DELTA_LOST)
		uboot_remove(uboot, delta, item);
}

static int export_uboot_run(struct shell *shell, const struct shell_args *args)
{
	struct export_uboot uboot = { .shell = shell };
	struct dt_delta delta;
	int err = export_delta(shell, args->argc > 2 ? args->argv[2] : NULL, &delta);

	if (err)
		return err;
	delta.take = uboot_take;
	delta.context = &uboot;
	dt_text_init(&uboot.text, uboot_take_text, &uboot);
	/* All that is added is in the new tree, so its size is enough room. */
	shell_printf(shell, "fdt resize %x\n",
		     (unsigned)((delta.to->size / UBOOT_PAGE + 1) * UBOOT_PAGE));
	if (dt_diff_reserves(delta.from, delta.to)) {
		shell_puts(shell, "# the reserve map differs: see 'fdt rsvmem'\n");
		uboot.lost++;
	}
	dt_delta(&delta);
	delta.lost = uboot.lost;
	return export_delta_end(shell, &delta);
}

static const struct shell_verb export_uboot = {
	.name = "uboot",
	.args = "[TREE]",
	.summary = "print the edits as commands of U-Boot, after 'fdt addr'",
	.max_args = 1,
	.run = export_uboot_run,
};
EXPORT_VERB(export_uboot);
