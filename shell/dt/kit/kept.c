#include "shell/dt/kit/kept.h"
/* The memory doubles, so that the copying stays linear. */
#include <string.h>
#include "fdt/core/space.h"

enum { KEPT_ROOM = 512 }; /* bytes to begin with */

static void kept_grow(struct shell_kept *kept, size_t need)
{
	size_t room = kept->room ? kept->room : KEPT_ROOM;

	while (room < need)
		room *= 2;
	if (room != kept->room && !dt_resize_kept((void **)&kept->at, room))
		kept->room = room;
}

static void kept_emit(void *context, const char *text, size_t len)
{
	struct shell_kept *kept = context;
	size_t left;

	kept_grow(kept, kept->len + len);
	left = kept->room - kept->len;
	if (len > left) {
		len = left;
		kept->cut = true;
	}
	if (len)
		memcpy(kept->at + kept->len, text, len);
	kept->len += len;
}

void shell_kept_begin(struct shell_kept *kept)
{
	dt_text_init(&kept->text, kept_emit, kept);
	kept->len = 0;
	kept->cut = false;
}

void shell_kept_end(struct shell_kept *kept)
{
	dt_flush(&kept->text);
}

void shell_kept_drop(struct shell_kept *kept)
{
	kept->room = 0;
	dt_drop((void **)&kept->at);
}
