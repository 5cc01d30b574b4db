#pragma once
/*
 * Blobs built token by token, so that malformed ones can be built, too: libfdt's own writer refuses
 * most of what the reader must refuse.
 */
#include <stddef.h>
#include <stdint.h>
#include "fdt/core/dt.h"

enum {
	BLOB_STRUCT_MAX = 1 << 18,
	BLOB_STRINGS_MAX = 1 << 12,
	BLOB_RESERVE_MAX = 16, /* entries */
	BLOB_HEADER_WORDS = 10,
};

/* Words of the header, as blob_finish leaves them. */
enum blob_header {
	BLOB_MAGIC,
	BLOB_TOTALSIZE,
	BLOB_OFF_STRUCT,
	BLOB_OFF_STRINGS,
	BLOB_OFF_RESERVE,
	BLOB_VERSION,
	BLOB_LAST_COMP,
	BLOB_BOOT_CPU,
	BLOB_SIZE_STRINGS,
	BLOB_SIZE_STRUCT,
};

struct blob {
	uint32_t tokens, strings, reserves; /* bytes, bytes, entries */
	uint8_t token[BLOB_STRUCT_MAX];
	char string[BLOB_STRINGS_MAX];
	uint64_t reserve[BLOB_RESERVE_MAX][2];
	_Alignas(8) uint8_t bytes[BLOB_STRUCT_MAX + BLOB_STRINGS_MAX + 1024]; /* finished */
	uint32_t size;
};

/* Starts an empty blob, without any token. */
void blob_start(struct blob *blob);
void blob_word(struct blob *blob, uint32_t word); /* any token */
void blob_node(struct blob *blob, const char *name);
void blob_end(struct blob *blob); /* of the open node */
void blob_prop(struct blob *blob, const char *name, const void *value, uint32_t len);
void blob_text(struct blob *blob, const char *name, const char *text);
/* A property of cells; BLOB_NO_CELL ends the list. */
void blob_cells(struct blob *blob, const char *name, const uint64_t *cells);
void blob_cell(struct blob *blob, const char *name, uint32_t cell);
void blob_reserve(struct blob *blob, uint64_t base, uint64_t size);
/* Ends the structure block and lays out header, reserve map, structure, strings. */
void blob_finish(struct blob *blob);
void blob_header_word(struct blob *blob, enum blob_header word, uint32_t value);

#define BLOB_NO_CELL    (UINT64_C(1) << 32)
#define BLOB_CELLS(...) ((const uint64_t[]){ __VA_ARGS__, BLOB_NO_CELL })

/* Opens a finished blob; fails the test if dt_open refuses it. */
void blob_open(struct blob *blob, struct dt_tree *tree);
/* The node at @path; fails the test if there is none. */
struct dt_node blob_at(const struct dt_tree *tree, const char *path);
