#include "shell/dt/kit/criteria.h"
/* Each word of `find`, by its row in one table. */
#include <errno.h>
#include <string.h>
#include "fdt/core/distance.h"
#include "shell/dt/kit/criteria_value.h"

enum { WORD_LIKE = 3 }; /* letters that may be wrong in a word that is still similar */

enum criteria_role {
	WORD_TEST, /* a criterion, with a value */
	WORD_NOT,
	WORD_OR,
	WORD_COLUMNS, /* with a value */
	WORD_KEY,     /* with a value */
	WORD_FLAG,
};

static const struct criteria_word {
	const char *name;
	enum criteria_role role;
	enum dt_query_kind kind;       /* of WORD_TEST */
	enum shell_criteria_flag flag; /* of WORD_FLAG */
} criteria_words[] = {
	{ .name = "-name", .role = WORD_TEST, .kind = DT_QUERY_NAME },
	{ .name = "-path", .role = WORD_TEST, .kind = DT_QUERY_PATH },
	{ .name = "-label", .role = WORD_TEST, .kind = DT_QUERY_LABEL },
	{ .name = "-alias", .role = WORD_TEST, .kind = DT_QUERY_ALIAS },
	{ .name = "-compatible", .role = WORD_TEST, .kind = DT_QUERY_COMPATIBLE },
	{ .name = "-vendor", .role = WORD_TEST, .kind = DT_QUERY_VENDOR },
	{ .name = "-status", .role = WORD_TEST, .kind = DT_QUERY_STATUS },
	{ .name = "-p", .role = WORD_TEST, .kind = DT_QUERY_PROPERTY },
	{ .name = "-a", .role = WORD_TEST, .kind = DT_QUERY_ADDRESS },
	{ .name = "-reg", .role = WORD_TEST, .kind = DT_QUERY_REG },
	{ .name = "-size", .role = WORD_TEST, .kind = DT_QUERY_SIZE },
	{ .name = "-irq", .role = WORD_TEST, .kind = DT_QUERY_IRQ },
	{ .name = "-bus", .role = WORD_TEST, .kind = DT_QUERY_BUS },
	{ .name = "-not", .role = WORD_NOT },
	{ .name = "-or", .role = WORD_OR },
	{ .name = "-l", .role = WORD_FLAG, .flag = SHELL_FIND_LINES },
	{ .name = "-t", .role = WORD_FLAG, .flag = SHELL_FIND_TREE },
	{ .name = "-count", .role = WORD_FLAG, .flag = SHELL_FIND_COUNT },
	{ .name = "-c", .role = WORD_COLUMNS },
	{ .name = "-s", .role = WORD_KEY },
	{ .name = "-r", .role = WORD_FLAG, .flag = SHELL_FIND_REVERSE },
	{ .name = "-e", .role = WORD_FLAG, .flag = SHELL_FIND_ENABLED },
};

#define CRITERIA_WORDS (sizeof(criteria_words) / sizeof(criteria_words[0]))

/* What is being read. */
struct criteria {
	struct shell *shell;
	struct shell_criteria *out;
	bool negated, starts; /* -not, -or came before the next criterion */
};

static bool criteria_has_value(const struct criteria_word *word)
{
	return word->role == WORD_TEST || word->role == WORD_COLUMNS || word->role == WORD_KEY;
}

/* The word called @name; NULL, reported. */
static const struct criteria_word *criteria_find(struct shell *shell, const char *name)
{
	const struct criteria_word *near = NULL;
	int best = WORD_LIKE;

	for (size_t i = 0; i < CRITERIA_WORDS; i++) {
		const struct criteria_word *word = &criteria_words[i];
		int distance = dt_distance(name, strlen(name), word->name, strlen(word->name),
					   best);

		if (distance == 0)
			return word;
		if (distance < best) {
			best = distance;
			near = word;
		}
	}
	if (*name != '-')
		shell_error(shell, -EINVAL, "%s: not a criterion: criteria begin with -", name);
	else if (near)
		shell_error(shell, -EINVAL, "%s: no such criterion (did you mean %s?)", name,
			    near->name);
	else
		shell_error(shell, -EINVAL, "%s: no such criterion; 'help find' lists them", name);
	return NULL;
}

/* --- words ----------------------------------------------------------------------------------- */

static int criteria_test(struct criteria *it, enum dt_query_kind kind, const char *value)
{
	struct dt_query *query = &it->out->query;
	struct dt_query_test *test = &query->test[query->count];

	if (query->count == DT_QUERY_MAX)
		return shell_error(it->shell, -E2BIG, "more than %d criteria", DT_QUERY_MAX);
	*test = (struct dt_query_test){
		.kind = kind,
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

static int criteria_take(struct criteria *it, const struct criteria_word *word, const char *value)
{
	switch (word->role) {
	case WORD_NOT:
		it->negated = !it->negated;
		return 0;
	case WORD_OR:
		return criteria_or(it);
	case WORD_COLUMNS:
		it->out->columns = value;
		return 0;
	case WORD_KEY:
		it->out->key = value;
		return 0;
	case WORD_FLAG:
		it->out->flag[word->flag] = true;
		return 0;
	case WORD_TEST:
		break;
	}
	return criteria_test(it, word->kind, value);
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
		bool valued = word && criteria_has_value(word);
		int err;

		if (!word)
			return -EINVAL;
		if (valued && !value)
			return shell_error(shell, -EINVAL, "%s needs a value", name);
		words += valued;
		err = criteria_take(&it, word, value);
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
