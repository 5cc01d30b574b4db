#pragma once
/*
 * What accesses to the address space do, range by range. Pure: a caller's functions try addresses.
 */
#include <stdbool.h>
#include <stdint.h>

/* What an access does. */
enum scan_access {
	SCAN_SKIPPED,   /* it was not tried */
	SCAN_FAULTS,    /* a read traps */
	SCAN_READABLE,  /* a read works; no write was tried */
	SCAN_READ_ONLY, /* a write traps */
	SCAN_WRITABLE,  /* both work */
	SCAN_STUCK,     /* a write does not trap, but another value is read afterwards */
	SCAN_MIRROR,    /* what is written elsewhere is read here */
	SCAN_HANGS,     /* the bus does not answer */
};

/* What the tree and this program know of a place. */
enum scan_place {
	SCAN_GAP,      /* nothing */
	SCAN_DEVICE,   /* registers, or a window */
	SCAN_RAM,      /* that is not reserved */
	SCAN_RESERVED, /* by the tree, or by UEFI */
	SCAN_FIRMWARE, /* reserved in the bank of this program, below it */
	SCAN_SUSPECT,  /* not reserved, but firmware is usually there */
	SCAN_OURS,     /* this program's code, data and stacks */
};

/* A range of addresses that are alike. */
struct scan_piece {
	uint64_t base, last; /* its first and last byte */
	uint64_t of;         /* SCAN_MIRROR: what base mirrors */
	const char *name;    /* of the node, or ""; borrowed */
	uint8_t access, place;
	uint8_t cause; /* scause of SCAN_FAULTS and SCAN_READ_ONLY; else 0 */
	bool several;  /* name is only the first of the nodes */
};

/* Its owner sets piece and max, and the rest to 0. */
struct scan_map {
	struct scan_piece *piece; /* sorted; none overlaps another */
	int used, max;
	bool more; /* had no room */
};

/* Adds the piece: it replaces what was there, and is merged with what it touches and is like. */
void scan_map_put(struct scan_map *map, const struct scan_piece *piece);
/* The piece that the address is in; NULL. */
const struct scan_piece *scan_map_at(const struct scan_map *map, uint64_t address);

/* How addresses are tried. */
struct scan_walk {
	void *context;
	/* Sets access and cause of what is at the address. */
	void (*probe)(void *context, uint64_t address, struct scan_piece *found);
	uint64_t grain; /* where a range begins is found as exactly as this; a power of 2 */
	uint64_t step;  /* one address in so many is tried: what is smaller may be missed */
};

/* Tries the range @in, which has place and name, and adds the pieces that it is of: one address a
 * step and, for each change between two, as many as halving the step takes. */
void scan_walk(struct scan_map *map, const struct scan_walk *walk, const struct scan_piece *in);

/* How mirrors are found. */
struct scan_marks {
	void *context;
	/* Writes @value to the address, so that all mirrors of it have it. */
	void (*mark)(void *context, uint64_t address, uint64_t value);
	/* Reads it. False: it traps. */
	bool (*peek)(void *context, uint64_t address, uint64_t *value);
};

/*
 * Looks for mirrors of @marked, a word of the RAM bank that begins at @bank, and makes each a
 * piece. Tried are addresses that differ from it in one bit, as where a bank is smaller than the
 * tree says, and those as far from the base of another piece, as where RAM has a second window. A
 * range of which the tree knows nothing is taken to be the mirror, else the higher one. The word is
 * written to and restored.
 */
void scan_mirrors(struct scan_map *map, const struct scan_marks *marks, uint64_t bank,
		  uint64_t marked);

/* What should be said of a piece. */
enum scan_note {
	SCAN_FINE,
	SCAN_NOT_RESERVED,  /* RAM that faults, and the tree does not reserve it */
	SCAN_NOT_PROTECTED, /* firmware's memory, and it can be written to */
};
/* Which of these holds. */
enum scan_note scan_note(const struct scan_piece *piece);
