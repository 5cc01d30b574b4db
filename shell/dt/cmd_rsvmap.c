/* rsvmap: the memory reserve map. Source: Devicetree Specification v0.4, 5.3. */
#include <inttypes.h>
#include "shell/shell.h"

static int rsvmap_run(struct shell *shell, const struct shell_args *args)
{
	const uint8_t *entry = shell->tree->reserve;

	(void)args;
	for (uint32_t i = 0; i < shell->tree->reserves; i++, entry += 16)
		shell_printf(shell, "rsvmap[%" PRIu32 "]  0x%" PRIx64 "  size 0x%" PRIx64 "\n", i,
			     dt_be64(entry), dt_be64(entry + 8));
	if (!shell->tree->reserves)
		shell_puts(shell, "the map is empty; 'mem' also shows /reserved-memory\n");
	return 0;
}

static const struct shell_command rsvmap_command = {
	.name = "rsvmap",
	.args = "",
	.summary = "show the memory reserve map",
	.needs_tree = true,
	.run = rsvmap_run,
};
SHELL_COMMAND(rsvmap_command);
