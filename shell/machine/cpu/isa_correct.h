#pragma once
/* The value that a property of a hart's node should have. Pure. */
#include <stddef.h>
#include "shell/machine/cpu/isa_verdict.h"

/* Bytes that are enough for either property of trees of any real hart. */
enum { ISA_VALUE_MAX = 2048 };

/*
 * Puts the value that riscv,isa (@property DT_ISA_STRING) or riscv,isa-extensions should have into
 * @out: what it lists but for what does not work, then what works and is missing. A NUL ends each
 * string. Its bytes; 0: the value is right; -ENOSPC: @room bytes are too few.
 */
int isa_correct(const struct isa_facts *facts, enum dt_isa_mark property, char *out, size_t room);
