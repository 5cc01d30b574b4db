#pragma once
/* The line being run. Private to run.c and output.c. */
#include <setjmp.h>
#include "shell/filter.h"
#include "shell/words.h"

/* Why a command was left through job->leave. */
enum {
	SHELL_JOB_INTERRUPTED = 1, /* Ctrl-C */
	SHELL_JOB_STOPPED,         /* a filter has enough */
};

struct shell_job {
	struct shell *shell;
	jmp_buf leave; /* set inside port->contain, so that a jump passes only through frames of
			* the shell and its commands */
	struct shell_filter *ending; /* its end is called next */
	bool interrupted;            /* the rest of the line is dropped */
	bool drained;                /* the Ctrl-C that ended the command has been read */
	int status;                  /* of the command, as its run returned it */
	int filter_status;           /* of the last filter that failed, likewise */
	int stages;                  /* the command and its filters */
	int stage;                   /* the one at work: row of args */
	const char *file;            /* where the output goes, or NULL */
	bool append;                 /* behind what the file holds */
	struct shell_args args[1 + SHELL_FILTERS_MAX];
	struct shell_filter filter[SHELL_FILTERS_MAX];
	struct shell_words words;
};
