/* Detects loops that wait for a status bit. Sources: see spin.h. */
#include "emulator/spin.h"

enum {
	SPIN_READS = 8,    /* in a turn, at most */
	SPIN_SAME = 2,     /* turns alike before any is skipped */
	SPIN_MOST = 20000, /* instructions at a time: the loop may also read a clock */
	SPIN_PRIME = 31,
};

void spin_forget(struct spin *spin)
{
	spin->anchor = 0;
}

static void spin_begin(struct spin *spin, uint64_t place, uint64_t value, uint64_t retired)
{
	spin->anchor = place;
	spin->began = retired;
	spin->value = value;
	spin->seen = value;
	spin->reads = 0;
}

uint64_t spin_look(struct spin *spin, uint64_t place, uint64_t value, uint64_t retired,
		   uint64_t quiet)
{
	uint64_t length = retired - spin->began, skip = 0;

	if (spin->anchor != place) {
		if (!spin->anchor || ++spin->reads > SPIN_READS) {
			spin->same = 0;
			spin_begin(spin, place, value, retired);
		}
		spin->seen = (spin->seen * SPIN_PRIME + place) * SPIN_PRIME + value;
		return 0;
	}
	if (value == spin->value && length == spin->length && spin->seen == spin->last_seen)
		spin->same++;
	else
		spin->same = 0;
	spin->length = length;
	spin->last_seen = spin->seen;
	if (quiet > SPIN_MOST)
		quiet = SPIN_MOST;
	if (spin->same >= SPIN_SAME && quiet > length)
		skip = (quiet - 1) / length * length;
	spin_begin(spin, place, value, retired + skip);
	spin->skipped += skip;
	return skip;
}
