#include "shell/dt/kit/left_out.h"
/* A path fits where the beginning of it fits that ends before one of its '/'. */
#include <string.h>
#include "fdt/core/glob.h"

static bool left_out_fits(const char *glob, const char *path, size_t len)
{
	size_t glob_len = strlen(glob), name = 0; /* where the name begins */
	bool whole;

	if (!glob_len)
		return false;
	if (glob[glob_len - 1] == '/')
		glob_len--;
	whole = memchr(glob, '/', glob_len);
	for (size_t at = 0; at <= len; at++) {
		if (at < len && path[at] != '/')
			continue;
		if (dt_glob_text(glob, glob_len, path + name, at - name))
			return true;
		if (!whole)
			name = at + 1;
	}
	return false;
}

bool shell_is_left_out(const struct shell_left_out *left_out, const char *path, size_t len)
{
	for (int i = 0; i < left_out->count; i++)
		if (left_out_fits(left_out->glob[i], path, len))
			return true;
	return false;
}
