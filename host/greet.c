#include "host/greet.h"
/* What a shell begins with: its tree opened, and a line that says what it is. */
#include <stdio.h>
#include <string.h>
#include "fdt/where/machine.h"
#include "host/options.h"

int host_open_blob(const char *path, const struct host_blob *blob, struct dt_tree *tree)
{
	char message[128];
	const char *why = "";

	if (!dt_open(tree, blob->data, blob->size, &why))
		return 0;
	snprintf(message, sizeof(message), "not a device tree: %s", why);
	host_complain(path, message);
	return HOST_EXIT_INPUT;
}

void host_greet(struct shell *shell, const char *path)
{
	const char *model = "unknown machine";
	int len = dt_model(shell->tree, &model);
	struct dt_text out;

	shell_text(shell, &out);
	dt_put_escaped(&out, path, strlen(path));
	dt_puts(&out, ": ");
	dt_put_escaped(&out, model, len < 0 ? strlen(model) : (size_t)len);
	dt_puts(&out, ", ");
	dt_put_dec(&out, shell->tree->nodes);
	dt_puts(&out, " nodes. Type 'help'; 'exit' leaves.\n");
	dt_flush(&out);
}
