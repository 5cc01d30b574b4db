#include "host/tree_source.h"
/* Source of trees becomes blobs through dtc(1). */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Starts dtc on @path; its output goes into @out, the writing end of a pipe. 0, or errno. */
static int source_start_dtc(const char *path, int out, pid_t *child)
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

int host_compile_tree(const char *path, struct host_blob *blob)
{
	int ends[2], status = 0, err;
	pid_t child;
	FILE *file;

	if (pipe(ends) < 0)
		return host_complain_error("dtc", errno);
	err = source_start_dtc(path, ends[1], &child);
	close(ends[1]);
	if (err) {
		fprintf(stderr,
			"firstlight: dtc, which compiles %s: %s: is the package "
			"device-tree-compiler installed?\n",
			path, strerror(err));
		return -err;
	}
	file = fdopen(ends[0], "rb");
	err = file ? host_blob_read(file, blob) : errno;
	if (file)
		fclose(file);
	waitpid(child, &status, 0);
	if (err)
		return host_complain_error(path, err);
	if (!status)
		return 0;
	host_complain(path, "dtc cannot compile it");
	return -EINVAL;
}
