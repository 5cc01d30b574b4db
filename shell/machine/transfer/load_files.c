#include "shell/machine/transfer/load_files.h"
/* Where files that come go. Nothing is printed here, because the line is the transfer's. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/sum.h"
#include "kernel/guard.h"
#include "shell/room.h"

enum {
	LOAD_ALIGNMENT = 8,            /* bytes, of files that follow each other; trees need it */
	LOAD_ROOM_ALIGNMENT = 2 << 20, /* bytes: a Linux Image can run where it is */
};

#define LOAD_NAMELESS "file" /* XMODEM sends no name */

/* --- where ------------------------------------------------------------------------------------ */

/* Whether the range is free. Of what was loaded before, only what began at @begin, where this file
 * begins, is replaced without being asked: that is the same file again. */
static int load_check(struct load_files *files, uint64_t begin, uint64_t base, uint64_t size)
{
	const struct owners *owners = files->shell->owners;
	const struct owner *row = NULL;

	if (files->force)
		return 0;
	files->place = shell_place(files->shell, base, size);
	if (files->place.is != SHELL_PLACE_FREE)
		return -EBUSY;
	while ((row = owners_find(owners, base, size, row)) && row->base == begin)
		;
	if (!row)
		return 0;
	files->place.is = SHELL_PLACE_OWNED;
	files->place.owner = *row;
	return -EBUSY;
}

/* Finds room for a file of @size bytes (UINT64_MAX: unknown): @range. */
static int load_room(struct load_files *files, uint64_t size, struct dt_range *range)
{
	struct dt_range besides[LOAD_FILES_MAX];
	struct shell_room want = { .size = size && size != UINT64_MAX ? size : 1,
				   .alignment = LOAD_ROOM_ALIGNMENT,
				   .besides = besides };

	for (int i = 0; i < files->count; i++)
		besides[want.besides_count++] = (struct dt_range){ files->file[i].base,
								   files->file[i].size };
	range->size = want.size;
	if (size == UINT64_MAX)
		return shell_room_largest(files->shell, &want, range);
	return shell_room(files->shell, &want, &range->base);
}

/* Gives the file, which is not counted yet, its place. */
static int load_put(struct load_files *files, struct load_file *file)
{
	const uint64_t mask = LOAD_ALIGNMENT - 1;
	struct dt_range range = { 0 };
	int err;

	if (files->placed) {
		err = load_room(files, file->announced, &range);
		file->base = files->next = range.base;
		files->checked = range.base + range.size;
		return err;
	}
	file->base = files->count ? (files->next + mask) & ~mask : files->next;
	files->next = file->base;
	files->checked = file->base;
	if (!file->announced || file->announced == UINT64_MAX)
		return 0;
	files->checked += file->announced;
	return load_check(files, file->base, file->base, file->announced);
}

int load_files_check(struct load_files *files)
{
	struct dt_range range;

	return files->placed ? load_room(files, 1, &range)
			     : load_check(files, files->next, files->next, 1);
}

/* --- receiving -------------------------------------------------------------------------------- */

static void load_call(struct load_files *files, struct load_file *file, const char *sent)
{
	const char *slash = strrchr(sent, '/');
	const char *name = file->sent;

	snprintf(file->sent, sizeof(file->sent), "%s", slash ? slash + 1 : sent);
	if (files->count < files->names)
		name = files->name[files->count];
	else if (files->placed && !name[0])
		name = LOAD_NAMELESS;
	snprintf(file->name, sizeof(file->name), "%s", name);
}

int load_files_begin(struct load_files *files, const char *name, uint64_t size)
{
	struct load_file *file = &files->file[files->count];
	int err;

	if (files->count == LOAD_FILES_MAX)
		return -EMFILE;
	*file = (struct load_file){ .announced = size };
	load_call(files, file, name);
	err = load_put(files, file);
	if (err && files->placed)
		return err; /* it has no place */
	files->count++;
	return err;
}

int load_files_data(struct load_files *files, const uint8_t *bytes, size_t len)
{
	struct load_file *file = &files->file[files->count - 1];
	int err = 0;

	if (len > files->checked - files->next || files->checked < files->next)
		err = files->placed ? -ENOSPC : load_check(files, file->base, files->next, len);
	if (!err)
		err = guard_copy(files->next, bytes, len, &files->trap);
	if (err)
		return err;
	file->size += len;
	files->next += len;
	return 0;
}

/* --- afterwards ------------------------------------------------------------------------------- */

static int load_sum(void *arg)
{
	struct load_file *file = arg;

	file->crc = dt_crc32(0, (const void *)(uintptr_t)file->base, file->size);
	return 0;
}

static void load_remember(struct load_files *files, struct load_file *file)
{
	const struct owner range = { file->base, file->size, file->name, OWNER_LOADED, file->crc };
	const struct owner *before = owners_named(files->shell->owners, file->name);

	if (before && !owner_meets(before, file->base, file->size))
		file->replaced = before->base;
	owners_forget(files->shell->owners, file->name);
	file->crowded = file->size && owners_put(files->shell->owners, &range);
}

/* A file that is not whole is remembered by another name, so that no one takes it for all of it. */
static void load_remember_part(struct load_files *files, const struct load_file *file)
{
	char name[OWNER_NAME_MAX];
	const struct owner range = { file->base, file->size, name, OWNER_LOADED, file->crc };

	snprintf(name, sizeof(name), "%s%.*s", file->name[0] ? "part of " : "", OWNER_NAME_MAX - 9,
		 file->name);
	if (!files->placed)
		owners_put(files->shell->owners, &range);
}

void load_files_finish(struct load_files *files, int err)
{
	for (; files->done < files->count; files->done++) {
		struct load_file *file = &files->file[files->done];
		bool last = files->done == files->count - 1;
		bool whole = file->announced == UINT64_MAX ? !err || !last
							   : file->size == file->announced;

		trap_try(load_sum, file, NULL);
		file->whole = whole;
		if (whole)
			load_remember(files, file);
		else
			load_remember_part(files, file);
	}
}
