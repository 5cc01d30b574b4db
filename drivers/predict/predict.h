#pragma once
/*
 * Which console another program will choose on a tree, and why: `console why --for PROGRAM`.
 *
 * Pure: it reads the tree only. A program is one file, which names its sources and the version that
 * its rules were read from.
 */
#include "fdt/core/dt.h"
#include "fdt/core/text.h"
#include "kernel/set.h"

struct predict;

/* A program whose choice can be predicted. */
struct predict_program {
	const char *name;    /* what people type: "u-boot" */
	const char *sources; /* whose rules they are: "U-Boot 2025.01: drivers/serial/..." */
	/*
	 * Follows the program's rules on predict->tree: sets the verdicts, writes the steps, and
	 * notes the problems. It is called twice, and must do the same each time: a prediction
	 * begins with its verdict, so that the text of the first call is dropped.
	 */
	void (*run)(struct predict *predict);
};

#define PREDICT_PROGRAM(program) SET_ADD(predict_programs, program)
SET_DECLARE(const struct predict_program, predict_programs);

/* The program called @name; NULL: there is no such program. */
const struct predict_program *predict_find(const char *name);

/*
 * Writes the prediction for @program on @tree, which needs an index: the verdict, the numbered
 * steps with the program's functions in brackets, and what is wrong with the tree for that program,
 * with the commands that fix it. Lines have at most 79 columns, unless a command is longer.
 */
void predict_put(struct dt_text *text, const struct predict_program *program,
		 const struct dt_tree *tree);
