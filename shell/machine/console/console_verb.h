#pragma once
/* What the verbs of `console` share. They have one file each, or few together; its end adds
 * them. */
#include "drivers/console/console_select.h"
#include "shell/shell.h"

#define CONSOLE_VERB(verb) SET_ADD(console_verbs, verb)
SET_DECLARE(const struct shell_verb, console_verbs);

/* The console that a person means by @text: a row's name, path, alias or address, or "sbi". 0, or
 * -errno reported where there is no such console, or it cannot be used. */
int console_named(struct shell *shell, const char *text, struct console **console);
/* Its name for people to type: "serial1", "sbi". */
const char *console_name_of(const struct console *console);
/* Reports that it failed with @err; returns that. */
int console_report(struct shell *shell, const struct console *console, int err);
/* Reports an error of console_find, which looked for @text; returns @err. */
int console_report_find(struct shell *shell, const char *text, int err);
/* Starts it. 0, or -errno reported. */
int console_start_reported(struct shell *shell, struct console *console);
/* The console in use that is the same port as @console, one seen by firmware and one by a driver;
 * NULL: there is no such console. @console was started. */
struct console *console_twin(struct console *console);
/* The number of seconds that option -t gives, else @usual. 0, or -errno reported. */
int console_seconds(struct shell *shell, const struct shell_args *args, unsigned *seconds,
		    unsigned usual);
/* For shell_verb.complete: the first operand is a console's name. */
void console_complete_name(struct shell *shell, struct shell_completions *completions);
