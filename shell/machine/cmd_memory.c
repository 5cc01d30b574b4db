/* md and mw: memory and registers, shown and written. Suffixes are those of U-Boot's md and mw. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "kernel/guard.h"
#include "kernel/trap/trap.h"
#include "shell/shell.h"

enum {
	MEMORY_ROW = 16,     /* bytes */
	MEMORY_DEFAULT = 64, /* bytes that md shows without COUNT */
	MEMORY_TEXT = 96,    /* characters of a row, with its end */
};

/* The bytes of an access by the command's suffix: .b 1, .w 2, .l 4 (also without), .q 8. */
static unsigned memory_width(const char *name)
{
	const char *suffix = strrchr(name, '.');

	if (!suffix)
		return 4;
	switch (suffix[1]) {
	case 'b':
		return 1;
	case 'w':
		return 2;
	case 'q':
		return 8;
	default:
		return 4;
	}
}

/* Reports an access that failed. Returns -EFAULT. */
static int memory_fault(struct shell *shell, uint64_t address, const struct trap_info *info)
{
	return shell_error(shell, -EFAULT,
			   "0x%" PRIx64 ": %s (scause %" PRIu64 ", stval 0x%" PRIx64 ")", address,
			   trap_cause_name(info->cause), info->cause, info->stval);
}

/* --- md --------------------------------------------------------------------------------------- */

/* One row: address, items, and the bytes as text. @n of its items were read. */
static void md_print_row(struct shell *shell, uint64_t address, const uint8_t *bytes,
			 unsigned width, unsigned n)
{
	char row[MEMORY_TEXT];
	int at = snprintf(row, sizeof(row), "%016" PRIx64 ":", address);

	for (unsigned i = 0; i < MEMORY_ROW / width; i++) {
		uint64_t value = 0;

		memcpy(&value, bytes + i * width, width);
		if (i < n)
			at += snprintf(row + at, sizeof(row) - (size_t)at, " %0*" PRIx64,
				       (int)width * 2, value);
		else
			at += snprintf(row + at, sizeof(row) - (size_t)at, " %*s", (int)width * 2,
				       "");
	}
	row[at++] = ' ';
	row[at++] = ' ';
	for (unsigned i = 0; i < n * width; i++)
		row[at++] = bytes[i] >= ' ' && bytes[i] <= '~' ? (char)bytes[i] : '.';
	row[at++] = '\n';
	shell_write(shell, row, (size_t)at);
}

/* Reads up to @want items from @address on into @bytes. Their number; *@err: why no more. */
static unsigned md_read(uint64_t address, unsigned width, unsigned want, uint8_t *bytes,
			struct trap_info *info, int *err)
{
	unsigned n = 0;

	for (*err = 0; n < want && !*err; n += !*err) {
		uint64_t value;

		*err = guard_read(address + (uint64_t)n * width, width, &value, info);
		if (!*err)
			memcpy(bytes + n * width, &value, width);
	}
	return n;
}

static int md_dump(struct shell *shell, uint64_t address, unsigned width, uint64_t count)
{
	const unsigned most = MEMORY_ROW / width;

	while (count) {
		uint8_t bytes[MEMORY_ROW] = { 0 };
		struct trap_info info;
		int err;
		unsigned n = md_read(address, width, count < most ? (unsigned)count : most, bytes,
				     &info, &err);

		if (n)
			md_print_row(shell, address, bytes, width, n);
		address += (uint64_t)n * width;
		if (err)
			return memory_fault(shell, address, &info);
		count -= n;
	}
	return 0;
}

static int md_run(struct shell *shell, const struct shell_args *args)
{
	unsigned width = memory_width(args->argv[0]);
	uint64_t address, count = MEMORY_DEFAULT / width;

	if (shell_number(shell, args->argv[1], &address))
		return -EINVAL;
	if (args->argc > 2 && shell_number(shell, args->argv[2], &count))
		return -EINVAL;
	return md_dump(shell, address, width, count);
}

static const struct shell_command command_md = {
	.name = "md",
	.args = "ADDR [COUNT]",
	.summary = "show memory or registers",
	.detail = "md.b, md.w, md.l and md.q read 1, 2, 4 and 8 bytes at a time; md is md.l.\n"
		  "COUNT is the number of such items. Numbers are decimal, or hexadecimal after\n"
		  "0x. An address that faults is reported with the cause.",
	.example = "md.b 0x10000000 8",
	.suffixes = "bwlq",
	.min_args = 1,
	.max_args = 2,
	.needs_machine = true,
	.run = md_run,
};
SHELL_COMMAND(command_md);

/* --- mw --------------------------------------------------------------------------------------- */

static int mw_run(struct shell *shell, const struct shell_args *args)
{
	unsigned width = memory_width(args->argv[0]);
	uint64_t address, value, count = 1;
	struct trap_info info;

	if (shell_number(shell, args->argv[1], &address) ||
	    shell_number(shell, args->argv[2], &value))
		return -EINVAL;
	if (args->argc > 3 && shell_number(shell, args->argv[3], &count))
		return -EINVAL;
	if (width < sizeof(value) && value >> (8 * width))
		return shell_error(shell, -ERANGE, "0x%" PRIx64 " does not fit in %u byte%s", value,
				   width, width > 1 ? "s" : "");
	for (; count; count--, address += width) {
		if (guard_write(address, width, value, &info))
			return memory_fault(shell, address, &info);
		shell_check_interrupt(shell);
	}
	return 0;
}

static const struct shell_command command_mw = {
	.name = "mw",
	.args = "ADDR VALUE [COUNT]",
	.summary = "write memory or registers",
	.detail = "mw.b, mw.w, mw.l and mw.q write 1, 2, 4 and 8 bytes; mw is mw.l.\n"
		  "VALUE is written to COUNT such items in a row. Numbers are decimal, or\n"
		  "hexadecimal after 0x. An address that faults is reported with the cause.",
	.example = "mw.b 0x10000000 0x41",
	.suffixes = "bwlq",
	.min_args = 2,
	.max_args = 3,
	.needs_machine = true,
	.run = mw_run,
};
SHELL_COMMAND(command_mw);
