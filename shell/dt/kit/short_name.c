#include "shell/dt/kit/short_name.h"
/*
 * Names without unit address.
 *
 * Source: Devicetree Specification v0.4, 2.2.3: a unit address may be left out of a path if that
 * does not make it ambiguous. This shell then takes the exact name, libfdt the first of both.
 */
#include <string.h>

void shell_warn_short_name(struct shell *shell, struct dt_node parent, struct dt_node node,
			   const char *name, size_t len)
{
	struct dt_node child;

	if (memchr(name, '@', len))
		return;
	for (child = dt_first_child(parent); dt_found(child); child = dt_next_child(child)) {
		const char *other = dt_name(child);

		if (strncmp(other, name, len) != 0 || other[len] != '@')
			continue;
		if (child.offset == node.offset)
			return;
		shell_error(shell, 0, "warning: %.*s meant %s until now; give it an @address",
			    (int)len, name, other);
		return;
	}
}
