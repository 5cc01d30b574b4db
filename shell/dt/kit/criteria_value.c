#include "shell/dt/kit/criteria_value.h"
/* What each kind of criterion takes as its value. */
#include <errno.h>
#include <string.h>
#include "fdt/edit/parse_value.h"

static int criteria_number(struct shell *shell, const char *text, size_t len, uint64_t *value)
{
	char digits[24];

	if (len >= sizeof(digits))
		return shell_error(shell, -EINVAL, "%s: not a number", text);
	memcpy(digits, text, len);
	digits[len] = '\0';
	return shell_number(shell, digits, value);
}

/* N, N-M, N- (and more), -M (and less), <N, <=N, >N, >=N. */
static int criteria_range(struct shell *shell, const char *text, struct dt_query_test *test)
{
	char sign = *text == '<' || *text == '>' ? *text : 0;
	bool equal = sign && text[1] == '=';
	const char *number = text + (sign != 0) + equal, *dash = sign ? NULL : strchr(text, '-');
	uint64_t value;
	int err = 0;

	test->low = 0;
	test->high = UINT64_MAX;
	if (dash) {
		if (dash > text)
			err = criteria_number(shell, text, (size_t)(dash - text), &test->low);
		if (!err && (dash[1] || dash == text))
			err = shell_number(shell, dash + 1, &test->high);
		return err;
	}
	err = shell_number(shell, number, &value);
	if (err)
		return err;
	if (sign && !equal && value == (sign == '<' ? 0 : UINT64_MAX))
		return shell_error(shell, -EINVAL, "%s: there is no such number", text);
	if (sign != '<')
		test->low = value + (sign && !equal);
	if (sign != '>')
		test->high = value - (sign && !equal);
	return 0;
}

/* N, or NODE:N. */
static int criteria_irq(struct shell *shell, const char *text, struct dt_query_test *test)
{
	const char *colon = strrchr(text, ':');
	char path[SHELL_LINE_MAX + 1];

	if (colon) {
		memcpy(path, text, (size_t)(colon - text));
		path[colon - text] = '\0';
		test->parent = shell_node(shell, path);
		if (!dt_found(test->parent))
			return test->parent.offset;
		text = colon + 1;
	}
	return criteria_range(shell, text, test);
}

/* The node that a reference in a value names; reported when absent. */
static struct dt_node criteria_node(struct shell *shell, const char *reference, size_t len)
{
	char path[SHELL_LINE_MAX + 2];

	path[0] = '&';
	memcpy(path + 1, reference, len);
	path[1 + len] = '\0';
	return shell_node(shell, path);
}

static int criteria_phandle(void *context, const char *reference, size_t len, uint32_t *phandle)
{
	struct dt_node node = criteria_node(context, reference, len);

	if (!dt_found(node))
		return node.offset;
	*phandle = dt_phandle(node);
	if (!*phandle)
		return shell_error(context, -ENOENT, "&%.*s has no phandle", (int)len, reference);
	return 0;
}

static int criteria_path(void *context, const char *reference, size_t len, char *path, size_t room)
{
	return dt_path(criteria_node(context, reference, len), path, room);
}

/* VALUE written as in source: its bytes. */
static int criteria_bytes(struct shell *shell, struct shell_criteria *out, const char *text,
			  struct dt_query_test *test)
{
	struct dt_parse parse = {
		.value = out->values + out->used,
		.room = (uint32_t)(sizeof(out->values) - out->used),
		.phandle = criteria_phandle,
		.path = criteria_path,
		.context = shell,
	};
	int err = dt_parse_value(&parse, text, strlen(text));

	if (err == -EINVAL)
		return shell_error(shell, err, "%s: %s", text, parse.why);
	test->bytes = parse.value;
	test->value_len = parse.len;
	out->used += parse.len;
	return err;
}

/* PROP, or PROP=VALUE. */
static int criteria_property(struct shell *shell, struct shell_criteria *out, const char *text,
			     struct dt_query_test *test)
{
	const char *equal = strchr(text, '=');

	test->low = 1; /* above high: VALUE is not a number */
	test->high = 0;
	if (!equal)
		return 0;
	test->len = (size_t)(equal - text);
	if (equal[1] == '<' || equal[1] == '[' || equal[1] == '"')
		return criteria_bytes(shell, out, equal + 1, test);
	test->valued = true;
	test->value = equal + 1;
	test->value_len = strlen(equal + 1);
	if (shell_is_number(equal + 1, &test->low))
		test->high = test->low;
	return 0;
}

int shell_criteria_value(struct shell *shell, struct shell_criteria *out, const char *text,
			 struct dt_query_test *test)
{
	int err;

	test->text = text;
	test->len = strlen(text);
	switch (test->kind) {
	case DT_QUERY_PROPERTY:
		return criteria_property(shell, out, text, test);
	case DT_QUERY_ADDRESS:
		err = shell_number(shell, text, &test->low);
		test->high = test->low;
		return err;
	case DT_QUERY_REG:
	case DT_QUERY_SIZE:
		return criteria_range(shell, text, test);
	case DT_QUERY_IRQ:
		return criteria_irq(shell, text, test);
	default:
		return 0;
	}
}
