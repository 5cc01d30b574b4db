/* Numbers among the arguments: decimal, or hexadecimal with 0x. */
#include <errno.h>
#include <string.h>
#include "shell/core.h"
#include "shell/expression.h"

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
