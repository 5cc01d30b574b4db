/* Numbers among the arguments: decimal, or hexadecimal with 0x. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "shell/core.h"
#include "shell/expression.h"

enum { NUMBER_HINT = 5 }; /* digits of a number that may be meant as hexadecimal */

/* 0; -EINVAL: not a number; -ERANGE: more than 64 bits. */
static int args_number(const char *text, uint64_t *value)
{
	return shell_expression_number(text, strlen(text), value);
}

bool shell_is_number(const char *text, uint64_t *value)
{
	return args_number(text, value) == 0;
}

int shell_number(struct shell *shell, const char *text, uint64_t *value)
{
	int err = args_number(text, value);

	if (err == -EINVAL)
		shell_error(shell, err,
			    !*text || text[strspn(text, "0123456789abcdefABCDEF")]
				    ? "%s: not a number"
				    : "%s: not a number; hexadecimal begins with 0x",
			    text);
	else if (err)
		shell_error(shell, err, "%s: more than 64 bits", text);
	return err ? -EINVAL : 0;
}

void shell_hint_decimal(struct shell *shell, const char *digits, size_t len)
{
	uint64_t value;

	if (len >= NUMBER_HINT && strspn(digits, "0123456789") >= len &&
	    shell_expression_number(digits, len, &value) == 0)
		shell_error(shell, 0, "%.*s: decimal, 0x%" PRIx64 "; hexadecimal begins with 0x",
			    (int)len, digits, value);
}
