#include "host/tree_file.h"
/* Reads trees from files: blobs as they are, source through dtc(1). */
#include <errno.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "fdt/core/text.h"

/* Bytes: the format allows 2 GiB, but no real tree comes near. */
enum { TREE_FILE_MAX = 256 << 20 };

extern char **environ;

static void tree_file_emit(void *context, const char *text, size_t len)
{
	fwrite(text, 1, len, context);
}

void host_complain(const char *path, const char *why)
{
	struct dt_text out;

	dt_text_init(&out, tree_file_emit, stderr);
	dt_puts(&out, "firstlight: ");
	dt_put_escaped(&out, path, strlen(path));
	dt_puts(&out, ": ");
	dt_puts(&out, why);
	dt_putc(&out, '\n');
	dt_flush(&out);
}

static int tree_file_error(const char *path, int err)
{
	host_complain(path, strerror(err));
	return -err;
}

static bool tree_file_resize(struct host_blob *blob, size_t size)
{
	void *data = realloc(blob->data, size);

	if (data)
		blob->data = data;
	return data;
}

/* Reads all of @file. The buffer is doubled as needed, and cut to the exact size. 0, or errno. */
static int tree_file_read(FILE *file, struct host_blob *blob)
{
	size_t room = 64 << 10;

	while (tree_file_resize(blob, room)) {
		blob->size += fread((char *)blob->data + blob->size, 1, room - blob->size, file);
		if (ferror(file))
			return errno;
		if (blob->size < room)
			return tree_file_resize(blob, blob->size ? blob->size : 1) ? 0 : ENOMEM;
		if (room >= TREE_FILE_MAX)
			return EFBIG;
		room *= 2;
	}
	return ENOMEM;
}

static bool tree_file_is_source(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && (!strcmp(dot, ".dts") || !strcmp(dot, ".dtso"));
}

/* Starts dtc on @path; its output goes into @out, the writing end of a pipe. 0, or errno. */
static int tree_file_start_dtc(const char *path, int out, pid_t *child)
{
	char name[] = "dtc", quiet[] = "-q", in_is[] = "-I", dts[] = "dts", out_is[] = "-O";
	char dtb[] = "dtb", operands[] = "--";
	char *argv[] = { name, quiet, in_is, dts, out_is, dtb, operands, NULL, NULL };
	posix_spawn_file_actions_t actions;
	char *source = strdup(path);
	int err;

	if (!source)
		return ENOMEM;
	argv[7] = source;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	err = posix_spawnp(child, name, &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	free(source);
	return err;
}

static int tree_file_compile(const char *path, struct host_blob *blob)
{
	int ends[2], status = 0, err;
	pid_t child;
	FILE *file;

	if (pipe(ends) < 0)
		return tree_file_error("dtc", errno);
	err = tree_file_start_dtc(path, ends[1], &child);
	close(ends[1]);
	if (err) {
		fprintf(stderr,
			"firstlight: dtc, which compiles %s: %s: is the package "
			"device-tree-compiler installed?\n",
			path, strerror(err));
		return -err;
	}
	file = fdopen(ends[0], "rb");
	err = file ? tree_file_read(file, blob) : errno;
	if (file)
		fclose(file);
	waitpid(child, &status, 0);
	if (err)
		return tree_file_error(path, err);
	if (!status)
		return 0;
	host_complain(path, "dtc cannot compile it");
	return -EINVAL;
}

static int tree_file_take(const char *path, struct host_blob *blob)
{
	bool named = strcmp(path, "-") != 0;
	FILE *file = named ? fopen(path, "rb") : stdin;
	int err;

	if (!file)
		return tree_file_error(path, errno);
	err = tree_file_read(file, blob);
	if (named)
		fclose(file);
	return err ? tree_file_error(path, err) : 0;
}

int host_read_tree(const char *path, struct host_blob *blob)
{
	int err;

	*blob = (struct host_blob){ NULL, 0 };
	err = tree_file_is_source(path) ? tree_file_compile(path, blob)
					: tree_file_take(path, blob);
	if (err) {
		free(blob->data);
		blob->data = NULL;
	}
	return err;
}
