/* paste: a tree from lines that are pasted into the terminal. Source: fdt/export/lines.h. */
#include <errno.h>
#include <string.h>
#include "fdt/export/gather.h"
#include "fdt/core/space.h"
#include "kernel/ascii.h"
#include "shell/shell.h"

enum {
	PASTE_LINE_MAX = 160,    /* characters; longer lines are noise */
	PASTE_SILENCE_MS = 1000, /* then all that was pasted has arrived */
	PASTE_COLUMNS = 72,
	PASTE_ROWS = 8, /* of missing lines that are listed at once */
	ESC = 0x1b,
};

/* What follows from a line, or from silence. */
enum paste_event { PASTE_GO_ON, PASTE_DONE, PASTE_LEFT };

static struct paste {
	struct shell *shell;
	struct dt_gather gather; /* static, because Ctrl-C can end the command anywhere */
	uint32_t noise;          /* lines of another form */
	bool asked;              /* since the last line came, what is missing was listed */
	bool ended;              /* the line that came last ends the tree */
	bool full;               /* there is no memory for more lines */
	char line[PASTE_LINE_MAX];
	size_t len;
	char escape; /* the last byte of a terminal's sequence that is not complete, or 0 */
} paste;

/* --- what is missing -------------------------------------------------------------------------- */

/* Puts "3" or "17-20"; returns the column after it. */
static int paste_put_range(struct dt_text *out, int column, uint32_t from, uint32_t to)
{
	size_t before = out->used;

	dt_putc(out, ' ');
	dt_put_dec(out, from);
	if (to > from) {
		dt_putc(out, '-');
		dt_put_dec(out, to);
	}
	column += (int)(out->used - before);
	dt_flush(out);
	return column;
}

static void paste_put_missing(struct dt_text *out)
{
	uint32_t from = 1, to, more = 0;
	int column = 0, rows = 0;

	for (; dt_gather_missing(&paste.gather, &from, &to); from = to + 1) {
		if (rows == PASTE_ROWS) {
			more += to - from + 1;
			continue;
		}
		if (!column)
			dt_puts(out, "missing:");
		column = paste_put_range(out, column ? column : 8, from, to);
		if (column < PASTE_COLUMNS - 14)
			continue;
		dt_putc(out, '\n');
		column = 0;
		rows++;
	}
	if (column)
		dt_putc(out, '\n');
	if (!more)
		return;
	dt_puts(out, "missing: and ");
	dt_put_dec(out, more);
	dt_puts(out, " more lines\n");
}

static void paste_ask(void)
{
	struct dt_text out;

	paste.asked = true;
	paste.ended = false;
	shell_text(paste.shell, &out);
	if (!paste.gather.framed)
		dt_puts(&out, "missing: the first line or the last, which begin with '='\n");
	paste_put_missing(&out);
	dt_flush(&out);
}

/* --- what comes ------------------------------------------------------------------------------- */

static enum paste_event paste_line(void)
{
	struct dt_line line;
	enum dt_line_kind kind = dt_line_read(&line, paste.line, paste.len);
	int err = dt_gather_take(&paste.gather, kind, &line);

	if (paste.len == 1 && paste.line[0] == '.')
		return dt_gather_whole(&paste.gather) ? PASTE_DONE : PASTE_LEFT;
	paste.full = err == -ENOMEM;
	if (paste.full)
		return PASTE_LEFT;
	paste.noise += err && paste.len;
	if (err)
		return PASTE_GO_ON;
	paste.asked = false;
	paste.ended = kind == DT_LINE_FRAME && line.end;
	if (!paste.ended)
		return PASTE_GO_ON;
	if (dt_gather_whole(&paste.gather))
		return PASTE_DONE;
	paste_ask();
	return PASTE_GO_ON;
}

/* Removes a terminal's control sequences (ECMA-48, 5.4), such as the marks around a paste. True:
 * @byte belongs to one. */
static bool paste_escape(int byte)
{
	bool inside = paste.escape;

	if (byte == ESC)
		paste.escape = ESC;
	else if (paste.escape == ESC)
		paste.escape = byte == '[' ? '[' : 0;
	else if (paste.escape && byte >= '@' && byte <= '~')
		paste.escape = 0;
	return inside || byte == ESC;
}

static enum paste_event paste_byte(int byte)
{
	enum paste_event event;

