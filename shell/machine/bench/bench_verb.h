#pragma once
/* What can be measured: a verb of `bench` is a file, whose end adds it. */
#include "shell/shell.h"

#define BENCH_VERB(verb) SET_ADD(bench_verbs, verb)
SET_DECLARE(const struct shell_verb, bench_verbs);
