#pragma once
/* A verb of `irq` is a file, whose end adds it: verbs need the machine, the command does not. */
#include "shell/shell.h"

#define IRQ_VERB(verb) SET_ADD(irq_verbs, verb)
SET_DECLARE(const struct shell_verb, irq_verbs);
