#include "boot/boot.h"
/* The banner: what machine this is, within 80 columns and 24 rows. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "boot/efi/started.h"
#include "drivers/console/console_select.h"
#include "fdt/core/text.h"
#include "fdt/where/machine.h"
#include "fdt/where/memory.h"
#include "kernel/boot_facts.h"
#include "kernel/console/console.h"
#include "kernel/sbi.h"
#include "kernel/sbi_implementation.h"

enum {
	LABEL = 10,  /* columns of "Machine:  " */
	ROW = 79,    /* some terminals wrap at the 80th column */
	VENDOR = 40, /* columns of UEFI's */
	RANGES_MAX = 32,
};

/* Text from the tree, escaped, as much as a row holds. */
struct banner_cell {
	char text[ROW];
	size_t len; /* of the whole text */
};

static void banner_emit(void *context, const char *text, size_t len)
{
	struct banner_cell *cell = context;

	for (size_t i = 0; i < len; i++, cell->len++)
		if (cell->len < sizeof(cell->text))
			cell->text[cell->len] = text[i];
}

/* Prints text in at most @columns, with "..." where it is cut. */
static void banner_put(const char *text, size_t len, size_t columns)
{
	struct banner_cell cell = { .len = 0 };
	struct dt_text out;

	dt_text_init(&out, banner_emit, &cell);
	dt_put_escaped(&out, text, len);
	dt_flush(&out);
	if (cell.len <= columns) {
		boot_say(cell.text, cell.len);
		return;
	}
	boot_say(cell.text, columns - 3);
	boot_say("...", 3);
}

/* Prints a note below a row, wrapped at blanks. */
static void banner_note(const char *note)
{
	size_t left = strlen(note);

	while (left) {
		size_t len = left;

		if (len > ROW - LABEL)
			for (len = ROW - LABEL; len > 1 && note[len] != ' ';)
				len--;
		boot_sayf("%*s", LABEL, "");
		boot_say(note, len);
		boot_say("\n", 1);
		len += note[len] == ' ';
		note += len;
		left -= len;
	}
}

static void banner_machine(const struct dt_tree *tree)
{
	const char *model;
	int len = tree ? dt_model(tree, &model) : -1;

	boot_sayf("Machine:  ");
	if (len < 0)
		boot_sayf(tree ? "unknown: the tree has no model" : "unknown: no tree");
	else
		banner_put(model, (size_t)len, ROW - LABEL);
	boot_sayf("\n");
}

static void banner_hart(const struct boot_entry *entry)
{
	boot_sayf("Hart:     %" PRIu64, boot_facts.hart);
	if (entry->by_go)
		boot_sayf(" by U-Boot's tp");
	if (entry->hart_assumed)
		boot_sayf(" is assumed: UEFI does not name it");
	if (entry->cpus.harts)
		boot_sayf(" (the tree has %d, %d enabled)", entry->cpus.harts, entry->cpus.enabled);
	boot_sayf("\n");
	if (entry->odd_clock)
		boot_sayf("Clock:    10 MHz is assumed: the tree's %" PRIu64
			  " Hz is not believed\n",
			  entry->cpus.timebase);
}

static void banner_firmware(void)
{
	const struct sbi_facts *facts = sbi_facts();
	const char *name = sbi_implementation_name(facts->implementation);
	char version[SBI_VERSION_MAX];

	sbi_implementation_version(facts->implementation, facts->implementation_version, version);
	boot_sayf("Firmware: ");
	if (!facts->base)
		boot_sayf("unknown, ");
	else if (!name)
		boot_sayf("SBI implementation %" PRIu64 ", ", facts->implementation);
	else
		boot_sayf("%s %s, ", name, version);
	boot_sayf("SBI %u.%u%s\n", facts->spec_major, facts->spec_minor,
		  facts->base ? "" : " (no base extension)");
	if (efi_started.started) {
		boot_sayf("%*sstarted by UEFI %u.%u: ", LABEL, "", efi_started.major,
			  efi_started.minor);
		banner_put(efi_started.vendor, strlen(efi_started.vendor), VENDOR);
		boot_sayf("\n");
	}
}

static void banner_tree(const struct boot_entry *entry, const struct dt_tree *tree)
{
	boot_sayf("Tree:     ");
	if (tree)
		boot_sayf("0x%" PRIx64 ", %u bytes, %u nodes\n", entry->tree_at, tree->size,
			  tree->nodes);
	else
		boot_sayf("none\n");
	banner_note(entry->note);
}

static void banner_memory(const struct dt_tree *tree)
{
	struct dt_range ranges[RANGES_MAX];
	const struct dt_range *bank = tree ? ranges : efi_started.bank;
	uint64_t total = 0;
	int count = tree ? dt_memory(tree, ranges, RANGES_MAX, NULL) : efi_started.ram.used;

	for (int i = 0; i < count; i++)
		total += bank[i].size;
	if (count <= 0)
		boot_sayf("Memory:   unknown%s\n", tree ? ": the tree names none" : "");
	else
		boot_sayf("Memory:   %" PRIu64 " MiB at 0x%" PRIx64 "%s\n", total >> 20,
			  bank[0].base, count > 1 ? " and elsewhere (mem)" : "");
}

/* Names the consoles on which a key does nothing. */
static void banner_outputs(void)
{
	char note[BOOT_NOTE_MAX] = "output only:";
	const struct console *console;
	size_t len = strlen(note), none = len;

	for (int i = 0; (console = console_attached(i)); i++) {
		const struct console_candidate *row = console_candidate_of(&console_choice,
									   console);

		if (console->ways == CONSOLE_OUT && len + 1 + CONSOLE_NAME_MAX < sizeof(note))
			len += (size_t)snprintf(note + len, sizeof(note) - len, " %s",
						row ? row->name : "sbi");
	}
	if (len > none)
		banner_note(note);
}

static void banner_console(void)
{
	const struct console *console = console_active();
	const struct console_candidate *chosen = console_choice.chosen;
	size_t taken = LABEL + strlen(console->name) + strlen(console_choice.reason) + 5;
	char path[DT_PATH_MAX];
	int len;

	boot_sayf("Console:  %s", console->name);
	if (chosen && &chosen->console == console) {
		len = dt_path(chosen->node, path, sizeof(path));
		boot_sayf(", ");
		if (len > 0)
			banner_put(path, (size_t)len, ROW - taken);
		else
			boot_sayf("0x%" PRIxPTR, console->regs.base); /* it is in no tree */
	}
	boot_sayf(" (%s)\n", console_choice.reason);
	if (console_choice.until_key)
		banner_note("and others, until a key is pressed on one of them");
	banner_outputs();
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
