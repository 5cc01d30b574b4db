#pragma once
/*
 * Whose memory is whose: a table of named ranges of the address space.
 *
 * boot/ fills in what the program itself uses, `load` what it has written. What a tree says is
 * added by shell/place.h, which is what commands ask. This file depends on nothing, so that all
 * layers may use it.
 */
#include <stdbool.h>
#include <stdint.h>

enum owner_kind {
	/* What the program uses: these ranges cannot be given to anything else. */
	OWNER_IMAGE,     /* code and constants, as they were loaded */
	OWNER_DATA,      /* of the image: variables and the rings of the consoles */
	OWNER_STACKS,    /* of the image */
	OWNER_TREE,      /* a device tree: the handed-over one, or one that was opened in place */
	OWNER_WORKSPACE, /* memory for indexes and copies of trees */
	OWNER_LOADED,    /* written by `load`: may be written and called */
	/* What a tree says, or lets one suspect. */
	OWNER_INITRD,
	OWNER_RESERVED,
	OWNER_NO_MAP,
	OWNER_FIRMWARE, /* nothing says that it is, but firmware usually is there */
	OWNER_UEFI,     /* UEFI's memory map keeps it for firmware */
	OWNER_KINDS,
};

enum {
	OWNERS_MAX = 32,
	OWNER_NAME_MAX = 40, /* bytes with the NUL; longer names are cut */
};

struct owner {
	uint64_t base, size; /* bytes; size 0: none */
	const char *name;    /* besides the kind: a file's, a node's; "" or NULL. A stranger's */
	enum owner_kind kind;
	uint32_t crc; /* OWNER_LOADED: the CRC-32 of what came */
};

/* Zero-initialised by its owner. Rows of size 0 are unused. */
struct owners {
	struct owner row[OWNERS_MAX];
	char name[OWNERS_MAX][OWNER_NAME_MAX]; /* private: of the rows that owners_put wrote */
	int count;                             /* rows up to the last one ever used */
};

/*
 * Adds the range; its name is copied. It replaces the one of the same kind. There may be any number
 * of OWNER_LOADED: of those, it replaces all with which it has a byte in common. Of size 0: only
 * removes. 0, or -ENOSPC: never for what the program itself uses.
 */
int owners_put(struct owners *owners, const struct owner *range);
/* The first row after @after (NULL: of all) that has a byte in common with the range; NULL. */
const struct owner *owners_find(const struct owners *owners, uint64_t base, uint64_t size,
				const struct owner *after);
/* The row of the loaded file of that name, which is not ""; NULL. */
const struct owner *owners_named(const struct owners *owners, const char *name);
/* Removes the row of the loaded file of that name, if there is one. */
void owners_forget(struct owners *owners, const char *name);
/* The first row of that kind; NULL. */
const struct owner *owners_of(const struct owners *owners, enum owner_kind kind);
/* The two have a byte in common. A range that wraps counts as far as the end. */
bool owner_meets(const struct owner *owner, uint64_t base, uint64_t size);
/* All of the range is the owner's. */
bool owner_holds(const struct owner *owner, uint64_t base, uint64_t size);
/* "image", "loaded" ... */
const char *owner_kind_name(enum owner_kind kind);
