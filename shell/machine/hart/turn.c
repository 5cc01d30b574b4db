#include "shell/machine/hart/turn.h"
/* Whose turn it is: the hart's id plus one. */
#include "kernel/boot_facts.h"
#include "kernel/hart/hart.h"

static uint64_t turn;

/* That hart's command is over, though it still has the turn. */
static bool turn_is_stale(uint64_t of)
{
	const struct hart *hart = hart_find(of - 1);

	return hart && hart_here(hart) != HART_WORKS;
}

void turn_take(struct shell *shell)
{
	const uint64_t mine = shell->hart + 1;
	uint64_t seen = 0;

	if (shell->hart == boot_facts.hart) {
		__atomic_store_n(&turn, 0, __ATOMIC_RELEASE);
		return;
	}
	while (!__atomic_compare_exchange_n(&turn, &seen, mine, false, __ATOMIC_ACQUIRE,
					    __ATOMIC_RELAXED) &&
	       seen != mine) {
		if (!turn_is_stale(seen))
			seen = 0;
		shell_check_interrupt(shell);
	}
}

void turn_give(const struct shell *shell)
{
	uint64_t mine = shell->hart + 1;

	__atomic_compare_exchange_n(&turn, &mine, 0, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED);
}
