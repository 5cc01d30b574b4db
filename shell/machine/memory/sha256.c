#include "shell/machine/memory/sha256.h"
/* SHA-256. Source: FIPS 180-4, 4.1.2 (functions), 4.2.2 (constants), 5.1.1 (padding), 6.2. */
#include <string.h>

static const uint32_t sha256_k[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2,
};

static uint32_t sha256_turn(uint32_t x, unsigned n)
{
	return x >> n | x << (32 - n);
}

static uint32_t sha256_word(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The message schedule keeps the last 16 words, in a ring: word @t. */
static uint32_t sha256_schedule(uint32_t w[16], unsigned t)
{
	uint32_t a = w[(t + 1) & 15], b = w[(t + 14) & 15];

	w[t & 15] += (sha256_turn(a, 7) ^ sha256_turn(a, 18) ^ a >> 3) + w[(t + 9) & 15] +
		     (sha256_turn(b, 17) ^ sha256_turn(b, 19) ^ b >> 10);
	return w[t & 15];
}

static void sha256_round(uint32_t v[8], uint32_t add)
{
	uint32_t a = v[0], e = v[4];
	uint32_t t1 = v[7] + (sha256_turn(e, 6) ^ sha256_turn(e, 11) ^ sha256_turn(e, 25)) +
		      ((e & v[5]) ^ (~e & v[6])) + add;
	uint32_t t2 = (sha256_turn(a, 2) ^ sha256_turn(a, 13) ^ sha256_turn(a, 22)) +
		      ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));

	memmove(v + 1, v, 7 * sizeof(*v));
	v[4] += t1;
	v[0] = t1 + t2;
}

static void sha256_block(struct sha256 *sha, const uint8_t *block)
{
	uint32_t v[8], w[16];

	memcpy(v, sha->state, sizeof(v));
	for (unsigned t = 0; t < 16; t++)
		w[t] = sha256_word(block + (size_t)t * 4);
	for (unsigned t = 0; t < 64; t++)
		sha256_round(v, sha256_k[t] + (t < 16 ? w[t] : sha256_schedule(w, t)));
	for (unsigned i = 0; i < 8; i++)
		sha->state[i] += v[i];
}

void sha256_begin(struct sha256 *sha)
{
	*sha = (struct sha256){ .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
					   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 } };
}

void sha256_add(struct sha256 *sha, const void *bytes, size_t len)
{
	const uint8_t *at = bytes;

	while (len) {
		size_t used = sha->len % SHA256_BLOCK, room = SHA256_BLOCK - used;
		size_t some = len < room ? len : room;

		memcpy(sha->block + used, at, some);
		at += some;
		len -= some;
		sha->len += some;
		if (some == room)
			sha256_block(sha, sha->block);
	}
}

void sha256_end(struct sha256 *sha, uint8_t digest[SHA256_BYTES])
{
	uint64_t bits = sha->len * 8;
	uint8_t len[8], pad = 0x80;

	for (unsigned i = 0; i < sizeof(len); i++)
		len[i] = (uint8_t)(bits >> (56 - 8 * i));
	for (; sha->len % SHA256_BLOCK != SHA256_BLOCK - sizeof(len) || pad; pad = 0)
		sha256_add(sha, &pad, 1);
	sha256_add(sha, len, sizeof(len));
	for (unsigned i = 0; i < SHA256_BYTES; i++)
		digest[i] = (uint8_t)(sha->state[i / 4] >> (24 - 8 * (i % 4)));
}
