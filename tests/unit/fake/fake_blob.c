#include "tests/unit/fake/fake_blob.h"
/* Builds flattened trees token by token, well-formed or not. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void blob_put32(uint8_t *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> (24 - 8 * i));
}

void blob_start(struct blob *blob)
{
	memset(blob, 0, sizeof(*blob));
}

void blob_word(struct blob *blob, uint32_t word)
{
	assert_true(blob->tokens + 4 <= sizeof(blob->token));
	blob_put32(blob->token + blob->tokens, word);
	blob->tokens += 4;
}

/* Bytes, padded with zeros to the next token. */
static void blob_bytes(struct blob *blob, const void *bytes, size_t len)
{
	size_t padded = (len + 3) & ~(size_t)3;

	assert_true(blob->tokens + padded <= sizeof(blob->token));
	if (len)
		memcpy(blob->token + blob->tokens, bytes, len);
	blob->tokens += (uint32_t)padded;
}

/* The name's offset; each name is stored once. */
static uint32_t blob_name(struct blob *blob, const char *name)
{
	uint32_t at = 0, len = (uint32_t)strlen(name) + 1;

	while (at < blob->strings && strcmp(blob->string + at, name) != 0)
		at += (uint32_t)strlen(blob->string + at) + 1;
	if (at < blob->strings)
		return at;
	assert_true(at + len <= sizeof(blob->string));
	memcpy(blob->string + at, name, len);
	blob->strings += len;
	return at;
}

void blob_node(struct blob *blob, const char *name)
{
	blob_word(blob, 1);
	blob_bytes(blob, name, strlen(name) + 1);
}

void blob_end(struct blob *blob)
{
	blob_word(blob, 2);
}

void blob_prop(struct blob *blob, const char *name, const void *value, uint32_t len)
{
	blob_word(blob, 3);
	blob_word(blob, len);
	blob_word(blob, blob_name(blob, name));
	blob_bytes(blob, value, len);
}

void blob_text(struct blob *blob, const char *name, const char *text)
{
	blob_prop(blob, name, text, (uint32_t)strlen(text) + 1);
}

void blob_cells(struct blob *blob, const char *name, const uint64_t *cells)
{
	uint8_t value[256];
	uint32_t len = 0;

	for (; *cells != BLOB_NO_CELL; cells++, len += 4) {
		assert_true(len + 4 <= sizeof(value));
		blob_put32(value + len, (uint32_t)*cells);
	}
	blob_prop(blob, name, value, len);
}

void blob_cell(struct blob *blob, const char *name, uint32_t cell)
{
	blob_cells(blob, name, BLOB_CELLS(cell));
}

void blob_reserve(struct blob *blob, uint64_t base, uint64_t size)
{
	assert_true(blob->reserves < BLOB_RESERVE_MAX);
	blob->reserve[blob->reserves][0] = base;
	blob->reserve[blob->reserves++][1] = size;
}

void blob_header_word(struct blob *blob, enum blob_header word, uint32_t value)
{
	blob_put32(blob->bytes + (size_t)word * 4, value);
}

void blob_finish(struct blob *blob)
{
	const uint32_t reserve = BLOB_HEADER_WORDS * 4;
	const uint32_t structs = reserve + (blob->reserves + 1) * 16;
	uint32_t strings;

	blob_word(blob, 9);
	strings = structs + blob->tokens;
	blob->size = strings + blob->strings;
	const uint32_t header[BLOB_HEADER_WORDS] = {
		0xd00dfeed, blob->size, structs, strings,       reserve,
		17,         16,         0,       blob->strings, blob->tokens,
	};
	for (int i = 0; i < BLOB_HEADER_WORDS; i++)
		blob_header_word(blob, (enum blob_header)i, header[i]);
	for (uint32_t i = 0; i < blob->reserves * 2; i++) {
		uint64_t number = blob->reserve[i / 2][i % 2];

		blob_put32(blob->bytes + reserve + (size_t)i * 8, (uint32_t)(number >> 32));
		blob_put32(blob->bytes + reserve + (size_t)i * 8 + 4, (uint32_t)number);
	}
	memcpy(blob->bytes + structs, blob->token, blob->tokens);
	memcpy(blob->bytes + strings, blob->string, blob->strings);
}

void blob_open(struct blob *blob, struct dt_tree *tree)
{
	const char *why;
	int err = dt_open(tree, blob->bytes, blob->size, &why);

	if (err)
		fail_msg("dt_open: %d: %s", err, why);
}

struct dt_node blob_at(const struct dt_tree *tree, const char *path)
{
	struct dt_node node = dt_find(dt_root(tree), path, strlen(path));

	if (!dt_found(node))
		fail_msg("no node %s", path);
	return node;
}
