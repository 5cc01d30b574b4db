#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "shell/machine/access.h"
#include "kernel/guard.h"

enum {
	ROW = 16, /* bytes */
	DEFAULT_BYTES = 64,
};

/* One row: address, items, and the bytes as text. @n of its items were read. */
static void md_print_row(struct shell *shell, uint64_t address, const uint8_t *bytes,
			 unsigned width, unsigned n)
{
	char row[96];
	int at = snprintf(row, sizeof(row), "%016" PRIx64 ":", address);

	for (unsigned i = 0; i < ROW / width; i++) {
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

static int md_dump(struct shell *shell, uint64_t address, unsigned width, uint64_t count)
{
	while (count) {
		uint8_t bytes[ROW];
		struct trap_info info;
		unsigned n = 0, want = count < ROW / width ? (unsigned)count : ROW / width;
		int err = 0;

		for (; n < want && !err; n += !err) {
			uint64_t value;

			err = guard_read(address + (uint64_t)n * width, width, &value, &info);
			if (!err)
				memcpy(bytes + n * width, &value, width);
		}
		if (n)
			md_print_row(shell, address, bytes, width, n);
		if (err)
			return memory_fault(shell, address + (uint64_t)n * width, &info);
		address += (uint64_t)n * width;
		count -= n;
	}
	return 0;
}

static int md_run(struct shell *shell, const struct shell_args *args)
{
	unsigned width = memory_width(args->argv[0]);
	uint64_t address, count = DEFAULT_BYTES / width;

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
		  "COUNT is in such items. Numbers are decimal, or hexadecimal after 0x. A bad\n"
		  "address is told, with the cause.",
	.example = "md.b 0x10000000 8",
	.suffixes = "bwlq",
	.min_args = 1,
	.max_args = 2,
	.needs_machine = true,
	.run = md_run,
};
SHELL_COMMAND(command_md);