	if (byte == '\r' || byte == '\n') {
		event = paste_line();
		paste.len = 0;
		paste.escape = 0;
		return event;
	}
	if (!paste_escape(byte) && paste.len < PASTE_LINE_MAX)
		paste.line[paste.len++] = byte == SHELL_LOST ? '?' : (char)byte;
	return PASTE_GO_ON;
}

/* All that was pasted has arrived, perhaps without the last line's end. */
static enum paste_event paste_silence(void)
{
	enum paste_event event = paste.len > 1 ? paste_byte('\n') : PASTE_GO_ON;

	if (event != PASTE_GO_ON || paste.asked)
		return event;
	if (dt_gather_whole(&paste.gather))
		return PASTE_DONE;
	paste_ask();
	return PASTE_GO_ON;
}

static enum paste_event paste_read(struct shell *shell)
{
	int byte = shell->port->read_within(shell->port, PASTE_SILENCE_MS);

	if (byte == CTRL_C)
		shell_interrupt(shell);
	shell_check_interrupt(shell); /* its byte may be after lines, which are then dropped */
	if (byte == -ETIMEDOUT)
		return paste_silence();
	if (byte >= 0)
		return paste_byte(byte);
	paste_byte('\n');
	return dt_gather_whole(&paste.gather) ? PASTE_DONE : PASTE_LEFT;
}

/* --- the result ------------------------------------------------------------------------------- */

static int paste_refuse(struct shell *shell)
{
	if (paste.full)
		return shell_error(shell, -ENOMEM, "no memory for so many lines");
	paste_ask();
	return shell_error(shell, -EIO, "stopped before all lines came");
}

static int paste_add(struct shell *shell, const char *name)
{
	uint32_t size = paste.gather.size, lines = paste.gather.lines;
	void *blob;
	int number = -ENOSPC;

	if (!dt_gather_sound(&paste.gather))
		return shell_error(shell, -EIO,
				   "all lines came, but they are not of the same tree");
	blob = dt_gather_blob(&paste.gather);
	if (shell->trees)
		number = dt_trees_add_own(shell->trees, name, blob, size, -1);
	if (number < 0)
		dt_free(blob);
	if (number == -EINVAL)
		return shell_error(shell, -EIO, "not a device tree: %s", shell->trees->why);
	if (number < 0)
		return shell_error(shell, number,
				   "too many trees are open; 'dt close N' closes one");
	shell_printf(shell,
		     "%u lines, %u others ignored\ntree %d: %u bytes, %u nodes; next: dt use %d\n",
		     (unsigned)lines, (unsigned)paste.noise, number, (unsigned)size,
		     (unsigned)dt_trees_slot(shell->trees, number)->tree.nodes, number);
	return 0;
}

static int paste_run(struct shell *shell, const struct shell_args *args)
{
	enum paste_event event = PASTE_GO_ON;

	if (strcmp(args->argv[1], "dtb"))
		return shell_error(shell, -EDOM, "%s: write 'dtb': nothing else can be pasted",
				   args->argv[1]);
	dt_gather_drop(&paste.gather);
	memset(&paste, 0, sizeof(paste));
	paste.shell = shell;
	paste.asked = true; /* no line has come, so nothing is missing */
	if (shell->port->interactive)
		shell_puts(shell,
			   "Paste the lines now. A line with '.' alone, or Ctrl-C, ends it.\n");
	while (event == PASTE_GO_ON)
		event = paste_read(shell);
	if (event == PASTE_LEFT)
		return paste_refuse(shell);
	return paste_add(shell, args->argc > 2 ? args->argv[2] : "pasted");
}

static void paste_complete(struct shell *shell, struct shell_completions *completions)
{
	(void)shell;
	if (completions->operand == 0)
		shell_offer(completions, "dtb", false);
}

static const struct shell_command paste_command = {
	.name = "paste",
	.group = SHELL_TREES,
	.args = "dtb [NAME]",
	.summary = "receive a tree as lines that are pasted into the terminal",
	.detail =
		"The lines are those of 'export dtb' or tools/dtlines. Lines that are missing or\n"
		"damaged are listed: paste only those again, in any order. NAME: what 'dt list'\n"
		"calls the tree.",
	.example = "paste dtb board",
	.min_args = 1,
	.max_args = 2,
	.run = paste_run,
	.complete = paste_complete,
};
SHELL_COMMAND(paste_command);
