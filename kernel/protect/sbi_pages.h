#pragma once
/*
 * Page tables of `sbi test`, for fences: all addresses are what they are, and at one more address
 * is a page that can be changed. RISC-V Privileged Architecture 1.12, 4.4 (Sv39).
 */
#include <stdbool.h>
#include <stdint.h>

/* Pages that they take: three of tables, and one. */
enum { SBI_PAGES = 4 };
/* The address: it is in the last 1 GiB. */
#define SBI_PAGES_AT UINT64_C(0xffffffffc0000000)

/* Makes them at @pages, aligned to 4 KiB; sbi_pages_look finds 1. Owner: the caller. False: Sv39
 * does not reach there. */
bool sbi_pages_make(unsigned char *pages);
/* From now on sbi_pages_look finds 2, on harts that do not remember what was there before. */
void sbi_pages_change(unsigned char *pages);
/* The same of sbi_pages_run. */
void sbi_pages_patch(unsigned char *pages);

/* This hart uses them from now on, and remembers nothing of others. Interrupts have to be off.
 * False: it has no such tables, or firmware denies them. */
bool sbi_pages_on(unsigned char *pages);
/* It is as protected again as it was: kernel/protect/protect.h. */
void sbi_pages_off(void);
/* What it finds by them: by the address that changes, and by running code that changes. */
uint64_t sbi_pages_look(void);
uint64_t sbi_pages_run(unsigned char *pages);
