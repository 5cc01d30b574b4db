/* load: files into memory, through the line that the shell is used on. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "kernel/noinit.h"
#include "shell/machine/console/console_verb.h"
#include "shell/machine/transfer/load_files.h"
#include "shell/machine/transfer/transfer_line.h"
#include "shell/machine/transfer/transfer_rate.h"
#include "shell/memory_word.h"
#include "shell/transfer/xmodem.h"

/* The transfer. Static, because it is too big for the stack. */
static NOINIT struct load {
	struct load_files files;
	struct shell_xmodem xmodem;
	struct transfer_rate rate;
} load;

static int load_begin(void *context, const char *name, uint64_t size)
{
	(void)context;
	return load_files_begin(&load.files, name, size);
}

static int load_data(void *context, const uint8_t *bytes, size_t len)
{
	(void)context;
	return load_files_data(&load.files, bytes, len);
}

/* --- the report ------------------------------------------------------------------------------- */

/* There is no room for the file that would be the next one. */
static int load_report_room(struct shell *shell, int err)
{
	const uint64_t size = load.files.file[load.files.count].announced;

	if (err == -E2BIG)
		return shell_error(shell, err,
				   "too many ranges are reserved to know which RAM is "
				   "unused; give an address");
	if (err == -ENODATA)
		return shell_error(shell, err, "nothing says where RAM is; give an address and -f");
	if (size && size != UINT64_MAX)
		return shell_error(shell, err,
				   "%" PRIu64 " bytes: no unused RAM is so large; 'mem' lists what "
				   "is in use",
				   size);
	return shell_error(shell, err, "there is no more unused RAM; 'mem' lists what is in use");
}

static int load_report(struct shell *shell, int err)
{
	const struct load_files *files = &load.files;

	switch (err) {
	case 0:
		return 0;
	case -EBUSY:
		return shell_place_refuse(shell, &files->place, "-f loads there anyway");
	case -EFAULT:
		return shell_error(shell, err, "0x%" PRIx64 ": %s", files->trap.stval,
				   trap_cause_name(files->trap.cause));
	case -EINTR:
		shell_error(shell, err, "ended by Ctrl-C");
		return SHELL_INTERRUPTED;
	case -EMFILE:
		return shell_error(shell, err, "more than %d files", LOAD_FILES_MAX);
	case -ENOSPC:
	case -ENODATA:
	case -E2BIG:
		return load_report_room(shell, err);
	case -ETIMEDOUT:
		return shell_error(shell, err,
				   load.xmodem.heard ? "the sender stopped"
						     : "no sender was heard");
	case -ECANCELED:
		return shell_error(shell, err, "the sender cancelled");
	case -EILSEQ:
		return shell_error(shell, err, "a block came out of order");
	default:
		return shell_error(shell, err,
				   "the line is too noisy: ten blocks in a row were damaged");
	}
}

static void load_put_escaped(struct shell *shell, const char *name)
{
	struct dt_text out;

	shell_text(shell, &out);
	dt_put_escaped(&out, name, strlen(name));
	dt_flush(&out);
}

/* If the file is a tree: what to do next with it. */
static void load_report_tree(struct shell *shell, const struct load_file *file)
{
	static struct dt_tree tree;
	const char *why;

	if (file->size < 4 || dt_be32((const void *)(uintptr_t)file->base) != 0xd00dfeed)
		return;
	if (dt_open(&tree, (const void *)(uintptr_t)file->base, file->size, &why)) {
		shell_printf(shell, "  not a complete device tree: %s\n", why);
		return;
	}
	shell_printf(shell, "  device tree, %u nodes; next: dt open ", (unsigned)tree.nodes);
	if (load.files.placed)
		load_put_escaped(shell, file->name);
	else
		shell_printf(shell, "0x%" PRIx64, file->base);
	shell_puts(shell, "\n");
}

/* What it is called, and what the sender called it. */
static void load_report_name(struct shell *shell, const struct load_file *file)
{
	load_put_escaped(shell, file->name[0] ? file->name : "-");
	if (file->sent[0] && strcmp(file->name, file->sent) != 0) {
		shell_puts(shell, " (");
		load_put_escaped(shell, file->sent);
		shell_puts(shell, ")");
	}
	shell_puts(shell, "\n");
}

static void load_report_file(struct shell *shell, const struct load_file *file)
{
	shell_printf(shell, "0x%" PRIx64 "  %" PRIu64, file->base, file->size);
	if (file->announced != UINT64_MAX && file->size != file->announced)
		shell_printf(shell, " of %" PRIu64, file->announced);
	shell_printf(shell, " bytes  crc32 %08" PRIx32 "  ", file->crc);
	load_report_name(shell, file);
	if (file->replaced)
		shell_printf(shell, "  replaces the one at 0x%" PRIx64 ", which is forgotten\n",
			     file->replaced);
	if (!file->whole && load.files.placed)
		shell_puts(shell, "  not whole: forgotten\n");
	if (file->crowded)
		shell_printf(shell, "  not in mem: there is room for %d files\n",
			     OWNERS_MAX - OWNER_LOADED);
	load_report_tree(shell, file);
}

