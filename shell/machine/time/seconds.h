#pragma once
/* Durations that a person types. */
#include <stdint.h>
#include "shell/shell.h"

/* @text is a number of seconds, with or without a fraction: "2", "0.25". 0 and *us; -EINVAL,
 * reported: it is no number, or more than 31 years. */
int seconds_parse(struct shell *shell, const char *text, uint64_t *us);
