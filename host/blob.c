#include "host/blob.h"
/* Files read into memory, and what is said when they cannot be. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/core/text.h"

/* Bytes: the format allows 2 GiB, but no real tree comes near. */
enum { BLOB_MAX = 256 << 20 };

static void blob_emit(void *context, const char *text, size_t len)
{
	fwrite(text, 1, len, context);
}

void host_complain(const char *path, const char *why)
{
	struct dt_text out;

	dt_text_init(&out, blob_emit, stderr);
	dt_puts(&out, "firstlight: ");
	dt_put_escaped(&out, path, strlen(path));
	dt_puts(&out, ": ");
	dt_puts(&out, why);
	dt_putc(&out, '\n');
	dt_flush(&out);
}

int host_complain_error(const char *path, int err)
{
	host_complain(path, strerror(err));
	return -err;
}

static bool blob_resize(struct host_blob *blob, size_t size)
{
	void *data = realloc(blob->data, size);

	if (data)
		blob->data = data;
	return data;
}

/* The buffer is doubled as needed, and cut to the exact size. */
int host_blob_read(FILE *file, struct host_blob *blob)
{
	size_t room = 64 << 10;

	while (blob_resize(blob, room)) {
		blob->size += fread((char *)blob->data + blob->size, 1, room - blob->size, file);
		if (ferror(file))
			return errno;
		if (blob->size < room)
			return blob_resize(blob, blob->size ? blob->size : 1) ? 0 : ENOMEM;
		if (room >= BLOB_MAX)
			return EFBIG;
		room *= 2;
	}
	return ENOMEM;
}
