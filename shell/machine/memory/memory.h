#pragma once
/* What the commands of memory share: widths, counts, faults, and the check before a write. */
#include "kernel/guard.h"
#include "shell/memory_word.h"

enum {
	MEMORY_PAUSE = 4096, /* items between two looks for Ctrl-C */
	MEMORY_CAUSES = 4,   /* of faults, that are told apart */
};

/* The options of commands that write: -f. */
extern const struct shell_option memory_options[2];

/* The operand that names memory, and how it is accessed. */
struct memory_range {
	uint64_t base;
	uint64_t count; /* of items */
	unsigned width; /* bytes of an item: 1, 2, 4 or 8 */
};

/* The bytes of an access by the command's suffix: .b 1, .w 2, .l 4, .q 8; without one, 4. */
unsigned memory_width(const struct shell_args *args);
/* @range is @memory, which @word named, with the COUNT of @count_word (NULL: @count items), which
 * must fit in it. 0, or -errno reported. */
int memory_count(struct shell *shell, const char *word, const struct shell_memory *memory,
		 const char *count_word, uint64_t count, struct memory_range *range);
/* The same of @word, in items of @range->width, which the caller has set. The default is all that
 * it names; where that has no size, COUNT is needed. What is no whole number of items is taken as
 * bytes, unless the command has a suffix. */
int memory_range(struct shell *shell, const struct shell_args *args, const char *word,
		 const char *count_word, struct memory_range *range);
/* Two ranges of as many items: operands 1 and 2, and perhaps COUNT. */
struct memory_pair {
	struct memory_range one, two;
	volatile uint64_t done;  /* items */
	volatile uint64_t fault; /* the address at work */
};
/* Reads the operands, and sets the width. 0, or -errno reported. */
int memory_pair(struct shell *shell, const struct shell_args *args, struct memory_pair *pair);
/* The number in @word, which fits in an item. 0, or -errno reported. */
int memory_value(struct shell *shell, const char *word, unsigned width, uint64_t *value);
/* Refuses to write where an owner is, unless -f is given: 0; -EBUSY reported. Registers, and RAM
 * that the tree does not name, have no owner. */
int memory_may_write(struct shell *shell, const struct shell_args *args,
		     const struct memory_range *range);
/* Reports an access to @address that failed. Returns -EFAULT. */
int memory_fault(struct shell *shell, uint64_t address, const struct trap_info *info);

/* Writes @value to all items of the range. 0; -EFAULT reported. */
int memory_write(struct shell *shell, const struct memory_range *range, uint64_t value);

/*
 * Calls step(context), each time contained, until it does not return -EAGAIN: its result, or
 * -EFAULT with *info. It pauses after MEMORY_PAUSE items, so that Ctrl-C is noticed.
 */
int memory_run(struct shell *shell, int (*step)(void *context), void *context,
	       struct trap_info *info);

/* Items that fault, gathered by cause, so that each is reported once. */
struct memory_faults {
	struct {
		uint64_t cause, first, last; /* bytes */
		uint64_t bytes, items;
	} row[MEMORY_CAUSES];
	int count;
};

/* Adds @bytes that fault together: one access, or all of a page. */
void memory_faults_add(struct memory_faults *faults, uint64_t address, uint64_t bytes,
		       uint64_t cause);
/* Reports them. 0: there are none; else -EFAULT. */
int memory_faults_report(struct shell *shell, const struct memory_faults *faults);
