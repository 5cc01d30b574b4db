#pragma once
/* The line that is being run. Private to the files of shell/ that run, filter and wrap it. */
#include <setjmp.h>
#include "shell/filter.h"
#include "shell/rest.h"
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
	int around;                  /* commands that run the pipeline */
	int level;                   /* of those, how many are at work */
	/* Called in place of the command's run: shell_run_rest_by. */
	int (*by)(struct shell *shell, const struct shell_args *args);
	struct shell_args outer[SHELL_AROUND_MAX + 1]; /* those, and then the pipeline's first */
	struct shell_args args[1 + SHELL_FILTERS_MAX];
	struct shell_filter filter[SHELL_FILTERS_MAX];
	struct shell_filter wrap; /* lines of a command that reports */
	struct shell_words words;
};

/* The filter that wraps lines (wrap_filter.c), and its beginning. */
extern const struct shell_filter_ops shell_wrap_ops;
/* Puts that filter where the screen's rows are seen, if one of the job's commands reports. */
void shell_wrap_link(struct shell_job *job);

/* Opens the file that the job's output goes to, if it has one: 0, or -errno reported. */
int shell_open_file(struct shell_job *job);
/* Closes it. Returns @result or, where that is 0, the error of writing the file. */
int shell_close_file(struct shell_job *job, int result);

/* Finds the commands of the pipeline's stages, and those that run it, and checks that they can run:
 * 0, or a result, reported. */
int shell_resolve(struct shell_job *job);

/* The result of a command as $? shows it. */
static inline int shell_status_of(int result)
{
	int status = result < 0 ? -result : result;

	return status < SHELL_STATUS_MAX ? status : SHELL_STATUS_MAX;
}

/* shell_run_rest on another hart. */
int shell_run_there(struct shell *shell);
