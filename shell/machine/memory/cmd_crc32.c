/* crc32: the CRC-32 of memory, as `load` and `mem` show it for files. */
#include "fdt/core/chars.h"
#include "fdt/core/sum.h"
#include "shell/machine/memory/memory.h"
#include "shell/machine/memory/sum.h"

static void crc32_add(void *state, const void *bytes, size_t len)
{
	uint32_t *crc = state;

	*crc = dt_crc32(*crc, bytes, len);
}

static void crc32_end(void *state, char text[SUM_TEXT])
{
	const uint32_t *crc = state;

	for (unsigned i = 0; i < 8; i++)
		text[i] = hex_digit(*crc >> (28 - 4 * i));
	text[8] = '\0';
}

static int crc32_run(struct shell *shell, const struct shell_args *args)
{
	uint32_t crc = 0;
	const struct sum sum = { &crc, crc32_add, crc32_end };

	return sum_run(shell, args, &sum);
}

static const struct shell_command command_crc32 = {
	.name = "crc32",
	.group = SHELL_MEMORY,
	.args = "RANGE [COUNT] [SUM]",
	.summary = "show the CRC-32 of memory",
	.detail =
		"Shown are the sum, and address and size of what it is of: COUNT bytes, or all of\n"
		"RANGE, ADDR,SIZE or a name as in 'md'. 'mem' shows the same sum for files.",
	.example = "crc32 0x84000000 0x1000",
	.options = sum_options,
	.min_args = 1,
	.max_args = 3,
	.needs_machine = true,
	.any_hart = true,
	.reports = true,
	.run = crc32_run,
	.complete = shell_complete_memory,
};
SHELL_COMMAND(command_crc32);
