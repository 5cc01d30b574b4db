#pragma once
/* The trampoline as C sees it: its code in the image, and the list that lies after its copy. */
#include <stddef.h>
#include <stdint.h>
#include "kernel/handoff/handoff.h"
#include "kernel/handoff/trampoline.h"

struct trampoline_row {
	uint64_t to, from, size, zero;
	uint64_t sum[2]; /* of the source: handoff_sum */
};

struct trampoline_list {
	uint64_t entry, tree, first, self, old;
	uint64_t mask;
	volatile uint64_t arrived;
	uint64_t go, console, reset, ipi, hsm;
	uint64_t rows;
	uint64_t scratch[5];
	struct trampoline_row row[HANDOFF_COPIES_MAX];
};

_Static_assert(offsetof(struct trampoline_list, old) == LIST_OLD, "as the assembler has it");
_Static_assert(offsetof(struct trampoline_list, arrived) == LIST_ARRIVED, "likewise");
_Static_assert(offsetof(struct trampoline_list, hsm) == LIST_HSM, "likewise");
_Static_assert(offsetof(struct trampoline_list, scratch) == LIST_GONE, "likewise");
_Static_assert(offsetof(struct trampoline_list, rows) == LIST_ROWS, "likewise");
_Static_assert(offsetof(struct trampoline_list, row) == LIST_ROW, "likewise");
_Static_assert(offsetof(struct trampoline_row, sum) == ROW_SUM, "likewise");
_Static_assert(sizeof(struct trampoline_row) == ROW_BYTES, "likewise");

/* kernel/handoff/trampoline.S: where its code begins and ends, and where in it harts wait. */
extern char handoff_trampoline[], handoff_trampoline_other[], handoff_trampoline_end[];

/* The list of the trampoline that was written to @at. */
static inline struct trampoline_list *trampoline_list(uint64_t at)
{
	size_t code = (size_t)(handoff_trampoline_end - handoff_trampoline);

	return (struct trampoline_list *)(uintptr_t)(at + ((code + 63) & ~(size_t)63));
}

/* --- kernel/handoff/handoff_sum.c ------------------------------------------------------------- */

/* The checksum of @size bytes at @from, as the trampoline takes it of the target: words of 8 bytes
 * while both are aligned, and then bytes; each is added to the first sum, and that to the second.
 */
void handoff_sum(uint64_t to, uint64_t from, uint64_t size, uint64_t sum[2]);

/* --- kernel/handoff/handoff_harts.c ----------------------------------------------------------- */

/* Takes the harts that wait in the image to the trampoline @at, or lets them stop, and starts the
 * hart that enters if it is another. 0, or -errno with *@why: as handoff_go. */
int handoff_lead_harts(uint64_t at, const char **why);
