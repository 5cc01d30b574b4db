#include "shell/machine/transfer/send_files.h"
/* What is sent is read when its block is due: with faults contained, because it may be anything. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/sum.h"
#include "kernel/guard.h"
#include "kernel/log.h"
#include "shell/memory_word.h"

/* --- names ------------------------------------------------------------------------------------ */

/* A name that is one on every system, whatever a stranger wrote. */
static void send_name(struct shell_ymodem_file *file, const char *name, const char *suffix)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789._+-";

	snprintf(file->name, sizeof(file->name), "%.40s%s", name, suffix);
	for (char *c = file->name; *c; c++)
		if (!strchr(good, *c) || (*c == '.' && c == file->name))
			*c = '-';
}

/* --- what there is ---------------------------------------------------------------------------- */

static int send_add_tree(struct send_files *files, struct shell_ymodem_file *file,
			 struct send_source *source)
{
	const struct dt_tree *tree = files->shell->tree;
	const char *name;

	if (!tree)
		return shell_error(files->shell, -ENOENT, "there is no device tree");
	if (dt_string(dt_root(tree), "compatible", &name) <= 0)
		name = "tree";
	send_name(file, name, ".dtb");
	file->size = tree->size;
	source->base = (uintptr_t)tree->blob;
	return 0;
}

static int send_add_log(struct shell_ymodem_file *file, struct send_source *source)
{
	send_name(file, "firstlight", ".log");
	source->log = true;
	source->base = log_lost();
	file->size = log_mark() - source->base;
	return 0;
}

static int send_add_memory(struct send_files *files, const char *word,
			   struct shell_ymodem_file *file, struct send_source *source)
{
	const struct owner *loaded;
	char address[SHELL_YMODEM_NAME_MAX];
	struct dt_range range;
	int err = shell_memory_word(files->shell, word, &range, &loaded);

	if (err)
		return err;
	if (!range.size)
		return shell_error(files->shell, -EDOM, "%s: how much? ADDRESS,SIZE", word);
	snprintf(address, sizeof(address), "%" PRIx64, range.base);
	if (loaded && loaded->name[0] && loaded->base == range.base && loaded->size == range.size)
		send_name(file, loaded->name, "");
	else
		send_name(file, address, ".bin");
	file->size = range.size;
	source->base = range.base;
	return 0;
}

int send_files_add(struct send_files *files, const char *word)
{
	struct shell_ymodem_file *file = &files->file[files->count];
	struct send_source *source = &files->source[files->count];
	int err;

	if (strcmp(word, "tree") == 0)
		err = send_add_tree(files, file, source);
	else if (strcmp(word, "log") == 0)
		err = send_add_log(file, source);
	else
		err = send_add_memory(files, word, file, source);
	files->count += !err;
	return err;
}

/* --- reading it ------------------------------------------------------------------------------- */

struct send_piece {
	uint8_t *to;
	size_t left;
};

static void send_emit(void *context, const char *text, size_t len)
{
	struct send_piece *piece = context;

	len = len < piece->left ? len : piece->left;
	memcpy(piece->to, text, len);
	piece->to += len;
	piece->left -= len;
}

static int send_read_log(uint64_t from, uint8_t *bytes, size_t len)
{
	struct send_piece piece = { bytes, len };

	if (from < log_lost())
		return -ESTALE;
	log_replay(from, send_emit, &piece);
	return 0;
}

int send_files_data(struct send_files *files, int file, uint64_t at, uint8_t *bytes, size_t len)
{
	struct send_source *source = &files->source[file];
	uint64_t from = source->base + at;
	int err = source->log ? send_read_log(from, bytes, len)
			      : guard_copy((uintptr_t)bytes, (const void *)(uintptr_t)from, len,
					   &files->trap);

	if (!err)
		source->crc = dt_crc32(source->crc, bytes, len);
	return err;
}
