#include "shell/dt/kit/criteria.h"
#include <errno.h>
#include <string.h>
#include "shell/dt/kit/criteria_value.h"

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
	return shell_criteria_value(it->shell, it->out, value, test);
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
