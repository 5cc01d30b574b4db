#include "shell/machine/images_scan.h"
/* The scan: one contained run goes from page to page until something is there, or a page faults. */
#include <errno.h>
#include <string.h>

enum {
	SCAN_PAGE = 4 << 10,
	SCAN_STRIDE = 512,    /* pages, after many faults in a row */
	SCAN_FAULTS = 256,    /* so many */
	SCAN_PATIENCE = 4096, /* pages between two looks for Ctrl-C */
};

struct scan {
	uint64_t at;    /* a page's first byte */
	uint64_t pages; /* from there on */
};

/* Goes on to the next page that begins with anything but zeros, which no magic does. 0: it is at
 * scan->at; -ENOENT: there is no other; -EAGAIN: a pause for Ctrl-C. */
static int scan_run(void *arg)
{
	struct scan *scan = arg;

	for (unsigned i = 0; scan->pages; i++) {
		if (i == SCAN_PATIENCE)
			return -EAGAIN;
		if (*(const volatile uint32_t *)(uintptr_t)scan->at)
			return 0;
		scan->at += SCAN_PAGE;
		scan->pages--;
	}
	return -ENOENT;
}

/* --- what was found --------------------------------------------------------------------------- */

/* How much of memory a gzip file is, and how large what is in it. */
static void images_measure(struct shell *shell, struct image_found *found, uint64_t size)
{
	struct payload_gunzip g = { .in = (const void *)(uintptr_t)found->base,
				    .len = size,
				    .room = UINT64_MAX };
	const char *why = NULL;
	int err = payload_gunzip_at(shell, &g, &why, NULL);

	if (err == -EINTR)
		shell_check_interrupt(shell);
	if (err) {
		found->fault = err == -EFAULT ? "some of it cannot be read" : why;
		return;
	}
	found->size = g.used;
	found->unpacked = g.size;
}

static void images_add(struct images *images, const struct image_found *found)
{
	int at = images->count;

	for (int i = 0; i < images->count; i++)
		if (images->row[i].base == found->base)
			return;
	if (images->count == IMAGES_MAX) {
		images->more++;
		return;
	}
	for (images->count++; at && images->row[at - 1].base > found->base; at--)
		images->row[at] = images->row[at - 1];
	images->row[at] = *found;
}

/* Looks at the range. True if it begins with something of a known kind. */
static bool images_look(struct shell *shell, struct image_found *found,
			const struct dt_range *range)
{
	const char *why = NULL;
	int err = payload_look_at(range, &found->payload, &why);

	found->base = range->base;
	found->size = found->payload.size;
	found->fault = err ? why : NULL;
	if (!err && found->payload.kind == PAYLOAD_GZIP)
		images_measure(shell, found, range->size);
	return found->payload.kind != PAYLOAD_FLAT;
}

/* What owners say is there, of a known kind or not. */
static void images_add_owners(struct shell *shell, struct images *images,
			      const struct dt_range *range)
{
	struct shell_owners it;

	shell_owners(&it, shell, shell_given_tree(shell));
	while (shell_owners_next(&it)) {
		const struct owner *owner = &it.owner;
		const struct dt_range all = { owner->base, owner->size };
		struct image_found found = { .owner = *owner };

		if (owner->base < range->base || owner->base - range->base >= range->size)
			continue;
		if (!images_look(shell, &found, &all) && owner->kind != OWNER_LOADED &&
		    owner->kind != OWNER_INITRD)
			continue;
		if (!found.size)
			found.size = owner->size;
		images_add(images, &found);
	}
}

/* --- the scan --------------------------------------------------------------------------------- */

/* Pages to the next one to look at, after what begins at this one. @size: bytes from there on. */
static uint64_t images_step(struct shell *shell, struct images *images, uint64_t at, uint64_t size)
{
	const struct dt_range rest = { at, size };
	struct image_found found = { 0 };
	struct shell_place place;

	if (!images_look(shell, &found, &rest))
		return 1;
	place = shell_place(shell, at, 1);
	if (place.is == SHELL_PLACE_OWNED)
		found.owner = place.owner;
	images_add(images, &found);
	return found.fault || !found.size ? 1 : (found.size - 1) / SCAN_PAGE + 1;
}

/* The pages of the range; the last one may be a part of one. */
static struct scan scan_of(const struct dt_range *range)
{
	uint64_t before = -range->base & (SCAN_PAGE - 1);

	if (range->size <= before)
		return (struct scan){ range->base, 0 };
	return (struct scan){ range->base + before, (range->size - before - 1) / SCAN_PAGE + 1 };
}

void images_scan(struct shell *shell, struct images *images, const struct dt_range *range)
{
	struct scan scan = scan_of(range);
	unsigned faults = 0;

	images_add_owners(shell, images, range);
	while (scan.pages) {
		int err = trap_try(scan_run, &scan, NULL);
		uint64_t step = 0;

		shell_check_interrupt(shell);
		faults = err == -EFAULT ? faults + 1 : 0;
		if (!err)
			step = images_step(shell, images, scan.at,
					   range->size - (scan.at - range->base));
		if (err == -EFAULT)
			step = faults < SCAN_FAULTS ? 1 : SCAN_STRIDE;
		if (step > scan.pages)
			step = scan.pages;
		images->faults += err == -EFAULT ? step * SCAN_PAGE : 0;
		scan.at += step * SCAN_PAGE;
		scan.pages -= step;
	}
}
