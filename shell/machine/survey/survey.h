#pragma once
/*
 * What `survey` is made of: facts, each of which measures what the tree claims and fills in rows.
 *
 * A fact is a file whose end adds it. Its measurement is a function that others use as well, such
 * as a live rule of `check`, `scan` or `isa`: here is only what makes rows of it.
 */
#include "fdt/edit/edit.h"
#include "shell/shell.h"

enum { SURVEY_TEXT_MAX = 72, SURVEY_NUMBERS = 3, SURVEY_ROWS_MAX = 48, SURVEY_NEAR = 33 };

enum survey_verdict {
	SURVEY_OPEN, /* it cannot be measured here: row->measured says why */
	SURVEY_RIGHT,
	SURVEY_WRONG,
};

/* How much the measurement proves. */
enum survey_proof {
	SURVEY_NO_PROOF,
	SURVEY_LIKELY, /* there may be another cause */
	SURVEY_SURE,
};

struct survey_fact;

/* One claim of the tree. A fact fills it in; all 0 at first. */
struct survey_row {
	const struct survey_fact *fact;
	struct dt_node node;            /* that claims it */
	char claim[SURVEY_TEXT_MAX];    /* for people, as what is measured; ours, not the tree's */
	char measured[SURVEY_TEXT_MAX]; /* or why it was not */
	uint8_t verdict, proof;         /* enum survey_verdict, enum survey_proof */
	uint16_t alike;                 /* rows of other nodes that say the same and are left out */
	/* Corrects the claim in the draft; NULL: it cannot be. The node has its old offset there,
	 * and what is after it may have moved. 0, or -errno as dt_draft_set. */
	int (*correct)(struct shell *shell, struct dt_draft *draft, const struct survey_row *row);
	uint64_t number[SURVEY_NUMBERS]; /* for correct */
};

/* A run. Private to survey.c, but for shell. */
struct survey {
	struct shell *shell;
	const struct survey_fact *fact; /* at work */
	struct survey_row *row;
	int rows, more; /* more: had no room */
};

struct survey_fact {
	char name[12]; /* what people type: "timebase" */
	uint8_t place; /* in the report, from 1 on; unique */
	/* Adds a row for each claim. May be ended by Ctrl-C. */
	void (*measure)(struct survey *survey);
};

#define SURVEY_FACT(fact) SET_ADD(survey_facts, fact)
SET_DECLARE(const struct survey_fact, survey_facts);

/* Adds a row about @node, SURVEY_OPEN; never NULL: a row without room is only counted. Valid until
 * the next one. */
struct survey_row *survey_row(struct survey *survey, struct dt_node node);
/* Sets what is claimed or measured: cut where it is too long. */
void survey_claim(struct survey_row *row, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void survey_measured(struct survey_row *row, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Sets the verdict of a sure measurement, and how to correct it if it is wrong. */
void survey_judge(struct survey_row *row, bool right,
		  int (*correct)(struct shell *, struct dt_draft *, const struct survey_row *));

/* Leaves the last row out if it is not wrong and an earlier one of its fact says the same: most
 * harts are alike, and there may be many. */
void survey_merge(struct survey *survey);

/* The frequency meant by @measured, which is exact but for a part of @near: the claim times or
 * divided by a power of 10 or 2, as wrong ones often are, or else one that clocks of boards often
 * have; 0: none is that near. */
uint64_t survey_usual(uint64_t claimed, uint64_t measured, unsigned near);
/* The two differ by at most a part of so many of @other. */
bool survey_is_near(uint64_t one, uint64_t other, unsigned part);
/* For correct: sets @cells cells of the property, which is there, from byte @at on to @value. 0;
 * -EMSGSIZE: it is too short, or longer than reg may be here; or as dt_draft_set. */
int survey_set_cells(struct dt_draft *draft, const struct survey_row *row, const char *name,
		     uint32_t at, uint32_t cells, uint64_t value);

/* Measures the facts that the operands name, or all. 0, or -errno reported. */
int survey_run(struct survey *survey, const struct shell_args *args);
/* Makes all corrections as one edit, but for those that cannot be made, which are reported. How
 * many; -errno, reported: none. */
int survey_write(struct survey *survey, const struct shell_args *args);
