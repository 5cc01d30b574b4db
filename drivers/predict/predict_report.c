#include "drivers/predict/predict_report.h"
/* The layout of a prediction: verdict, steps, problems and the commands that fix them. */
#include <stdio.h>
#include <string.h>
#include "drivers/predict/predict_wrap.h"
#include "fdt/core/alias.h"
#include "fdt/core/fault.h"

/* --- steps ------------------------------------------------------------------------------------ */

struct dt_text *predict_step(struct predict *predict)
{
	dt_put_dec(predict->text, (uint64_t)++predict->steps);
	dt_puts(predict->text, ". ");
	return predict->text;
}

void predict_end(struct predict *predict, const char *function)
{
	if (function) {
		dt_puts(predict->text, " [");
		dt_puts(predict->text, function);
		dt_putc(predict->text, ']');
	}
	dt_putc(predict->text, '\n');
}

void predict_note(struct predict *predict, const struct predict_problem *problem)
{
	if (predict->problems < PREDICT_PROBLEMS_MAX)
		predict->problem[predict->problems++] = *problem;
}

/* --- the verdict ------------------------------------------------------------------------------ */

static void report_verdict(struct dt_text *text, const struct predict_program *program,
			   const struct predict_verdict *verdict)
{
	dt_puts(text, program->name);
	if (verdict->version) {
		dt_putc(text, ' ');
		dt_puts(text, verdict->version);
	}
	dt_puts(text, ": ");
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
	dt_putc(text, '\n');
}

/* --- problems --------------------------------------------------------------------------------- */

enum { REPORT_WORD_MAX = 48 }; /* bytes of a console= that is proposed */

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

/* A value that is one string: @word and what follows it, between @quotes if it is not odd. `set`
 * reads its value as it was typed: in a string, only \" and \\ have a meaning. */
static void report_put_value(struct dt_text *text, const char *word, size_t len, const char *rest,
			     const char *quotes)
{
	if (report_is_odd(word, len, *quotes))
		quotes = "\"";
	dt_puts(text, quotes);
	for (size_t i = 0; i < len; i++) {
		if (*quotes == '"' && (word[i] == '"' || word[i] == '\\'))
			dt_putc(text, '\\');
		dt_put_escaped(text, word + i, 1);
	}
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
	char name[DT_PATH_MAX], rate[REPORT_WORD_MAX];

	report_name(problem->fixed, name);
	snprintf(rate, sizeof(rate), ":%dn8", PREDICT_RATE);
	if (problem->fixed.tree->chosen < 0)
		dt_puts(text, "mk /chosen; ");
	dt_puts(text, "set /chosen/stdout-path ");
	report_put_value(text, name, strlen(name), rate, "");
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
	report_put_value(text, path, strlen(path), "", "");
}

/* The last console= decides, so it is added at the end. */
static void report_set_console(struct dt_text *text, const struct predict_problem *problem)
{
	const struct dt_tree *tree = problem->fixed.tree;
	const char *words = "";
	char added[REPORT_WORD_MAX];
	int len = dt_string((struct dt_node){ tree, tree->chosen }, "bootargs", &words);

	if (tree->chosen < 0)
		dt_puts(text, "mk /chosen; ");
	dt_puts(text, "set /chosen/bootargs ");
	snprintf(added, sizeof(added), "%sconsole=%s%u,%dn8", len > 0 ? " " : "", problem->tty,
		 problem->number, PREDICT_RATE);
	report_put_value(text, words, len > 0 ? (size_t)len : 0, added, "'");
}

/* A property of the node that does not depend on the problem. */
static void report_set_property(struct dt_text *text, struct dt_node node, const char *property)
{
	dt_puts(text, "set ");
	report_put_path(text, node);
	dt_puts(text, property);
}

static void report_fix(struct dt_text *text, const struct predict_problem *problem)
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

	if (problem->fix == PREDICT_NO_FIX || !dt_found(problem->fixed))
		return;
	dt_puts(text, "  type: ");
	if (set[problem->fix])
		set[problem->fix](text, problem);
	else
		report_set_property(text, problem->fixed, property[problem->fix]);
	dt_putc(text, '\n');
}

/* A command is not wrapped, so that it can be copied. */
static void report_problem(struct dt_text *text, struct dt_text *wrapped,
			   const struct predict_problem *problem)
{
	dt_puts(wrapped, "problem: ");
	if (dt_found(problem->node)) {
		dt_put_path(wrapped, problem->node);
		dt_puts(wrapped, ": ");
	}
	dt_puts(wrapped, problem->what);
	dt_putc(wrapped, '\n');
	dt_flush(wrapped);
	report_fix(text, problem);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void report_drop(void *context, const char *text, size_t len)
{
	(void)context;
	(void)text;
	(void)len;
}

static void report_run(struct predict *predict, const struct predict_program *program,
		       const struct dt_tree *tree, struct dt_text *text)
{
	const struct predict_verdict none = { .node = { tree, -1 }, .what = "no console" };

	*predict = (struct predict){ .tree = tree, .text = text, .verdict = none, .other = none };
	program->run(predict);
}

void predict_put(struct dt_text *text, const struct predict_program *program,
		 const struct dt_tree *tree)
{
	struct predict predict;
	struct predict_wrap wrap;
	struct dt_text wrapped;

	dt_text_init(&wrapped, report_drop, NULL);
	report_run(&predict, program, tree, &wrapped);
	predict_wrap_init(&wrap, &wrapped, text);
	report_verdict(&wrapped, program, &predict.verdict);
	if (predict.other.version)
		report_verdict(&wrapped, program, &predict.other);
	report_run(&predict, program, tree, &wrapped);
	dt_flush(&wrapped);
	for (int i = 0; i < predict.problems; i++)
		report_problem(text, &wrapped, &predict.problem[i]);
	dt_puts(&wrapped, "Rules of ");
	dt_puts(&wrapped, program->sources);
	dt_putc(&wrapped, '\n');
	dt_flush(&wrapped);
}

const struct predict_program *predict_find(const char *name)
{
	const struct predict_program *const *it;

	SET_FOREACH (it, predict_programs)
		if (strcmp((*it)->name, name) == 0)
			return *it;
	return NULL;
}
