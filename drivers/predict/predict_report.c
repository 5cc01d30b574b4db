#include "drivers/predict/predict_report.h"
/* The layout of a prediction: verdict, steps, problems and the commands that fix them. */
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

/* "serial0", or the path of a node that has no alias. */
static void report_put_name(struct dt_text *text, struct dt_node node)
{
	int32_t alias = dt_alias(node.tree, dt_number_of(node));

	if (alias == DT_NONE)
		dt_put_path(text, node);
	else
		dt_put_escaped(text, dt_alias_name(node.tree, alias),
			       strlen(dt_alias_name(node.tree, alias)));
}

static void report_put_rate(struct dt_text *text, char before, const char *after)
{
	dt_putc(text, before);
	dt_put_dec(text, PREDICT_RATE);
	dt_puts(text, after);
}

static void report_set_stdout(struct dt_text *text, const struct predict_problem *problem)
{
	if (problem->fixed.tree->chosen < 0)
		dt_puts(text, "mk /chosen; ");
	dt_puts(text, "set /chosen/stdout-path ");
	report_put_name(text, problem->fixed);
	report_put_rate(text, ':', "n8");
}

static void report_set_alias(struct dt_text *text, const struct predict_problem *problem)
{
	if (problem->fixed.tree->aliases < 0)
		dt_puts(text, "mk /aliases; ");
	dt_puts(text, "set /aliases/serial");
	dt_put_dec(text, problem->number);
	dt_putc(text, ' ');
	dt_put_path(text, problem->fixed);
}

/* The last console= decides, so it is added at the end. */
static void report_set_console(struct dt_text *text, const struct predict_problem *problem)
{
	const struct dt_tree *tree = problem->fixed.tree;
	const char *words;
	int len = dt_string((struct dt_node){ tree, tree->chosen }, "bootargs", &words);

	if (tree->chosen < 0)
		dt_puts(text, "mk /chosen; ");
	dt_puts(text, "set /chosen/bootargs '");
	if (len > 0) {
		dt_put_escaped(text, words, (size_t)len);
		dt_putc(text, ' ');
	}
	dt_puts(text, "console=");
	dt_puts(text, problem->tty);
	dt_put_dec(text, problem->number);
	report_put_rate(text, ',', "n8'");
}

/* A property of the node that does not depend on the problem. */
static void report_set_property(struct dt_text *text, struct dt_node node, const char *property)
{
	dt_puts(text, "set ");
	dt_put_path(text, node);
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
