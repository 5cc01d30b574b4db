#pragma once
/* Whether memory that the tree describes is there: asked of the machine. */
#include "shell/shell.h"

/* A piece of memory up to @last, all of which answers to a read, or none of it. */
struct ram_piece {
	uint64_t last;
	bool answers;
};

/*
 * The first piece of the memory from @base to @last (>= @base): a page at both ends is read, with
 * faults contained, and where they differ the place between. All of it answers where that cannot be
 * asked: without a machine, or where the tree in use is not of this machine.
 */
struct ram_piece shell_ram_piece(const struct shell *shell, uint64_t base, uint64_t last);
