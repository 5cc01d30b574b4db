#pragma once
/* Filters: commands that are typed after `|` and are given what the command before them prints. */
#include "shell/shell.h"

enum { SHELL_FILTER_STATE = 1536 };

/* What a filter does; a command is a filter if it has these. */
struct shell_filter_ops {
	bool counts_rows;  /* of the screen: as the last filter, it is given wrapped lines */
	size_t state_size; /* bytes of filter->state; at most SHELL_FILTER_STATE */
	/* Reads the arguments. 0, or -errno reported. NULL: there are none. */
	int (*begin)(struct shell_filter *filter, const struct shell_args *args);
	void (*write)(struct shell_filter *filter, const char *text, size_t len);
	/* The text is complete: lets through what was held back. The filter's status. NULL: 0. */
	int (*end)(struct shell_filter *filter);
};

/* A filter at work in a pipeline. */
struct shell_filter {
	const struct shell_filter_ops *ops;
	struct shell *shell;
	struct shell_filter *next;                           /* NULL: the port */
	int stage;                                           /* private: whose errors its are */
	_Alignas(8) unsigned char state[SHELL_FILTER_STATE]; /* the filter's own, zero at first */
};

/* Lets text through to the next filter or the port. May not return. */
void shell_filter_pass(struct shell_filter *filter, const char *text, size_t len);
/* The filter wants no more: ends the command and the filters before it, with success; the filter's
 * own end and those after it are still called. Does not return. */
void shell_filter_stop(struct shell_filter *filter) __attribute__((noreturn));
