/* send: memory, the tree in use and the log, to the other end of the line as files. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "kernel/noinit.h"
#include "shell/machine/console/console_verb.h"
#include "shell/machine/transfer/send_files.h"
#include "shell/machine/transfer/transfer_line.h"
#include "shell/machine/transfer/transfer_rate.h"
#include "shell/memory_word.h"

/* The transfer. Static, because it is too big for the stack. */
static NOINIT struct send {
	struct send_files files;
	struct shell_ymodem ymodem;
	struct transfer_rate rate;
} transfer;

static int send_data(void *context, int file, uint64_t at, uint8_t *bytes, size_t len)
{
	(void)context;
	return send_files_data(&transfer.files, file, at, bytes, len);
}

static int send_report(struct shell *shell, int err)
{
	const struct trap_info *trap = &transfer.files.trap;

	switch (err) {
	case 0:
		return 0;
	case -EFAULT:
		return shell_error(shell, err, "0x%" PRIx64 ": %s; the transfer was cancelled",
				   trap->stval, trap_cause_name(trap->cause));
	case -EINTR:
		shell_error(shell, err, "ended by Ctrl-C");
		return SHELL_INTERRUPTED;
	case -ETIMEDOUT:
		return shell_error(shell, err,
				   transfer.ymodem.heard ? "the receiver stopped"
							 : "no receiver was heard");
	case -ECANCELED:
		return shell_error(shell, err, "the receiver cancelled");
	case -EPROTO:
		return shell_error(shell, err,
				   "the receiver asks for XMODEM, which takes one file at a time");
	case -ESTALE:
		return shell_error(shell, err, "the log went on meanwhile: send it again");
	default:
		return shell_error(shell, err, "the receiver refused a block ten times");
	}
}

static void send_report_file(struct shell *shell, int number)
{
	const struct shell_ymodem_file *file = &transfer.files.file[number];

	shell_printf(shell, "%" PRIu64 " bytes  crc32 %08" PRIx32 "  %s\n", file->size,
		     transfer.files.source[number].crc, file->name);
	if (transfer.ymodem.plain)
		shell_puts(shell, "  by XMODEM: without the name, and padded to a multiple of "
				  "128 bytes\n");
}

static int send_files(struct shell *shell, const struct shell_args *args)
{
	struct shell_port *port = shell->port;
	int err = transfer_rate_begin(&transfer.rate, shell, args);

	if (err)
		return err;
	transfer_say(shell, transfer.ymodem.plain
				    ? "Receive now: rx FILE (XMODEM). Ctrl-C ends it.\n"
				    : "Receive now: rb (YMODEM). Ctrl-C ends it.\n");
	port->raw(port, true);
	err = shell_ymodem_send(&transfer.ymodem);
	port->raw(port, false);
	transfer_rate_end(&transfer.rate);
	shell_puts(shell, "\n");
	for (int i = 0; i < transfer.ymodem.done; i++)
		send_report_file(shell, i);
	if (transfer.ymodem.repeated)
		shell_printf(shell, "%u blocks were sent again\n", transfer.ymodem.repeated);
	return send_report(shell, err);
}

/* Whether the line takes bytes as they are. 0, or -errno reported. */
static int send_check_line(struct shell *shell, const struct shell_args *args)
{
	const struct console *console = transfer_console();

	if (!console->lf_only || shell_option(args, 'f'))
		return 0;
	return shell_error(shell, -ENOTSUP,
			   "%s: firmware puts a CR before each LF, which damages files; 'console "
			   "use' chooses another console, 'export dtb' prints a tree as text, -f "
			   "sends nevertheless",
			   console->name);
}

static int send_run(struct shell *shell, const struct shell_args *args)
{
	struct shell_ymodem *ymodem = &transfer.ymodem;
	int err = send_check_line(shell, args);

	memset(&transfer, 0, sizeof(transfer));
	transfer.files.shell = shell;
	for (int i = 1; i < args->argc && !err; i++)
		err = send_files_add(&transfer.files, args->argv[i]);
	if (!err)
		err = console_seconds(shell, args, &ymodem->patience, TRANSFER_SECONDS);
	if (err)
		return err;
	ymodem->read = transfer_read;
	ymodem->write = transfer_write;
	ymodem->data = send_data;
	ymodem->context = shell;
	ymodem->file = transfer.files.file;
	ymodem->files = transfer.files.count;
	ymodem->plain = shell_option(args, 'x') != NULL;
	if (ymodem->plain && ymodem->files > 1)
		return shell_error(shell, -EDOM, "XMODEM takes one file at a time");
	return send_files(shell, args);
}

static void send_complete(struct shell *shell, struct shell_completions *completions)
{
	shell_offer(completions, "tree", false);
	shell_offer(completions, "log", false);
	shell_complete_loaded(shell, completions);
}

static const struct shell_option send_options[] = {
	{ .letter = 'f', .summary = "send on a console that adds bytes, too" },
	{ .letter = 't', .value = "N", .summary = TRANSFER_PATIENCE },
	TRANSFER_RATE_OPTIONS,
	{ .letter = 'x', .summary = "by XMODEM: one file, without a name, padded" },
	{ 0 },
};

static const struct shell_command send_command = {
	.name = "send",
	.group = SHELL_TREES,
	.args = "tree|log|NAME|ADDRESS,SIZE...",
	.summary = "send files to the other side: YMODEM, XMODEM",
	.detail = "Then start rb (package lrzsz) on the other side, from the terminal program.\n"
		  "tree   the tree in use, with its edits, as a .dtb\n"
		  "log    what 'log' shows\n"
		  "NAME   a file that 'load' received\n"
		  "ADDRESS,SIZE  memory. What cannot be read cancels the transfer.\n"
		  "crc32 is that of the usual tools.\n" TRANSFER_RATE_HELP,
	.example = "send tree log",
	.options = send_options,
	.min_args = 1,
	.max_args = SEND_FILES_MAX,
	.needs_machine = true,
	.run = send_run,
	.complete = send_complete,
};
SHELL_COMMAND(send_command);
