#pragma once
/* Nodes and properties that a person leaves out, by globs (fdt/core/glob.h) of their paths. */
#include <stdbool.h>
#include <stddef.h>

struct shell_left_out {
	const char *const *glob; /* borrowed */
	int count;
};

/*
 * Whether one of the globs leaves out what has the path of @len bytes, without a '/' at its end. A
 * glob with a '/' is compared with the path and with those of the nodes above, one without with
 * each of the names in it. '*' is any text, also with '/' in it. A '/' at a glob's end counts for
 * nothing, so that a node's path as `diff` prints it is its glob; "/" leaves out all, "" nothing.
 */
bool shell_is_left_out(const struct shell_left_out *left_out, const char *path, size_t len);
