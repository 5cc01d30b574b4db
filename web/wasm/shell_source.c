#include "host/tree_source.h"
/* Source of trees, where there is no compiler. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

int host_compile_tree(const char *path, struct host_blob *blob)
{
	const char *dot = strrchr(path, '.');
	int stem = dot ? (int)(dot - path) : (int)strlen(path);
	char why[160];

	(void)blob;
	snprintf(why, sizeof(why),
		 "source, and there is no compiler here: type dtc -@ -O dtb -o %.*s.dtb %s, and "
		 "drop that file",
		 stem, path, path);
	host_complain(path, why);
	return -EINVAL;
}
