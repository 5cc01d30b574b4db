#include "kernel/protect/sbi_pages.h"
/*
 * The page that changes is first the lowest table itself, and then the one after it: each has a
 * word at its end that is no row of a table.
 * Source: RISC-V Privileged Architecture 1.12, 4.2.1 and 4.4.
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include "kernel/csr.h"
#include "kernel/protect/protect.h"
#include "kernel/trap_try.h"

enum { PAGES_ROOT, PAGES_MIDDLE, PAGES_LOW, PAGES_AFTER };

enum {
	PAGES_LEVELS = 3,
	PAGES_SV39 = 8,
	PAGES_MODE = 60,               /* the lowest bit of satp's mode */
	PAGES_VALID = 1 << 0,          /* bits of a row */
	PAGES_READS = 0xc3,            /* valid, to be read, accessed and dirty */
	PAGES_NUMBER = 10,             /* its lowest bit of the page's number */
	PAGES_WORD = PROTECT_ROWS - 1, /* of a page: what is looked at */
	PAGES_BEFORE = 0x10,           /* it, in either page: not valid as a row */
	PAGES_LATER = 0x20,
	PAGES_RETURN = 0x8067, /* code: ret */
	PAGES_LI_A0 = 0x513,   /* li a0, 0 */
	PAGES_LI = 20,         /* the lowest bit of its number */
};

static struct protect_page *pages_of(unsigned char *pages)
{
	return (struct protect_page *)(void *)pages;
}

static uint64_t pages_row(const struct protect_page *page, unsigned bits)
{
	return (uintptr_t)page / PROTECT_PAGE << PAGES_NUMBER | bits;
}

static void pages_code(unsigned char *pages, uint32_t number)
{
	volatile uint32_t *code = (void *)pages_of(pages)[PAGES_AFTER].row;

	code[0] = PAGES_LI_A0 | number << PAGES_LI;
	code[1] = PAGES_RETURN;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

bool sbi_pages_make(unsigned char *pages)
{
	struct protect_page *page = pages_of(pages);
	struct protect_table table = { .page = page, .max = 1 };

	if ((uintptr_t)pages >= protect_reach(PAGES_LEVELS))
		return false;
	protect_begin(&table, PAGES_LEVELS);
	memset(&page[PAGES_MIDDLE], 0, (SBI_PAGES - PAGES_MIDDLE) * sizeof(*page));
	for (int i = 0; i < PROTECT_ROWS / 2; i++)
		page[PAGES_ROOT].row[i] |= PROTECT_EXECUTE;
	/* SBI_PAGES_AT. */
	page[PAGES_ROOT].row[PROTECT_ROWS - 1] = pages_row(&page[PAGES_MIDDLE], PAGES_VALID);
	page[PAGES_MIDDLE].row[0] = pages_row(&page[PAGES_LOW], PAGES_VALID);
	page[PAGES_LOW].row[0] = pages_row(&page[PAGES_LOW], PAGES_READS);
	page[PAGES_LOW].row[PAGES_WORD] = PAGES_BEFORE;
	page[PAGES_AFTER].row[PAGES_WORD] = PAGES_LATER;
	pages_code(pages, 1);
	return true;
}

void sbi_pages_change(unsigned char *pages)
{
	struct protect_page *page = pages_of(pages);
	volatile uint64_t *row = page[PAGES_LOW].row;

	row[0] = pages_row(&page[PAGES_AFTER], PAGES_READS);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void sbi_pages_patch(unsigned char *pages)
{
	pages_code(pages, 2);
}

static int pages_switch(void *arg)
{
	uint64_t satp = (uint64_t)PAGES_SV39 << PAGES_MODE | (uintptr_t)arg / PROTECT_PAGE;

	__asm__ volatile("sfence.vma" : : : "memory");
	csr_write_satp(satp);
	__asm__ volatile("sfence.vma" : : : "memory");
	__asm__ volatile("fence.i" : : : "memory");
	return csr_read_satp() == satp ? 0 : -ENOTSUP;
}

bool sbi_pages_on(unsigned char *pages)
{
	return trap_try(pages_switch, pages, NULL) == 0;
}

void sbi_pages_off(void)
{
	csr_write_satp(protect_facts()->satp);
	__asm__ volatile("sfence.vma" : : : "memory");
}

uint64_t sbi_pages_look(void)
{
	const volatile uint64_t *words = (const volatile uint64_t *)(uintptr_t)SBI_PAGES_AT;

	return words[PAGES_WORD] == PAGES_BEFORE ? 1 : 2;
}

uint64_t sbi_pages_run(unsigned char *pages)
{
	uint64_t (*run)(void) = (uint64_t(*)(void))(uintptr_t)pages_of(pages)[PAGES_AFTER].row;

	return run();
}
