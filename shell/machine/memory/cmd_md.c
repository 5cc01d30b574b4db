/* md: memory and registers, shown. Suffixes are those of U-Boot's md. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "kernel/boot_facts.h"
#include "shell/machine/hart/on_aside.h"
#include "shell/machine/memory/memory.h"
#include "shell/machine/memory/registers.h"
#include "shell/machine/memory/row.h"

enum { MD_BYTES = 64 }; /* shown without COUNT */

/* What is shown. */
struct md {
	struct shell *shell;
	struct memory_range range;
	uint64_t stride; /* bytes from one register to the next; 0: all bytes count */
	uint64_t left;   /* bytes after the range, of what was named; 0: unknown, or none */
	bool bounded;    /* what was named has an end */
	uint64_t silent; /* rows of faults in a row, this one included */
	struct memory_faults faults;
};

/* Reads an item into the row. */
static void md_item(struct md *md, struct row *row, unsigned i)
{
	uint64_t address = row->address + (uint64_t)i * row->width, value = 0;
	struct trap_info info;

	row->item[i] = ROW_VALUE;
	if (md->stride && (address - md->range.base) % md->stride)
		row->item[i] = ROW_SKIPPED;
	else if (guard_read(address, row->width, &value, &info)) {
		row->item[i] = ROW_FAULT;
		memory_faults_add(&md->faults, address, row->width, info.cause);
	}
	memcpy(row->value + (size_t)i * row->width, &value, row->width);
}

/* Shows a row; of rows in which all faults, only the first, and a star for the others. */
static void md_row(struct md *md, struct row *row)
{
	char text[ROW_TEXT];
	bool silent = true;

	for (unsigned i = 0; i < row->items; i++) {
		md_item(md, row, i);
		silent = silent && row->item[i] == ROW_FAULT;
	}
	md->silent = silent ? md->silent + 1 : 0;
	if (md->silent < 2)
		shell_write(md->shell, text, row_put(row, text));
	else if (md->silent == 2)
		shell_puts(md->shell, "*\n");
	shell_check_interrupt(md->shell);
}

static int md_dump(struct md *md)
{
	const struct memory_range *range = &md->range;
	struct row row = { .address = range->base, .width = range->width };
	uint64_t left = range->count;

	row.digits = row_digits(range->base + (range->count * range->width - 1));
	row.bytes = row_bytes(row.digits, row.width);
	for (; left; left -= row.items, row.address += row.items * row.width) {
		uint64_t most = row.bytes / row.width;

		row.items = (unsigned)(left < most ? left : most);
		md_row(md, &row);
	}
	return memory_faults_report(md->shell, &md->faults);
}

/* An empty line goes on after the range, with as many items. */
static void md_leave_again(const struct md *md, bool aside)
{
	const struct memory_range *range = &md->range;
	uint64_t next = range->base + range->count * range->width, count = range->count;
	char size[24] = "";

	if (next < range->base || (md->bounded && !md->left) || md->stride)
		return;
	if (md->bounded)
		snprintf(size, sizeof(size), ",0x%" PRIx64, md->left);
	if (md->bounded && count > md->left / range->width)
		count = md->left / range->width;
	snprintf(md->shell->again, SHELL_AGAIN_MAX, "md.%c %s0x%" PRIx64 "%s 0x%" PRIx64,
		 "?bw?l???q"[range->width], aside ? "-s " : "", next, size, count);
}

/* Registers of a device: as the tree says, unless the suffix says another width. */
static void md_registers(struct md *md, const struct shell_args *args, struct shell_memory *memory)
{
	struct regs regs;
	unsigned count = memory_registers(memory, &regs);

	if (regs.width && !strchr(args->argv[0], '.'))
		md->range.width = regs.width;
	if (count && regs.base == memory->base && (uint64_t)count << regs.shift <= memory->size)
		memory->size = (uint64_t)count << regs.shift;
	md->stride = 1U << regs.shift > md->range.width ? 1U << regs.shift : 0;
}

static int md_run(struct shell *shell, const struct shell_args *args)
{
	struct md md = { .shell = shell, .range.width = memory_width(args) };
	struct shell_memory memory;
	bool aside = shell_option(args, 's') && shell->hart == boot_facts.hart;
	uint64_t items;
	int err;

	err = shell_memory(shell, args->argv[1], &memory);
	if (err)
		return err;
	if (dt_found(memory.node))
		md_registers(&md, args, &memory);
	memory.size += -memory.size & (md.range.width - 1); /* the last item is whole */
	items = memory.size / md.range.width;
	if (!items || items > MD_BYTES / md.range.width)
		items = MD_BYTES / md.range.width;
	err = memory_count(shell, args->argv[1], &memory, args->argv[2], items, &md.range);
	if (err)
		return err;
	md.bounded = memory.size != 0;
	if (memory.size > md.range.count * md.range.width)
		md.left = memory.size - md.range.count * md.range.width;
	md_leave_again(&md, aside);
	return aside ? on_aside(shell, args) : md_dump(&md);
}

static const struct shell_option md_options[] = {
	{ .letter = 's', .summary = "another hart reads: if the bus hangs, that one is lost" },
	{ 0 },
};

static const struct shell_command command_md = {
	.name = "md",
	.group = SHELL_MEMORY,
	.args = "ADDR [COUNT]",
	.summary = "show memory or registers",
	.detail =
		"md.b, md.w, md.l and md.q read 1, 2, 4 and 8 bytes at a time; md is md.l.\n"
		"COUNT is the number of such items. Enter goes on after what was shown.\n"
		"ADDR is a number, hexadecimal after 0x; a loaded file's name; a node such as\n"
		"/soc/serial, &uart0 or serial0, with .reg[1] for the second entry of its reg; a\n"
		"function of this program; $ram, $tree or $image; or an expression of those with\n"
		"+ - * ( ). ADDR,SIZE is a range. The end of what is named is not passed.\n"
		"A node's registers are read as its reg-shift and reg-io-width say. Reading may\n"
		"change a device: a UART's first register gives a received byte away.\n"
		"-- is an item that faults; the cause follows.",
	.example = "md.b /soc/serial",
	.options = md_options,
	.suffixes = "bwlq",
	.min_args = 1,
	.max_args = 2,
	.needs_machine = true,
	.any_hart = true,
	.run = md_run,
	.complete = shell_complete_memory,
};
SHELL_COMMAND(command_md);
