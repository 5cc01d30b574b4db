/* load: files into memory, through the line that the shell is used on. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "fdt/core/sum.h"
#include "fdt/where/memory.h"
#include "kernel/guard.h"
#include "kernel/trap/trap.h"
#include "shell/machine/load_place.h"
#include "shell/transfer/xmodem.h"

enum {
	LOAD_FILES_MAX = 16,
	LOAD_NAME_MAX = 40,   /* bytes with the NUL; longer ones are cut */
	LOAD_PATIENCE_S = 60, /* for the sender to be started */
	LOAD_PATIENCE_MAX = 3600,
	LOAD_ALIGNMENT = 8, /* bytes; trees need it */
};

struct load_file {
	char name[LOAD_NAME_MAX];
	uint64_t base, size; /* bytes that came */
	uint64_t announced;  /* bytes, or UINT64_MAX */
	uint32_t crc;
};

/* The transfer. Static, because it is too big for the stack. */
static struct load {
	struct shell *shell;
	struct shell_xmodem xmodem;
	struct load_file file[LOAD_FILES_MAX];
	int files;
	uint64_t next; /* where the next file goes, before it is aligned */
	bool force;
	/* What ended it, reported when the line is free again. */
	uint64_t refused; /* -EBUSY, -EFAULT: this address */
	struct load_owner owner;
	struct trap_info trap;
} load;

/* --- memory ----------------------------------------------------------------------------------- */

static int load_sum(void *arg)
{
	struct load_file *file = arg;

	file->crc = dt_crc32(0, (const void *)(uintptr_t)file->base, file->size);
	return 0;
}

static int load_check(uint64_t base, uint64_t size)
{
	load.refused = base;
	return load.force || load_place(load.shell, base, size, &load.owner) ? 0 : -EBUSY;
}

/* --- receiving -------------------------------------------------------------------------------- */

static int load_read(void *context, unsigned ms)
{
	struct shell_port *port = load.shell->port;
	int byte = port->read_within(port, ms);

	(void)context;
	return byte == SHELL_LOST ? 0 : byte; /* any byte: the block's CRC shows the loss */
}

static void load_write(void *context, const char *bytes, size_t len)
{
	(void)context;
	load.shell->port->write(load.shell->port, bytes, len);
}

static int load_begin(void *context, const char *name, uint64_t size)
{
	uint64_t base = (load.next + LOAD_ALIGNMENT - 1) & ~(uint64_t)(LOAD_ALIGNMENT - 1);
	const char *slash = strrchr(name, '/');
	struct load_file *file = &load.file[load.files];

	(void)context;
	if (load.files == LOAD_FILES_MAX)
		return -ENOSPC;
	*file = (struct load_file){ .base = load.files ? base : load.next, .announced = size };
	strncpy(file->name, slash ? slash + 1 : name, LOAD_NAME_MAX - 1);
	load.files++;
	load.next = file->base;
	return size && size != UINT64_MAX ? load_check(file->base, size) : 0;
}

static int load_data(void *context, const uint8_t *bytes, size_t len)
{
	struct load_file *file = &load.file[load.files - 1];
	int err = load_check(load.next, len);

	(void)context;
	if (!err)
		err = guard_copy(load.next, bytes, len, &load.trap);
	if (err)
		return err;
	file->size += len;
	load.next += len;
	return 0;
}

/* --- the report ------------------------------------------------------------------------------- */

static int load_report_busy(struct shell *shell)
{
	const struct dt_range *range = &load.owner.range;

	if (!range->size)
		return shell_error(shell, -EBUSY,
				   "0x%" PRIx64 ": there is no RAM; -f loads there anyway",
				   load.refused);
	return shell_error(
		shell, -EBUSY,
		"0x%" PRIx64 ": %s is there, 0x%" PRIx64 " to 0x%" PRIx64 "; -f overwrites it",
		load.refused, load.owner.name, range->base, range->base + (range->size - 1));
}

