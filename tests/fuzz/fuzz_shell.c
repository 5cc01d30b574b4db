/*
 * libFuzzer: lines typed into a shell over a few trees in memory. Every byte that it prints must be
 * printable, \n or \t, and what it knows of its trees must be what a fresh look at them finds. An
 * input begins with four letters, '0' and up, which stand for 0 and up:
 *
 *	the tree handed over; 1: a person types, + 2: on a screen of 40 columns, + 4: Ctrl-C ends
 *	the command by force; the question for Ctrl-C (or, by force, the call of dt_alloc and the
 *	like) that is answered yes; the allocation that fails, with all later ones. 0: none.
 */
#include <errno.h>
#include <sanitizer/lsan_interface.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include "drivers/console/console_select.h"
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "fdt/edit/draft.h"
#include "fdt/edit/edit.h"
#include "kernel/ascii.h"
#include "shell/core.h"
#include "tests/fuzz/trees.h"
#include "tests/fuzz/words.h"
#include "tests/unit/fake/fake_space.h"

enum { FUZZ_HEAD = 4, FUZZ_INPUT_MAX = 512, FUZZ_PERSON = 1, FUZZ_NARROW = 2, FUZZ_FORCE = 4 };

#define FUZZ_CLEAR "\033[H\033[J" /* what `clear` sends */

/* The port, and Ctrl-C. */
static struct fuzz_port {
	struct shell_port port;
	const uint8_t *typed;
	size_t left;
	unsigned questions; /* until Ctrl-C comes; 0: it does not */
	bool interrupt, due;
	jmp_buf *landing; /* of a contained run that may be ended by force */
} fuzz;

static void fuzz_expect(bool good)
{
	if (!good)
		abort();
}

static void fuzz_write(struct shell_port *port, const char *text, size_t len)
{
	/* The line editor sends these, too. */
	const char *more = port->interactive ? "\n\t\r\b\a\033" : "\n\t";

	fuzz_expect(len > 0);
	if (len == sizeof(FUZZ_CLEAR) - 1 && memcmp(text, FUZZ_CLEAR, len) == 0)
		return;
	for (size_t i = 0; i < len; i++)
		fuzz_expect((text[i] >= ' ' && text[i] < 0x7f) ||
			    (text[i] && strchr(more, text[i])) ||
			    (port->interactive && (unsigned char)text[i] >= 0x7f));
}

static int fuzz_read(struct shell_port *port)
{
	(void)port;
	if (fuzz.due) {
		fuzz.due = false;
		return CTRL_C;
	}
	if (!fuzz.left)
		return -EPIPE;
	fuzz.left--;
	return *fuzz.typed++;
}

static int fuzz_read_within(struct shell_port *port, unsigned ms)
{
	(void)ms;
	return fuzz_read(port);
}

static bool fuzz_pending(struct shell_port *port)
{
	(void)port;
	return fuzz.due || fuzz.left;
}

/* Ctrl-C was pressed, if this is the moment. */
static bool fuzz_pressed(void)
{
	if (fuzz.questions && --fuzz.questions == 0)
		fuzz.interrupt = fuzz.due = true;
	return fuzz.interrupt;
}

static bool fuzz_interrupted(struct shell_port *port)
{
	(void)port;
	return fake_space.moment ? fuzz.interrupt : fuzz_pressed();
}

static void fuzz_clear(struct shell_port *port)
{
	(void)port;
	fuzz.interrupt = false;
}

static void fuzz_moment(void)
{
	if (fuzz.landing && !fuzz.interrupt && fuzz_pressed())
		longjmp(*fuzz.landing, 1);
}

static int fuzz_contain(struct shell_port *port, int (*run)(void *), void *arg)
{
	jmp_buf here;
	volatile int result = -EINTR;

	(void)port;
	fuzz.landing = &here;
	if (setjmp(here) == 0)
		result = run(arg);
	fuzz.landing = NULL;
	return result;
}

/* Files: one whose name begins with '-' cannot be opened. */
static int fuzz_open(struct shell_port *port, const char *name, bool append)
{
	(void)port;
	(void)append;
	return *name == '-' ? -EACCES : 0;
}

