#include "kernel/handoff/handoff.h"
/* The hand-off, prepared: the trampoline and its list are written to free RAM. */
#include <errno.h>
#include <string.h>
#include "kernel/boot_facts.h"
#include "kernel/guard.h"
#include "kernel/handoff/trampoline_list.h"
#include "kernel/sbi.h"

enum { HANDOFF_PAGE = 4096 };

size_t handoff_room(void)
{
	size_t bytes = (size_t)((uintptr_t)trampoline_list(0) + sizeof(struct trampoline_list));

	return (bytes + HANDOFF_PAGE - 1) & ~(size_t)(HANDOFF_PAGE - 1);
}

/* --- what cannot work ------------------------------------------------------------------------ */

static bool handoff_wraps(uint64_t base, uint64_t size)
{
	return size && base + (size - 1) < base;
}

static bool handoff_meets(uint64_t base, uint64_t size, uint64_t at)
{
	return size && base < at + handoff_room() && base + (size - 1) >= at;
}

static bool handoff_copy_fits(const struct handoff_copy *copy, uint64_t at)
{
	uint64_t whole = copy->size + copy->zero;

	return whole >= copy->size && !handoff_wraps(copy->to, whole) &&
	       !handoff_wraps(copy->from, copy->size) && !handoff_meets(copy->to, whole, at) &&
	       !handoff_meets(copy->from, copy->size, at);
}

static int handoff_check(const struct handoff *handoff, uint64_t at)
{
	if (handoff->copies > HANDOFF_COPIES_MAX)
		return -E2BIG;
	if (at % HANDOFF_PAGE || handoff_wraps(at, handoff_room()))
		return -EINVAL;
	for (uint32_t i = 0; i < handoff->copies; i++)
		if (!handoff_copy_fits(&handoff->copy[i], at))
			return -EINVAL;
	return 0;
}

/* --- writing it ------------------------------------------------------------------------------- */

/* What is written, and where. */
struct handoff_writing {
	const struct handoff *handoff;
	uint64_t at;
};

static void handoff_fill(struct trampoline_list *list, const struct handoff *handoff)
{
	const struct sbi_facts *facts = sbi_facts();

	*list = (struct trampoline_list){
		.entry = handoff->entry,
		.tree = handoff->tree,
		.first = handoff->hart,
		.self = boot_facts.hart,
		.old = (uint64_t)LIST_NONE,
		.console = (uint64_t)(facts->dbcn ? LIST_DBCN : 0) |
			   (uint64_t)(facts->legacy_console ? LIST_LEGACY : 0),
		.reset = (uint64_t)(facts->srst ? LIST_SRST : 0) |
			 (uint64_t)(facts->legacy_shutdown ? LIST_LEGACY : 0),
		.rows = handoff->copies,
	};
	for (uint32_t i = 0; i < handoff->copies; i++) {
		const struct handoff_copy *copy = &handoff->copy[i];
		struct trampoline_row *row = &list->row[i];

		row->to = copy->to;
		row->from = copy->from;
		row->size = copy->size;
		row->zero = copy->zero;
		handoff_sum(copy->to, copy->from, copy->size, row->sum);
	}
}

static int handoff_write(void *arg)
{
	const struct handoff_writing *writing = arg;
	size_t code = (size_t)(handoff_trampoline_end - handoff_trampoline);
	void *at = (void *)(uintptr_t)writing->at;
	struct trampoline_list *list = trampoline_list(writing->at);

	memcpy(at, handoff_trampoline, code);
	handoff_fill(list, writing->handoff);
	__asm__ volatile("fence iorw, iorw" : : : "memory");
	if (memcmp(at, handoff_trampoline, code) != 0 || list->entry != writing->handoff->entry ||
	    list->rows != writing->handoff->copies)
		return -EIO;
	guard_sync_code();
	return 0;
}

int handoff_prepare(const struct handoff *handoff, uint64_t at)
{
	struct handoff_writing writing = { handoff, at };
	int err = handoff_check(handoff, at);

	return err ? err : trap_try(handoff_write, &writing, NULL);
}
