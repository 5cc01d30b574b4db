#pragma once
/* What a command can be given, as a table: its options and verbs, each with what it does. */
#include "shell/shell.h"

/* Lists the command's verbs, in alphabetical order. */
void report_verbs(struct shell *shell, const struct shell_command *command);
/* The same, after its options. */
void report_options(struct shell *shell, const struct shell_command *command);
