/* gzip: what is whole is unpacked, what is not is refused. zlib's deflate makes the files. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <zlib.h>
#include "shell/payload/payload.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

enum { TEXT = 200000, PACKED_MAX = 300000 };

static uint8_t text[TEXT];
static uint8_t out[2 * TEXT];

/* Appends a gzip member of the text's first @len bytes to @packed's @at bytes: all its bytes. */
static size_t pack(uint8_t *packed, size_t at, size_t len, int level)
{
	z_stream z = { .next_in = text,
		       .avail_in = (unsigned)len,
		       .next_out = packed + at,
		       .avail_out = (unsigned)(PACKED_MAX - at) };

	assert_int_equal(deflateInit2(&z, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(deflateEnd(&z), Z_OK);
	return at + z.total_out;
}

static int setup(void **state)
{
	uint32_t seed = 1;

	for (size_t i = 0; i < TEXT; i++) {
		seed = seed * 1103515245 + 12345;
		text[i] = i % 7 ? (uint8_t) "firstlight"[seed >> 16 & 7] : (uint8_t)(seed >> 24);
	}
	*state = malloc(PACKED_MAX);
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	free(*state);
	return 0;
}

/* Unpacks twice, to be measured and into memory: both must say the same. */
static int unpack(const uint8_t *packed, size_t len, struct payload_gunzip *g, const char **why)
{
	struct payload_gunzip measure = { .in = packed, .len = len, .room = UINT64_MAX };
	const char *measured = "";
	int err = payload_gunzip(&measure, &measured);

	*why = "";
	*g = (struct payload_gunzip){ .in = packed, .len = len, .out = out, .room = sizeof(out) };
	assert_int_equal(payload_gunzip(g, why), err);
	assert_string_equal(*why, measured);
	assert_int_equal(g->size, measure.size);
	assert_int_equal(g->used, measure.used);
	return err;
}

static void test_whole(void **state)
{
	static const size_t lens[] = { 0, 1, 100, 32768, 32769, TEXT };
	uint8_t *packed = *state;

	for (int level = 0; level <= 9; level += 3)
		for (size_t i = 0; i < ROWS(lens); i++) {
			size_t len = pack(packed, 0, lens[i], level);
			struct payload_gunzip g;
			const char *why;

			assert_int_equal(unpack(packed, len, &g, &why), 0);
			assert_int_equal(g.size, lens[i]);
			assert_int_equal(g.used, len);
			assert_int_equal(g.members, 1);
			assert_memory_equal(out, text, lens[i]);
		}
}

static void test_members_follow_each_other(void **state)
{
	uint8_t *packed = *state;
	size_t len = pack(packed, pack(packed, 0, TEXT, 6), 1000, 9);
	struct payload_gunzip g;
	const char *why;

	assert_int_equal(unpack(packed, len, &g, &why), 0);
	assert_int_equal(g.members, 2);
	assert_int_equal(g.size, TEXT + 1000);
	assert_memory_equal(out, text, TEXT);
	assert_memory_equal(out + TEXT, text, 1000);
}

static void test_what_follows_is_left(void **state)
{
	uint8_t *packed = *state;
	size_t len = pack(packed, 0, 1000, 6);
	struct payload_gunzip g;
	const char *why;

	memcpy(packed + len, "\x1a\x1a\x1a\x1a", 4); /* as XMODEM fills its last block */
	assert_int_equal(unpack(packed, len + 4, &g, &why), 0);
	assert_int_equal(g.used, len);
}

static void test_header_fields(void **state)
{
	uint8_t *packed = *state;
	size_t len = pack(packed, 100, 1000, 6);
	static const char header[] = "\x1f\x8b\x08\x1e\0\0\0\0\0\3\2\0xyname\0comment\0"
				     "\x01"
				     "\x7f";
	uint8_t *from = packed + 110 - (sizeof(header) - 1);
	struct payload_gunzip g;
	const char *why;

	memcpy(from, header, sizeof(header) - 1);
	assert_int_equal(unpack(from, len - (size_t)(from - packed), &g, &why), 0);
	assert_memory_equal(out, text, 1000);
	from[12] ^= 1;
	assert_int_equal(unpack(from, len - (size_t)(from - packed), &g, &why), -EBADMSG);
	assert_string_equal(why, "the CRC of its header is wrong");
}

static void test_every_length_is_cut_off(void **state)
{
	uint8_t *packed = *state;
	size_t len = pack(packed, 0, 300, 9);

	for (size_t i = 3; i < len; i++) {
		uint8_t *exact = malloc(i);
		struct payload_gunzip g;
		const char *why;

		assert_non_null(exact);
		memcpy(exact, packed, i);
		assert_int_equal(unpack(exact, i, &g, &why), -ENODATA);
		assert_non_null(strstr(why, "cut off"));
		free(exact);
	}
}

struct damage {
	const char *title;
	int at; /* from the end if negative */
	uint8_t flip;
	int err;
	const char *why;
};

static const struct damage damages[] = {
	{ "magic", 1, 1, -EINVAL, "no gzip file" },
	{ "method", 2, 1, -EINVAL, "no gzip file" },
	{ "flags", 3, 0x80, -EINVAL, "later format" },
	{ "block type", 10, 6, -EILSEQ, "compressed data make no sense" },
	{ "CRC-32", -8, 1, -EBADMSG, "CRC-32 is wrong" },
	{ "length", -1, 1, -EBADMSG, "length is wrong" },
};

static void test_damaged(void **state)
{
	uint8_t *packed = *state;

	for (size_t i = 0; i < ROWS(damages); i++) {
		size_t len = pack(packed, 0, 1000, 0);
		struct payload_gunzip g;
		const char *why;
		int err;

		packed[damages[i].at < 0 ? len - (size_t)-damages[i].at : (size_t)damages[i].at] ^=
			damages[i].flip;
		err = unpack(packed, len, &g, &why);
		if (err != damages[i].err || !strstr(why, damages[i].why))
			fail_msg("%s: %d %s", damages[i].title, err, why);
	}
}

static void test_room(void **state)
{
	uint8_t *packed = *state;
	struct payload_gunzip g = { .in = packed, .len = pack(packed, 0, 40000, 6) };
	uint8_t *exact = malloc(40000);
	const char *why = "";

	assert_non_null(exact);
	g.out = exact;
	g.room = 40000;
	assert_int_equal(payload_gunzip(&g, &why), 0);
	g.room = 39999;
	assert_int_equal(payload_gunzip(&g, &why), -ENOSPC);
	assert_string_equal(why, "it is larger than the room for it");
	free(exact);
}

static bool stop_second(void *context)
{
	return ++*(int *)context == 2;
}

static void test_stop(void **state)
{
	uint8_t *packed = *state;
	int calls = 0;
	struct payload_gunzip g = { .in = packed,
				    .len = pack(packed, 0, TEXT, 6),
				    .room = UINT64_MAX,
				    .stop = stop_second,
				    .context = &calls };
	const char *why;

	assert_int_equal(payload_gunzip(&g, &why), -EINTR);
	assert_int_equal(calls, 2);
	assert_int_equal(g.size, 32768);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_members_follow_each_other),
		cmocka_unit_test(test_what_follows_is_left),
		cmocka_unit_test(test_header_fields),
		cmocka_unit_test(test_every_length_is_cut_off),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_stop),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
