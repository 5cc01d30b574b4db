#include "shell/dt/criteria.h"
#include <errno.h>
#include <string.h>

/* What a word is beside a criterion. */
enum {
	WORD_NOT = 64,
	WORD_OR,
	WORD_COLUMNS,
	WORD_KEY,
	WORD_FLAG, /* plus an enum shell_criteria_flag */
};

enum { WORD_LIKE = 3 }; /* letters that may be wrong in a word that another one is near to */

/* Arrays, not pointers, for each pointer would cost a relocation in the image. */
static const struct criteria_word {
	char name[12];
	uint8_t what; /* enum dt_query_kind, or one of those above */
} criteria_words[] = {
	{ "-name", DT_QUERY_NAME },
	{ "-path", DT_QUERY_PATH },
	{ "-label", DT_QUERY_LABEL },
	{ "-alias", DT_QUERY_ALIAS },
	{ "-compatible", DT_QUERY_COMPATIBLE },
	{ "-vendor", DT_QUERY_VENDOR },
	{ "-status", DT_QUERY_STATUS },
	{ "-p", DT_QUERY_PROPERTY },
	{ "-a", DT_QUERY_ADDRESS },
	{ "-reg", DT_QUERY_REG },
	{ "-size", DT_QUERY_SIZE },
	{ "-irq", DT_QUERY_IRQ },
	{ "-bus", DT_QUERY_BUS },
	{ "-not", WORD_NOT },
	{ "-or", WORD_OR },
	{ "-l", WORD_FLAG + SHELL_FIND_LINES },
	{ "-t", WORD_FLAG + SHELL_FIND_TREE },
	{ "-count", WORD_FLAG + SHELL_FIND_COUNT },
	{ "-c", WORD_COLUMNS },
	{ "-s", WORD_KEY },
	{ "-r", WORD_FLAG + SHELL_FIND_REVERSE },
	{ "-e", WORD_FLAG + SHELL_FIND_ENABLED },
};

#define CRITERIA_WORDS (sizeof(criteria_words) / sizeof(criteria_words[0]))

/* What is being read. */
struct criteria {
	struct shell *shell;
	struct shell_criteria *out;
	bool negated, starts; /* -not, -or came before the criterion that is next */
};

static bool criteria_has_value(unsigned what)
{
	return what < WORD_NOT || what == WORD_COLUMNS || what == WORD_KEY;
}

/* The row, or told. */
static const struct criteria_word *criteria_find(struct shell *shell, const char *name)
{
	const struct criteria_word *near = NULL;
	int best = WORD_LIKE;

	for (size_t i = 0; i < CRITERIA_WORDS; i++) {
		const struct criteria_word *word = &criteria_words[i];
		int distance = shell_distance(name, word->name);

		if (distance == 0)
			return word;
		if (distance < best) {
			best = distance;
			near = word;
		}
	}
	if (*name != '-')
		shell_error(shell, -EINVAL, "%s: not a criterion: they begin with -", name);
	else if (near)
		shell_error(shell, -EINVAL, "%s: no such criterion (did you mean %s?)", name,
			    near->name);
	else
		shell_error(shell, -EINVAL, "%s: no such criterion; 'help find' lists them", name);
	return NULL;
}

/* --- values ---------------------------------------------------------------------------------- */

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
		return shell_error(shell, -EINVAL, "%s: nothing is", text);
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

/* PROP, or PROP=VALUE. */
static void criteria_property(const char *text, struct dt_query_test *test)
{
	const char *equal = strchr(text, '=');

	test->low = 1; /* no number */
	test->high = 0;
	if (!equal)
		return;
	test->len = (size_t)(equal - text);
	test->valued = true;
	test->value = equal + 1;
	test->value_len = strlen(equal + 1);
	if (shell_is_number(equal + 1, &test->low))
		test->high = test->low;
}

static int criteria_value(struct shell *shell, const char *text, struct dt_query_test *test)
{
	int err;

	test->text = text;
	test->len = strlen(text);
	switch (test->kind) {
	case DT_QUERY_PROPERTY:
		criteria_property(text, test);
		return 0;
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

/* --- words ----------------------------------------------------------------------------------- */

static int criteria_test(struct criteria *it, unsigned kind, const char *value)
{
	struct dt_query *query = &it->out->query;
	struct dt_query_test *test = &query->test[query->count];

	if (query->count == DT_QUERY_MAX)
		return shell_error(it->shell, -E2BIG, "more than %d criteria", DT_QUERY_MAX);
	*test = (struct dt_query_test){
		.kind = (enum dt_query_kind)kind,
		.negated = it->negated,
		.starts = it->starts,
		.parent.offset = -ENOENT,
	};
	it->negated = it->starts = false;
	query->count++;
	return criteria_value(it->shell, value, test);
}

static int criteria_or(struct criteria *it)
{
	if (it->out->query.count == 0 || it->negated || it->starts)
		return shell_error(it->shell, -EINVAL, "nothing before -or");
	it->starts = true;
	return 0;
}

static int criteria_take(struct criteria *it, unsigned what, const char *value)
{
	struct shell_criteria *out = it->out;

	switch (what) {
	case WORD_NOT:
		it->negated = !it->negated;
		return 0;
	case WORD_OR:
		return criteria_or(it);
	case WORD_COLUMNS:
		out->columns = value;
		return 0;
	case WORD_KEY:
		out->key = value;
		return 0;
	default:
		break;
	}
	if (what < WORD_FLAG)
		return criteria_test(it, what, value);
	out->flag[what - WORD_FLAG] = true;
	return 0;
}

int shell_criteria(struct shell *shell, char **words, struct shell_criteria *criteria)
{
	struct criteria it = { .shell = shell, .out = criteria };
	const char *name = "";

	memset(criteria, 0, sizeof(*criteria));
	criteria->query.tree = shell->tree;
	while (*words) {
		const struct criteria_word *word = criteria_find(shell, name = *words++);
		const char *value = *words;
		bool valued = word && criteria_has_value(word->what);
		int err;

		if (!word)
			return -EINVAL;
		if (valued && !value)
			return shell_error(shell, -EINVAL, "%s needs a value", name);
		words += valued;
		err = criteria_take(&it, word->what, value);
		if (err)
			return err;
	}
	if (it.negated || it.starts)
		return shell_error(shell, -EINVAL, "nothing after %s", name);
	return 0;
}

void shell_complete_criteria(struct shell_completions *completions)
{
	for (size_t i = 0; i < CRITERIA_WORDS; i++)
		shell_offer(completions, criteria_words[i].name, false);
}
