/* Completion of paths, properties, aliases and labels: one level at a time, in one pass over it. */
#include <stdio.h>
#include <string.h>
#include "fdt/core/label.h"
#include "shell/core.h"

/* The word that was typed, taken apart. */
struct tree_word {
	struct shell_completions *completions;
	int dir;          /* characters up to and with the last '/' */
	const char *name; /* after them */
};

/* Offers one name of the level. @end: "/" if the path goes on after it. */
static void tree_offer(const struct tree_word *word, const char *name, const char *end)
{
	char text[SHELL_LINE_MAX + 2];
	int len = snprintf(text, sizeof(text), "%.*s%s%s", word->dir, word->completions->word, name,
			   end);

	if (len > 0 && len < (int)sizeof(text))
		shell_offer(word->completions, text, end[0] != '\0');
}

static bool tree_fits(const struct tree_word *word, const char *name)
{
	return !strncmp(name, word->name, strlen(word->name));
}

static void tree_children(const struct tree_word *word, struct dt_node node)
{
	struct dt_node child;

	for (child = dt_first_child(node); dt_found(child); child = dt_next_child(child)) {
		const char *name = dt_name(child);

		if (tree_fits(word, name))
			tree_offer(word, name, dt_found(dt_first_child(child)) ? "/" : "");
	}
}

static void tree_properties(const struct tree_word *word, struct dt_node node)
{
	struct dt_cursor cursor;

	dt_walk(&cursor, node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP) {
		if (tree_fits(word, cursor.name))
			tree_offer(word, cursor.name, "");
	}
}

/* After '&': the labels of the whole tree. */
static void tree_labels(struct shell *shell, const struct tree_word *word)
{
	const struct dt_tree *tree = shell->tree;

	if (!shell_try_index(shell))
		return;
	for (int32_t i = 0; i < tree->index->nodes; i++) {
		const char *label = dt_label(tree, i);

		if (label && tree_fits(word, label))
			tree_offer(word, label, "");
	}
}

static void tree_complete(struct shell *shell, struct shell_completions *completions,
			  bool properties)
{
	const char *slash = strrchr(completions->word, '/');
	struct tree_word word = { .completions = completions, .name = completions->word };
	struct dt_node node;

	if (!shell->tree)
		return;
	if (slash) {
		word.name = slash + 1;
		word.dir = (int)(word.name - completions->word);
	} else if (*word.name == '&') {
		word.name++;
		word.dir = 1;
		tree_labels(shell, &word);
		return;
	}
	node = shell_find_node(shell, completions->word, (size_t)word.dir);
	if (!dt_found(node))
		return;
	tree_children(&word, node);
	if (properties)
		tree_properties(&word, node);
	if (!slash && shell->tree->aliases >= 0)
		tree_properties(&word, (struct dt_node){ shell->tree, shell->tree->aliases });
}

void shell_complete_node(struct shell *shell, struct shell_completions *completions)
{
	tree_complete(shell, completions, false);
}

void shell_complete_property(struct shell *shell, struct shell_completions *completions)
{
	tree_complete(shell, completions, true);
}
