#pragma once
/* What a program's file writes a prediction with: verdicts, steps and problems. */
#include <stdbool.h>
#include "drivers/predict/predict.h"

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

/* A prediction in progress. About 700 bytes. */
struct predict {
	const struct dt_tree *tree;
	struct dt_text *text; /* of the steps */
	int steps;
	struct predict_verdict verdict;
	struct predict_verdict other; /* of other versions, where it differs: version is set */
	struct predict_problem problem[PREDICT_PROBLEMS_MAX];
	int problems;
};

/* Begins the next step with its number; the caller writes a sentence without full stop. */
struct dt_text *predict_step(struct predict *predict);
/* Ends it with @function of the program, constant text, in brackets; NULL: without. */
void predict_end(struct predict *predict, const char *function);
/* Notes a problem; dropped where there are too many. */
void predict_note(struct predict *predict, const struct predict_problem *problem);
