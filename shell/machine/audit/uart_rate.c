#include "shell/machine/audit/uart_rate.h"
/*
 * Sources: Devicetree Specification v0.4, 3.6 (stdout-path); devicetree binding serial/serial.yaml
 * (current-speed). Options of stdout-path begin with the rate, as Linux reads them.
 */
#include <errno.h>
#include <string.h>
#include "shell/machine/console_rate.h"

enum { RATE_NEAR = 33 /* a part of so many, 3 %, is what a receiver tolerates */ };

static uint64_t rate_digits(const char *text, const char *end)
{
	uint64_t value = 0;

	for (; text < end && *text >= '0' && *text <= '9' && value < CONSOLE_RATE_MAX; text++)
		value = value * 10 + (uint64_t)(*text - '0');
	return value <= CONSOLE_RATE_MAX ? value : 0;
}

uint64_t uart_line_rate(struct dt_node node)
{
	struct dt_node chosen = { node.tree, node.tree->chosen };
	uint64_t rate;
	const char *text, *colon;
	int len;

	if (dt_number(node, "current-speed", &rate) == 0)
		return rate <= CONSOLE_RATE_MAX ? rate : 0;
	len = dt_found(chosen) ? dt_string(chosen, "stdout-path", &text) : -ENOENT;
	if (len <= 0 || dt_resolve(node.tree, text, (size_t)len).offset != node.offset)
		return 0;
	colon = memchr(text, ':', (size_t)len);
	return colon ? rate_digits(colon + 1, text + len) : 0;
}

/* Firmware takes the divisor that comes nearest. */
bool uart_rate_fits(const struct console *console, uint64_t hz, uint32_t divisor, uint64_t rate)
{
	uint64_t has = console_rate(console, hz, divisor);

	return (has > rate ? has - rate : rate - has) <= rate / RATE_NEAR ||
	       console_rate_find(console, hz, rate).divisor == divisor;
}
