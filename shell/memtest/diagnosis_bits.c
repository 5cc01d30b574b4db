/* Data bits that were wrong, as few rows: an address line makes all of them wrong. */
#include "shell/memtest/diagnosis.h"

static bool bits_wrong(const struct diagnosis *diagnosis, int n)
{
	return diagnosis->bit[n].up || diagnosis->bit[n].down;
}

static bool bits_join(const struct diagnosis *diagnosis, enum diagnosis_together together, int n)
{
	const struct diagnosis_bit *bit = &diagnosis->bit[n];

	if (n >= DIAGNOSIS_BITS || together == DIAGNOSIS_EACH || !bits_wrong(diagnosis, n))
		return false;
	return together == DIAGNOSIS_ALL || (bit->up == bit[-1].up && bit->down == bit[-1].down);
}

static void bits_take(struct diagnosis_bits *bits, const struct diagnosis_bit *bit)
{
	if (bit->up < bits->up_least)
		bits->up_least = bit->up;
	if (bit->up > bits->up_most)
		bits->up_most = bit->up;
	if (bit->down < bits->down_least)
		bits->down_least = bit->down;
	if (bit->down > bits->down_most)
		bits->down_most = bit->down;
	bits->end++;
}

bool diagnosis_next_bits(const struct diagnosis *diagnosis, enum diagnosis_together together,
			 struct diagnosis_bits *bits)
{
	int first = bits->end;

	while (first < DIAGNOSIS_BITS && !bits_wrong(diagnosis, first))
		first++;
	if (first == DIAGNOSIS_BITS)
		return false;
	*bits = (struct diagnosis_bits){
		.first = first, .end = first, .up_least = UINT32_MAX, .down_least = UINT32_MAX
	};
	do
		bits_take(bits, &diagnosis->bit[bits->end]);
	while (bits_join(diagnosis, together, bits->end));
	return true;
}
