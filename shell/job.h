#pragma once
/* The line that is being run. Private to run.c and output.c. */
#include <setjmp.h>
#include "shell/filter.h"
#include "shell/words.h"

/* Why a command was ended through job->leave. */
enum {
	SHELL_JOB_INTERRUPTED = 1, /* Ctrl-C */
	SHELL_JOB_STOPPED,         /* a filter wants no more */
};

struct shell_job {
	struct shell *shell;
	jmp_buf leave; /* set inside port->contain: jumps skip frames of the shell and of its
			* commands only */
	struct shell_filter *ending; /* the filter whose end is called next */
	bool interrupted;            /* the rest of the line is not run */
	bool drained;                /* the Ctrl-C that ended the command has been read */
	int status;                  /* what the command's run returned */
	int filter_status;           /* what the last filter that failed returned */
	int stages;                  /* the command and its filters */
	int stage;                   /* the one at work: row of args */
	const char *file;            /* where the output goes, or NULL */
	bool append;                 /* after what the file contains */
	struct shell_args args[1 + SHELL_FILTERS_MAX];
	struct shell_filter filter[SHELL_FILTERS_MAX];
	struct shell_words words;
};