static int load_report(struct shell *shell, int err)
{
	switch (err) {
	case 0:
		return 0;
	case -EBUSY:
		return load_report_busy(shell);
	case -EFAULT:
		return shell_error(shell, err, "0x%" PRIx64 ": %s", load.trap.stval,
				   trap_cause_name(load.trap.cause));
	case -EINTR:
		shell_error(shell, err, "ended by Ctrl-C");
		return SHELL_INTERRUPTED;
	case -ENOSPC:
		return shell_error(shell, err, "more than %d files", LOAD_FILES_MAX);
	case -ETIMEDOUT:
		return shell_error(shell, err,
				   load.files ? "the sender stopped" : "no sender was heard");
	case -ECANCELED:
		return shell_error(shell, err, "the sender cancelled");
	case -EILSEQ:
		return shell_error(shell, err, "a block came out of order");
	default:
		return shell_error(shell, err,
				   "the line is too noisy: ten blocks in a row were damaged");
	}
}

/* If the file is a tree: what to do next with it. */
static void load_report_tree(struct shell *shell, const struct load_file *file)
{
	static struct dt_tree tree;
	const char *why;

	if (file->size < 4 || dt_be32((const void *)(uintptr_t)file->base) != 0xd00dfeed)
		return;
	if (dt_open(&tree, (const void *)(uintptr_t)file->base, file->size, &why))
		shell_printf(shell, "  not a complete device tree: %s\n", why);
	else
		shell_printf(shell, "  device tree, %u nodes; next: dt open 0x%" PRIx64 "\n",
			     (unsigned)tree.nodes, file->base);
}

static void load_report_file(struct shell *shell, struct load_file *file)
{
	struct dt_text out;

	trap_try(load_sum, file, NULL);
	shell_printf(shell, "0x%" PRIx64 "  %" PRIu64, file->base, file->size);
	if (file->announced != UINT64_MAX && file->size != file->announced)
		shell_printf(shell, " of %" PRIu64, file->announced);
	shell_printf(shell, " bytes  crc32 %08" PRIx32 "  ", file->crc);
	shell_text(shell, &out);
	dt_put_escaped(&out, file->name, strlen(file->name));
	dt_puts(&out, file->name[0] ? "\n" : "-\n");
	dt_flush(&out);
	load_report_tree(shell, file);
}

static int load_receive(struct shell *shell)
{
	struct shell_port *port = shell->port;
	int err;

	shell_puts(shell, "Send now: sb FILE... (YMODEM), or sx FILE (XMODEM). Ctrl-C ends it.\n");
	port->raw(port, true);
	err = shell_xmodem_receive(&load.xmodem);
	port->raw(port, false);
	shell_puts(shell, "\n");
	for (int i = 0; i < load.files; i++)
		load_report_file(shell, &load.file[i]);
	if (load.xmodem.repeated)
		shell_printf(shell, "%u requests to send a block again\n", load.xmodem.repeated);
	return load_report(shell, err);
}

static int load_run(struct shell *shell, const struct shell_args *args)
{
	const char *seconds = shell_option(args, 't');
	uint64_t patience = LOAD_PATIENCE_S;

	memset(&load, 0, sizeof(load));
	load.shell = shell;
	load.force = shell_option(args, 'f') != NULL;
	if (shell_number(shell, args->argv[1], &load.next) ||
	    (seconds && shell_number(shell, seconds, &patience)))
		return -EINVAL;
	if (!patience || patience > LOAD_PATIENCE_MAX)
		return shell_error(shell, -EDOM, "-t %s: the time must be 1 to %d seconds", seconds,
				   LOAD_PATIENCE_MAX);
	load.xmodem.patience = (unsigned)patience;
	load.xmodem.read = load_read;
	load.xmodem.write = load_write;
	load.xmodem.begin = load_begin;
	load.xmodem.data = load_data;
	if (load_check(load.next, 1))
		return load_report_busy(shell);
	return load_receive(shell);
}

static const struct shell_option load_options[] = {
	{ .letter = 'f', .summary = "load over memory in use, and where no RAM is known" },
	{ .letter = 't', .value = "N", .summary = "wait N seconds for the sender (60)" },
	{ 0 },
};

static const struct shell_command load_command = {
	.name = "load",
	.args = "ADDRESS",
	.summary = "receive files into memory: YMODEM, XMODEM-1K, XMODEM",
	.detail = "Then start sb or sx (package lrzsz) on the other side, from the terminal\n"
		  "program. Files of a batch follow each other, each at a multiple of 8.\n"
		  "crc32 is that of the usual tools.",
	.example = "load 0x88000000",
	.options = load_options,
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.run = load_run,
};
SHELL_COMMAND(load_command);
