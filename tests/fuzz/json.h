#pragma once
/* Whether a text is one JSON document (RFC 8259), for harnesses. */
#include <stdbool.h>

/* @text ends with NUL. Only printable ASCII and white space is taken. */
bool fuzz_is_json(const char *text);
