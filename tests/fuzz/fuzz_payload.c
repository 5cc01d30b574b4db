/*
 * libFuzzer: the input is what lies in memory: an Image, an ELF, gzip, an archive, a tree, or else.
 * What is said of it must be true of the bytes that are there; segments and relocations stay in
 * their places; what is unpacked is what zlib's own reader of gzip unpacks.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include "shell/payload/payload.h"

enum { FUZZ_ROOM = 1 << 20 /* bytes that an input may want in memory */ };

static void fuzz_expect(bool good)
{
	if (!good)
		abort();
}

/* --- ELF -------------------------------------------------------------------------------------- */

/* [@at, @at + @size) is in [@base, @base + @all), all without wrapping. */
static bool fuzz_inside(uint64_t at, uint64_t size, uint64_t base, uint64_t all)
{
	return at >= base && at - base <= all && size <= all - (at - base);
}

static void fuzz_segments(const uint8_t *data, size_t len, const struct payload *payload)
{
	struct payload_segment one, two;
	bool entered = false;

	fuzz_expect(payload->segments && payload->segments <= PAYLOAD_SEGMENTS_MAX);
	fuzz_expect(payload_segment(data, len, payload->segments, &one) == -ENOENT);
	for (uint32_t i = 0; i < payload->segments; i++) {
		fuzz_expect(payload_segment(data, len, i, &one) == 0);
		fuzz_expect(fuzz_inside(one.offset, one.file_size, 0, len));
		fuzz_expect(one.memory && one.file_size <= one.memory);
		fuzz_expect(fuzz_inside(one.address, one.memory, payload->base, payload->memory));
		entered = entered || (payload->entry >= one.address &&
				      payload->entry - one.address < one.file_size);
		for (uint32_t j = 0; j < i; j++) {
			fuzz_expect(payload_segment(data, len, j, &two) == 0);
			fuzz_expect(one.address < two.address
					    ? two.address - one.address >= one.memory
					    : one.address - two.address >= two.memory);
		}
	}
	fuzz_expect(entered);
}

/* As a loader does it: the sanitizer finds what is written outside of the image. */
static void fuzz_load(const uint8_t *data, size_t len, const struct payload *payload)
{
	uint8_t *image = calloc(1, payload->memory);
	struct payload_segment segment;
	const char *why = NULL;
	int err;

	fuzz_expect(image != NULL);
	for (uint32_t i = 0; !payload_segment(data, len, i, &segment); i++)
		memcpy(image + (segment.address - payload->base), data + segment.offset,
		       segment.file_size);
	err = payload_relocate(data, len, image, 0x80200000, &why);
	fuzz_expect(err == 0 || (err == -EINVAL && why));
	free(image);
}

/* --- gzip ------------------------------------------------------------------------------------- */

/* zlib's inflate of the first member into @out: its size, or -1 if it is not whole or not good. */
static long fuzz_inflate(const uint8_t *data, size_t len, uint8_t *out, size_t *used)
{
	z_stream z = { .next_in = (z_const Bytef *)(uintptr_t)data,
		       .avail_in = (unsigned)len,
		       .next_out = out,
		       .avail_out = FUZZ_ROOM };
	int end;

	fuzz_expect(inflateInit2(&z, 31) == Z_OK);
	end = inflate(&z, Z_FINISH);
	*used = z.total_in;
	inflateEnd(&z);
	return end == Z_STREAM_END ? (long)z.total_out : -1;
}

/* Both ways must say the same, and what zlib says. */
static void fuzz_gunzip(const uint8_t *data, size_t len)
{
	static uint8_t theirs[FUZZ_ROOM];
	struct payload_gunzip measure = { .in = data, .len = len, .room = FUZZ_ROOM };
	struct payload_gunzip g = { .in = data, .len = len };
	const char *why = NULL;
	int err = payload_gunzip(&measure, &why);
	size_t used;
	long size = fuzz_inflate(data, len, theirs, &used);

	fuzz_expect(measure.used <= len && measure.size <= FUZZ_ROOM);
	fuzz_expect(!err || (why && err != -EINTR));
	if (measure.members == 1 && !err)
		fuzz_expect(size == (long)measure.size && used == measure.used);
	if (size < 0)
		fuzz_expect(measure.members == 0);
	if (err)
		return;
	g.out = malloc(measure.size ? measure.size : 1);
	g.room = measure.size;
	fuzz_expect(g.out && payload_gunzip(&g, &why) == 0 && g.size == measure.size);
	fuzz_expect(size <= (long)g.size && memcmp(g.out, theirs, (size_t)size) == 0);
	free(g.out);
}

/* --- all kinds -------------------------------------------------------------------------------- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct payload payload;
	const char *why = NULL;
	int err = payload_look(data, len, &payload, &why);

	fuzz_expect(payload.kind < PAYLOAD_KINDS);
	fuzz_expect(err == 0 || ((err == -EINVAL || err == -ENODATA) && why));
	if (payload.kind == PAYLOAD_GZIP)
		fuzz_gunzip(data, len);
	if (err)
		return 0;
	fuzz_expect(payload.kind == PAYLOAD_PE || payload.kind == PAYLOAD_ZBOOT ||
		    payload.size <= len);
	fuzz_expect(fuzz_inside(payload.inside, payload.inside_size, 0, len));
	if (payload.kind == PAYLOAD_IMAGE)
		fuzz_expect(payload.memory != 0);
	if (payload.kind != PAYLOAD_ELF)
		return 0;
	fuzz_segments(data, len, &payload);
	if (payload.memory <= FUZZ_ROOM)
		fuzz_load(data, len, &payload);
	return 0;
}
