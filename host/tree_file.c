#include "host/tree_file.h"
/* Reads trees from files: blobs as they are, source through a compiler. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "host/blob.h"
#include "host/tree_source.h"

static bool tree_file_is_source(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && (!strcmp(dot, ".dts") || !strcmp(dot, ".dtso"));
}

static int tree_file_take(const char *path, struct host_blob *blob)
{
	bool named = strcmp(path, "-") != 0;
	FILE *file = named ? fopen(path, "rb") : stdin;
	int err;

	if (!file)
		return host_complain_error(path, errno);
	err = host_blob_read(file, blob);
	if (named)
		fclose(file);
	return err ? host_complain_error(path, err) : 0;
}

int host_read_tree(const char *path, struct host_blob *blob)
{
	int err;

	*blob = (struct host_blob){ NULL, 0 };
	err = tree_file_is_source(path) ? host_compile_tree(path, blob)
					: tree_file_take(path, blob);
	if (err) {
		free(blob->data);
		blob->data = NULL;
	}
	return err;
}
