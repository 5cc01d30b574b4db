#include "drivers/predict/predict_report.h"
/* The layout of a prediction: verdict, steps, problems and the commands that fix them. */
#include <stdio.h>
#include <string.h>
#include "fdt/core/alias.h"
#include "fdt/core/fault.h"

/* --- steps ------------------------------------------------------------------------------------ */

struct dt_text *predict_step(struct predict *predict)
{
	const struct predict_sink *sink = predict->sink;

	predict->text = sink ? sink->begin(sink->context) : &predict->none;
	return predict->text;
}

void predict_end(struct predict *predict, const char *function)
{
	if (predict->sink)
		predict->sink->end(predict->sink->context, function);
}

void predict_note(struct predict *predict, const struct predict_problem *problem)
{
	if (predict->problems < PREDICT_PROBLEMS_MAX)
		predict->problem[predict->problems++] = *problem;
}

/* --- the verdict ------------------------------------------------------------------------------ */

void predict_put_verdict(struct dt_text *text, const struct predict_verdict *verdict)
{
	if (dt_found(verdict->node))
		dt_put_path(text, verdict->node);
	else
		dt_puts(text, verdict->what);
	if (verdict->tty) {
		dt_puts(text, " as ");
		dt_puts(text, verdict->tty);
		dt_put_dec(text, verdict->number);
	}
	if (dt_found(verdict->node) && verdict->rate) {
		dt_puts(text, ", ");
		dt_put_dec(text, verdict->rate);
		dt_puts(text, " baud");
	} else if (dt_found(verdict->node) && !verdict->without_rate) {
		dt_puts(text, ", at the rate that it has");
	}
}

/* --- problems --------------------------------------------------------------------------------- */

enum { REPORT_RATE_MAX = 16 }; /* bytes of ":115200n8" */

/* Whether @word, from a tree, has to be quoted to be one word of a command line and one string.
 * @blanks: those do not count. */
static bool report_is_odd(const char *word, size_t len, bool blanks)
{
	static const char odd[] = "\t'\"\\;|&$<>#";

	for (size_t i = 0; i < len; i++)
		if ((word[i] == ' ' && !blanks) || memchr(odd, word[i], sizeof(odd) - 1))
			return true;
	return false;
}

/* Puts @word, from a tree, into a string between @quotes. `set` reads its value as it was typed: in
 * a string, only \" and \\ have a meaning. */
static void report_put_word(struct dt_text *text, const char *word, size_t len, const char *quotes)
{
	for (size_t i = 0; i < len; i++) {
		if (*quotes == '"' && (word[i] == '"' || word[i] == '\\'))
			dt_putc(text, '\\');
		dt_put_escaped(text, word + i, 1);
	}
}

/* A value that is one string: @word and what follows it, between quotes if it is odd. */
static void report_put_value(struct dt_text *text, const char *word, const char *rest)
{
	const char *quotes = report_is_odd(word, strlen(word), false) ? "\"" : "";

	dt_puts(text, quotes);
	report_put_word(text, word, strlen(word), quotes);
	dt_puts(text, rest);
	dt_puts(text, quotes);
}

/* A path as one of the shell's words. */
static void report_put_path(struct dt_text *text, struct dt_node node)
{
	char path[DT_PATH_MAX] = "";
	const char *quote;

	(void)dt_path(node, path, sizeof(path));
	quote = report_is_odd(path, strlen(path), false) ? "'" : "";
	dt_puts(text, quote);
	for (const char *at = path; *at; at++) {
		if (*at == '\'')
			dt_puts(text, "'\\'");
		dt_put_escaped(text, at, 1);
	}
	dt_puts(text, quote);
}

/* "serial0", or the path of a node that has no alias, into DT_PATH_MAX bytes at @name. */
static void report_name(struct dt_node node, char *name)
{
	int32_t alias = dt_alias(node.tree, dt_number_of(node));

	*name = '\0';
	if (alias == DT_NONE)
		(void)dt_path(node, name, DT_PATH_MAX);
	else
		snprintf(name, DT_PATH_MAX, "%s", dt_alias_name(node.tree, alias));
}

static void report_set_stdout(struct dt_text *text, const struct predict_problem *problem)
{
	char name[DT_PATH_MAX], rate[REPORT_RATE_MAX];

	report_name(problem->fixed, name);
	snprintf(rate, sizeof(rate), ":%dn8", PREDICT_RATE);
	if (problem->fixed.tree->chosen < 0)
		dt_puts(text, "mk /chosen; ");
	dt_puts(text, "set /chosen/stdout-path ");
	report_put_value(text, name, rate);
}

