/* images: what could be booted, unpacked or opened, by the first bytes of what is in memory. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "kernel/noinit.h"
#include "shell/machine/images_scan.h"
#include "shell/memory_word.h"
#include "shell/report/report.h"

enum {
	IMAGES_BASE,
	IMAGES_SIZE,
	IMAGES_KIND,
	IMAGES_OWNER,
	IMAGES_NAME,
	IMAGES_WHAT, /* for people: owner and name */
	IMAGES_MEMORY,
	IMAGES_ENTRY,
	IMAGES_UNPACKED,
	IMAGES_FAULT,
	IMAGES_DETAIL, /* for people: the four before it */
};

static const struct report_column images_columns[] = {
	[IMAGES_BASE] = { .key = "base", .title = "ADDRESS", .flags = REPORT_RIGHT },
	[IMAGES_SIZE] = { .key = "size", .title = "SIZE", .flags = REPORT_RIGHT },
	[IMAGES_KIND] = { .key = "kind", .title = "KIND" },
	[IMAGES_OWNER] = { .key = "owner", .flags = REPORT_HIDDEN },
	[IMAGES_NAME] = { .key = "name", .flags = REPORT_HIDDEN },
	[IMAGES_WHAT] = { .title = "KNOWN AS" },
	[IMAGES_MEMORY] = { .key = "memory", .flags = REPORT_HIDDEN },
	[IMAGES_ENTRY] = { .key = "entry", .flags = REPORT_HIDDEN },
	[IMAGES_UNPACKED] = { .key = "unpacked", .flags = REPORT_HIDDEN },
	[IMAGES_FAULT] = { .key = "fault", .flags = REPORT_HIDDEN },
	[IMAGES_DETAIL] = { .title = "DETAIL", .flags = REPORT_LONG },
};

static const struct report_table images_table = {
	.key = "images",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(images_columns),
};

/* Static, because it is too big for the stack. */
static NOINIT struct images images;

/* --- the report ------------------------------------------------------------------------------- */

static void images_put_number(struct dt_text *out, const char *before, uint64_t value)
{
	dt_puts(out, before);
	dt_put_hex(out, value);
}

/* What people read of it besides its kind. */
static void images_put_detail(struct dt_text *out, const struct image_found *found)
{
	const struct payload *payload = &found->payload;

	if (found->fault) {
		dt_puts(out, found->fault);
		return;
	}
	if (payload->kind == PAYLOAD_IMAGE || payload->kind == PAYLOAD_ELF)
		images_put_number(out, "needs ", payload->memory);
	if (payload->kind == PAYLOAD_IMAGE)
		images_put_number(out, ", text_offset ", payload->text_offset);
	else if (payload->kind == PAYLOAD_ELF && !payload->relocatable)
		images_put_number(out, " at ", payload->base);
	else if (payload->kind == PAYLOAD_ELF)
		dt_puts(out, ", anywhere");
	else if (payload->kind == PAYLOAD_GZIP)
		images_put_number(out, "unpacked: ", found->unpacked);
	else if (payload->kind == PAYLOAD_ZBOOT && payload->inside_size) {
		images_put_number(out, "gzip at ", found->base + payload->inside);
		images_put_number(out, ",", payload->inside_size);
	}
}

