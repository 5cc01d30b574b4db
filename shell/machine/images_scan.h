#pragma once
/* What lies in memory, found by its first bytes: at the beginning of each page, and where something
 * is known to be: the initrd, loaded files, open trees. */
#include "shell/machine/payload_at.h"
#include "shell/place.h"

enum { IMAGES_MAX = 64 };

struct image_found {
	uint64_t base, size; /* size 0: unknown */
	uint64_t unpacked;   /* of a gzip file: bytes in it */
	struct payload payload;
	const char *fault;  /* why it is damaged, or NULL */
	struct owner owner; /* what it is in, or is known to be; size 0: nothing */
};

/* By address. */
struct images {
	struct image_found row[IMAGES_MAX];
	int count;
	int more;        /* for which there was no room */
	uint64_t faults; /* bytes of them that cannot be read */
};

/* Finds what begins in the range and adds it. Ctrl-C ends the command. */
void images_scan(struct shell *shell, struct images *images, const struct dt_range *range);
