#pragma once
/* The steps of a plan, and what they share: private to shell/handoff/. */
#include "shell/handoff/plan.h"
#include "shell/room.h"

enum { PLAN_BANKS_MAX = 32 };

/* The steps, in their order. Each returns 0, or what plan_refuse does. */
int plan_payload(struct plan *plan);    /* what the kernel is; unpacks it */
int plan_hart(struct plan *plan);       /* whether that hart can start it */
int plan_tree(struct plan *plan);       /* the tree that goes along */
int plan_initrd(struct plan *plan);     /* whether it lies well */
int plan_place(struct plan *plan);      /* where the kernel runs */
int plan_tree_place(struct plan *plan); /* where its tree lies */
int plan_trampoline(struct plan *plan); /* where the trampoline lies */
/* Frees what the last plan kept. */
void plan_tree_drop(struct plan *plan);

/* Writes plan->why. Returns @err, < 0. */
int plan_refuse(struct plan *plan, int err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Notes what may surprise; constant text. */
void plan_note(struct plan *plan, const char *note);
/* Adds a piece: 0, or refused. */
int plan_add(struct plan *plan, const struct plan_piece *piece);

/* Finds room as shell_room does, also besides the kernel, -i's initrd, all pieces, and what the
 * tree that goes along reserves. Result as shell_room's; -ENOSPC also where these are too many. */
int plan_room(struct plan *plan, struct shell_room *want, uint64_t *base);

/* What is where a piece of the payload is to be. */
struct plan_target {
	bool busy;        /* it can be written at the very end only */
	const char *over; /* whose memory it is; constant text, or NULL: no one's */
};
/*
 * Whether @what, a part of the payload, may take the range. 0, and *@target says when it can be
 * written; or refused with @next, which says what would work: it is not RAM (-f: where RAM is
 * known), -i's initrd is there or, unless -f was given, anyone but this program uses it.
 */
int plan_target(struct plan *plan, const char *what, struct dt_range range, const char *next,
		struct plan_target *target);
/* The piece that takes @size bytes at plan->kernel.base to @to, and in all @memory bytes there: it
 * is in place, or how the target allows it. Sets plan->span. 0, or refused. */
int plan_add_kernel(struct plan *plan, uint64_t to, uint64_t memory,
		    const struct plan_target *target);
/* plan_place of an ELF. */
int plan_place_elf(struct plan *plan);
/* All of the range is in one bank of the tree's RAM; true where the tree names no RAM. */
bool plan_in_ram(const struct dt_tree *tree, struct dt_range range);
/* The end of the bank of the tree's RAM that has @base; 0: no bank has it. */
uint64_t plan_ram_end(const struct dt_tree *tree, uint64_t base);
/* The banks of RAM, at most PLAN_BANKS_MAX, by the tree that firmware handed over or UEFI's memory
 * map; where those name none, by the tree that goes along. Their number. */
int plan_banks(const struct plan *plan, struct dt_range *bank);
/* The first and the last byte of the range, which is not empty, can be read. */
bool plan_answers(const struct plan *plan, struct dt_range range);
/* The bank of RAM that has @base, by the machine's tree; size 0: no bank has it. *@known (unless
 * NULL): something says where RAM is. */
struct dt_range plan_bank(const struct plan *plan, uint64_t base, bool *known);
