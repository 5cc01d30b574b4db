#pragma once
/*
 * The shell: a line-oriented command interpreter over any byte stream and any device tree.
 *
 * It knows neither consoles nor machines: what it needs of them comes through struct shell_port.
 * In contracts, "reported" means that shell_error has printed why.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fdt/core/dt.h"
#include "fdt/core/glob.h"
#include "fdt/core/text.h"
#include "fdt/edit/trees.h"
#include "kernel/owner.h"
#include "kernel/set.h"
#include "shell/line/terminal.h"
#include "shell/port.h"

enum {
	SHELL_WORDS_MAX = 64,  /* words of one command with its filters */
	SHELL_OPTIONS_MAX = 8, /* options of one command */
	SHELL_LIST_MAX = 16,   /* values of one option that may be given more than once */
	SHELL_FILTERS_MAX = 4, /* filters of one command */
	SHELL_AGAIN_MAX = 72,  /* bytes of a line that goes on, with its NUL */
};

/* Statuses besides errno's numbers: what $? shows, as in any Unix shell. */
enum {
	SHELL_FAILED = 1, /* e.g. grep found nothing */
	SHELL_SYNTAX = 2, /* the line breaks the grammar; nothing of it was run */
	SHELL_NO_COMMAND = 127,
	SHELL_INTERRUPTED = 130, /* ended by Ctrl-C */
	SHELL_STATUS_MAX = 255,  /* larger ones count as this */
};

struct shell_args;
struct shell_completions;
struct shell_filter;
struct shell_history;
struct shell_job;

/* Owned by boot/ or host/; zero-initialised but for port, tree and owners. */
struct shell {
	struct shell_port *port;
	const struct dt_tree *tree; /* the one in use; NULL: no tree */
	struct dt_trees *trees;     /* all of them; NULL: tree is the only one */
	struct owners *owners;      /* whose the machine's memory is; NULL: there is no machine */
	const struct owner *held;   /* further ones: what UEFI keeps for firmware */
	int held_count;
	const struct dt_ranges *ram;   /* by UEFI, for where no tree says it; or NULL */
	uint64_t hart;                 /* of a machine: the hart that runs */
	const struct shell_args *rest; /* on another hart: what shell_run_rest runs; or NULL */
	char cwd[DT_PATH_MAX];         /* the current node's path; "" counts as "/" */
	int status;                    /* of the last command: 0, or a positive number ($?) */
	char again[SHELL_AGAIN_MAX];   /* a command leaves it: what an empty line after it runs */
	bool leave;                    /* a command asks the loop to end (`exit` on the host) */
	const char *command;           /* name of the running command, for messages */
	struct shell_filter *filter;   /* first filter of the running pipeline, or NULL */
	/* Private to the shell's core. */
	struct shell_job *job;         /* what runs, or NULL */
	struct shell_history *history; /* the loop's, or NULL */
	bool midline;                  /* the last byte written to the screen was not LF */
	bool filed;                    /* the port writes to a file */
};

/* --- commands --------------------------------------------------------------------------------- */

/* One option; a table of them ends with letter 0. */
struct shell_option {
	char letter;
	bool several;      /* may be given more than once: args->list; one option of a command */
	bool plain;        /* with it, a command that reports does not: no -j, lines stay whole */
	bool wrapped;      /* with it, lines of a command that does not report are wrapped */
	const char *value; /* name of its value for the usage line ("N"), NULL: it has none */
	const char *summary;
	const char *word; /* what it is called after "--", too: "for" for --for; or NULL */
	/* Offers completions of its value; NULL: none. */
	void (*complete)(struct shell *shell, struct shell_completions *completions);
};

/*
 * A verb of a command: "use" in `console use NAME`. Checked, listed in the command's help and
 * completed by the shell, as commands are; the options are the command's.
 */
struct shell_verb {
	const char *name;
	const char *args;         /* operands after the verb, for the usage line: "NAME [RATE]" */
	const char *summary;      /* as a command's */
	short min_args, max_args; /* operands after the verb: args->argv[2] is the first */
	bool needs_machine;
	bool reports; /* of a command that reports: this verb does, too, so that it takes -j */
	int (*run)(struct shell *shell, const struct shell_args *args); /* as a command's */
	/* Offers completions of operands after the verb: operand 1 is the first. NULL: none. */
	void (*complete)(struct shell *shell, struct shell_completions *completions);
};

