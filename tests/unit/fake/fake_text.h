#pragma once
/* A struct dt_text for unit tests, which keeps all output. */
#include <stddef.h>
#include "fdt/core/text.h"

enum { FAKE_TEXT_MAX = 1 << 16 }; /* bytes that are kept, with the NUL */

/* The struct dt_text for printers in tests; it checks each call of emit. */
extern struct dt_text fake_out;

/* Forgets all text. */
void fake_text_start(void);
/* All output since the start, flushed; ends with NUL, and is cut at FAKE_TEXT_MAX. */
const char *fake_text(void);
/* The length of all output in bytes, with what was cut. */
size_t fake_text_all(void);
