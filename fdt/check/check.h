#pragma once
/*
 * Checks of a tree: what is wrong with it, where, and what would mend it.
 *
 * One walk calls every rule; what a rule needs of siblings or of all nodes is sorted, so that all
 * stays linear in the tree. The rules are files of their own (fdt/check_NAME.c): fdt/check/rule.h
 * says how one is written.
 */
#include "fdt/core/index.h"
#include "fdt/core/text.h"

enum {
	DT_CHECKS_MAX = 160, /* with those that the surroundings add */
};

enum dt_severity { DT_NOTE, DT_WARNING, DT_ERROR };

struct dt_check_space;
struct dt_check_node;
struct dt_check_group;

/* What a check would change, where only that can be meant. */
struct dt_mend {
	struct dt_node node;
	const char *name;  /* the property; constant, or the tree's */
	const void *value; /* NULL: the property goes */
	uint32_t len;
};

/* One run. Zero-initialised, but for what it says is the caller's. */
struct dt_check {
	/* Private to the rules, and first, for they are read all over. */
	struct dt_node node; /* in hand, and its number, parent's number, depth, name */
	const char *name;
	int32_t number, parent, depth;
	struct dt_check_node *own, *up; /* facts of it and of its parent; up is never NULL */
	struct dt_check_space *space;
	const struct dt_check_group *group; /* whose rule runs */
	int first;                          /* number of its first check */
	int uarts, harts;                   /* that are enabled, so far */
	int32_t uart, hart;                 /* the first of them */
	int guesses;                        /* look-ups of the nearest name, which walk the tree */

	/* The caller's. */
	const struct dt_tree *tree; /* with its index */
	struct dt_node top;         /* findings elsewhere than at or below it are left out */
	struct dt_text *out;
	enum dt_severity least; /* lesser findings are left out */
	bool quiet;             /* findings are counted only */
	bool all;               /* each note is told, not only the first of its kind */
	/* Called for each mend, after its finding; NULL: nobody mends. */
	void (*mend)(struct dt_check *check, const struct dt_mend *mend);
	bool off[DT_CHECKS_MAX];

	/* The result. */
	uint32_t found[DT_ERROR + 1];
	uint32_t of[DT_CHECKS_MAX]; /* findings of each check */
};

/* A check as people see it. */
struct dt_check_row {
	const char *name, *summary, *mend; /* constant; mend may be "" */
	enum dt_severity severity;
};

/* Check number @number, from 0; false behind the last. */
bool dt_check_row(int number, struct dt_check_row *row);
/* How many there are. */
int dt_check_count(void);
/* The number of the check called @name of @len bytes, or -ENOENT. */
int dt_check_named(const char *name, size_t len);
/* "error", "warning" or "note". */
const char *dt_severity_name(enum dt_severity severity);

/*
 * Runs all checks that are not off. 0, or -ENOMEM. What it needs of memory stays in @check->space
 * until dt_check_drop; a run that was ended is dropped likewise.
 */
int dt_check_run(struct dt_check *check);
/* Frees what a run took. */
void dt_check_drop(struct dt_check *check);

/* Tells a finding of check @number, of a row that need not be one of ours, at @node: counts it, and
 * prints its line unless it is left out. @reason and @mend may be "". Whether it was told or
 * counted. */
bool dt_check_tell(struct dt_check *check, int number, const struct dt_check_row *row,
		   struct dt_node node, const char *reason);
/* Prints how many notes of each kind were not told: the caller's last step but the summary. @row
 * is the check's name by its number. */
void dt_check_more(struct dt_check *check, int number, const struct dt_check_row *row);
