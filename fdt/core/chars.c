#include "fdt/core/chars.h"
/* The classes of characters. Source: Devicetree Specification v0.4, 2.2.1, 2.2.4 and 6.3. */

enum { NAME = CHAR_PLAIN | CHAR_NAME, LABEL = NAME | CHAR_LABEL };

const uint8_t char_classes[256] = {
	[' ' ... '!'] = CHAR_PLAIN, /* not '"' */
	['#'] = NAME,
	['$' ... ')'] = CHAR_PLAIN,
	['*' ... '.'] = NAME,
	['/'] = CHAR_PLAIN,
	['0' ... '9'] = LABEL,
	[':' ... '>'] = CHAR_PLAIN,
	['?' ... '@'] = NAME,
	['A' ... 'Z'] = LABEL,
	['['] = CHAR_PLAIN, /* not '\' */
	[']' ... '^'] = CHAR_PLAIN,
	['_'] = LABEL,
	['`'] = CHAR_PLAIN,
	['a' ... 'z'] = LABEL,
	['{' ... '~'] = CHAR_PLAIN,
};

bool dt_name_fits(const char *name, size_t len)
{
	size_t dots = 0;

	for (size_t i = 0; i < len; i++) {
		if (!char_is(name[i], CHAR_NAME))
			return false;
		dots += name[i] == '.';
	}
	return len > 0 && (dots < len || len > 2); /* . and .. are paths */
}

unsigned hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10) : 16;
}