/* --- receiving -------------------------------------------------------------------------------- */

/* What one sender sends. */
static int load_session(struct shell *shell, const struct shell_args *args)
{
	struct shell_port *port = shell->port;
	struct load_files *files = &load.files;
	int first = files->count, err = transfer_rate_begin(&load.rate, shell, args);

	if (err)
		return err;
	transfer_say(shell,
		     "Send now: sb FILE... (YMODEM), or sx FILE (XMODEM). Ctrl-C ends it.\n");
	port->raw(port, true);
	err = shell_xmodem_receive(&load.xmodem);
	port->raw(port, false);
	transfer_rate_end(&load.rate);
	load_files_finish(files, err);
	shell_puts(shell, "\n");
	for (int i = first; i < files->count; i++)
		load_report_file(shell, &files->file[i]);
	if (load.xmodem.repeated)
		shell_printf(shell, "%u requests to send a block again\n", load.xmodem.repeated);
	return load_report(shell, err);
}

/* Whoever sends file by file is asked for all that have names. */
static int load_receive(struct shell *shell, const struct shell_args *args, unsigned patience)
{
	const struct load_files *files = &load.files;
	int err;

	do {
		load.xmodem = (struct shell_xmodem){
			.read = transfer_read,
			.write = transfer_write,
			.begin = load_begin,
			.data = load_data,
			.context = shell,
			.patience = patience,
		};
		if (files->count)
			shell_printf(shell, "Next: %s. ", files->name[files->count]);
		err = load_session(shell, args);
	} while (!err && files->count < files->names);
	return err;
}

/* The words after the address: 0; -errno reported, where one cannot be a name. */
static int load_names(struct shell *shell)
{
	uint64_t number;

	for (int i = 0; i < load.files.names; i++) {
		const char *name = load.files.name[i];

		if (shell_is_number(name, &number))
			return shell_error(shell, -EDOM,
					   "%s: a number cannot be a name; an address comes first",
					   name);
		if (!*name || strlen(name) >= OWNER_NAME_MAX)
			return shell_error(shell, -EDOM, "%s: a name has 1 to %d characters", name,
					   OWNER_NAME_MAX - 1);
	}
	return 0;
}

/* The operand that may be the address: a number, or an expression that cannot be a name. */
static int load_address(struct shell *shell, const char *word)
{
	struct load_files *files = &load.files;
	uint64_t number;

	files->placed = !word || !*word ||
			(!strchr("$(&/", *word) && !shell_is_number(word, &number));
	return files->placed ? 0 : shell_memory_address(shell, word, &files->next);
}

static int load_run(struct shell *shell, const struct shell_args *args)
{
	struct load_files *files = &load.files;
	unsigned patience;
	int err = console_seconds(shell, args, &patience, TRANSFER_SECONDS);

	if (err)
		return err;
	memset(&load, 0, sizeof(load));
	files->shell = shell;
	files->force = shell_option(args, 'f') != NULL;
	err = load_address(shell, args->argv[1]);
	if (err)
		return err;
	files->name = &args->argv[files->placed ? 1 : 2];
	files->names = args->argc - (files->placed ? 1 : 2);
	err = load_names(shell);
	if (err)
		return err;
	if (files->placed && files->force)
		return shell_error(shell, -EDOM, "-f needs an address");
	err = load_files_check(files);
	return err ? load_report(shell, err) : load_receive(shell, args, patience);
}

static const struct shell_option load_options[] = {
	{ .letter = 'f', .summary = "load over memory in use, and where no RAM is known" },
	{ .letter = 't', .value = "N", .summary = TRANSFER_PATIENCE },
	TRANSFER_RATE_OPTIONS,
	{ 0 },
};

static const struct shell_command load_command = {
	.name = "load",
	.group = SHELL_TREES,
	.args = "[ADDRESS] [NAME...]",
	.summary = "receive files into memory: YMODEM, XMODEM-1K, XMODEM",
	.detail =
		"Then start sb or sx (package lrzsz) on the other side, from the terminal\n"
		"program. Each file is put where RAM is unused, at a multiple of 2 MiB; or, from\n"
		"ADDRESS on, after each other, at multiples of 8. NAMEs are what the files are\n"
		"called, in the order in which they come; without, they keep their own. Other\n"
		"commands know them by these. A file replaces an earlier one of its name or\n"
		"place. crc32 is that of the usual tools. 'mem' lists what was loaded.",
	.example = "load kernel initrd",
	.options = load_options,
	.max_args = 1 + LOAD_FILES_MAX,
	.needs_machine = true,
	.run = load_run,
	.complete = shell_complete_loaded,
};
SHELL_COMMAND(load_command);
