#pragma once
/*
 * Other harts: started on demand, each with stacks and thread data of its own. They run one job at
 * a time and wait for the next one; they take no interrupt but another hart's, and have no timer.
 *
 * All functions are called by the hart that booted, but for hart_asked_to_end and
 * hart_can_interrupt.
 * Source: SBI Specification 2.0, chapters 5.5 (legacy send IPI), 7 (IPI) and 9 (HSM).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "kernel/trap_try.h"

enum { HART_MASKED = 64 }; /* harts with ids below it have a bit in a mask */

enum hart_here {
	HART_AWAY,   /* it is not in this program */
	HART_COMING, /* it was started and has not arrived */
	HART_WAITS,  /* for a job */
	HART_WORKS,  /* on one */
	HART_SLEEPS, /* suspended, as hart_suspend asked it to */
	HART_LOST,   /* its job did not end when asked to, nor by force */
};

/* One other hart. At the start of its memory; private, but for what has a comment. */
struct hart {
	/* kernel/hart/hart_entry.S knows these six. */
	uint64_t came;    /* how many harts came with this record: one too many waits for ever */
	uint64_t came_as; /* the id that it came with; like the next two, at its entry */
	uint64_t satp, sie;
	uint64_t tp, sp;
	char *stack, *trap_top, *tick_top; /* the first is its lowest address */
	uint64_t id;                       /* as firmware counts */
	void *context;                     /* the caller's */
	uint64_t since;                    /* when it was started: time_us */
	bool lost;
	bool parked; /* it entered with the first one: it is not stopped by HSM */
	bool sleeps;
	bool called;           /* it was started */
	uint32_t ready;        /* it runs hart_main */
	uint32_t posted, done; /* jobs */
	uint32_t end, force;   /* the job shall end; by an interrupt */
	uint32_t interrupts;   /* taken while it worked */
	uint32_t leave;        /* it shall stop */
	uint32_t looks;        /* at done, in vain */
	int (*run)(void *);
	void *arg;
	const char *refused;   /* why hart_start failed last; NULL: it did not */
	bool overflowed;       /* the last job went beyond the stack */
	int result;            /* of the last job: as trap_contain's */
	struct trap_info trap; /* where that was ended by a trap; else its cause is UINT64_MAX */
	volatile uintptr_t
		*touched; /* of this hart: kernel/mmio.h:regs_touched; 0 as a job begins */
	struct hart *next;
};

/* Bytes that hart_add needs for one hart. */
size_t hart_room(void);

/* Makes @memory of that size, aligned to 16 bytes, the hart with that id. It is kept for ever. */
struct hart *hart_add(uint64_t id, void *memory);
/* The hart, if it was ever added; or NULL. */
struct hart *hart_find(uint64_t id);
/* The hart that was added after @hart; NULL: the first. NULL at the end. */
struct hart *hart_next(const struct hart *hart);
/* Whether it entered the image with the first hart, and waits in it (kernel/hart/hart_park.S). */
bool hart_is_parked(uint64_t id);
/*
 * Starts the hart, or lets it come if it waits in the image, and waits until it has arrived: 0,
 * also where it is here already; -ENODEV: it cannot be started; -EIO: firmware does not;
 * -ETIMEDOUT: it did not arrive, and may do so later; -EBUSY: it is lost; -EINTR: @stop(@context),
 * which is called while it waits, ended that. *@why is a constant text then.
 */
int hart_start(struct hart *hart, bool (*stop)(void *context), void *context, const char **why);
enum hart_here hart_here(const struct hart *hart);
/* How long hart_start waits: an emulator's host may let a hart wait for seconds. */
enum { HART_START_MS = 5000 };

/* Lets it call run(arg). 0; -EBUSY: it does not wait for a job. */
int hart_post(struct hart *hart, int (*run)(void *), void *arg);
/* Whether the last job is over: hart->result. Call it again and again: it wakes the hart. */
bool hart_done(struct hart *hart);
/* Ends its job: asks, and then interrupts it. 0; -ETIMEDOUT: the hart is lost. Takes at most
 * HART_END_MS twice. */
int hart_end(struct hart *hart);
enum { HART_END_MS = 1000 };
/* Whether the job shall end. Called by the job, on its hart. */
bool hart_asked_to_end(const struct hart *hart);

/* Suspends it until the next job: retentive. 0; -EBUSY; or SBI's error, as its negative index. */
int hart_suspend(struct hart *hart);
/* Stops it, so that HSM can start it again, or parks it: 0; -EBUSY: it is lost, or did not arrive;
 * -EIO: firmware does not stop it. */
int hart_stop(struct hart *hart);
/* Stops all of them, for the hand-off. 0, or -errno with *@why: a constant text. */
int hart_stop_all(const char **why);

/* How many interrupts it has taken while it worked. */
uint32_t hart_interrupts(const struct hart *hart);
/* The call by which firmware interrupts other harts. */
enum hart_ipi { HART_IPI_UNKNOWN, HART_IPI_NONE, HART_IPI_EXTENSION, HART_IPI_LEGACY };
/* Finds it, once. Call before the functions below, and before the first hart is started. */
enum hart_ipi hart_find_ipi(void);
/* Interrupts all whose bits are set. Does nothing where firmware has no call for it. */
void hart_interrupt_masked(uint64_t mask);
/* Interrupts a hart. Does nothing where firmware has no call for it. */
void hart_interrupt(uint64_t id);
/* Whether firmware has a call for that hart. */
bool hart_can_interrupt(uint64_t id);
