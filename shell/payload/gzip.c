#include "shell/payload/payload_parts.h"
/* gzip files: their header. Source: RFC 1952, 2.3. */
#include <errno.h>
#include <string.h>

enum {
	GZIP_FLAGS = 3,
	GZIP_HEADER = 10, /* bytes of the part that is always there */
	GZIP_FLAG_CRC = 2,
	GZIP_FLAG_EXTRA = 4,
	GZIP_FLAG_NAME = 8,
	GZIP_FLAG_COMMENT = 16,
	GZIP_FLAGS_UNKNOWN = 0xe0,
};

/* Past the text with its NUL at @at, or past the end if it has none. */
static uint64_t gzip_skip_text(struct payload_bytes in, uint64_t at)
{
	const uint8_t *end = at < in.len ? memchr(in.byte + at, 0, in.len - at) : NULL;

	return end ? (uint64_t)(end - in.byte) + 1 : (uint64_t)in.len + 1;
}

uint64_t payload_gzip_header(struct payload_bytes in)
{
	uint64_t at = GZIP_HEADER;
	uint8_t flags;

	if (in.len < GZIP_HEADER)
		return at;
	flags = in.byte[GZIP_FLAGS];
	if (flags & GZIP_FLAG_EXTRA)
		at += payload_has(in, at, 2) ? 2U + payload_le16(in.byte + at) : 2;
	if (flags & GZIP_FLAG_NAME)
		at = gzip_skip_text(in, at);
	if (flags & GZIP_FLAG_COMMENT)
		at = gzip_skip_text(in, at);
	return flags & GZIP_FLAG_CRC ? at + 2 : at;
}

int payload_look_gzip(struct payload_bytes in, struct payload *payload, const char **why)
{
	(void)payload;
	if (payload_gzip_header(in) >= in.len) {
		*why = "a gzip file that is cut off in its header";
		return -ENODATA;
	}
	if (in.byte[GZIP_FLAGS] & GZIP_FLAGS_UNKNOWN) {
		*why = "a gzip file with flags that RFC 1952 reserves";
		return -EINVAL;
	}
	return 0;
}
