#include "shell/expression.h"
/* Operators wait on a stack until one that binds less follows: so nothing is called recursively. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include "fdt/core/chars.h"

static const char expression_in_names[] =
	"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	"._@/&#?{}[]$:+-,";

static int expression_digits(const char *text, size_t len, unsigned base, uint64_t *value)
{
	uint64_t number = 0;

	if (!len)
		return -EINVAL;
	for (size_t i = 0; i < len; i++) {
		unsigned digit = hex_value(text[i]);

		if (digit >= base)
			return -EINVAL;
		if (number > (UINT64_MAX - digit) / base)
			return -ERANGE;
		number = number * base + digit;
	}
	*value = number;
	return 0;
}

int shell_expression_number(const char *text, size_t len, uint64_t *value)
{
	if (len > 2 && text[0] == '0' && (text[1] | 0x20) == 'x')
		return expression_digits(text + 2, len - 2, 16, value);
	return expression_digits(text, len, 10, value);
}

static int expression_fail(struct shell_expression *it, int err, const char *at, const char *why)
{
	it->at = at;
	it->why = why;
	return err;
}

/* --- operators -------------------------------------------------------------------------------- */

static int expression_binds(char op)
{
	return op == '*' ? 2 : op == '(' ? 0 : 1;
}

/* The window of a + b or a - b: that of the one that is an address. */
static const struct shell_value *expression_window(const struct shell_value *a,
						   const struct shell_value *b, char op)
{
	if (op == '+')
		return a->size ? a : b;
	return op == '-' && a->size && !b->size ? a : NULL;
}

/* Takes the last operator from the stack, and puts its result in the place of its values. */
static int expression_reduce(struct shell_expression *it, const char *at)
{
	char op = it->op[--it->ops];
	struct shell_value *a = &it->value[it->values - 2];
	const struct shell_value *b = a + 1, *window = expression_window(a, b, op);
	struct shell_value result = { .node = -1 };
	bool lost;

	it->values--;
	if (op == '+' && a->size && b->size)
		return expression_fail(it, -EINVAL, at, "two addresses cannot be added");
	if (op == '*')
		lost = __builtin_mul_overflow(a->number, b->number, &result.number);
	else if (op == '+')
		lost = __builtin_add_overflow(a->number, b->number, &result.number);
	else
		lost = __builtin_sub_overflow(a->number, b->number, &result.number);
	if (lost)
		return expression_fail(it, -ERANGE, at,
				       op == '-' ? "less than 0" : "more than 64 bits");
	if (window) {
		result.base = window->base;
		result.size = window->size;
	}
	*a = result;
	return 0;
}

/* Reduces what binds at least as much as @binds. */
static int expression_reduce_to(struct shell_expression *it, int binds, const char *at)
{
	int err = 0;

	while (!err && it->ops && it->op[it->ops - 1] != '(' &&
	       expression_binds(it->op[it->ops - 1]) >= binds)
		err = expression_reduce(it, at);
	return err;
}

/* The bytes taken, 1, or -errno. */
static int expression_push(struct shell_expression *it, const char *at)
{
	if (it->ops == EXPRESSION_DEPTH)
		return expression_fail(it, -EINVAL, at, "too many ( and operators");
	it->op[it->ops++] = *at;
	return 1;
}

/* After a value: an operator or a parenthesis. The bytes taken; 0: the expression ends here. */
static int expression_operator(struct shell_expression *it, const char *at, bool *wanted)
{
	int err;

	*wanted = *at != ')';
	if (!*at || !strchr("+-*)", *at))
		return 0;
	err = expression_reduce_to(it, *at == ')' ? 1 : expression_binds(*at), at);
	if (err)
		return err;
	if (*at != ')')
		return expression_push(it, at);
	if (!it->ops)
		return expression_fail(it, -EINVAL, at, "no ( for this )");
	it->ops--;
	return 1;
}

/* --- numbers and names ------------------------------------------------------------------------ */

/* Notes the number without 0x, all of whose digits are hexadecimal and some not decimal. */
static bool expression_hex(struct shell_expression *it, const char *text, size_t len,
			   uint64_t *value)
{
	if (expression_digits(text, len, 16, value))
		return false;
	it->hex = text;
	it->hex_len = len;
	return true;
}

/* Notes a number of decimal digits, if it is longer than those before it. */
static void expression_decimal(struct shell_expression *it, const char *text, size_t len)
{
	if (len <= it->decimal_len || strspn(text, "0123456789") < len)
		return;
	it->decimal = text;
	it->decimal_len = len;
}

/* The text without its last + - or , and what follows that. */
static size_t expression_shorter(const char *text, size_t len)
{
	while (len && !strchr("+-,", text[len - 1]))
		len--;
	return len ? len - 1 : 0;
}

/* Pushes the longest number or name that is at @text. Its length, or -errno. */
static int expression_operand(struct shell_expression *it, const char *text)
{
	size_t all = strspn(text, expression_in_names);
	struct shell_value *value = &it->value[it->values];

	for (size_t len = all; len; len = expression_shorter(text, len)) {
		int err = shell_expression_number(text, len, &value->number);

		*value = (struct shell_value){ .number = value->number, .node = -1 };
		if (err == -ERANGE)
			return expression_fail(it, err, text, "more than 64 bits");
		if (err)
			err = it->lookup(it->context, text, len, value);
		else
			expression_decimal(it, text, len);
		if (err == -ENOENT && expression_hex(it, text, len, &value->number))
			err = 0;
		if (err && err != -ENOENT)
			return err;
		if (err)
			continue;
		it->values++;
		return (int)len;
	}
	it->len = all;
	if (all && !strchr("+-,", *text))
		return expression_fail(it, -ENOENT, text, "");
	return expression_fail(it, -EINVAL, text, "a number or a name is missing");
}

/* A ( or an operand. The bytes taken, or -errno. */
static int expression_value(struct shell_expression *it, const char *at, bool *wanted)
{
	*wanted = *at == '(';
	return *wanted ? expression_push(it, at) : expression_operand(it, at);
}

int shell_expression(struct shell_expression *it, const char *text, const char **end,
		     struct shell_value *value)
{
	bool wanted = true; /* a value, not an operator */
	int taken = 1;

	it->values = it->ops = 0;
	it->hex = NULL;
	for (*end = text; taken > 0; *end += taken > 0 ? taken : 0) {
		*end += strspn(*end, " ");
		taken = wanted ? expression_value(it, *end, &wanted)
			       : expression_operator(it, *end, &wanted);
	}
	if (taken == 0)
		taken = expression_reduce_to(it, 1, *end);
	if (taken == 0 && it->ops)
		taken = expression_fail(it, -EINVAL, *end, "a ) is missing");
	*value = it->value[0];
	return taken;
}
