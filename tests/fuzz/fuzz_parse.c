/*
 * libFuzzer: any text is read as a value, or refused with a reason and a column in the text; in
 * both cases nothing is written outside the buffer.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/edit/parse_value.h"

enum { FUZZ_ROOM = 100 };

static int fuzz_phandle(void *context, const char *reference, size_t len, uint32_t *phandle)
{
	(void)context;
	*phandle = len ? (uint8_t)reference[0] : 0;
	return len && reference[len - 1] == '?' ? -ENOENT : 0;
}

static int fuzz_path(void *context, const char *reference, size_t len, char *path, size_t room)
{
	(void)context;
	if (len >= room)
		return -ENAMETOOLONG;
	memcpy(path, reference, len);
	return (int)len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size);
	uint8_t *value = malloc(FUZZ_ROOM);
	struct dt_parse parse = {
		.bare = size ? (enum dt_bare)(data[0] % 3) : DT_BARE_CELL,
		.value = value,
		.room = FUZZ_ROOM,
		.phandle = fuzz_phandle,
		.path = fuzz_path,
	};
	int err;

	if (size)
		memcpy(text, data, size);
	err = dt_parse_value(&parse, text, size);
	if (parse.len > FUZZ_ROOM || parse.at < text || parse.at > text + size)
		abort();
	if (err == -EINVAL && !parse.why)
		abort();
	free(value);
	free(text);
	return 0;
}
