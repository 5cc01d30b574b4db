#include "shell/machine/boot_go.h"
/* The last steps of `boot`: nothing is quieted before each copy was compared with its source. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "kernel/guard.h"
#include "kernel/handoff/handoff.h"
#include "kernel/trap/trap.h"
#include "shell/handoff/plan_show.h"

enum { GO_CHUNK = 64 << 10 /* bytes between two looks for Ctrl-C */ };

static const uint8_t go_zeros[512];

/* --- copies ----------------------------------------------------------------------------------- */

/* Copies from @from, which is advanced unless it is the zeros, up to @step bytes at a time. */
static int go_fill(struct shell *shell, uint64_t to, const uint8_t *from, uint64_t size,
		   uint64_t step)
{
	bool zeros = from == go_zeros;
	struct trap_info trap;

	while (size) {
		uint64_t len = size < step ? size : step;

		shell_check_interrupt(shell);
		if (guard_copy(to, from, len, &trap))
			return shell_error(shell, -EFAULT,
					   "0x%" PRIx64 ": %s; what goes to 0x%" PRIx64
					   " was not copied",
					   trap.stval, trap_cause_name(trap.cause), to);
		to += len;
		from += zeros ? 0 : len;
		size -= len;
	}
	return 0;
}

/* What is compared, in trap_try. */
struct go_compare {
	const uint8_t *to, *from;
	size_t len;
};

static int go_differs(void *arg)
{
	const struct go_compare *compare = arg;

	return memcmp(compare->to, compare->from, compare->len) != 0;
}

static int go_verify(struct shell *shell, uint64_t to, const uint8_t *from, uint64_t size,
		     uint64_t step)
{
	bool zeros = from == go_zeros;
	struct go_compare compare = { (const uint8_t *)(uintptr_t)to, from, 0 };

	for (; size; size -= compare.len) {
		compare.len = size < step ? size : step;
		shell_check_interrupt(shell);
		if (trap_try(go_differs, &compare, NULL))
			return shell_error(shell, -EIO,
					   "0x%" PRIx64 ": what was copied there reads back "
					   "differently; that is no RAM that works",
					   (uint64_t)(uintptr_t)compare.to);
		compare.to += compare.len;
		compare.from += zeros ? 0 : compare.len;
	}
	return 0;
}

static int go_copy(struct shell *shell, const struct plan_piece *piece)
{
	const uint8_t *from = (const uint8_t *)(uintptr_t)piece->from;
	uint64_t after = piece->to + piece->size;
	uint64_t rest = piece->clear ? piece->memory - piece->size : 0;
	int err = go_fill(shell, piece->to, from, piece->size, GO_CHUNK);

	if (!err)
		err = go_fill(shell, after, go_zeros, rest, sizeof(go_zeros));
	if (!err)
		err = go_verify(shell, piece->to, from, piece->size, GO_CHUNK);
	if (!err)
		err = go_verify(shell, after, go_zeros, rest, sizeof(go_zeros));
	return err;
}

static int go_relocate(struct shell *shell, const struct plan *plan)
{
	const char *why = "";

	if (!plan->relocate_at ||
	    payload_relocate((const void *)(uintptr_t)plan->kernel.base, plan->kernel.size,
			     (void *)(uintptr_t)plan->relocate_at, plan->span.base, &why) == 0)
		return 0;
	return shell_error(shell, -ENOEXEC, "%s: it is %s", plan->wish->name, why);
}

/* --- the hand-off ----------------------------------------------------------------------------- */

static struct handoff go_handoff;

static int go_prepare(struct shell *shell, const struct plan *plan)
{
	int err;

	go_handoff = (struct handoff){
		.entry = plan->entry,
		.hart = plan->wish->hart,
		.tree = plan->tree_at,
	};
	for (int i = 0; i < plan->pieces; i++) {
		const struct plan_piece *piece = &plan->piece[i];

		if (piece->how != PLAN_LAST)
			continue;
		go_handoff.copy[go_handoff.copies++] = (struct handoff_copy){
			.to = piece->to,
			.from = piece->from,
			.size = piece->size,
			.zero = piece->clear ? piece->memory - piece->size : 0,
		};
	}
	err = handoff_prepare(&go_handoff, plan->trampoline);
	if (!err)
		return 0;
	return shell_error(shell, err,
			   "the code that makes the last copies cannot be put at 0x%" PRIx64,
			   plan->trampoline);
}

int boot_go(struct shell *shell, const struct plan *plan)
{
	const char *why = "";
	int err = 0;

	plan_tell(shell, plan);
	for (int i = 0; !err && i < plan->pieces; i++)
		if (plan->piece[i].how == PLAN_NOW)
			err = go_copy(shell, &plan->piece[i]);
	if (!err)
		err = go_relocate(shell, plan);
	if (!err)
		err = go_prepare(shell, plan);
	if (err)
		return err;
	shell_check_interrupt(shell);
	shell_printf(shell,
		     "Starting at 0x%" PRIx64 " on hart %" PRIu64 ", tree at 0x%" PRIx64 "\n",
		     plan->entry, plan->wish->hart, plan->tree_at);
	err = handoff_go(plan->trampoline, &why);
	return shell_error(shell, err, "%s", why);
}
