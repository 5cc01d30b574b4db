/*
 * `export uboot`: the edits as commands of U-Boot's `fdt`.
 *
 * Sources: U-Boot 2025.01, cmd/fdt.c (values: fdt_parse_prop, up to SCRATCHPAD bytes),
 * common/cli_hush.c (quotes), and what its prompt does: in single quotes, only \ and ' do not mean
 * themselves; the byte after a \ outside of quotes does.
 */
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/print/print.h"
#include "shell/dt/export/export.h"
#include "shell/dt/export/export_delta.h"

enum {
	UBOOT_LINE_MAX = 1000,  /* characters; its buffer has 1024 */
	UBOOT_VALUE_MAX = 1024, /* bytes */
	UBOOT_STRINGS_MAX = 12, /* strings: a command has up to 16 words on many boards */
	UBOOT_PAGE = 4096,
};

struct export_uboot {
	struct shell *shell;
	struct dt_text text;       /* into line */
	uint32_t lost;             /* edits that U-Boot cannot make */
	bool untypable;            /* the command needs a byte that its prompt does not take */
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

/* Whether U-Boot reads the word without quotes. */
static bool uboot_is_plain(const char *word)
{
	if (!*word || *word == '#')
		return false;
	while (*word == '/' || char_is(*word, CHAR_NAME))
		word++;
	return !*word;
}

/* Puts a word, quoted where it has to be: "a;b" as 'a;b', "it's" as 'it'\''s'. */
static void uboot_word(struct export_uboot *uboot, const char *word)
{
	struct dt_text *out = &uboot->text;

	dt_putc(out, ' ');
	if (uboot_is_plain(word)) {
		dt_puts(out, word);
		return;
	}
	dt_putc(out, '\'');
	for (; *word; word++) {
		uboot->untypable = uboot->untypable || *word < ' ' || *word > '~';
		if (*word == '\'' || *word == '\\') {
			dt_puts(out, "'\\");
			dt_putc(out, *word);
			dt_putc(out, '\'');
		} else {
			dt_putc(out, *word);
		}
	}
	dt_putc(out, '\'');
}

/* Begins "fdt VERB PATH". */
static void uboot_begin(struct export_uboot *uboot, const char *verb, struct dt_node node)
{
	char path[DT_PATH_MAX] = "";

	uboot->used = 0;
	uboot->untypable = false;
	dt_puts(&uboot->text, "fdt ");
	dt_puts(&uboot->text, verb);
	dt_path(node, path, sizeof(path));
	uboot_word(uboot, path);
}

static void uboot_lose(struct export_uboot *uboot, const struct dt_delta *delta,
		       const struct dt_delta_item *item)
{
	dt_flush(&uboot->text); /* what was made of the command goes into its buffer */
	uboot->lost++;
	export_comment(uboot->shell, "# U-Boot cannot ", delta, item);
}

/* Prints the command; or, if U-Boot cannot read it or @why is set, a comment instead. */
static void uboot_end(struct export_uboot *uboot, const struct dt_delta *delta,
		      struct dt_delta_item item, const char *why)
{
	dt_flush(&uboot->text);
	item.target = DT_NONE;
	item.why = why;
	if (uboot->untypable)
		item.why = "its prompt does not take all bytes of the name";
	else if (uboot->used > sizeof(uboot->line))
		item.why = "the command would be too long";
	if (item.why) {
		uboot_lose(uboot, delta, &item);
		return;
	}
	shell_write(uboot->shell, uboot->line, uboot->used);
	shell_puts(uboot->shell, "\n");
}

/* Quotes leave all strings unchanged, none is empty, and there are not too many. */
static bool uboot_quotable(const uint8_t *value, uint32_t len)
{
	uint32_t strings = 0;
	bool begins = true;

	for (const uint8_t *end = value + len; value < end; value++) {
		if (begins && (*value == '\0' || *value == '<' || *value == '['))
			return false;
		if (*value && (*value < ' ' || *value > '~' || *value == '\\'))
			return false;
		begins = *value == '\0';
		strings += begins;
	}
	return strings <= UBOOT_STRINGS_MAX;
}

static void uboot_strings(struct export_uboot *uboot, const uint8_t *value, uint32_t len)
{
	for (const char *at = (const char *)value, *end = at + len; at < end;
	     at += strlen(at) + 1) {
		if (uboot_is_plain(at)) {
			dt_puts(&uboot->text, " '");
			dt_puts(&uboot->text, at);
			dt_putc(&uboot->text, '\'');
		} else {
			uboot_word(uboot, at);
		}
	}
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
	uboot_word(uboot, item->name);
	if (type == DT_TYPE_STRINGS && uboot_quotable(item->value, item->len))
		uboot_strings(uboot, item->value, item->len);
	else if (type == DT_TYPE_STRINGS || type == DT_TYPE_BYTES)
		uboot_bytes(&uboot->text, item->value, item->len);
	else if (type != DT_TYPE_FLAG)
		uboot_cells(&uboot->text, item->value, item->len);
	uboot_end(uboot, delta, *item,
		  item->len > UBOOT_VALUE_MAX ? "the value is too long" : NULL);
}

static void uboot_remove(struct export_uboot *uboot, const struct dt_delta *delta,
			 const struct dt_delta_item *item)
{
	if (item->name) {
		uboot_begin(uboot, "rm", dt_numbered(delta->to, item->node));
		uboot_word(uboot, item->name);
	} else {
		uboot_begin(uboot, "rm", dt_numbered(delta->from, item->child));
	}
	uboot_end(uboot, delta, *item, NULL);
}

static void uboot_add(struct export_uboot *uboot, const struct dt_delta *delta,
		      struct dt_delta_item item)
{
	struct dt_node above = dt_numbered(delta->to, delta->to->index->node[item.node].parent);

	uboot_begin(uboot, "mknode", above);
	uboot_word(uboot, dt_name(dt_numbered(delta->to, item.node)));
	item.child = item.node;
	uboot_end(uboot, delta, item, NULL);
}

static void uboot_take(struct dt_delta *delta, const struct dt_delta_item *item)
{
	struct export_uboot *uboot = delta->context;

	if (item->kind == DT_DELTA_NODE)
		uboot_add(uboot, delta, *item);
	else if (item->kind == DT_DELTA_PROP)
		uboot_set(uboot, delta, item);
	else if (item->kind == DT_DELTA_REMOVE)
		uboot_remove(uboot, delta, item);
	else if (item->kind == DT_DELTA_LOST)
		uboot_lose(uboot, delta, item);
}

static int export_uboot_run(struct shell *shell, const struct shell_args *args)
{
	struct export_uboot uboot = { .shell = shell };
	struct dt_delta delta;
	int err = export_delta(shell, args->argc > 2 ? args->argv[2] : NULL, &delta);

	if (err)
		return err;
	delta.form = DT_FORM_COMMANDS;
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
