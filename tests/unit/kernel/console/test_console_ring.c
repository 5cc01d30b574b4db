/* The rings of received bytes: removing bytes from the middle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "kernel/console/console_ring.h"

/* '!' in the texts is where bytes were lost. */
static void fill(struct console_ring *ring, const char *text)
{
	for (; *text; text++) {
		if (*text == '!')
			ring_put_lost(ring);
		else
			ring_put(ring, *text);
	}
}

static void empty(struct console_ring *ring, char *text)
{
	while (!ring_empty(ring)) {
		int c = ring_pop(ring);

		*text++ = c == RING_LOST ? '!' : (char)c;
	}
	*text = '\0';
}

static const struct {
	const char *before;
	uint32_t from, count;
	const char *after;
} rows[] = {
	{ "abcdef", 0, 1, "bcdef" },  { "abcdef", 5, 1, "abcde" },
	{ "abcdef", 2, 3, "abf" },    { "abcdef", 0, 6, "" },
	{ "abcdef", 3, 0, "abcdef" }, { "a!bcdef", 3, 2, "a!bcf" }, /* lost before the cut */
	{ "abc!de!f", 2, 3, "ab!f" },                               /* lost inside it */
	{ "abcd!ef", 1, 3, "a!ef" },                                /* lost right after it */
	{ "!abcd!", 0, 4, "!" },      { "!abcd", 0, 4, "!" },
	{ "!abcd", 1, 3, "!a" },      { "ab!cd", 2, 1, "ab!d" },
};

static void cuts(void **state)
{
	char text[32];
	uint32_t start = (uint32_t)-4; /* the counters and the buffer wrap in the middle */
	static struct console_ring *ring;

	(void)state;
	if (!ring)
		ring = ring_new();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ring->in = ring->out = start;
		fill(ring, rows[i].before);
		ring_cut(ring, rows[i].from, rows[i].count);
		empty(ring, text);
		assert_string_equal(text, rows[i].after);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
