#include "kernel/protect/protect.h"
/*
 * Switches the tables on and off.
 * RISC-V Privileged Architecture 1.12, 4.1.11: a satp of an unknown mode has no effect at all, and
 * going to and from mode 0 needs no sfence.vma.
 */
#include <errno.h>
#include <stddef.h>
#include "kernel/csr.h"
#include "kernel/instret.h"
#include "kernel/trap_try.h"

enum {
	SATP_MODE = 60, /* its lowest bit */
	SATP_SV39 = 8,  /* of three levels; each further level adds 1 */
	LEVELS_MIN = 3,
	LEVELS_MAX = 4,
	GUARDS_MAX = 64, /* harts */
	CAUSE_LOAD_PAGE_FAULT = 13,
	CAUSE_STORE_PAGE_FAULT = 15,
};

extern struct protect_page _protect_tables[]; /* linker.ld */
extern char _image_base[], _image_end[];

static struct protect_facts facts = { .why = "not switched on yet" };
unsigned char protect_wanted = 1;
static struct protect_needs needs;
static struct protect_table tables = { .page = _protect_tables, .max = PROTECT_TABLES };
static uint64_t guards[GUARDS_MAX]; /* pages */
static int guard_count;

const struct protect_facts *protect_facts(void)
{
	return &facts;
}

void protect_set_needs(const struct protect_needs *what)
{
	needs = *what;
	if (needs.highest < (uintptr_t)_image_end)
		needs.highest = (uintptr_t)_image_end;
}

/* --- on this hart ----------------------------------------------------------------------------- */

/* What an earlier program's tables left in the hart is forgotten before these are used. */
static void protect_set(uint64_t satp)
{
	__asm__ volatile("sfence.vma" : : : "memory");
	csr_write_satp(satp);
	__asm__ volatile("sfence.vma" : : : "memory");
}

bool protect_hart(void)
{
	if (!facts.satp)
		return false;
	if (csr_read_satp() != facts.satp)
		protect_set(facts.satp);
	return true;
}

void protect_hart_off(void)
{
	csr_write_satp(0);
}

void protect_pause(void)
{
	if (facts.satp)
		protect_hart_off();
}

bool protect_beyond(uint64_t cause, uint64_t stval)
{
	if (!facts.satp || (cause != CAUSE_LOAD_PAGE_FAULT && cause != CAUSE_STORE_PAGE_FAULT) ||
	    stval < protect_reach(facts.levels) || !csr_read_satp())
		return false;
	protect_pause();
	return true;
}

/* --- on and off ------------------------------------------------------------------------------- */

static int protect_fails(int err, const char *why)
{
	facts.why = why;
	return err;
}

static void protect_guard_page(uint64_t page)
{
	const struct protect_range range = { page, page + PROTECT_PAGE, 0 };

	if (range.end <= protect_reach(tables.levels))
		(void)protect_allow(&tables, &range);
}

void protect_guard(uint64_t page)
{
	if (guard_count == GUARDS_MAX)
		return;
	guards[guard_count++] = page;
	if (facts.levels)
		protect_guard_page(page);
	/* Another hart forgets what it knew of the tables when it begins its next job, and this one
	 * after a pause. */
	if (facts.satp && csr_read_satp() == facts.satp)
		protect_set(facts.satp);
}

bool protect_listed(int index, struct protect_range *range, const char **what)
{
	int image = 0;
	uint64_t to;

	while (protect_image(image, range, what))
		if (image++ == index)
			return true;
	index -= image;
	if (index >= guard_count)
		return false;
	*what = "guard page of another hart";
	*range = (struct protect_range){ guards[index], guards[index] + PROTECT_PAGE,
					 protect_walk(&tables, guards[index], &to) };
	return true;
}

/* Makes the tables. They are made once: a hart that does not come back may still use them. */
static int protect_make(unsigned levels)
{
	struct protect_range range;
	const char *what;
	int err = 0;

	if (facts.levels == levels)
		return 0;
	protect_begin(&tables, levels);
	for (int i = 0; !err && protect_image(i, &range, &what); i++)
		err = protect_allow(&tables, &range);
	if (err)
		return err;
	for (int i = 0; i < guard_count; i++)
		protect_guard_page(guards[i]);
	facts.levels = levels;
	return 0;
}

/* What is looked at: data of the image, which is written, the code of this function, a device. */
static int protect_probe(void *arg)
{
	const uint64_t *satp = arg;
	static volatile uint64_t word;

	protect_set(*satp);
	if (csr_read_satp() != *satp)
		return -ENOTSUP;
	word = *satp;
	needs.touch();
	return word == *satp ? 0 : -EIO;
}

static int protect_leave(void *unused)
{
	(void)unused;
	protect_hart_off();
	return 0;
}

/* Tries tables of so many levels; they stay on if they work. */
static int protect_try(unsigned levels)
{
	uint64_t satp = (uint64_t)(SATP_SV39 + levels - LEVELS_MIN) << SATP_MODE |
			(uintptr_t)_protect_tables / PROTECT_PAGE;
	int err = protect_make(levels);

	if (err)
		return protect_fails(err, "the image lies across too large a boundary");
	err = trap_try(protect_probe, &satp, NULL);
	if (!err) {
		facts.satp = satp;
		return protect_fails(0, "");
	}
	trap_try(protect_leave, NULL, NULL);
	if (err == -ENOTSUP)
		return protect_fails(err, levels == LEVELS_MIN
						  ? "this hart has no page tables (Sv39)"
						  : "Sv39 does not reach all of RAM and devices, "
						    "and this hart has no Sv48");
	return protect_fails(err, "it was tried, and trapped: firmware may forbid it");
}

static int protect_begin_on(void)
{
	unsigned levels = LEVELS_MIN;

	if (needs.refusal)
		return protect_fails(-EPERM, needs.refusal);
	if ((uintptr_t)_image_base % PROTECT_PAGE)
		return protect_fails(-ENXIO, "the image does not begin at a page (4 KiB)");
	while (levels < LEVELS_MAX && needs.highest > protect_reach(levels))
		levels++;
	if (needs.highest > protect_reach(levels))
		return protect_fails(-ERANGE, "RAM or a device lies beyond what Sv48 reaches");
	return protect_try(levels);
}

int protect_on(void)
{
	uint64_t before = instret_read();
	int err;

	if (facts.satp)
		return 0;
	err = protect_begin_on();
	facts.instructions = instret_read() - before;
	return err;
}

void protect_off(const char *why)
{
	protect_pause();
	facts.satp = 0;
	facts.why = why;
}
