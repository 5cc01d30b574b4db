#pragma once
/*
 * The shell: a line-oriented command interpreter over any byte stream and any device tree.
 *
 * It knows neither consoles nor machines: what it needs of them comes through struct shell_port,
 * which boot/ fills for the image and host/ for the program on the developer's PC.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fdt/core/dt.h"
#include "fdt/core/glob.h"
#include "fdt/core/text.h"
#include "fdt/edit/trees.h"
#include "kernel/set.h"
#include "shell/line/terminal.h"

enum {
	SHELL_WORDS_MAX = 64,  /* words of one command with its filters */
	SHELL_OPTIONS_MAX = 8, /* options of one command */
	SHELL_FILTERS_MAX = 4, /* filters of one command */
	SHELL_LOST = 256,      /* read gives it where bytes were lost on their way */
	SHELL_CHUNK = 64,      /* bytes: they take 67 ms at 9600 baud */
};

/* Statuses beside errno's numbers: what $? shows, as in any Unix shell. */
enum {
	SHELL_FAILED = 1, /* e.g. grep found nothing */
	SHELL_SYNTAX = 2, /* the line could not be understood; nothing of it was run */
	SHELL_NO_COMMAND = 127,
	SHELL_INTERRUPTED = 130, /* ended by Ctrl-C */
	SHELL_STATUS_MAX = 255,  /* larger ones count as this */
};

struct shell;
struct shell_args;
struct shell_completions;
struct shell_filter;
struct shell_history;
struct shell_job;

/* What the shell needs of its surroundings. Owner: who declares it; calls never nest. */
struct shell_port {
	/* Sends @len bytes; lines end with LF. Does not fail: a dead console is the port's
	 * affair. */
	void (*write)(struct shell_port *port, const char *text, size_t len);
	/* The same for messages about what failed, so that a script can tell them apart; NULL where
	 * there is one stream only, which is not where there are files. */
	void (*error)(struct shell_port *port, const char *text, size_t len);
	/* The next byte typed, or SHELL_LOST; waits, asleep where it can. -EPIPE: there will be no
	 * more. */
	int (*read)(struct shell_port *port);
	/* A byte can be read without waiting. */
	bool (*pending)(struct shell_port *port);
	/*
	 * Ctrl-C came in since the last call of clear; cheap, for it is asked very often. Its byte
	 * (3) also comes through read, in its place: after a command that it ended, the shell drops
	 * what was typed before it, and it.
	 */
	bool (*interrupted)(struct shell_port *port);
	/* Forgets Ctrl-C; called when its byte has been read. */
	void (*clear)(struct shell_port *port);
	/* The next byte, as read gives it, but -ETIMEDOUT where none comes within @ms
	 * milliseconds. */
	int (*read_within)(struct shell_port *port, unsigned ms);
	/*
	 * On: the line is for a transfer. Every byte comes through read_within as it is, Ctrl-C's,
	 * XON and XOFF too; Ctrl-C from elsewhere gives -EINTR; and nobody writes to the line but
	 * by write. Ends with the command at the latest. NULL where there is no machine.
	 */
	void (*raw)(struct shell_port *port, bool on);
	/*
	 * run(arg) with faults contained: its result, or -EFAULT when a trap ended it (already
	 * reported to the console), or -EINTR when Ctrl-C had to end it by force.
	 */
	int (*contain)(struct shell_port *port, int (*run)(void *), void *arg);
	/*
	 * `> FILE`: until close, write writes to the file, @append: behind what it holds. Each 0,
	 * or -errno; close's says whether all was written. NULL: there are no files here.
	 */
	int (*open)(struct shell_port *port, const char *name, bool append);
	int (*close)(struct shell_port *port);
	const char *(*words)(int err); /* what an errno of theirs means */
	/* Opens what @word names, an address or a file, as another one of @trees, called @name: its
	 * number, or -errno and trees->why. NULL: there are no others. */
	int (*open_tree)(struct shell_port *port, struct dt_trees *trees, const char *word,
			 const char *name);
	uint16_t chunk; /* bytes that go out between two looks at Ctrl-C; 0: SHELL_CHUNK */
	/* Prints the machine's interrupt controllers and lines; NULL: there is no machine. */
	void (*interrupts)(struct shell *shell);
	bool machine;     /* there is a machine: memory, SBI, consoles */
	bool interactive; /* someone types: prompt, echo and line editing */
};

