#include "shell/machine/time/seconds.h"
/* Durations that a person types: digits, and after a point at most six that count. */
#include <errno.h>

enum { SECONDS_US = 1000000, SECONDS_MAX = 1000000000 };

/* Reads digits at *at, and passes them. */
static uint64_t seconds_digits(const char **at)
{
	uint64_t value = 0;

	for (; **at >= '0' && **at <= '9'; ++*at) {
		if (value <= SECONDS_MAX)
			value = value * 10 + (uint64_t)(**at - '0');
	}
	return value;
}

int seconds_parse(struct shell *shell, const char *text, uint64_t *us)
{
	const char *at = text;
	uint64_t whole = seconds_digits(&at), part = 0;

	if (at != text && *at == '.') {
		at++;
		for (uint64_t unit = SECONDS_US / 10; *at >= '0' && *at <= '9'; at++, unit /= 10)
			part += unit * (uint64_t)(*at - '0');
	}
	if (at == text || *at)
		return shell_error(shell, -EINVAL, "%s: not a number of seconds", text);
	if (whole > SECONDS_MAX)
		return shell_error(shell, -EINVAL, "%s: too long", text);
	*us = whole * SECONDS_US + part;
	return 0;
}