static void images_row(struct report *report, const struct image_found *found)
{
	const struct owner *owner = &found->owner;

	report_row(report);
	report_hex(report, IMAGES_BASE, found->base);
	if (found->size)
		report_hex(report, IMAGES_SIZE, found->size);
	report_string(report, IMAGES_KIND, payload_kind_name(found->payload.kind));
	if (owner->size) {
		struct dt_text *what;
		const char *name = owner->name ? owner->name : "";

		report_string(report, IMAGES_OWNER, owner_kind_name(owner->kind));
		report_string(report, IMAGES_NAME, name[0] ? name : NULL);
		what = report_cell(report, IMAGES_WHAT);
		dt_puts(what, owner->base == found->base ? "" : "in ");
		if (owner->kind != OWNER_LOADED || !name[0])
			dt_puts(what, owner_kind_name(owner->kind));
		else
			dt_put_escaped(what, name, strlen(name));
	}
	if (found->payload.memory)
		report_hex(report, IMAGES_MEMORY, found->payload.memory);
	if (found->payload.kind == PAYLOAD_ELF && !found->fault)
		report_hex(report, IMAGES_ENTRY, found->payload.entry);
	if (found->unpacked)
		report_hex(report, IMAGES_UNPACKED, found->unpacked);
	report_string(report, IMAGES_FAULT, found->fault);
	images_put_detail(report_cell(report, IMAGES_DETAIL), found);
}

static void images_rows(struct report *report, void *context)
{
	(void)context;
	for (int i = 0; i < images.count; i++)
		images_row(report, &images.row[i]);
}

/* What was not looked at, or is not shown. */
static void images_say_rest(struct report *report)
{
	struct dt_text *out;

	if (images.more) {
		out = report_say(report);
		dt_put_dec(out, (uint64_t)images.more);
		dt_puts(out, " more: give a range to see them");
	}
	if (images.faults) {
		out = report_say(report);
		dt_put_hex(out, images.faults);
		dt_puts(out, " bytes cannot be read: firmware's, perhaps");
	}
}

/* --- the command ------------------------------------------------------------------------------ */

/* All RAM. */
static int images_scan_ram(struct shell *shell)
{
	enum { BANKS_MAX = 32 };
	struct dt_range bank[BANKS_MAX];
	int banks = shell_ram(shell, shell_given_tree(shell), bank, BANKS_MAX, NULL);

	if (!banks)
		return shell_error(shell, -ENODATA,
				   "nothing says where RAM is: give a range, ADDRESS,SIZE");
	for (int i = 0; i < banks; i++)
		images_scan(shell, &images, &bank[i]);
	return 0;
}

static int images_scan_word(struct shell *shell, const char *word)
{
	struct dt_range range;
	int err = shell_memory_word(shell, word, &range, NULL);

	if (err)
		return err;
	if (!range.size)
		range.size = payload_rest_of_ram(shell, range.base);
	if (!range.size)
		return shell_error(shell, -ENODATA,
				   "%s: not in RAM that is known: give its size, too", word);
	images_scan(shell, &images, &range);
	return 0;
}

static int images_run(struct shell *shell, const struct shell_args *args)
{
	struct report report;
	int err;

	memset(&images, 0, sizeof(images));
	err = args->argc > 1 ? images_scan_word(shell, args->argv[1]) : images_scan_ram(shell);
	if (err)
		return err;
	report_begin(&report, shell, args);
	if (!images.count) {
		report_says(&report, "nothing was found; 'load' brings files");
		return report_nothing(&report, &images_table, 0);
	}
	report_rows(&report, &images_table, images_rows, NULL);
	images_say_rest(&report);
	report_end(&report);
	return 0;
}

static const struct shell_command images_command = {
	.name = "images",
	.group = SHELL_TREES,
	.args = "[RANGE]",
	.summary = "list kernels, ELFs, gzip files, trees and archives that are in RAM",
	.detail = "They are known by their first bytes, where a page of 4 KiB begins, and where\n"
		  "the initrd, a loaded file or a tree is known to be. RANGE is ADDRESS,SIZE, an\n"
		  "address, or the name of a loaded file; without it, all RAM is looked through.\n"
		  "SIZE is what the header says, or what was loaded; '-': neither is known.\n"
		  "gzip files are unpacked to see how large they are, and whether they are whole.",
	.example = "images 0x84000000,0x4000000",
	.max_args = 1,
	.needs_machine = true,
	.reports = true,
	.run = images_run,
	.complete = shell_complete_loaded,
};
SHELL_COMMAND(images_command);
