#pragma once
#include <stddef.h>
#include "fdt/core/text.h"

enum { FAKE_TEXT_MAX = 1 << 16 }; /* bytes that are kept, with the NUL */

/* Where printers put their text in the tests; each call of emit is checked on the way. */
extern struct dt_text fake_out;

/* Forgets all text. */
void fake_text_start(void);
/* What came out since the start, flushed; ends with NUL, cut where it is very long. */
const char *fake_text(void);
/* How much came out in all, in bytes, also of what was cut. */
size_t fake_text_all(void);
