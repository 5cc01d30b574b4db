#pragma once
/*
 * Broken RAM: cells with a stuck bit, an address line without effect, pages that do not answer.
 *
 * From the first defect on RAM is reached by the functions below; what is before it is sound.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DEFECTS_MAX = 8, DEFECT_PAGE = 4096 };

enum defect_kind {
	DEFECT_STUCK, /* bit .line of each 64-bit word has the value .one */
	DEFECT_SHORT, /* words that differ in address bit .line only are one */
	DEFECT_DEAD,  /* any access faults */
};

struct defect {
	enum defect_kind kind;
	uint64_t base, size; /* bytes of memory that it is in */
	unsigned line;
	bool one;
};

struct machine;

/* Adds the defect that @text describes: "BASE,SIZE" of DEFECT_DEAD, "BASE,SIZE:LINE" of
 * DEFECT_SHORT, "BASE,SIZE:BIT:VALUE" of DEFECT_STUCK. False: it describes none, or there are too
 * many. */
bool defect_add(struct machine *machine, enum defect_kind kind, const char *text);
/* Accesses of RAM that may be broken. False: a defect makes it fault. */
bool defect_load(const struct machine *machine, uint64_t address, size_t size, uint64_t *value);
bool defect_store(struct machine *machine, uint64_t address, size_t size, uint64_t value);
