#pragma once
/*
 * What is at an address: the one place that knows whose memory is whose. It joins what the program
 * knows (kernel/owner.h), the open trees, and what a tree says.
 */
#include "fdt/where/reserved.h"
#include "shell/shell.h"

/* The banks of RAM: those of @tree, which firmware handed over; where that is NULL, those that UEFI
 * named. Otherwise as dt_memory. */
int shell_ram(const struct shell *shell, const struct dt_tree *tree, struct dt_range *out, int max,
	      int *more);

/* The bank of RAM, as shell_ram, that the image is in; size 0: it is in no bank that is known. */
struct dt_range shell_image_bank(const struct shell *shell, const struct dt_tree *tree);

/* The tree that firmware handed over; NULL: it handed over none. */
const struct dt_tree *shell_given_tree(const struct shell *shell);

/* All owners of memory in turn: first the table's, then open trees, the initrd, reserved memory,
 * what UEFI keeps, and what may be firmware's. Ranges may overlap, none is empty. */
struct shell_owners {
	struct owner owner; /* the current one; its name is borrowed */
	/* Private. */
	const struct shell *shell;
	const struct dt_tree *tree;
	int row, slot, held;         /* of the table, of the trees, of UEFI's: the next one */
	struct owner initrd;         /* size 0: no initrd, or it was the current one */
	struct dt_reserved reserved; /* the walk */
	struct owner firmware;       /* a guess; size 0: the tree reserves a part of it */
};

/* Starts over what @tree says (NULL: there is no tree) and over what the shell knows. */
void shell_owners(struct shell_owners *it, const struct shell *shell, const struct dt_tree *tree);
/* The next one, in it->owner; false at the end. */
bool shell_owners_next(struct shell_owners *it);

enum shell_place_is {
	SHELL_PLACE_FREE,    /* unused RAM, or RAM that `load` has written */
	SHELL_PLACE_OWNED,   /* by place->owner */
	SHELL_PLACE_NO_RAM,  /* unused, and not in RAM: devices, ROM, nothing */
	SHELL_PLACE_UNKNOWN, /* unused, and nothing says where RAM is */
};

struct shell_place {
	uint64_t base; /* as asked */
	enum shell_place_is is;
	struct owner owner; /* SHELL_PLACE_OWNED: the first that was found */
};

/* What is in @size (> 0) bytes at @base of the machine's memory, by the tree that firmware handed
 * over, whichever is in use. */
struct shell_place shell_place(const struct shell *shell, uint64_t base, uint64_t size);
/* Reports why the place, which is not free, is refused, and @next: "-f overwrites it". -EBUSY. */
int shell_place_refuse(struct shell *shell, const struct shell_place *place, const char *next);