static void report_set_alias(struct dt_text *text, const struct predict_problem *problem)
{
	char path[DT_PATH_MAX] = "";

	(void)dt_path(problem->fixed, path, sizeof(path));
	if (problem->fixed.tree->aliases < 0)
		dt_puts(text, "mk /aliases; ");
	dt_puts(text, "set /aliases/serial");
	dt_put_dec(text, problem->number);
	dt_putc(text, ' ');
	report_put_value(text, path, "");
}

/* The word of @args, of @len bytes, that is the last console=: its offset, and its length in
 * *@word; without one, the end. */
static size_t report_last_console(const char *args, size_t len, size_t *word)
{
	static const char key[] = "console=";
	size_t found = len, end;

	for (size_t at = 0; at < len; at = end + 1) {
		const char *blank = memchr(args + at, ' ', len - at);

		end = blank ? (size_t)(blank - args) : len;
		if (end - at >= sizeof(key) - 1 && !memcmp(args + at, key, sizeof(key) - 1)) {
			found = at;
			*word = end - at;
		}
	}
	return found;
}

/* The last console= decides, so the right one takes its place. */
static void report_set_console(struct dt_text *text, const struct predict_problem *problem)
{
	const struct dt_tree *tree = problem->fixed.tree;
	const char *args = "", *quotes;
	int got = dt_string((struct dt_node){ tree, tree->chosen }, "bootargs", &args);
	size_t len = got > 0 ? (size_t)got : 0, word = 0;
	size_t at = report_last_console(args, len, &word);

	quotes = report_is_odd(args, len, true) ? "\"" : "'";
	if (tree->chosen < 0)
		dt_puts(text, "mk /chosen; ");
	dt_puts(text, "set /chosen/bootargs ");
	dt_puts(text, quotes);
	report_put_word(text, args, at, quotes);
	dt_puts(text, at && args[at - 1] != ' ' ? " console=" : "console=");
	dt_puts(text, problem->tty);
	dt_put_dec(text, problem->number);
	dt_putc(text, ',');
	dt_put_dec(text, PREDICT_RATE);
	dt_puts(text, "n8");
	report_put_word(text, args + at + word, len - at - word, quotes);
	dt_puts(text, quotes);
}

/* A property of the node that does not depend on the problem. */
static void report_set_property(struct dt_text *text, struct dt_node node, const char *property)
{
	dt_puts(text, "set ");
	report_put_path(text, node);
	dt_puts(text, property);
}

bool predict_has_fix(const struct predict_problem *problem)
{
	return problem->fix != PREDICT_NO_FIX && dt_found(problem->fixed);
}

void predict_put_fix(struct dt_text *text, const struct predict_problem *problem)
{
	static const char *const property[] = {
		[PREDICT_ENABLE] = "/status okay",
		[PREDICT_CLOCK] = "/clock-frequency <HZ>",
		[PREDICT_EARLY] = "/bootph-all",
	};
	static void (*const set[])(struct dt_text *, const struct predict_problem *) = {
		[PREDICT_STDOUT] = report_set_stdout,
		[PREDICT_ALIAS] = report_set_alias,
		[PREDICT_CONSOLE] = report_set_console,
		[PREDICT_EARLY] = NULL,
	};

	if (!predict_has_fix(problem))
		return;
	if (set[problem->fix])
		set[problem->fix](text, problem);
	else
		report_set_property(text, problem->fixed, property[problem->fix]);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void report_drop(void *context, const char *text, size_t len)
{
	(void)context;
	(void)text;
	(void)len;
}

void predict_run(struct predict *predict, const struct predict_program *program,
		 const struct dt_tree *tree, const struct predict_sink *sink)
{
	const struct predict_verdict none = { .node = { tree, -1 }, .what = "no console" };

	predict->tree = tree;
	predict->sink = sink;
	predict->verdict = predict->other = none;
	predict->problems = 0;
	dt_text_init(&predict->none, report_drop, NULL);
	program->run(predict);
}

const struct predict_program *predict_find(const char *name)
{
	const struct predict_program *const *it;

	SET_FOREACH (it, predict_programs)
		if (strcmp((*it)->name, name) == 0)
			return *it;
	return NULL;
}
