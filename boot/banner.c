#include "boot/boot.h"
/* The banner: what machine this is, at a glance and within 80 columns and 24 rows. */
#include <inttypes.h>
#include <stdio.h>
#include "drivers/console_select.h"
#include "fdt/text.h"
#include "kernel/boot_facts.h"
#include "kernel/console.h"
#include "kernel/sbi.h"

enum {
	MODEL_SHOWN = 68, /* columns left of 80 behind the label */
	PATH_SHOWN = 44,
	RANGES_MAX = 32,
};

static void banner_emit(void *unused, const char *text, size_t len)
{
	(void)unused;
	boot_say(text, len);
}

/* Text from the tree: escaped, and cut with a mark where the row ends. */
static void banner_put(const char *text, size_t len, size_t limit)
{
	struct dt_text out;

	dt_text_init(&out, banner_emit, NULL);
	dt_put_escaped(&out, text, len < limit ? len : limit);
	if (len > limit)
		dt_puts(&out, "...");
	dt_flush(&out);
}

static void banner_machine(const struct dt_tree *tree)
{
	const char *model;
	int len = tree ? dt_model(tree, &model) : -1;

	boot_sayf("Machine:  ");
	if (len < 0)
		boot_sayf(tree ? "unknown: the tree has no model" : "unknown: no tree");
	else
		banner_put(model, (size_t)len, MODEL_SHOWN);
	boot_sayf("\n");
}

static void banner_hart(const struct boot_entry *entry)
{
	boot_sayf("Hart:     %" PRIu64, boot_facts.hart);
	if (entry->by_go)
		boot_sayf(" by U-Boot's tp");
	if (entry->cpus.harts)
		boot_sayf(" (the tree has %d, %d enabled)", entry->cpus.harts, entry->cpus.enabled);
	boot_sayf("\n");
}

static void banner_firmware(void)
{
	const struct sbi_facts *facts = sbi_facts();
	const char *name = sbi_implementation_name(facts->implementation);

	boot_sayf("Firmware: ");
	if (!facts->base)
		boot_sayf("unknown, ");
	else if (!name)
		boot_sayf("SBI implementation %" PRIu64 ", ", facts->implementation);
	else if (facts->implementation == SBI_IMPLEMENTATION_OPENSBI)
		boot_sayf("%s %" PRIu64 ".%" PRIu64 ", ", name, facts->implementation_version >> 16,
			  facts->implementation_version & 0xffff);
	else
		boot_sayf("%s 0x%" PRIx64 ", ", name, facts->implementation_version);
	boot_sayf("SBI %u.%u%s\n", facts->spec_major, facts->spec_minor,
		  facts->base ? "" : " (no base extension)");
}

static void banner_tree(const struct boot_entry *entry, const struct dt_tree *tree)
{
	boot_sayf("Tree:     ");
	if (tree)
		boot_sayf("0x%" PRIx64 ", %u bytes, %u nodes\n", entry->tree_at, tree->size,
			  tree->nodes);
	else
		boot_sayf("none\n");
	if (entry->note[0])
		boot_sayf("          %s\n", entry->note);
}

static void banner_memory(const struct dt_tree *tree)
{
	struct dt_range ranges[RANGES_MAX];
	uint64_t total = 0;
	int count = tree ? dt_memory(tree, ranges, RANGES_MAX, NULL) : 0;

	for (int i = 0; i < count; i++)
		total += ranges[i].size;
	if (count <= 0)
		boot_sayf("Memory:   unknown%s\n", tree ? ": the tree names none" : "");
	else
		boot_sayf("Memory:   %" PRIu64 " MiB at 0x%" PRIx64 "%s\n", total >> 20,
			  ranges[0].base, count > 1 ? " and elsewhere (mem)" : "");
}

static void banner_console(void)
{
	const struct console *console = console_active();
	const struct console_candidate *chosen = console_choice.chosen;
	char path[DT_PATH_MAX];
	int len;

	boot_sayf("Console:  %s", console->name);
	if (chosen && &chosen->console == console) {
		len = dt_path(chosen->node, path, sizeof(path));
		boot_sayf(", ");
		if (len > 0)
			banner_put(path, (size_t)len, PATH_SHOWN);
	}
	if (console_choice.reason)
		boot_sayf(" (%s)", console_choice.reason);
	boot_sayf("\n");
}

void boot_banner(const struct boot_entry *entry, const struct dt_tree *tree)
{
	banner_machine(tree);
	banner_hart(entry);
	banner_firmware();
	banner_tree(entry, tree);
	banner_memory(tree);
	banner_console();
	boot_sayf("Type 'help'.\n\n");
}
