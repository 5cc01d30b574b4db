#pragma once
/*
 * The plan of a hand-off: what goes where and when, and what the payload will be told.
 *
 * A plan is made of memory, trees and the table of owners. While it is made, only unused RAM is
 * written. What follows a plan is in shell/machine/cmd_boot.c.
 * Sources: Linux, Documentation/arch/riscv/boot.rst and boot-image-header.rst; ELF (gABI 4.1);
 * Devicetree Specification v0.4, 3.6 (/chosen).
 */
#include "shell/payload/payload.h"
#include "shell/place.h"

enum {
	PLAN_PIECES_MAX = 24,
	PLAN_TAKEN_MAX = 160,
	PLAN_WHY_MAX = 256, /* bytes of a reason with its NUL */
	PLAN_NOTES_MAX = 4,
};

#define PLAN_MEGA_PAGE (UINT64_C(2) << 20) /* bytes: Linux runs at a multiple of it */

/* What `boot` was asked for. What it points to stays while the plan is in use. */
struct plan_wish {
	const char *name;           /* the kernel's word, as it was typed */
	struct dt_range kernel;     /* size 0: it was not given */
	const char *initrd_name;    /* -i; NULL: only the one that the tree names */
	struct dt_range initrd;     /* size 0: it was not given */
	const struct dt_tree *tree; /* a copy of it goes along; NULL: no tree does */
	const char *bootargs;       /* NULL: those of the tree */
	uint64_t hart;              /* that starts */
	bool hart_given;            /* -H */
	bool startable;             /* firmware can start it */
	const char *hart_is;        /* if not: what it is: "started" */
	bool placed;                /* -a: */
	uint64_t at;                /* where it is to run */
	bool force;                 /* -f: whatever the memory is in use for */
	uint64_t room;              /* bytes that the trampoline takes */
};

enum plan_how {
	PLAN_IN_PLACE,
	PLAN_NOW,  /* copied before anything is quieted, to memory that is unused */
	PLAN_LAST, /* copied by the trampoline, when this program needs its memory no more */
};

/* One thing that the payload needs. */
struct plan_piece {
	const char *what;  /* constant text: "kernel", "segment", "tree" */
	uint64_t from, to; /* the same: it is in place */
	uint64_t size;     /* bytes that are copied */
	uint64_t memory;   /* bytes that it takes, at least size */
	bool clear;        /* what follows size is set to 0 */
	enum plan_how how;
	const char *over; /* whose memory it takes: constant text, or NULL */
};

/* Ranges that are taken besides those that have owners. */
struct plan_taken {
	struct dt_range range[PLAN_TAKEN_MAX];
	int count;
};

/* About 5 KiB: not for the stack. Made by plan_make. */
struct plan {
	struct shell *shell;
	const struct plan_wish *wish;
	struct dt_range source; /* what was loaded */
	struct dt_range kernel; /* what runs, as it lies in memory: unpacked, if it was packed */
	bool unpacked;
	bool known; /* payload says what it is */
	struct payload payload;
	struct dt_range span; /* the memory in which it will run; size 0: not known yet */
	uint64_t entry;
	struct plan_piece piece[PLAN_PIECES_MAX]; /* rows with PLAN_LAST in their order */
	int pieces;
	uint64_t relocate_at; /* of a PIE: its segments lie here, relocated for span.base; or 0 */
	struct dt_tree tree;  /* what goes along; it waits in memory of ours. blob NULL: nothing */
	uint64_t tree_at;     /* 0: no tree is handed over */
	uint64_t trampoline;
	const char *note[PLAN_NOTES_MAX]; /* what may surprise; constant text */
	int notes;
	char why[PLAN_WHY_MAX];  /* the refusal */
	struct plan_taken taken; /* private */
};

/*
 * Makes the plan. 0; or -errno, and plan->why is a line for people: what is wrong, and what would
 * work. Even then the plan holds what was found out. The next call frees what the last one kept.
 * Ctrl-C may end it at any time.
 */
int plan_make(struct plan *plan, struct shell *shell, const struct plan_wish *wish);
/* The first piece of that name; NULL. */
const struct plan_piece *plan_piece_of(const struct plan *plan, const char *what);
/* "in place", "copied first" ... */
const char *plan_how_name(enum plan_how how);
