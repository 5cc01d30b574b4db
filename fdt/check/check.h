#pragma once
/*
 * Checks of a tree: what is wrong, at which node, and what to do about it.
 *
 * One walk calls every rule. What a rule needs of siblings or of all nodes is sorted, so that a run
 * stays linear in the tree. The rules are in fdt/check/check_NAME.c; fdt/check/rule.h says how to
 * write one.
 */
#include "fdt/core/index.h"
#include "fdt/core/text.h"

enum {
	DT_CHECKS_MAX = 176,  /* checks, with those that the caller adds */
	DT_CHECKS_ADDED = 30, /* of those, what the caller may add; linker.ld refuses more audits */
};

enum dt_severity { DT_NOTE, DT_WARNING, DT_ERROR };

/* A check as people see it. The texts are constant. */
struct dt_check_row {
	enum dt_severity severity;
	char name[40];    /* "reg-empty"; unique. No pointer: boot/relocate.S */
	const char *text; /* what is wrong where it finds something; lower case, no full stop */
	/* What to do about it: the command to type where it is one, with $ for the node's path, $<
	 * for that of the node above and '/', and $$ for that of the finding's property. NULL: each
	 * finding has its own, or needs no advice, or a repair says all. */
	const char *fix;
	bool whole; /* it needs the whole tree: it is not run on an overlay that is not applied */
};

/* What is wrong at one node. */
struct dt_finding {
	int number; /* of the check */
	const struct dt_check_row *row;
	struct dt_node node;
	const char *property; /* of the node, the tree's; NULL: none in particular */
	const char *details;  /* belong after the row's text; may be "" */
	const char *fix;      /* instead of the row's; NULL: the row's; "": a repair says all */
};

/* A change of one property that a check proposes, where only that can be meant. */
struct dt_repair {
	struct dt_node node;
	const char *name;  /* the property; constant, or the tree's */
	const void *value; /* NULL: remove the property */
	uint32_t len;      /* bytes of value */
};

struct dt_check_group;
struct dt_check_node;
struct dt_check_space;

/* One run. Zero-initialised, except for the caller's fields. */
struct dt_check {
	/* Set by the caller. */
	const struct dt_tree *tree; /* with its index */
	struct dt_node top;         /* only findings at this node or below it are reported */
	enum dt_severity least;     /* less severe findings are neither counted nor shown */
	bool quiet;                 /* findings are only counted */
	bool all;                   /* show every note, not only the first one of each check */
	bool handed_over; /* firmware is done with the tree: what is missing stays missing */
	void *context;    /* for the functions: */
	/* Shows a finding, which is valid during the call. */
	void (*show)(struct dt_check *check, const struct dt_finding *finding);
	/* Called for each proposed repair, after its finding was reported. NULL: not wanted. */
	void (*repair)(struct dt_check *check, const struct dt_repair *repair);
	bool off[DT_CHECKS_MAX]; /* by number: do not run it */

	/* The result. */
	uint32_t found[DT_ERROR + 1];     /* findings by severity */
	uint32_t found_by[DT_CHECKS_MAX]; /* findings by check */
	bool part;  /* the tree is an overlay: what is missing is in the tree that it is for */
	bool shown; /* the finding that was reported last was not only counted */

	/* Private to fdt/check/: the node that the walk is at. */
	struct dt_node node;
	const char *name;
	const char *prop;                   /* the name of the property; NULL: it is at none */
	int32_t number, parent, depth;      /* its number, its parent's number */
	struct dt_check_node *own, *up;     /* facts of it and of its parent; up is never NULL */
	const struct dt_check_group *group; /* whose rule runs */
	int first;                          /* number of that group's first check */
	/* Private to fdt/check/: what rules remember. */
	struct dt_check_space *space;
	int uarts, harts;   /* enabled ones so far */
	int32_t uart, hart; /* number of the first of each */
	int guesses;        /* searches for a similar path so far: each walks the tree */
};

/* Check number @number, from 0; NULL after the last. */
const struct dt_check_row *dt_check_row(int number);
/* How many checks there are. */
int dt_check_count(void);
/* "error", "warning" or "note". */
const char *dt_severity_name(enum dt_severity severity);

/*
 * Runs all checks that are not off. 0, or -ENOMEM. Its memory is in @check->space until
 * dt_check_drop; call that also after a run that was interrupted.
 */
int dt_check_run(struct dt_check *check);
/* Frees the memory of a run. */
void dt_check_drop(struct dt_check *check);

/* Counts a finding, which need not be of one of our own checks, and shows it. False: it was left
 * out, because the check is off, not severe enough, or the node is not below @check->top. */
bool dt_check_report(struct dt_check *check, const struct dt_finding *finding);
/* Puts what to do about the finding, with its paths; nothing where that is not known. */
void dt_put_advice(struct dt_text *out, const struct dt_finding *finding);
