#pragma once
/*
 * What the shell needs of its surroundings: boot/shell.c fills it for the image, host/ for the
 * program on a PC. The shell knows neither consoles nor machines beyond this.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fdt/board/core.h"
#include "fdt/edit/trees.h"

struct shell;
struct shell_args;

enum {
	SHELL_LOST = 256, /* what read returns where bytes were lost on their way */
	SHELL_NEWS = 257, /* what read returns when news is to be called before the next read */
	SHELL_CHUNK = 64, /* bytes: they take 67 ms at 9600 baud */
};

/* Owned by whoever declares it. Its functions are not called from within one another. */
struct shell_port {
	/* Sends @len bytes; lines end with LF. Cannot fail: the port itself deals with a dead
	 * console. */
	void (*write)(struct shell_port *port, const char *text, size_t len);
	/* The same for error messages, so that a script can separate them. NULL: there is one
	 * stream only. Never NULL where there are files (open). */
	void (*error)(struct shell_port *port, const char *text, size_t len);
	/* The next byte typed, SHELL_LOST or SHELL_NEWS; waits, asleep where it can. -EPIPE: the
	 * input has ended. */
	int (*read)(struct shell_port *port);
	/* A byte can be read without waiting. */
	bool (*pending)(struct shell_port *port);
	/*
	 * Ctrl-C came in since the last call of clear. Cheap, because it is called very often. Its
	 * byte (CTRL_C) also comes through read, in its place: after a command that it ended, the
	 * shell drops that byte and all that was typed before it. On another hart, it does not
	 * return then.
	 */
	bool (*interrupted)(struct shell_port *port);
	/* Forgets Ctrl-C; called when its byte has been read. */
	void (*clear)(struct shell_port *port);
	/* Prints what has happened meanwhile, in whole lines. NULL: read never returns
	 * SHELL_NEWS. */
	void (*news)(struct shell_port *port);
	/* The next byte, as read returns it, but never SHELL_NEWS; -ETIMEDOUT: none came within
	 * @ms milliseconds. */
	int (*read_within)(struct shell_port *port, unsigned ms);
	/*
	 * On: the line is for a transfer. Every byte comes through read_within unchanged, Ctrl-C's,
	 * XON and XOFF too; Ctrl-C on another console gives -EINTR; and only write writes to the
	 * line. Ends with the command at the latest. NULL where there is no machine.
	 */
	void (*raw)(struct shell_port *port, bool on);
	/*
	 * run(arg) with faults contained: its result, or -EFAULT when a trap ended it (already
	 * reported to the console), or -EINTR when Ctrl-C had to end it by force.
	 */
	int (*contain)(struct shell_port *port, int (*run)(void *), void *arg);
	/*
	 * `> FILE`: until close, write writes to the file; @append: after what it contains. Both
	 * return 0 or -errno; close's result says whether all was written. NULL: there are no
	 * files here.
	 */
	int (*open)(struct shell_port *port, const char *name, bool append);
	int (*close)(struct shell_port *port);
	const char *(*words)(int err); /* the meaning of an errno of open and close */
	/* Opens what @word names, an address or a file, as another one of @trees, called @name: its
	 * number, or -errno and trees->why. NULL: there is nothing to open trees from. */
	int (*open_tree)(struct shell_port *port, struct dt_trees *trees, const char *word,
			 const char *name);
	/* Whether a byte can be read at @address, with faults contained. NULL: there is no
	 * machine. */
	bool (*answers)(struct shell_port *port, uint64_t address);
	/* The function of the image that is called @name: its address and bytes. False: there is no
	 * such function. NULL: there is no machine. */
	bool (*function)(const char *name, uint64_t *base, uint64_t *size);
	/* The ids of the core that runs; false: firmware does not say them. NULL: there is no
	 * machine. */
	bool (*core)(struct dt_core_ids *ids);
	uint16_t columns; /* of the screen: lines are wrapped at words; 0: they are not */
	uint16_t chunk;   /* bytes written between two looks for Ctrl-C; 0: SHELL_CHUNK */
	/* Reports the machine's interrupt controllers and lines, for `irq`; NULL: there is no
	 * machine. */
	void (*interrupts)(struct shell *shell, const struct shell_args *args);
	bool machine;     /* there is a machine: memory, SBI, consoles */
	bool interactive; /* a person types: prompt, echo and line editing */
};
