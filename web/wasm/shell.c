#include "web/wasm/shell.h"
/*
 * The host shell in a page: opens a tree, takes keys, answers commands that the page asks.
 *
 * What it prints leaves through standard output and standard error, as on a PC; the page catches
 * both, and gives it files (web/src/wasi.ts). A page cannot wait, so the loop is fed.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "drivers/console/console_select.h"
#include "host/greet.h"
#include "host/options.h"
#include "host/port.h"
#include "kernel/ascii.h"
#include "shell/loop.h"

struct page_port {
	struct shell_port port;
	const unsigned char *keys; /* those of this call that are not read yet */
	size_t left;
	bool interrupt; /* Ctrl-C is among them */
};

static struct dt_tree page_tree;
static struct dt_trees page_trees;
static struct shell page_shell = { .trees = &page_trees, .tree = &page_trees.slot[0].tree };

static struct page_port *page_of(struct shell_port *port)
{
	return (struct page_port *)port;
}

/* Inside a command only `more` reads, and no key can come meanwhile: the page scrolls, so it goes
 * on. */
static int page_read(struct shell_port *port)
{
	struct page_port *page = page_of(port);

	if (page->left == 0)
		return ' ';
	page->left--;
	return *page->keys++;
}

/* What is pasted after a command is here; more cannot come while it runs. */
static int page_read_within(struct shell_port *port, unsigned ms)
{
	(void)ms;
	return page_of(port)->left ? page_read(port) : -EPIPE;
}

static bool page_pending(struct shell_port *port)
{
	return page_of(port)->left > 0;
}

static bool page_interrupted(struct shell_port *port)
{
	return page_of(port)->interrupt;
}

static void page_clear(struct shell_port *port)
{
	struct page_port *page = page_of(port);

	page->interrupt = page->left && memchr(page->keys, CTRL_C, page->left);
}

/* To the terminal, even while `>` sends the output to a file. */
static void page_error(struct shell_port *port, const char *text, size_t len)
{
	(void)port;
	fwrite(text, 1, len, stdout);
}

static struct page_port page_port = {
	.port = {
		.write = host_port_write,
		.error = page_error,
		.read = page_read,
		.read_within = page_read_within,
		.pending = page_pending,
		.interrupted = page_interrupted,
		.clear = page_clear,
		.contain = host_port_contain,
		.open = host_port_open,
		.close = host_port_close,
		.words = host_port_words,
		.open_tree = host_port_open_tree,
		.columns = SHELL_COLUMNS,
		.interactive = true,
	},
};

void *page_room(size_t size)
{
	return malloc(size);
}

void page_free(void *room)
{
	free(room);
}

int page_open(const char *name, void *blob, size_t size)
{
	const struct host_blob tree = { .data = blob, .size = size };
	int err = host_open_blob(name, &tree, &page_tree);

	if (err)
		return err;
	dt_trees_init(&page_trees, &page_tree);
	console_select(&page_tree, &console_choice);
	console_add_unprobed(&console_choice);
	page_shell.port = &page_port.port;
	return 0;
}

void page_begin(void)
{
	printf("%u nodes. Type 'help'; Tab completes names.\n", (unsigned)page_tree.nodes);
	shell_loop_begin(&page_shell);
	fflush(stdout);
}

void page_columns(unsigned columns)
{
	page_port.port.columns = (uint16_t)columns;
}

/* `exit` leaves a program; a page stays. */
static void page_stay(struct shell *shell)
{
	shell->leave = false;
	puts("the page stays; close its tab, or open another tree");
	shell_loop_begin(shell);
}

void page_keys(const unsigned char *keys, size_t count)
{
	struct shell *shell = &page_shell;

	page_port.keys = keys;
	page_port.left = count;
	page_clear(&page_port.port);
	while (page_port.left) {
		shell_loop_feed(shell, page_read(&page_port.port));
		if (shell->leave)
			page_stay(shell);
	}
	fflush(stdout);
}

int page_ask(const char *line, unsigned columns)
{
	static char cwd[DT_PATH_MAX];
	static struct host_script script;
	struct shell *shell = &page_shell;
	int status, before = shell->status;
	bool midline = shell->midline;

	host_script_init(&script, NULL, "");
	script.port.columns = (uint16_t)columns;
	strcpy(cwd, shell->cwd);
	shell->port = &script.port;
	shell->cwd[0] = '\0';
	shell->midline = false;
	status = shell_run(shell, line);
	fflush(stdout);
	strcpy(shell->cwd, cwd);
	shell->port = &page_port.port;
	shell->midline = midline;
	shell->status = before;
	shell->leave = false;
	return status;
}

const void *page_blob(void)
{
	return page_shell.tree->blob;
}

size_t page_blob_size(void)
{
	return page_shell.tree->size;
}
