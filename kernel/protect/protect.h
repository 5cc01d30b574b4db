#pragma once
/*
 * The image's own page tables: code and constants cannot be written, nothing else can be executed,
 * and below each stack is a page that traps. All other addresses stay what they are.
 * RISC-V Privileged Architecture 1.12, 4.1.11 (satp), 4.2.1 (sfence.vma) and 4.4.
 */
#include <stdbool.h>
#include <stdint.h>
#include "kernel/protect/protect_table.h"

/* What is known of it. */
struct protect_facts {
	uint64_t satp;         /* what satp is on protected harts; 0: it is off */
	unsigned levels;       /* of the tables, once they were made: 3 is Sv39, 4 is Sv48 */
	const char *why;       /* it is off: a constant text; never NULL */
	uint64_t instructions; /* what switching it on took, where they can be counted */
};

/* What is so now. */
const struct protect_facts *protect_facts(void);

/* Whether it is switched on by itself. Tests write 0 there, in the image's file. */
extern unsigned char protect_wanted;

/* What the machine needs of it. To be called before protect_on. */
struct protect_needs {
	const char *refusal; /* why it must stay off: a constant text; NULL: it may be on */
	uint64_t highest;    /* where RAM, consoles and the like end */
	void (*touch)(void); /* accesses a device that is in use */
};
/* Keeps a copy. */
void protect_set_needs(const struct protect_needs *needs);
/* Makes the tables, tries them on this hart, and leaves them on if they work. 0, or -errno, and
 * then facts->why says why it is off. */
int protect_on(void);
/* Ends it on this hart, and for others as they begin their next job. */
void protect_off(const char *why);

/*
 * Forbids all access to the page at @page: the guard page of another hart's stack. At once, where
 * protection is on, and whenever it will be. A page beyond the tables' reach, or one too many for
 * them, is not guarded.
 */
void protect_guard(uint64_t page);
/* Range number @index of what is not as all else while it is on: the image's, then guard pages of
 * other harts; false after the last. *@what, for people. */
bool protect_listed(int index, struct protect_range *range, const char **what);

/* Makes this hart as protected as facts say: for a hart that begins to run, and after
 * protect_pause. True: it is protected, and protect_hart_off has to end that. */
bool protect_hart(void);
/* Ends it on this hart, which was protected. */
void protect_hart_off(void);
/* Ends it on this hart until protect_hart is called: for code in memory that cannot be executed.
 * Whoever contains what runs calls protect_hart as well. */
void protect_pause(void);
/* A trap of an access beyond the tables' reach: it is paused, and the access is to be made again.
 * False: another trap. Called by the trap handler. */
bool protect_beyond(uint64_t cause, uint64_t stval);

/* --- kernel/protect/protect_image.c: what the image's own pages allow --- */

/* Range number @index, from 0; false after the last. *@what, for people: "code". */
bool protect_image(int index, struct protect_range *range, const char **what);
