#pragma once
/* What a shell begins with: its tree opened, and a line that says what it is. */
#include "host/blob.h"
#include "shell/shell.h"

/* Opens the tree in @blob, which must stay, as @tree: 0; HOST_EXIT_INPUT after a message on
 * standard error that names @path. */
int host_open_blob(const char *path, const struct host_blob *blob, struct dt_tree *tree);
/* Prints @path, the machine's model and how many nodes the tree has. */
void host_greet(struct shell *shell, const char *path);
