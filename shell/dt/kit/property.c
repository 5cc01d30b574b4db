#include "shell/dt/kit/property.h"
/* A property is printed as a line of DTS, as bare strings, or with the paths of its references. */
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/print/print.h"
#include "fdt/where/refs.h"

void shell_put_value(struct dt_text *out, const struct shell_property *property)
{
	if (property->owner.tree)
		dt_print_property(out, property->owner, property->name, property->value,
				  property->len);
	else
		dt_print_value(out, property->node, property->name, property->value, property->len);
}

void shell_put_property(struct dt_text *out, const struct shell_property *property)
{
	dt_put_escaped(out, property->name, strlen(property->name));
	if (property->len) {
		dt_puts(out, " = ");
		shell_put_value(out, property);
	}
	dt_putc(out, ';');
}

void shell_put_references(struct dt_text *out, const struct shell_property *property)
{
	struct dt_refs it;
	struct dt_ref ref;

	if (!property->owner.tree ||
	    !dt_refs(&it, property->owner, property->name, property->value, property->len))
		return;
	for (uint32_t i = 0; dt_refs_next(&it, &ref) > 0; i++) {
		if (!dt_found(ref.node))
			continue; /* an empty place */
		dt_puts(out, "  [");
		dt_put_dec(out, i);
		dt_puts(out, "] ");
		dt_puts(out, property->name);
		dt_puts(out, ": ");
		dt_print_reference(out, property->owner, property->value, &ref);
		dt_putc(out, ' ');
		dt_put_path(out, ref.node);
		dt_putc(out, '\n');
	}
}

void shell_put_strings(struct dt_text *out, const char *list, size_t len, char separator)
{
	const char *end = list + len;

	while (list < end) {
		size_t n = strnlen(list, end - list);

		dt_put_escaped(out, list, n);
		list += n + 1;
		if (list < end)
			dt_putc(out, separator);
	}
}
