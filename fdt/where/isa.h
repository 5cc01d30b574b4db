#pragma once
/* The extensions that a hart's node lists: the only reader of ISA strings. */
#include "fdt/core/dt.h"

/*
 * A walk over what a cpu node lists: riscv,isa, in which letters may be in any order and a version
 * after a name is left out, then riscv,isa-extensions.
 */
struct dt_isa {
	const char *at, *end; /* private: what is left of riscv,isa */
	struct dt_strings list;
};

/* Starts before the first. */
void dt_isa_init(struct dt_isa *it, struct dt_node cpu);
/* The next name, in the tree's own letters and without a NUL; *@len its bytes. False: no more. */
bool dt_isa_next(struct dt_isa *it, const char **name, size_t *len);

/* The node has one of the two properties. */
bool dt_isa_is_listed(struct dt_node cpu);
/* The node lists the extension @name (lower case: "v", "sstc") itself. */
bool dt_isa_lists(struct dt_node cpu, const char *name);
/*
 * Which of the extensions @name(0), @name(1) and so on (lower case; at most 64, NULL ends them) the
 * node lists itself, or as a part of another: zba is a part of b, zfhmin of zfh. One walk; bit I is
 * @name(I).
 */
uint64_t dt_isa_of(struct dt_node cpu, const char *(*name)(int index));
