/* header: the blob's header, and the bytes that are in no block. Source: Devicetree Specification
 * v0.4, 5.2 and 5.3. */
#include <inttypes.h>
#include "shell/shell.h"

/* The fields, in their order. */
enum {
	HEADER_MAGIC,
	HEADER_TOTAL,
	HEADER_STRUCT_AT,
	HEADER_STRINGS_AT,
	HEADER_RESERVE_AT,
	HEADER_VERSION,
	HEADER_COMPATIBLE_VERSION,
	HEADER_BOOT_CPU,
	HEADER_STRINGS_SIZE,
	HEADER_STRUCT_SIZE,
	HEADER_FIELDS,
};

enum {
	HEADER_SIZE = DT_CELL * HEADER_FIELDS, /* bytes */
	HEADER_RESERVE_ENTRY = 16,
};

static const char *const header_names[HEADER_FIELDS] = {
	[HEADER_MAGIC] = "magic",
	[HEADER_TOTAL] = "totalsize",
	[HEADER_STRUCT_AT] = "off_dt_struct",
	[HEADER_STRINGS_AT] = "off_dt_strings",
	[HEADER_RESERVE_AT] = "off_mem_rsvmap",
	[HEADER_VERSION] = "version",
	[HEADER_COMPATIBLE_VERSION] = "last_comp_version",
	[HEADER_BOOT_CPU] = "boot_cpuid_phys",
	[HEADER_STRINGS_SIZE] = "size_dt_strings",
	[HEADER_STRUCT_SIZE] = "size_dt_struct",
};

static int header_run(struct shell *shell, const struct shell_args *args)
{
	const uint8_t *blob = shell->tree->blob;
	uint32_t field[HEADER_FIELDS], used;

	(void)args;
	for (int i = 0; i < HEADER_FIELDS; i++) {
		field[i] = dt_be32(blob + (size_t)i * DT_CELL);
		shell_printf(shell,
			     i == HEADER_MAGIC ? "%-18s0x%" PRIx32 "\n" : "%-18s%" PRIu32 "\n",
			     header_names[i], field[i]);
	}
	used = HEADER_SIZE + field[HEADER_STRINGS_SIZE] + field[HEADER_STRUCT_SIZE] +
	       (shell->tree->reserves + 1) * HEADER_RESERVE_ENTRY;
	if (field[HEADER_VERSION] >= 17) /* older ones have no size_dt_struct */
		shell_printf(shell, "in no block       %" PRIu32 "\n", field[HEADER_TOTAL] - used);
	return 0;
}

static const struct shell_command header_command = {
	.name = "header",
	.args = "",
	.summary = "show the tree's header: version, blocks and their sizes",
	.needs_tree = true,
	.run = header_run,
};
SHELL_COMMAND(header_command);
