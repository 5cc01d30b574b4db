#include "kernel/unpack.h"
/*
 * The prompt does not wait for the commands: they are unpacked before the first. The stream is read
 * from the end of the place that it unpacks to: what was written never reaches what is still to be
 * read, for no rest of a stream is longer than what it stands for.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include "kernel/guard.h"
#include "kernel/lzma.h"

/* linker.ld; and tables that tools/relocs made: see boot/start.S. */
extern uint8_t _image_base[], _cold_start[], _cold_end[], _cold_room[];
extern const uint16_t __cold_relocs_low[];
extern const uint8_t __cold_relocs_high[];

enum { RELOC_WORD = 8, RELOC_TOP = 7, RELOC_TOP_SHIFT = 16 };

/* Bytes of the stream at _cold_start; 0: it is not packed. tools/pack fills it in. */
uint32_t unpack_size __attribute__((section(".data.unpack_size"))) = 0;

static bool done;

bool unpack_done(void)
{
	return done;
}

static void unpack_relocate(void)
{
	const uint8_t *high = __cold_relocs_high;
	uint8_t *at = _image_base;

	for (const uint16_t *low = __cold_relocs_low; (const uint8_t *)low < __cold_relocs_high;
	     low++, high++) {
		uint64_t what = *low | (uint64_t)(*high & RELOC_TOP) << RELOC_TOP_SHIFT;
		unsigned distance = *high &
				    ~(unsigned)RELOC_TOP; /* in bytes, for it counts words */

		if (!distance) {
			at += what * RELOC_WORD;
			continue;
		}
		at += distance;
		*(uint64_t *)(void *)at = (uintptr_t)_image_base + what;
	}
}

int unpack_commands(void *scratch, size_t size, void (*poll)(void))
{
	struct lzma lzma = {
		.out = _cold_start, .out_end = _cold_end, .probs = scratch, .poll = poll
	};
	volatile uint32_t *packed = &unpack_size; /* not what the compiler sees */
	int err = 0;

	if (done)
		return 0;
	if (size < LZMA_PROBS * sizeof(*lzma.probs))
		return -ENOMEM;
	if (*packed) {
		lzma.in_end = _cold_room;
		lzma.in = _cold_room - *packed;
		memmove(_cold_room - *packed, _cold_start, *packed);
		err = lzma_unpack(&lzma);
	}
	if (err)
		return err;
	unpack_relocate();
	guard_sync_code();
	done = true;
	return 0;
}
