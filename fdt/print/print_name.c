#include "fdt/print/print_name.h"
/*
 * Names that DTS cannot express.
 *
 * Source: Devicetree Specification v0.4, 2.2.1 and 2.2.4 (names), 6.3 (source).
 */
#include <string.h>

void name_put_replaced(struct dt_text *out, const char *name)
{
	if (*name == '\0')
		dt_putc(out, '_');
	for (; *name; name++)
		dt_write(out, char_is(*name, CHAR_NAME) ? name : "_", 1);
}

/* No "/" may follow a "*": that would end the comment. */
void name_put_comment(struct dt_text *out, const char *name)
{
	dt_puts(out, " /* DTS cannot express this name: \"");
	for (; *name; name++) {
		if (*name == '/')
			dt_put_escape(out, *name);
		else
			dt_put_escaped(out, name, 1);
	}
	dt_puts(out, "\" */");
}

void name_begin_odd(struct dt_text *out, int depth, const char *name, bool replaced)
{
	name_indent(out, depth);
	if (!replaced) {
		dt_puts(out, name);
		dt_puts(out, " {\n");
		return;
	}
	name_put_replaced(out, name);
	dt_puts(out, " {");
	name_put_comment(out, name);
	dt_putc(out, '\n');
}
