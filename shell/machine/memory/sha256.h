#pragma once
/* SHA-256, of bytes that come in pieces. Pure. Source: FIPS 180-4. */
#include <stddef.h>
#include <stdint.h>

enum { SHA256_BYTES = 32, SHA256_BLOCK = 64 };

struct sha256 {
	uint32_t state[8];
	uint64_t len; /* bytes so far */
	uint8_t block[SHA256_BLOCK];
};

/* Starts over no bytes. */
void sha256_begin(struct sha256 *sha);
/* Adds @len bytes. */
void sha256_add(struct sha256 *sha, const void *bytes, size_t len);
/* The digest of all that was added; then it must begin anew. */
void sha256_end(struct sha256 *sha, uint8_t digest[SHA256_BYTES]);
