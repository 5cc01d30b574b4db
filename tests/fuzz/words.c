#include "tests/fuzz/words.h"
/* Gathers words that mean something to the shell, and puts them into inputs. */
#include <string.h>
#include "shell/shell.h"
#include "tests/fuzz/trees.h"

enum { WORDS_MAX = 2048, WORDS_BYTES = 1 << 16 };

static const char *word[WORDS_MAX];
static size_t words;
/* Copies, each with its NUL. */
static char word_bytes[WORDS_BYTES];
static size_t word_used;

static void words_add(const char *text)
{
	size_t size = text ? strlen(text) + 1 : 0;

	if (size < 2 || words == WORDS_MAX || size > WORDS_BYTES - word_used)
		return;
	word[words++] = memcpy(word_bytes + word_used, text, size);
	word_used += size;
}

static void words_add_option(char letter)
{
	const char text[] = { '-', letter, '\0' };

	words_add(text);
}

static void words_of_command(const struct shell_command *command)
{
	words_add(command->name);
	words_add(command->example);
	if (command->reports)
		words_add_option('j');
	for (const struct shell_option *option = command->options; option && option->letter;
	     option++)
		words_add_option(option->letter);
	for (const struct shell_verb *const *verb = command->verbs.begin; verb < command->verbs.end;
	     verb++)
		words_add((*verb)->name);
}

static void words_of_tree(const struct dt_tree *tree)
{
	char path[DT_PATH_MAX];
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END) {
		if (event == DT_PROP)
			words_add(cursor.name);
		if (event == DT_NODE &&
		    dt_path((struct dt_node){ tree, cursor.node }, path, sizeof(path)) > 0)
			words_add(path);
	}
}

void fuzz_words_gather(void)
{
	static const char *const plain[] = {
		"|",         "|",
		";",         "&&",
		"||",        "> f",
		">> f",      "*",
		"?",         "..",
		"/",         "&osc",
		"&{/soc}",   "'",
		"\"a b\"",   "<0x1 2>",
		"<&plic 3>", "[0aff]",
		"\"s\"",     "0x88000000",
		"1",         "\003",
		"\033[A",    "\t",
		"\t\t",      "!!",
		"!1",        "\022",
		"$?",        "#",
		"-1",        "4294967296",
		"~",         "serial0:115200",
		"all",
	};
	const struct shell_command *const *it;

	SET_FOREACH (it, shell_commands)
		words_of_command(*it);
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		words_add(plain[i]);
	for (unsigned i = 0; i < FUZZ_TREES; i++)
		words_of_tree(fuzz_tree(i));
}

/* After a random blank or end of line, from @keep on. */
static size_t words_place(const uint8_t *data, size_t size, size_t keep, unsigned random)
{
	size_t at = keep + (size > keep ? random % (size - keep) : 0);

	while (at > keep && data[at - 1] != ' ' && data[at - 1] != '\n')
		at--;
	return at;
}

size_t fuzz_words_mutate(uint8_t *data, size_t size, size_t max, size_t keep, unsigned seed)
{
	unsigned random = seed * 2654435761u;
	const char *text = word[(random >> 8) % words];
	size_t len = strlen(text), at;

	if (size < keep || size + len + 1 > max)
		return size;
	at = words_place(data, size, keep, random >> 4);
	memmove(data + at + len + 1, data + at, size - at);
	memcpy(data + at, text, len);
	data[at + len] = random >> 30 ? ' ' : '\n';
	return size + len + 1;
}
