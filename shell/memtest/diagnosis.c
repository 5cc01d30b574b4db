#include "shell/memtest/diagnosis.h"
/* What failures have in common. */

enum { DIAGNOSIS_SPREAD = 4 }; /* pages, and of what was tested this part: a line, not a cell */

/* --- data bits -------------------------------------------------------------------------------- */

static void diagnosis_bits(struct diagnosis *diagnosis, const struct diagnosis_failure *failure)
{
	uint64_t wrong = failure->expected ^ failure->seen;

	if (!failure->own && !(wrong & (wrong - 1)))
		diagnosis->alone |= wrong;
	for (; wrong; wrong &= wrong - 1) {
		int n = __builtin_ctzll(wrong);
		bool one = failure->seen >> n & 1;
		struct diagnosis_bit *bit = &diagnosis->bit[n];
		uint32_t *count;

		if (!bit->up && !bit->down)
			bit->with = UINT64_MAX;
		bit->with &= one ? failure->seen : ~failure->seen;
		count = one ? &bit->up : &bit->down;
		*count += *count < UINT32_MAX;
	}
}

/* --- address lines ---------------------------------------------------------------------------- */

/* What was seen is an address a line or two away: counts the distance. */
static void diagnosis_line(struct diagnosis *diagnosis, const struct diagnosis_failure *failure)
{
	uint64_t distance = failure->expected ^ failure->seen;
	uint64_t two = distance & (distance - 1);

	if (!failure->own || two & (two - 1))
		return;
	for (int i = 0; i < diagnosis->lines; i++)
		if (diagnosis->line[i].distance == distance) {
			diagnosis->line[i].count++;
			return;
		}
	if (diagnosis->lines == DIAGNOSIS_LINES)
		return;
	diagnosis->line[diagnosis->lines].distance = distance;
	diagnosis->line[diagnosis->lines++].count = 1;
}

/* --- pages ------------------------------------------------------------------------------------ */

static uint64_t bad_end(const struct diagnosis_bad *bad)
{
	return bad->base + bad->size;
}

static void bad_remove(struct diagnosis *diagnosis, int at)
{
	diagnosis->bads--;
	for (; at < diagnosis->bads; at++)
		diagnosis->bad[at] = diagnosis->bad[at + 1];
}

/* Joins the two neighbours with the fewest pages between them. */
static void bad_join(struct diagnosis *diagnosis)
{
	struct diagnosis_bad *bad = diagnosis->bad;
	int best = 0;

	for (int i = 1; i + 1 < diagnosis->bads; i++)
		if (bad[i + 1].base - bad_end(&bad[i]) < bad[best + 1].base - bad_end(&bad[best]))
			best = i;
	bad[best].size = bad_end(&bad[best + 1]) - bad[best].base;
	bad[best].harts |= bad[best + 1].harts;
	bad_remove(diagnosis, best + 1);
	diagnosis->joined = true;
}

/* Whether the page, found by one more hart, makes a range longer: then it is a part of that. */
static bool bad_extend(struct diagnosis *diagnosis, int at, uint64_t page, uint64_t harts)
{
	struct diagnosis_bad *bad;

	if (at < 0 || at >= diagnosis->bads || diagnosis->bad[at].harts != harts)
		return false;
	bad = &diagnosis->bad[at];
	if (bad->base == page + DIAGNOSIS_PAGE)
		bad->base = page;
	else if (bad_end(bad) != page)
		return false;
	bad->size += DIAGNOSIS_PAGE;
	return true;
}

/* The range that follows now touches this one. */
static void bad_merge(struct diagnosis *diagnosis, int at)
{
	struct diagnosis_bad *bad = &diagnosis->bad[at];

	if (at + 1 >= diagnosis->bads || bad_end(bad) != bad[1].base || bad->harts != bad[1].harts)
		return;
	bad->size += bad[1].size;
	bad_remove(diagnosis, at + 1);
}

static void bad_insert(struct diagnosis *diagnosis, int at, const struct diagnosis_bad *bad)
{
	for (int i = diagnosis->bads++; i > at; i--)
		diagnosis->bad[i] = diagnosis->bad[i - 1];
	diagnosis->bad[at] = *bad;
}

static void diagnosis_page(struct diagnosis *diagnosis, uint64_t address, uint64_t harts)
{
	const struct diagnosis_bad page = { address & ~(uint64_t)(DIAGNOSIS_PAGE - 1),
					    DIAGNOSIS_PAGE, harts };
	int at = 0;

	while (at < diagnosis->bads && bad_end(&diagnosis->bad[at]) <= page.base)
		at++;
	if (at < diagnosis->bads && diagnosis->bad[at].base <= page.base) {
		diagnosis->bad[at].harts |= harts;
		return;
	}
	if (bad_extend(diagnosis, at - 1, page.base, harts)) {
		bad_merge(diagnosis, at - 1);
		return;
	}
	if (bad_extend(diagnosis, at, page.base, harts))
		return;
	if (diagnosis->bads == DIAGNOSIS_BAD) {
		bad_join(diagnosis);
		diagnosis_page(diagnosis, address, harts);
		return;
	}
	bad_insert(diagnosis, at, &page);
}

