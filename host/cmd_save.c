/*
 * save: the tree in use into a file of this PC; the name's ending says in which form.
 *
 * All is made in memory before the file is opened: so Ctrl-C leaves the old file or the new one.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/print/print.h"
#include "shell/dt/export/export_delta.h"
#include "shell/shell.h"

struct save_form {
	const char *ending;
	/* Writes the file: 0, or a status as of a command's run. */
	int (*save)(struct shell *shell, const char *name);
};

/* The source while it is made. Not local: Ctrl-C may end the command, and the next one frees it. */
static struct {
	FILE *stream;
	char *text;
	size_t size;
} save_source;

static int save_error(struct shell *shell, const char *name, int err, const char *left)
{
	return shell_error(shell, -err, "%s: %s%s", name, strerror(err), left);
}

/* Writes @size bytes over what the file contains, and says so: 0, or -errno reported. */
static int save_write(struct shell *shell, const char *name, const void *bytes, size_t size)
{
	FILE *file = fopen(name, "we");
	struct dt_text out;
	int err;

	if (!file)
		return save_error(shell, name, errno, "");
	err = fwrite(bytes, 1, size, file) == size ? 0 : errno;
	if (fclose(file) && !err)
		err = errno;
	if (err)
		return save_error(shell, name, err, "; the file is incomplete");
	shell_text(shell, &out);
	dt_put_escaped(&out, name, strlen(name));
	dt_puts(&out, ": ");
	dt_put_dec(&out, size);
	dt_puts(&out, " bytes\n");
	dt_flush(&out);
	return 0;
}

static int save_dtb(struct shell *shell, const char *name)
{
	return save_write(shell, name, shell->tree->blob, shell->tree->size);
}

static void save_source_drop(void)
{
	if (save_source.stream)
		fclose(save_source.stream);
	save_source.stream = NULL;
	free(save_source.text);
	save_source.text = NULL;
}

static void save_emit(void *context, const char *text, size_t len)
{
	shell_check_interrupt(context);
	fwrite(text, 1, len, save_source.stream);
}

static int save_dts(struct shell *shell, const char *name)
{
	struct dt_text out;
	int err;

	save_source_drop();
	save_source.stream = open_memstream(&save_source.text, &save_source.size);
	if (!save_source.stream)
		return save_error(shell, name, errno, "");
	shell_try_index(shell);
	dt_text_init(&out, save_emit, shell);
	dt_print_dts(&out, dt_root(shell->tree));
	dt_flush(&out);
	if (fflush(save_source.stream) || ferror(save_source.stream))
		return save_error(shell, name, ENOMEM, "");
	err = save_write(shell, name, save_source.text, save_source.size);
	save_source_drop();
	return err;
}

static int save_blob(struct shell *shell, const void *name, const void *blob, uint32_t size)
{
	return save_write(shell, name, blob, size);
}

static int save_dtbo(struct shell *shell, const char *name)
{
	return export_overlay(shell, save_blob, name);
}

static const struct save_form save_forms[] = {
	{ ".dtb", save_dtb },
	{ ".dts", save_dts },
	{ ".dtbo", save_dtbo },
};

static int save_run(struct shell *shell, const struct shell_args *args)
{
	const char *name = args->argv[1], *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof(save_forms) / sizeof(*save_forms); i++)
		if (!strcmp(dot, save_forms[i].ending))
			return save_forms[i].save(shell, name);
	return shell_error(shell, -EDOM,
			   "%s: which form? The name must end with .dtb, .dts or .dtbo", name);
}

static const struct shell_command save_command = {
	.name = "save",
	.group = SHELL_TREES,
	.args = "FILE",
	.summary = "write the tree in use to a file of this PC",
	.detail = "FILE: overwritten if it exists. The end of its name says what is written:\n"
		  ".dtb   the tree, as a blob\n"
		  ".dts   the tree, as source for dtc\n"
		  ".dtbo  the edits, as an overlay's blob, for fdtoverlay",
	.example = "save fixed.dtb",
	.min_args = 1,
	.max_args = 1,
	.needs_tree = true,
	.run = save_run,
};
SHELL_COMMAND(save_command);
