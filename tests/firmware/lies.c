/*
 * Lies: calls of which the card says what becomes of them. So each row of `sbi test` can be made to
 * fail, one after the other, by one boot.
 * Source: RISC-V Privileged Architecture 1.12, chapter 3.
 */
#include <stddef.h>
#include "tests/firmware/stub.h"

enum {
	A0 = 10,
	A1 = 11,
	A6 = 16,
	A7 = 17,
	WAIT_TICKS = 5000000, /* of virt's clock: half a second */
	STIE = 1 << 5,
};

static bool fits(uint64_t wanted, uint64_t is)
{
	return wanted == STUB_LIE_ANY || wanted == is;
}

const struct stub_lie *stub_lie(const struct stub_frame *frame)
{
	const struct stub_card *card = (const struct stub_card *)(uintptr_t)STUB_CARD;

	for (int i = 0; i < STUB_LIES; i++) {
		const struct stub_lie *lie = &card->lies[i];

		if (lie->extension && lie->extension == frame->x[A7] &&
		    lie->function == frame->x[A6] && fits(lie->argument, frame->x[A0]) &&
		    fits(lie->second, frame->x[A1]))
			return lie;
	}
	return NULL;
}

static void wait(void)
{
	uint64_t end = stub_now() + WAIT_TICKS;

	while (stub_now() < end)
		;
}

bool stub_lie_before(const struct stub_lie *lie, struct stub_frame *frame)
{
	uint64_t self = ~frame->x[A1];

	if (lie->what == STUB_LIE_HANGS)
		stub_spin();
	if (lie->what == STUB_LIE_RESETS)
		stub_board_stop(true);
	if (lie->what == STUB_LIE_WAITS)
		wait();
	if (lie->what == STUB_LIE_OTHERS)
		__asm__ volatile("csrr %0, mhartid" : "=r"(self));
	if (lie->what != STUB_LIE_ANSWER && self != frame->x[A1])
		return false;
	frame->x[A0] = lie->error;
	frame->x[A1] = lie->value;
	return true;
}

void stub_lie_after(const struct stub_lie *lie, struct stub_frame *frame)
{
	if (lie->what == STUB_LIE_ADDS)
		frame->x[A1] += lie->value;
	if (lie->what == STUB_LIE_RUINS)
		stub_ruin(frame);
	if (lie->what == STUB_LIE_TRAPS)
		__asm__ volatile("csrw mepc, zero");
	if (lie->what != STUB_LIE_CSRS)
		return;
	__asm__ volatile("csrw sepc, %0" : : "r"(lie->value));
	__asm__ volatile("csrs sie, %0" : : "r"((long)STIE));
}