uint64_t diagnosis_bytes(const struct diagnosis *diagnosis)
{
	uint64_t bytes = 0;

	for (int i = 0; i < diagnosis->bads; i++)
		bytes += diagnosis->bad[i].size;
	return bytes;
}

/* --- a failure -------------------------------------------------------------------------------- */

/* Keeps the first failures, of each address one. */
static void diagnosis_first(struct diagnosis *diagnosis, const struct diagnosis_failure *failure)
{
	for (int i = 0; i < diagnosis->firsts; i++)
		if (diagnosis->first[i].address == failure->address)
			return;
	if (diagnosis->firsts < DIAGNOSIS_FIRST)
		diagnosis->first[diagnosis->firsts++] = *failure;
}

static void diagnosis_note(struct diagnosis *diagnosis, const struct diagnosis_failure *failure)
{
	uint64_t hart = UINT64_C(1) << failure->hart % 64;

	diagnosis->harts |= hart;
	diagnosis_first(diagnosis, failure);
	diagnosis_page(diagnosis, failure->address, hart);
	if (failure->fault) {
		diagnosis->faults++;
		return;
	}
	diagnosis->errors++;
	diagnosis_bits(diagnosis, failure);
	diagnosis_line(diagnosis, failure);
}

void diagnosis_add(struct diagnosis *diagnosis, const struct diagnosis_failure *failure)
{
	while (__atomic_test_and_set(&diagnosis->lock, __ATOMIC_ACQUIRE))
		;
	diagnosis_note(diagnosis, failure);
	__atomic_clear(&diagnosis->lock, __ATOMIC_RELEASE);
}

/* --- suspects --------------------------------------------------------------------------------- */

static bool suspect_spread(const struct diagnosis *diagnosis, uint64_t tested)
{
	uint64_t bytes = diagnosis_bytes(diagnosis);

	return bytes >= DIAGNOSIS_SPREAD * (uint64_t)DIAGNOSIS_PAGE &&
	       bytes >= tested / DIAGNOSIS_SPREAD;
}

/* A line that was wrong alone, and always like this one when either was wrong; or none. */
static int suspect_shorted(const struct diagnosis *diagnosis, int n)
{
	const struct diagnosis_bit *bit = diagnosis->bit;

	for (int i = 0; i < DIAGNOSIS_BITS; i++)
		if (i != n && diagnosis->alone >> i & 1 && bit[n].with >> i & 1 &&
		    bit[i].with >> n & 1)
			return i;
	return DIAGNOSIS_NO_BIT;
}

static bool suspect_data(const struct diagnosis *diagnosis, int n,
			 struct diagnosis_suspect *suspect)
{
	const struct diagnosis_bit *bit = &diagnosis->bit[n];
	int other;

	if (!(diagnosis->alone >> n & 1))
		return false;
	other = suspect_shorted(diagnosis, n);
	if (other != DIAGNOSIS_NO_BIT) {
		*suspect = (struct diagnosis_suspect){ DIAGNOSIS_SHORTED, n, other,
						       (uint64_t)bit->up + bit->down };
		return n < other;
	}
	if (bit->up && bit->down)
		return false;
	*suspect = (struct diagnosis_suspect){ bit->up ? DIAGNOSIS_STUCK_AT_1
						       : DIAGNOSIS_STUCK_AT_0,
					       n, DIAGNOSIS_NO_BIT, (uint64_t)bit->up + bit->down };
	return true;
}

/* Where data bits were wrong alone, or in one direction only, they are at fault. */
static bool suspect_address(const struct diagnosis *diagnosis, int row,
			    struct diagnosis_suspect *suspect)
{
	uint64_t distance = diagnosis->line[row].distance, other = distance & (distance - 1);
	int line = __builtin_ctzll(distance);
	const struct diagnosis_bit *bit = &diagnosis->bit[line];

	if (diagnosis->alone & distance || !bit->up || !bit->down)
		return false;
	*suspect = (struct diagnosis_suspect){ DIAGNOSIS_ADDRESS_LINE, line,
					       other ? __builtin_ctzll(other) : DIAGNOSIS_NO_BIT,
					       diagnosis->line[row].count };
	return true;
}

bool diagnosis_suspect(const struct diagnosis *diagnosis, uint64_t tested, int index,
		       struct diagnosis_suspect *suspect)
{
	bool spread = suspect_spread(diagnosis, tested);

	for (int row = 0; row < diagnosis->lines; row++)
		if (suspect_address(diagnosis, row, suspect) && index-- == 0)
			return true;
	for (int n = 0; spread && n < DIAGNOSIS_BITS; n++)
		if (suspect_data(diagnosis, n, suspect) && index-- == 0)
			return true;
	return false;
}
