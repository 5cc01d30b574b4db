#pragma once
/* The verbs of `console`: one file each, or few together; a file's end adds them to the set. */
#include "drivers/console/console_select.h"
#include "kernel/set.h"
#include "shell/shell.h"

struct console_verb {
	const char *name, *args; /* "use", "NAME" */
	/* Operands behind the verb; args->argv[2] is the first. */
	short min_args, max_args;
	bool needs_machine;
	bool names;        /* the first operand is a console's name */
	const char *words; /* what the second can be, for completion: format_item's */
	int (*run)(struct shell *shell, const struct shell_args *args);
};

#define CONSOLE_VERB(verb) SET_ADD(console_verbs, verb)
SET_DECLARE(const struct console_verb, console_verbs);

/* The console that a person means by @text: a row's name, path, alias or address, or "sbi". 0, or
 * -errno told when there is none that could be used. */
int console_named(struct shell *shell, const char *text, struct console **console);
/* Its name for people to type: "serial1", "sbi". */
const char *console_name_of(const struct console *console);
/* Tells that it failed with @err; returns that. */
int console_tell(struct shell *shell, const struct console *console, int err);
/* Tells, where console_find gave an error, that @text is no console's name; returns @err. */
int console_tell_found(struct shell *shell, const char *text, int err);
/* Starts it. 0, or -errno told. */
int console_start_told(struct shell *shell, struct console *console);
/* It and one of those in use are the same port, seen by firmware and by a driver: which of those in
 * use; NULL: no. @console was started. */
struct console *console_twin(struct console *console);
/* The number of seconds that -t says, or @usual. 0, or -EINVAL told. */
int console_seconds(struct shell *shell, const struct shell_args *args, unsigned *seconds,
		    unsigned usual);
/* Prints the table's heading and that row. */
void console_print_row(struct shell *shell, const struct console_candidate *row);