/* The verbs of a command, in any order: a linker set or a table of pointers. */
struct shell_verbs {
	const struct shell_verb *const *begin, *const *end;
};

/* What `help` lists a command under. Their names are in shell/basic/cmd_help.c. */
enum shell_group {
	SHELL_UNGROUPED, /* a test's command: not listed */
	SHELL_LOOK,
	SHELL_FACTS,
	SHELL_EDIT,
	SHELL_TREES,
	SHELL_MEMORY,
	SHELL_MACHINE,
	SHELL_BASIC,
	SHELL_FILTERS,
	SHELL_GROUPS
};

/*
 * A command or, when `filter` is set, a filter, which is typed after `|`. Name, usage, limits, help
 * and completion are here, beside the code, and nowhere else.
 */
struct shell_command {
	const char *name;
	const char *args;    /* operands for the usage line: "ADDR [COUNT]", "" */
	const char *summary; /* one line, lower case, no full stop */
	const char *detail;  /* for `help NAME`: what the arguments mean; optional */
	const char *example; /* one command line; optional for commands without arguments */
	/* Parsed and checked by the shell, also after operands; `--` ends them. NULL: none, and
	 * words that begin with '-' are operands. */
	const struct shell_option *options;
	/* Letters, one of which may follow the name after a '.': "bw" for NAME.b and NAME.w;
	 * argv[0] shows which. NULL: none. */
	const char *suffixes;
	short min_args, max_args; /* operands; checked by the shell */
	bool needs_machine;       /* refused, with the reason, where port->machine is false */
	bool needs_tree;          /* refused, with the reason, where shell->tree is NULL */
	bool reports;             /* prints a report: it has option -j, and its lines are wrapped */
	/* May run on other harts, by `on`: it edits and allocates nothing, static data are for one
	 * hart after the other (turn_take), and it knows the hart by shell->hart. */
	bool any_hart;
	/* On the shell's hart before others run it: allocates, refuses; as run. NULL: nothing. */
	int (*prepare)(struct shell *shell, const struct shell_args *args);
	/* It runs the rest of its line: `time dts / | wc`. Options end at operand max_args, and
	 * what follows is a command with its filters: see shell_run_rest. */
	bool runs_rest;
	unsigned char group; /* enum shell_group */
	/* 0, or a positive status, or -errno: -EINVAL prints the usage; others must have been
	 * reported. NULL for a filter. */
	int (*run)(struct shell *shell, const struct shell_args *args);
	/* Offers completions of the operand at the cursor; NULL: none. */
	void (*complete)(struct shell *shell, struct shell_completions *completions);
	const struct shell_filter_ops *filter; /* shell/filter.h; NULL for a command */
	/* What its first operand can be; with max_args, any other word, too. Limits and completion
	 * are the verb's then, and run is called with args->verb, or NULL. Empty: no verbs. */
	struct shell_verbs verbs;
};

#define SHELL_COMMAND(command) SET_ADD(shell_commands, command)
/* For shell_command.verbs: the verbs that files have added to @set. */
#define SHELL_VERBS(set)                                                                           \
	{                                                                                          \
		.begin = __start_##set, .end = __stop_##set                                        \
	}
SET_DECLARE(const struct shell_command, shell_commands);

/* A parsed command: argv[0] is the name, operands follow; options are taken out. */
struct shell_args {
	const struct shell_command *command;
	const struct shell_verb *verb; /* of a command with verbs: the one typed, or NULL */
	int argc;
	char **argv;
	/* By row of command->options: NULL, "" or the value. */
	const char *option[SHELL_OPTIONS_MAX];
	bool json; /* -j, of a command that reports */
	/* All values of the option with .several, in the order typed. */
	const char *list[SHELL_LIST_MAX];
	int listed;
	/* As typed: the line, and where in it each word begins, options included; from[typed] is
	 * where the last word ends. */
	const char *line;
	const uint16_t *from;
	int typed; /* words */
	int rest;  /* words of the command that this one runs: from argv[argc] on */
};

