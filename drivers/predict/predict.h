#pragma once
/*
 * Which console another program will choose on a tree, and why: `console why --for PROGRAM`.
 *
 * Pure: it reads the tree only. A program is one file, which names its sources and the version that
 * its rules were read from.
 */
#include <stdbool.h>
#include "fdt/core/dt.h"
#include "fdt/core/text.h"
#include "kernel/set.h"

struct predict;

enum {
	PREDICT_PROBLEMS_MAX = 6,
	PREDICT_RATE = 115200, /* baud: what is proposed where the tree says nothing */
};

/* What comes of it. */
struct predict_verdict {
	struct dt_node node; /* the console's; not found: `what` says what happens instead */
	const char *what;    /* constant text: "no console: it stops before its banner" */
	const char *tty;     /* its name in the program without the number, "ttyS"; or NULL */
	unsigned number;
	uint32_t rate;       /* baud; 0: it is left as it is */
	bool without_rate;   /* the rate is not printed */
	const char *version; /* for which versions, if this is not the first verdict; or NULL */
};

/* The command that fixes a problem. */
enum predict_fix {
	PREDICT_NO_FIX,
	PREDICT_ENABLE,  /* status okay */
	PREDICT_STDOUT,  /* stdout-path leads to the node */
	PREDICT_CLOCK,   /* clock-frequency */
	PREDICT_ALIAS,   /* alias serialN, N the number, names the node */
	PREDICT_CONSOLE, /* console=ttyN,RATE in bootargs; tty and number are given */
	PREDICT_EARLY,   /* bootph-all */
};

struct predict_problem {
	const char *what;    /* constant text; it follows the node's path */
	struct dt_node node; /* not found: the problem is no node's */
	enum predict_fix fix;
	struct dt_node fixed; /* the node that the command names */
	const char *tty;
	unsigned number;
};

/* Where steps go. */
struct predict_sink {
	/* Begins a step: its text, which ends with the call of end. */
	struct dt_text *(*begin)(void *context);
	/* Ends it; @function of the program, constant text, or NULL. */
	void (*end)(void *context, const char *function);
	void *context;
};

/* A prediction. About 1.2 KiB. */
struct predict {
	const struct dt_tree *tree;
	const struct predict_sink *sink;
	struct dt_text *text; /* of the step at work */
	struct dt_text none;  /* private: that of steps that no one reads */
	struct predict_verdict verdict;
	struct predict_verdict other; /* of other versions, where it differs: version is set */
	struct predict_problem problem[PREDICT_PROBLEMS_MAX];
	int problems;
};

/* A program whose choice can be predicted. */
struct predict_program {
	const char *name;    /* what people type: "u-boot" */
	const char *sources; /* whose rules they are: "U-Boot 2025.01: drivers/serial/..." */
	/* Follows the program's rules on predict->tree: sets the verdicts, writes the steps, and
	 * notes the problems. It may be called again, and must do the same each time. */
	void (*run)(struct predict *predict);
};

#define PREDICT_PROGRAM(program) SET_ADD(predict_programs, program)
SET_DECLARE(const struct predict_program, predict_programs);

/* The program called @name; NULL: there is no such program. */
const struct predict_program *predict_find(const char *name);

/* Follows the rules of @program on @tree, which needs an index. Steps go to @sink, or nowhere where
 * it is NULL. */
void predict_run(struct predict *predict, const struct predict_program *program,
		 const struct dt_tree *tree, const struct predict_sink *sink);
/* The verdict for people: "/soc/serial@10000000 as ttyS0, 115200 baud" */
void predict_put_verdict(struct dt_text *text, const struct predict_verdict *verdict);
/* A command fixes the problem. */
bool predict_has_fix(const struct predict_problem *problem);
/* The command; nothing where no command helps. */
void predict_put_fix(struct dt_text *text, const struct predict_problem *problem);
