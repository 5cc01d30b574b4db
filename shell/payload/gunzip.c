#include "shell/payload/payload.h"
/*
 * Unpacks gzip: header and trailer are read here, what is in between by zlib's inflateBack, which
 * needs neither zlib's sums nor more memory than its state and a window.
 * Sources: RFC 1952, 2.2 and 2.3.1; zlib.h of zlib 1.3.
 */
#include <errno.h>
#include <string.h>
#include <zlib.h>
#include "fdt/core/space.h"
#include "fdt/core/sum.h"
#include "shell/payload/payload_parts.h"

enum {
	GUNZIP_BITS = 15, /* of the window: RFC 1951, 2. */
	GUNZIP_WINDOW = 1 << GUNZIP_BITS,
	GUNZIP_STATE = 8 << 10, /* bytes; zlib 1.3 takes 7,168 */
	GUNZIP_PIECE = 1 << 20, /* bytes that zlib is given at a time */
	GUNZIP_TRAILER = 8,     /* CRC-32 and length */
	GUNZIP_FLAGS = 3,
	GUNZIP_FLAG_CRC = 2,
	GUNZIP_HEADER_CRC = 2, /* bytes */
};

/* One member being unpacked. */
struct gunzip_member {
	struct payload_gunzip *g;
	uint64_t size; /* bytes of it that were unpacked */
	uint32_t crc;
	int err; /* why `out` ended it */
};

/* What one run needs. */
struct gunzip_work {
	uint8_t state[GUNZIP_STATE], window[GUNZIP_WINDOW];
};
static void *gunzip_kept; /* of a run that Ctrl-C ended */

void *payload_zalloc(void *opaque, unsigned items, unsigned size)
{
	struct gunzip_work *work = gunzip_kept;
	size_t *taken = opaque;
	size_t bytes = ((size_t)items * size + 15) & ~(size_t)15;
	void *here = work->state + *taken;

	if (bytes > GUNZIP_STATE - *taken)
		return NULL;
	*taken += bytes;
	return here;
}

void payload_zfree(void *opaque, void *address)
{
	(void)opaque;
	(void)address;
}

/* zlib's in_func: the next piece of the input. */
static unsigned gunzip_in(void *context, z_const unsigned char **piece)
{
	struct payload_gunzip *g = ((struct gunzip_member *)context)->g;
	size_t left = g->len - g->used, len = left < GUNZIP_PIECE ? left : GUNZIP_PIECE;

	*piece = (z_const unsigned char *)(uintptr_t)g->in + g->used;
	g->used += len;
	return (unsigned)len;
}

/* zlib's out_func: what was unpacked into the window. */
static int gunzip_out(void *context, unsigned char *bytes, unsigned len)
{
	struct gunzip_member *member = context;
	struct payload_gunzip *g = member->g;

	if (g->stop && g->stop(g->context))
		member->err = -EINTR;
	else if (len > g->room - g->size)
		member->err = -ENOSPC;
	if (member->err)
		return -1;
	if (g->out)
		memcpy((uint8_t *)g->out + g->size, bytes, len);
	member->crc = dt_crc32(member->crc, bytes, len);
	member->size += len;
	g->size += len;
	return 0;
}

static int gunzip_refuse(int err, const char **why, const char *text)
{
	*why = text;
	return err;
}

/* What ended zlib, as -errno; after 0 the trailer is next. */
static int gunzip_result(struct gunzip_member *member, const z_stream *z, int end, const char **why)
{
	if (end == Z_STREAM_END)
		return 0;
	if (member->err == -EINTR)
		return gunzip_refuse(-EINTR, why, "it was stopped");
	if (member->err)
		return gunzip_refuse(-ENOSPC, why, "it is larger than the room for it");
	if (end == Z_BUF_ERROR && !z->next_in)
		return gunzip_refuse(-ENODATA, why, "it is cut off");
	return gunzip_refuse(-EILSEQ, why, "it is damaged: its compressed data make no sense");
}

/* The compressed data, from g->used on; ends where the trailer begins. */
static int gunzip_inflate(struct gunzip_member *member, const char **why)
{
	size_t taken = 0;
	z_stream z = { .zalloc = payload_zalloc, .zfree = payload_zfree, .opaque = &taken };
	struct gunzip_work *work = gunzip_kept;
	int end = inflateBackInit(&z, GUNZIP_BITS, work->window);

	if (end != Z_OK)
		return gunzip_refuse(-ENOMEM, why, "zlib wants more memory than expected");
	end = inflateBack(&z, gunzip_in, member, gunzip_out, member);
	if (end == Z_STREAM_END)
		member->g->used -= z.avail_in;
	return gunzip_result(member, &z, end, why);
}

/* The header's own CRC, if it has one, is right. */
static bool gunzip_header_is_good(struct payload_bytes in)
{
	uint64_t end = payload_gzip_header(in) - GUNZIP_HEADER_CRC;

	return !(in.byte[GUNZIP_FLAGS] & GUNZIP_FLAG_CRC) ||
	       payload_le16(in.byte + end) == (dt_crc32(0, in.byte, end) & 0xffff);
}

static int gunzip_member(struct payload_gunzip *g, const char **why)
{
	const struct payload_bytes in = { (const uint8_t *)g->in + g->used, g->len - g->used };
	struct gunzip_member member = { .g = g };
	struct payload payload;
	const uint8_t *trailer;
	int err = payload_look(in.byte, in.len, &payload, why);

	if (payload.kind != PAYLOAD_GZIP)
		return gunzip_refuse(-EINVAL, why, "it is no gzip file");
	if (err)
		return gunzip_refuse(err, why,
				     err == -ENODATA ? "it is cut off in its header"
						     : "its header has flags of a later format");
	if (!gunzip_header_is_good(in))
		return gunzip_refuse(-EBADMSG, why, "the CRC of its header is wrong");
	g->used += payload_gzip_header(in);
	err = gunzip_inflate(&member, why);
	if (err)
		return err;
	trailer = (const uint8_t *)g->in + g->used;
	if (g->len - g->used < GUNZIP_TRAILER)
		return gunzip_refuse(-ENODATA, why, "it is cut off: its CRC-32 is missing");
	g->used += GUNZIP_TRAILER;
	if (payload_le32(trailer) != member.crc)
		return gunzip_refuse(-EBADMSG, why, "its CRC-32 is wrong: it was damaged");
	if (payload_le32(trailer + 4) != (uint32_t)member.size)
		return gunzip_refuse(-EBADMSG, why, "its length is wrong: it was damaged");
	g->members++;
	return 0;
}

/* Another member follows. */
static bool gunzip_more(const struct payload_gunzip *g)
{
	return g->len - g->used >= 3 &&
	       memcmp((const uint8_t *)g->in + g->used, "\x1f\x8b\x08", 3) == 0;
}

static int gunzip_members(struct payload_gunzip *g, const char **why)
{
	int err;

	g->used = 0;
	g->size = 0;
	g->members = 0;
	do
		err = gunzip_member(g, why);
	while (!err && gunzip_more(g));
	return err;
}

int payload_gunzip(struct payload_gunzip *g, const char **why)
{
	int err = dt_keep(&gunzip_kept, sizeof(struct gunzip_work));

	if (err)
		return gunzip_refuse(err, why, "no memory is left to unpack it");
	err = gunzip_members(g, why);
	dt_drop(&gunzip_kept);
	return err;
}