/* The option's value ("" for one without), or NULL when it was not given. */
const char *shell_option(const struct shell_args *args, char letter);
/* The letter of the option given that is .plain, or 0. */
char shell_plain_option(const struct shell_args *args);
/* An option given is .wrapped. */
bool shell_wrapped_option(const struct shell_args *args);

/* The command of that name, with or without a suffix, or of a word of other shells; NULL. */
const struct shell_command *shell_find_command(const char *name);

/* --- output: all goes through filters to the port, and on Ctrl-C the command ends here -------- */

void shell_write(struct shell *shell, const char *text, size_t len); /* may not return */
void shell_puts(struct shell *shell, const char *text);
/* printf for short texts: at most 255 bytes are printed, and a mark shows the cut. Text from a tree
 * goes through shell_text, which has no limit, and dt_put_escaped. */
void shell_printf(struct shell *shell, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Columns of the screen that the output goes to: 0: to none, or its lines are not wrapped. */
unsigned shell_columns(const struct shell *shell);
/* A buffered text whose emit is shell_write. End with dt_flush. */
void shell_text(struct shell *shell, struct dt_text *text);
/* `NAME: message` on a line of its own, past the filters. Returns @err (-errno). */
int shell_error(struct shell *shell, int err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Called by commands that run long without output; does not return after Ctrl-C. */
void shell_check_interrupt(struct shell *shell);
/* Ends the command as Ctrl-C does, for one that has read Ctrl-C's byte itself. */
void shell_interrupt(struct shell *shell) __attribute__((noreturn));

/* For a command that runs_rest, whose run is called with args->rest set, uncontained, and returns
 * a status, or -EINTR: it has read Ctrl-C. One that reports is then run as if alone; not on another
 * hart. Runs what follows its operands: a status; SHELL_INTERRUPTED: do not call again. */
int shell_run_rest(struct shell *shell);

/* --- arguments -------------------------------------------------------------------------------- */

/* @text is a whole number, decimal, or hexadecimal after 0x. 0, or -EINVAL reported. */
int shell_number(struct shell *shell, const char *text, uint64_t *value);
/* The same, but nothing is reported. */
bool shell_is_number(const char *text, uint64_t *value);

/*
 * The node an operand names: by its path relative to the current node; by an alias, if there is no
 * such child; by &LABEL, &{PATH} or &PATH, as in source; or by a glob that one node fits. Where
 * there is no such node, that is reported with the nearest name, and its offset is < 0.
 */
struct dt_node shell_node(struct shell *shell, const char *path);
/* The same of @len bytes, without globs; nothing is reported. */
struct dt_node shell_find_node(struct shell *shell, const char *path, size_t len);
/* @path is that of a property: of the current node, or NODE/PROPERTY. Nothing is reported. */
bool shell_is_property(struct shell *shell, const char *path);
/* The current node; the root, reported, where the tree has no such node any more. */
struct dt_node shell_cwd(struct shell *shell);

/* The nodes that an operand names in turn: one, or all that fit its globs. */
struct shell_nodes {
	bool several;        /* it is a glob: each node is shown with its path */
	struct dt_node next; /* private */
	struct dt_globs walk;
};
/* Starts over @path, which is borrowed: a path as for shell_node, with globs in any of its names.
 * 0, or -errno reported: no node has the name, or fits. */
int shell_nodes(struct shell *shell, const char *path, struct shell_nodes *it);
/* The next one, in the tree's order; false at the end. */
bool shell_nodes_next(struct shell_nodes *it, struct dt_node *node);
/* Reports that nothing fits the glob @path, with the nearest name; -ENOENT. */
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
	int operand;      /* which operand is at the cursor: 0 is the first after the command */
	char **argv;      /* the operands before it */
	void *context;    /* private to the line editor */
	void (*offer)(struct shell_completions *completions, const char *text, bool more);
};

/* Offers @text, the whole word; @more: the word goes on (a path that ends with '/'), so no space
 * follows. Names that cannot be typed (control characters) are left out. */
void shell_offer(struct shell_completions *completions, const char *text, bool more);
/* Completers for shell_command.complete. */
void shell_complete_node(struct shell *shell, struct shell_completions *completions);
void shell_complete_property(struct shell *shell, struct shell_completions *completions);
void shell_complete_command(struct shell *shell, struct shell_completions *completions);