static int fuzz_close(struct shell_port *port)
{
	(void)port;
	return 0;
}

static const char *fuzz_words(int err)
{
	(void)err;
	return "words";
}

static int fuzz_open_tree(struct shell_port *port, struct dt_trees *trees, const char *word,
			  const char *name)
{
	const struct dt_tree *tree = fuzz_tree((unsigned char)*word);

	(void)port;
	return dt_trees_add(trees, name, tree->blob, tree->size);
}

static void fuzz_known(const struct dt_tree *known)
{
	struct dt_tree fresh;
	const char *why;

	fuzz_expect(dt_open(&fresh, known->blob, known->size, &why) == 0);
	fuzz_expect(known->structs == fresh.structs && known->strings == fresh.strings &&
		    known->reserve == fresh.reserve && known->nodes == fresh.nodes);
	if (!known->index)
		return;
	fake_space.fail_at = 0;
	fuzz_expect(dt_index_build(&fresh, NULL) == 0);
	fuzz_expect(known->index->nodes == fresh.index->nodes);
	for (int32_t i = 0; i < fresh.index->nodes; i++)
		fuzz_expect(known->index->node[i].offset == fresh.index->node[i].offset);
	dt_index_drop(&fresh);
}

static unsigned fuzz_letter(uint8_t letter)
{
	return (uint8_t)(letter - '0');
}

static void fuzz_port_init(const uint8_t *data, size_t size)
{
	unsigned kind = fuzz_letter(data[1]);

	fuzz = (struct fuzz_port){
		.port = {
			.write = fuzz_write,
			.error = fuzz_write,
			.read = fuzz_read,
			.read_within = fuzz_read_within,
			.pending = fuzz_pending,
			.interrupted = fuzz_interrupted,
			.clear = fuzz_clear,
			.contain = fuzz_contain,
			.open = fuzz_open,
			.close = fuzz_close,
			.words = fuzz_words,
			.open_tree = fuzz_open_tree,
			.interactive = kind & FUZZ_PERSON,
			.columns = kind & FUZZ_NARROW ? 40 : SHELL_COLUMNS,
		},
		.typed = data + FUZZ_HEAD,
		.left = size - FUZZ_HEAD,
		.questions = fuzz_letter(data[2]),
	};
	fake_space = (struct fake_space){
		.fail_at = fuzz_letter(data[3]),
		.moment = kind & FUZZ_FORCE ? fuzz_moment : NULL,
	};
}

static void fuzz_run(unsigned number)
{
	static struct dt_trees trees;
	struct shell shell = { .port = &fuzz.port, .trees = &trees };

	dt_trees_init(&trees, fuzz_tree(number));
	dt_trees_add(&trees, "overlay", fuzz_tree(FUZZ_OVERLAY)->blob,
		     fuzz_tree(FUZZ_OVERLAY)->size);
	shell.tree = &trees.slot[0].tree;
	console_select(shell.tree, &console_choice);
	console_add_unprobed(&console_choice);
	shell_loop(&shell);
	fuzz_expect(fake_space.holds == 0);
	fake_space.moment = NULL;
	for (int i = 0; i < DT_TREES_MAX; i++)
		if (trees.slot[i].tree.blob)
			fuzz_known(&trees.slot[i].tree);
	for (int i = 1; i < DT_TREES_MAX; i++)
		dt_trees_close(&trees, i);
	dt_index_drop(&trees.slot[0].tree);
	dt_edit_abandon();
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_trees_read();
	fuzz_words_gather();
	return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	if (seed % 2)
		return fuzz_words_mutate(data, size, max, FUZZ_HEAD, seed);
	return LLVMFuzzerMutate(data, size, max);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool forced;

	if (size < FUZZ_HEAD || size > FUZZ_INPUT_MAX)
		return 0;
	/* A command ended by force loses what only its local variables point to. */
	forced = fuzz_letter(data[1]) & FUZZ_FORCE;
	if (forced)
		__lsan_disable();
	fuzz_port_init(data, size);
	fuzz_run(fuzz_letter(data[0]));
	if (forced)
		__lsan_enable();
	return 0;
}
