#include "boot/efi/services.h"
/*
 * UEFI's text is UTF-16 (UEFI Specification 2.10, 2.3.1), ours is UTF-8.
 * The Unicode Standard, 3.9: tables 3-5 (UTF-16) and 3-6 (UTF-8).
 */

struct text_out {
	char *to;
	size_t used, size;
};

/* Adds a character of @more + 1 bytes. False: there is no room for all of it. */
static bool text_put(struct text_out *out, uint32_t c, int more)
{
	static const uint8_t first[] = { 0x00, 0xc0, 0xe0, 0xf0 };

	if (out->used + (size_t)more + 1 >= out->size)
		return false;
	out->to[out->used++] = (char)(first[more] | c >> 6 * more);
	while (more-- > 0)
		out->to[out->used++] = (char)(0x80 | (c >> 6 * more & 0x3f));
	return true;
}

static bool text_put_character(struct text_out *out, uint32_t c)
{
	return text_put(out, c, c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3);
}

void efi_utf8(char *to, size_t size, const uint16_t *from, size_t most)
{
	struct text_out out = { to, 0, size };

	for (size_t i = 0; from && i < most && from[i]; i++) {
		uint32_t c = from[i];
		bool high = c >= 0xd800 && c < 0xdc00;

		if (high && i + 1 < most && from[i + 1] >= 0xdc00 && from[i + 1] < 0xe000)
			c = 0x10000 + ((c & 0x3ff) << 10) + (from[++i] & 0x3ff);
		else if (c >= 0xd800 && c < 0xe000)
			c = '?';
		if (!text_put_character(&out, c))
			break;
	}
	to[out.used] = '\0';
}