/* A memory region that the surroundings know of (the image, its stack, the tree). */
struct shell_region {
	const char *name;
	uint64_t base, size; /* bytes */
};

/* Owner: boot/ or host/; zero-initialised but for port, tree and regions. */
struct shell {
	struct shell_port *port;
	const struct dt_tree *tree;         /* the one in use; NULL: there is none */
	struct dt_trees *trees;             /* all of them; NULL: tree is the only one */
	const struct shell_region *regions; /* borrowed; `mem` lists them */
	int region_count;
	uint64_t hart;               /* of a machine: the one that runs */
	char cwd[DT_PATH_MAX];       /* the current node's path; "" counts as "/" */
	int status;                  /* of the last command: 0, or a positive number ($?) */
	bool leave;                  /* a command asks the loop to end (`exit` on the host) */
	const char *command;         /* name of the running command, for messages */
	struct shell_filter *filter; /* first filter of the running pipeline, or NULL */
	/* Private to the shell's core. */
	struct shell_job *job;         /* what runs, or NULL */
	struct shell_history *history; /* the loop's, or NULL */
	bool midline;                  /* the last byte written was not LF */
	bool filed;                    /* the port writes to a file */
};

/* --- commands --------------------------------------------------------------------------------- */

/* One option; a table of them ends with letter 0. */
struct shell_option {
	char letter;
	const char *value; /* name of its value for the usage line ("N"), NULL: it has none */
	const char *summary;
};

/*
 * A command or, when `filter` is set, a filter that stands behind `|`. Name, usage, limits, help
 * and completion stand here, beside the code, and nowhere else.
 */
struct shell_command {
	const char *name;
	const char *args;    /* operands for the usage line: "ADDR [COUNT]", "" */
	const char *summary; /* one line, lower case, no full stop */
	const char *detail;  /* for `help NAME`: what the arguments mean; optional */
	const char *example; /* one command line; optional for commands without arguments */
	/* Parsed and checked by the shell, also behind operands; `--` ends them. NULL: none, and
	 * words that begin with '-' are operands. */
	const struct shell_option *options;
	/* Letters one of which may follow the name behind a '.': "bw" for NAME.b and NAME.w;
	 * argv[0] tells. NULL: none. */
	const char *suffixes;
	short min_args, max_args; /* operands; checked by the shell */
	bool needs_machine;       /* refused, with the reason, where port->machine is false */
	bool needs_tree;          /* refused, with the reason, where shell->tree is NULL */
	/* 0, or a positive status, or -errno: -EINVAL prints the usage; others must have been
	 * told by shell_error. */
	int (*run)(struct shell *shell, const struct shell_args *args);
	/* Offers completions of the operand in hand; NULL: none. */
	void (*complete)(struct shell *shell, struct shell_completions *completions);
	const struct shell_filter_ops *filter;
};

#define SHELL_COMMAND(command) SET_ADD(shell_commands, command)
SET_DECLARE(const struct shell_command, shell_commands);

/* A parsed command: argv[0] is the name, operands follow; options are taken out. */
struct shell_args {
	const struct shell_command *command;
	int argc;
	char **argv;
	/* By row of command->options: NULL, "" or the value. */
	const char *option[SHELL_OPTIONS_MAX];
	/* As typed: the line, and by word, options included, where it begins in it; behind the last
	 * one, where that ends. */
	const char *line;
	const uint16_t *from;
	int typed; /* words */
};

/* The option's value ("" for one without), or NULL when it was not given. */
const char *shell_option(const struct shell_args *args, char letter);

/* Finds a command by name, with or without a suffix; NULL. */
const struct shell_command *shell_find_command(const char *name);

/* --- output: all of it goes through here, past filters, and ends the command on Ctrl-C ------- */

void shell_write(struct shell *shell, const char *text, size_t len); /* may not return */
void shell_puts(struct shell *shell, const char *text);
/* printf for short texts: at most 255 bytes come out, and a mark shows the cut. Text from a tree
 * goes through shell_text, which has no limit and escapes. */
