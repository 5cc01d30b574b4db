/* header: the blob's header, and what of the blob each block takes. */
#include <inttypes.h>
#include "shell/shell.h"

enum {
	HEADER_FIELDS = 10,
	HEADER_SIZE = 4 * HEADER_FIELDS, /* bytes */
	HEADER_TOTAL = 1,                /* numbers of fields */
	HEADER_VERSION = 5,
	HEADER_STRINGS = 8,
	HEADER_STRUCT = 9,
	HEADER_RESERVE = 16, /* bytes of an entry of the reserve map */
};

/* Devicetree Specification v0.4, 5.2, in their order. */
static const char header_names[HEADER_FIELDS][18] = {
	"magic",   "totalsize",         "off_dt_struct",   "off_dt_strings",  "off_mem_rsvmap",
	"version", "last_comp_version", "boot_cpuid_phys", "size_dt_strings", "size_dt_struct",
};

static int header_run(struct shell *shell, const struct shell_args *args)
{
	const uint8_t *blob = shell->tree->blob;
	uint32_t field[HEADER_FIELDS], used;

	(void)args;
	for (int i = 0; i < HEADER_FIELDS; i++) {
		field[i] = dt_be32(blob + (size_t)i * 4);
		shell_printf(shell, i ? "%-18s%" PRIu32 "\n" : "%-18s0x%" PRIx32 "\n",
			     header_names[i], field[i]);
	}
	used = HEADER_SIZE + field[HEADER_STRINGS] + field[HEADER_STRUCT] +
	       (shell->tree->reserves + 1) * HEADER_RESERVE;
	if (field[HEADER_VERSION] >= 17) /* before it, size_dt_struct was not there */
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
