#pragma once
/*
 * Unpacks an LZMA stream without header, as `xz --format=raw` makes it: see tools/pack.
 * LZMA specification (Igor Pavlov, 2015).
 */
#include <stddef.h>
#include <stdint.h>

enum {
	LZMA_LC = 0, /* tools/pack's lc, lp and pb: literal context, literal and match positions */
	LZMA_LP = 1,
	LZMA_PB = 1,
	LZMA_PROBS = 1846 + (0x300 << (LZMA_LC + LZMA_LP)),
};

/* One run. The caller fills in the first part. */
struct lzma {
	const uint8_t *in, *in_end;
	uint8_t *out, *out_end; /* exactly what the stream holds; may end behind in, see unpack.c */
	uint16_t *probs;        /* LZMA_PROBS of them: scratch */
	void (*poll)(void);     /* called now and then; NULL: nobody wants it */
	/* Private. */
	const uint8_t *begin; /* of out */
	uint32_t range, code;
	uint32_t rep[4]; /* the last distances, less one */
	unsigned state;
};

/* Fills out up to out_end. 0, or -EILSEQ: the stream is none. */
int lzma_unpack(struct lzma *lzma);