void shell_printf(struct shell *shell, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* A buffered text whose emit is shell_write. End with dt_flush. */
void shell_text(struct shell *shell, struct dt_text *text);
/* `NAME: message` on a line of its own, past the filters. Returns @err (-errno). */
int shell_error(struct shell *shell, int err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Asked by commands that run long without output; does not return after Ctrl-C. */
void shell_check_interrupt(struct shell *shell);
/* Leaves the command as Ctrl-C does, for one that has read its byte. */
void shell_interrupt(struct shell *shell) __attribute__((noreturn));

/* --- arguments -------------------------------------------------------------------------------- */

/* A whole number, decimal, or hexadecimal after 0x; nothing behind it. 0, or -EINVAL told. */
int shell_number(struct shell *shell, const char *text, uint64_t *value);
/* The same without a word. */
bool shell_is_number(const char *text, uint64_t *value);
/* How many letters must be changed, put in, left out or exchanged with their neighbours to make one
 * word of the other; more than any word has where @a is too long. */
int shell_distance(const char *a, const char *b);

/*
 * The node an operand names: by its path relative to the current node, by an alias where no such
 * child is, by &LABEL, &{PATH} or &PATH, as source has it, or by a glob that one node fits; told
 * when absent, with the nearest name. Offset < 0 then.
 */
struct dt_node shell_node(struct shell *shell, const char *path);
/* The same of @len bytes, without a word when there is none. */
struct dt_node shell_find_node(struct shell *shell, const char *path, size_t len);
struct dt_node shell_cwd(struct shell *shell); /* the current node */

/* The nodes that an operand names in turn: one, or all that fit its globs. */
struct shell_nodes {
	bool several;        /* it is a glob: each node is told with its path */
	struct dt_node next; /* private */
	struct dt_globs walk;
};
/* Starts over @path, which is borrowed: a path as shell_node takes it, or below one names of globs.
 * 0, or -errno, told: nothing has the name, or fits. */
int shell_nodes(struct shell *shell, const char *path, struct shell_nodes *it);
/* The next one, in the tree's order; false at the end. */
bool shell_nodes_next(struct shell_nodes *it, struct dt_node *node);
/* Tells that nothing fits the glob @path, with the nearest name; -ENOENT. */
int shell_none_fits(struct shell *shell, const char *path);

/* --- trees ------------------------------------------------------------------------------------ */

/* The place of the tree in use in shell->trees; NULL without trees. */
struct dt_slot *shell_slot(const struct shell *shell);
/* Makes the index of the tree in use, where it has none: 0; -ENOMEM reported. */
int shell_index(struct shell *shell);
/* The same of another tree. */
int shell_index_slot(struct shell *shell, struct dt_slot *slot);
/* The same for commands that also work without: reports nothing; true: the tree has an index. */
bool shell_try_index(struct shell *shell);
/* Uses tree @number of shell->trees from now on: 0, or -ENOENT reported. The current node stays if
 * that tree has a node of the same path. */
int shell_use_tree(struct shell *shell, int number);
/* The number of the tree that @text, an operand, names; -errno reported. */
int shell_tree_number(struct shell *shell, const char *text);
/* The same; where @text is NULL, the tree that the one in use is a copy of, else number 0. */
int shell_other_tree(struct shell *shell, const char *text);

/* --- running ---------------------------------------------------------------------------------- */

/* Runs one line: words, quotes, `;`, `&&`, `||`, `|`, `>`, `>>`, `#`, $?. Returns shell->status. */
int shell_run(struct shell *shell, const char *line);
/* Prompts, reads and runs until the port ends or a command asks to leave. */
void shell_loop(struct shell *shell);

/* --- completion ------------------------------------------------------------------------------- */

/*
 * Gathers what could stand where the cursor is. Only what begins with `word` counts; the longest
 * common beginning is inserted, and a second tab lists.
 */
struct shell_completions {
	const char *word; /* what is typed of the word, unquoted */
	int operand;      /* which operand it is: 0 is the first after the command */
	char **argv;      /* the operands before it */
	void *context;    /* private to the line editor */
	void (*offer)(struct shell_completions *completions, const char *text, bool more);
};

/* Offers @text, the whole word; @more: the word goes on (a path that ends with '/'), so no blank
 * follows. Names that cannot be typed (control characters) are left out. */
void shell_offer(struct shell_completions *completions, const char *text, bool more);
/* Completers for shell_command.complete. */
void shell_complete_node(struct shell *shell, struct shell_completions *completions);
void shell_complete_property(struct shell *shell, struct shell_completions *completions);
void shell_complete_command(struct shell *shell, struct shell_completions *completions);
