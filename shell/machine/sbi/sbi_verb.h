#pragma once
/* A verb of `sbi` is a file, whose end adds it. */
#include "shell/shell.h"

#define SBI_VERB(verb) SET_ADD(sbi_verbs, verb)
SET_DECLARE(const struct shell_verb, sbi_verbs);
