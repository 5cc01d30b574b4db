#pragma once
/* Text in lines of at most 79 columns, broken at blanks. */
#include "fdt/core/text.h"

enum { PREDICT_WORD_MAX = 76 }; /* bytes of a word that is kept whole */

struct predict_wrap {
	struct dt_text *out;
	unsigned column; /* characters in the line so far */
	unsigned len;    /* of the word that has not ended yet */
	char word[PREDICT_WORD_MAX];
};

/* Makes @text one that wraps and then goes on to @out. A line that goes on is indented by three
 * blanks. Every line must end with LF, and dt_flush follow: what follows the last blank or LF is
 * kept in @wrap. */
void predict_wrap_init(struct predict_wrap *wrap, struct dt_text *text, struct dt_text *out);
