#pragma once
/*
 * The hand-off: the machine is made quiet, and another program takes it over, in the state that
 * RISC-V's boot protocol asks for: satp 0, sie 0, a0 = hart, a1 = tree, devices without DMA and
 * without interrupts.
 *
 * What can be put in place before that is the caller's work. Pieces whose place is used by the
 * running image are rows of copies: a trampoline in free RAM copies them when nothing else runs.
 * Sources: Linux, Documentation/arch/riscv/boot.rst; SBI Specification 2.0, chapters 5 to 12.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One copy: the two ranges may overlap in either direction. */
struct handoff_copy {
	uint64_t to, from, size; /* bytes */
	uint64_t zero;           /* bytes after the copy, at to + size, that are cleared */
};

enum { HANDOFF_COPIES_MAX = 32 };

/* What is started, and where. Owner: the caller; not used any more after handoff_prepare. */
struct handoff {
	uint64_t entry; /* where the program is entered */
	uint64_t hart;  /* the hart that enters it: this one (boot_facts.hart) or another */
	uint64_t tree;  /* its a1 */
	uint32_t copies;
	struct handoff_copy copy[HANDOFF_COPIES_MAX]; /* made in this order */
};

/* Bytes of RAM that handoff_prepare writes, a multiple of a page. */
size_t handoff_room(void);

/*
 * Writes the trampoline and its list to the page @at, with faults contained. Takes a checksum of
 * each source, so the sources must not change any more. 0; -EINVAL: @at is not aligned to a page, a
 * range wraps, or a copy reads or writes the trampoline; -E2BIG: too many copies; -EFAULT: a source
 * cannot be read, or @at not be written; -EIO: @at does not keep what is written.
 */
int handoff_prepare(const struct handoff *handoff, uint64_t at);

/*
 * Goes the way that was prepared @at. What is checked first may fail: -errno, and *@why, never
 * NULL, is a constant text: "firmware does not start that hart". Then all is as before, except that
 * harts that waited in the image may be stopped. After that it never returns: consoles are written
 * out and quiet, and whatever goes wrong is said over SBI and ends in a reset.
 */
int handoff_go(uint64_t at, const char **why);

/* --- harts, kernel/handoff/handoff_harts.c --------------------------------------------------- */

enum handoff_hart {
	HANDOFF_HART_SELF,    /* it runs this program */
	HANDOFF_HART_STOPPED, /* HSM: it can be started */
	HANDOFF_HART_STARTED, /* HSM: it runs something else, or is on its way there */
	HANDOFF_HART_WAITING, /* it entered the image with this one, and waits in it */
	HANDOFF_HART_UNKNOWN, /* HSM knows no such hart; without HSM: it never entered the image */
	HANDOFF_HART_STATES,
};

/* Whether firmware can start and stop harts (extension HSM). Without it, all harts that have
 * entered the image also enter the next program, as they do after firmware (Linux: spinwait). */
bool handoff_has_hsm(void);
/* What hart number @hart does now. Asks firmware each time. */
enum handoff_hart handoff_hart(uint64_t hart);
/* "stopped"; for people. */
const char *handoff_hart_name(enum handoff_hart state);
/* How many harts will enter the next program: 1 where there is HSM, since those that wait in the
 * image are stopped then. */
unsigned handoff_entering(void);
