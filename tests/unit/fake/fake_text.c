#include "tests/unit/fake/fake_text.h"
/* Keeps the output of printers, for tests to check. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

struct dt_text fake_out;

static char said[FAKE_TEXT_MAX];
static size_t said_len, said_all;

static void take(void *context, const char *text, size_t len)
{
	(void)context;
	assert_in_range(len, 1, sizeof(fake_out.buffer));
	said_all += len;
	if (said_len + len >= sizeof(said))
		return;
	memcpy(said + said_len, text, len);
	said_len += len;
	said[said_len] = '\0';
}

void fake_text_start(void)
{
	said_len = said_all = 0;
	said[0] = '\0';
	dt_text_init(&fake_out, take, NULL);
}

const char *fake_text(void)
{
	dt_flush(&fake_out);
	return said;
}

size_t fake_text_all(void)
{
	return said_all;
}
