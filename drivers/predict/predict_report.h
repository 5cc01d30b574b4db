#pragma once
/* What a program's file writes a prediction with: verdicts, steps and problems. */
#include "drivers/predict/predict.h"

/* Begins the next step; the caller writes a sentence without full stop. */
struct dt_text *predict_step(struct predict *predict);
/* Ends it with @function of the program, constant text, in brackets; NULL: without. */
void predict_end(struct predict *predict, const char *function);
/* Notes a problem; dropped where there are too many. */
void predict_note(struct predict *predict, const struct predict_problem *problem);
