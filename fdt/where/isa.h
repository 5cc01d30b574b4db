#pragma once
/* The extensions that a hart's node lists: the only reader of ISA strings. */
#include "fdt/core/dt.h"

/* Which of the two properties lists a name. */
enum dt_isa_mark {
	DT_ISA_STRING = 1, /* riscv,isa */
	DT_ISA_LIST = 2,   /* riscv,isa-extensions */
};

/*
 * A walk over what a cpu node lists: riscv,isa, in which letters may be in any order and a version
 * after a name is left out, then riscv,isa-extensions.
 */
struct dt_isa {
	const char *at, *end; /* private: what is left of riscv,isa */
	struct dt_strings list;
	enum dt_isa_mark from; /* the property of the last name */
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
 * Sets in @mark[I], for each extension @name(I) from 0 on (lower case; NULL ends them), the marks
 * of the properties that list it, or another extension of which it is a part: zba is a part of b,
 * zfhmin of zfh. One walk.
 */
void dt_isa_mark(struct dt_node cpu, const char *(*name)(int index), uint8_t *mark);
/* The same of one name in any case, of @len bytes, as if the property @as listed it. */
void dt_isa_mark_name(const char *listed, size_t len, enum dt_isa_mark as,
		      const char *(*name)(int index), uint8_t *mark);
