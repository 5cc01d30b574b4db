#pragma once
/*
 * The stub: a small M-mode firmware that misbehaves on demand, for QEMU's `virt`.
 *
 * Packaged firmware is well behaved. Which older or odder firmware the stub imitates is read from
 * four 64-bit words, the card, which QEMU puts into RAM at every reset:
 *     -device loader,addr=0x80100000,data-len=8,data=FEATURES
 * So one build serves all rows of the tests' table. tests/qemu/stub.py reads the features' names
 * and bits from this file.
 */
#include <stdbool.h>
#include <stdint.h>

enum {
	STUB_CARD = 0x80100000,    /* address of struct stub_card */
	STUB_HTIF_AT = 0x80180000, /* fromhost, and tohost after it */
	STUB_HANG_AT = 0x80190000, /* a page */
	STUB_PAYLOAD = 0x80200000, /* where QEMU puts a flat -kernel image */
	STUB_HARTS = 8,
};

/* Without any of these: SBI 2.0 with base, DBCN, TIME, SRST and the legacy calls, one hart. */
enum stub_feature {
	STUB_NO_BASE = 1 << 0,           /* spec 0.1: legacy calls only, as BBL */
	STUB_NO_DBCN = 1 << 1,           /* no debug console extension */
	STUB_NO_LEGACY_CONSOLE = 1 << 2, /* legacy putchar and getchar answer "not supported" */
	STUB_LEGACY_HANGS = 1 << 3,      /* every legacy call spins for ever */
	STUB_GETCHAR_WAITS = 1 << 4,     /* legacy getchar returns only with a key */
	STUB_NO_TIMER = 1 << 5,          /* neither TIME nor legacy set_timer */
	STUB_TIME_TRAPS = 1 << 6,        /* rdtime is an illegal instruction */
	STUB_TIME_STILL = 1 << 7,        /* rdtime always reads 0 */
	STUB_ALL_HARTS = 1 << 8,         /* all harts enter at once, as OpenSBI 0.6 and BBL */
	STUB_STOP_RETURNS = 1 << 9,      /* shutdown and reset answer "failed" */
	STUB_STOP_HANGS = 1 << 10,       /* shutdown and reset spin for ever */
	STUB_A1_GIVEN = 1 << 11,         /* the payload's a1 is card->a1, not QEMU's tree */
	STUB_DBCN_FAILS = 1 << 12,       /* probing finds DBCN, and each call fails */
	STUB_TIMER_LATE = 1 << 13,       /* the first timer interrupt is 30 ms late */
	STUB_NO_INPUT = 1 << 14,         /* no console call ever gives a byte */
	STUB_HTIF = 1 << 15,             /* there is HTIF at STUB_HTIF_AT, without input */
	STUB_TIMER_STORM = 1 << 16,      /* a timer that is set rings at once, whenever it is due */
	STUB_DBCN_BOASTS = 1 << 17,      /* a read says that it gave more than was asked for */
	STUB_TIME_JUMPS = 1 << 18,       /* rdtime reads ten seconds more each time */
	STUB_TIME_BACK = 1 << 19,        /* rdtime begins anew, ten times a second */
	STUB_RUINS = 1 << 20,            /* a call changes all registers that it may not change */
	STUB_TIMER_EARLY = 1 << 21,      /* the timer rings 10 ms before it is due */
	STUB_IPI = 1 << 22,              /* the extension IPI besides the legacy call */
	STUB_HSM = 1 << 23,              /* HSM without suspend: the other harts are stopped */
	STUB_HSM_NEVER = 1 << 24,        /* a hart that is started never arrives */
	STUB_HSM_LATE = 1 << 25,         /* it arrives eight seconds later */
	STUB_HSM_TWICE = 1 << 26,        /* the one after it arrives, too, with the same a1 */
	STUB_HSM_ODD = 1 << 27,          /* it arrives with sie not 0 */
	STUB_HSM_STAYS = 1 << 28,        /* harts are not stopped: the call answers "failed" */
	STUB_HANG = 1 << 29,             /* an access to the page at STUB_HANG_AT never ends */
	STUB_ECHO = 1 << 30,             /* an extension whose function N returns argument N */
	STUB_HSM_STRAYS = 1L << 31,      /* a hart's first start enters at the payload's entry */
	STUB_PMU = 1L << 32,             /* PMU: cycles, instructions, and two events of the stub */
	STUB_PMU_WRONG = 1L << 33,       /* branches are counted by instructions, IPIs twice */
	STUB_PMU_STILL = 1L << 34,   /* L1D reads are matched and never counted, nor is the timer */
	STUB_PMU_MANY = 1L << 35,    /* it says that there are 2^40 counters */
	STUB_PMU_STRAY = 1L << 36,   /* each event is matched to a counter that is not there */
	STUB_NEWER = 1L << 37,       /* SBI 3.0, with what was added since 2.0: newer.c */
	STUB_RFENCE = 1L << 38,      /* remote fences, without those of the hypervisor */
	STUB_SUSP = 1L << 39,        /* SUSP, which checks its arguments and never suspends */
	STUB_CLOSED = 1L << 40,      /* S-mode may not access the stub's own memory */
	STUB_TIME_APART = 1L << 41,  /* rdtime reads one second more on each hart */
	STUB_SSTC = 1L << 42,        /* S-mode has stimecmp, and TIME sets that */
	STUB_FWFT_SHARED = 1L << 43, /* A and D is one feature of all harts */
	STUB_SUSPEND = 1L << 44,     /* HSM's suspend, and SUSP suspends */
	STUB_SUSPEND_PAIR = 1L << 45, /* a hart that is suspended comes back when a second one is */
};

enum { STUB_LIES = 4, STUB_LIE_ANY = 0x616e79 };

/* What becomes of the calls of one function, whatever firmware would do. In the card, which stays
 * writable: a test changes them while the payload runs. */
struct stub_lie {
	uint64_t extension; /* 0: not in use */
	uint64_t function;
	uint64_t argument; /* a0, or STUB_LIE_ANY */
	uint64_t second;   /* a1, or STUB_LIE_ANY */
	uint64_t what;     /* enum stub_lie_kind */
	uint64_t error, value;
};

enum stub_lie_kind {
	STUB_LIE_ANSWER, /* error and value are answered, and nothing is done */
	STUB_LIE_ADDS,   /* the call is done; its value is so much more */
	STUB_LIE_RUINS,  /* the call is done; the registers that it may not change are other ones */
	STUB_LIE_CSRS,   /* the call is done; sepc and sie are other ones */
	STUB_LIE_HANGS,  /* it never returns */
	STUB_LIE_TRAPS,  /* it returns to address 0 */
	STUB_LIE_RESETS, /* it resets the machine */
	STUB_LIE_OTHERS, /* it is only done where a1 is not the hart that calls */
	STUB_LIE_WAITS,  /* half a second passes before it is done */
};

struct stub_card {
	uint64_t features;  /* bits of enum stub_feature */
	uint64_t payload;   /* entry address; 0: STUB_PAYLOAD */
	uint64_t a1;        /* with STUB_A1_GIVEN */
	uint64_t boot_hart; /* the hart that enters, without STUB_ALL_HARTS */
	struct stub_lie lies[STUB_LIES];
};

/* A trapped hart's registers by number; the element of x0 is unused. */
struct stub_frame {
	uint64_t x[32];
};

/* Whether the card has @feature. */
bool stub_has(enum stub_feature feature);
/* The card's boot_hart. */
uint64_t stub_boot_hart(void);

/* --- start.S ------------------------------------------------------------------------------- */

/* Starts S-mode at @entry with a0 and a1; stvec is @entry too, as OpenSBI leaves it. */
_Noreturn void stub_enter(uint64_t a0, uint64_t a1, uint64_t entry);

/* --- called from start.S ------------------------------------------------------------------- */

/* The stub itself answers rdtime, with a time that is wrong. */
bool stub_time_is_odd(void);
_Noreturn void stub_main(uint64_t hart, uint64_t tree);
void stub_trap(struct stub_frame *frame);

/* --- the board: QEMU's virt ---------------------------------------------------------------- */

void stub_uart_start(void);
void stub_uart_put(char byte);
int stub_uart_get(void); /* a byte, or -1 */
uint64_t stub_now(void); /* ticks of the CLINT */
void stub_timer_set(uint64_t hart, uint64_t deadline);
void stub_ipi_set(uint64_t hart, bool on); /* M-mode's software interrupt */
void stub_board_stop(bool again);          /* powers off, or resets */
_Noreturn void stub_spin(void);

/* Makes accesses to HTIF's registers trap. Call after memory is open and traps are delegated. */
void stub_htif_guard(void);
/* Does the access of @code at @epc to them. False: the trap is another one's. */
bool stub_htif(struct stub_frame *frame, uint64_t cause, uint64_t epc, uint32_t code);

/* Makes accesses to the page at STUB_HANG_AT trap. Call as stub_htif_guard; not with it. */
void stub_hang_guard(void);
/* Hangs this hart, if the trap is that page's. */
void stub_hang(uint64_t cause);

/* --- harts that are stopped (HSM) ---------------------------------------------------------- */

/* Sleeps until the hart is started, and enters there. */
_Noreturn void stub_hsm_wait(uint64_t hart);
/* The harts that there are, this one and the stopped: a bit each. */
uint64_t stub_hsm_harts(void);
/* Does a call: SBI's error, and *@value. */
long stub_hsm(const uint64_t *a, uint64_t function, long *value);

/* Sleeps until an interrupt is pending, and enters S-mode at @entry as if the hart was started. */
_Noreturn void stub_hsm_resume(uint64_t entry, uint64_t opaque);

/* Whether firmware has started the hart: it takes interrupts. */
bool stub_hsm_runs(uint64_t hart);

/* --- remote fences (RFENCE) ---------------------------------------------------------------- */

/* Has the harts of the mask do all fences, and waits for them. */
void stub_fence(uint64_t harts);
/* Does those that this hart was asked for. False: it was not. */
bool stub_fence_here(void);

/* --- counters (PMU) ------------------------------------------------------------------------ */

/* What the stub counts: codes of the specification. */
enum stub_event { STUB_SET_TIMER = 0xf0005, STUB_IPI_SENT = 0xf0006, STUB_FENCE_I_SENT = 0xf0008 };

/* Does a call: SBI's error, and *@value. */
long stub_pmu(const uint64_t *a, uint64_t function, long *value);
/* Counts the event where a counter is started for it. */
void stub_pmu_happened(enum stub_event event);

/* --- what came with SBI 3.0 ---------------------------------------------------------------- */

/* What a call came to. */
struct stub_answer {
	long error, value;
};

/* Whether there is such an extension. */
bool stub_newer(uint64_t extension);
/* Does a call of one. */
struct stub_answer stub_newer_call(struct stub_frame *frame);
/* Firmware features (FWFT). */
struct stub_answer stub_fwft(uint64_t *a, uint64_t function);
/* Software events (SSE). */
struct stub_answer stub_sse(uint64_t *a, uint64_t function);
/* Another hart has injected one into this one, which is at @frame. False: it has not. */
bool stub_sse_here(struct stub_frame *frame);
/* Debug triggers (DBTR). */
struct stub_answer stub_dbtr(uint64_t *a, uint64_t function);
/* Performance control (CPPC), stolen time (STA). */
struct stub_answer stub_cppc(uint64_t *a, uint64_t function);
struct stub_answer stub_sta(uint64_t *a, uint64_t function);
/* Nested acceleration (NACL). */
struct stub_answer stub_nacl(uint64_t *a, uint64_t function);
/* The message proxy (MPXY). */
struct stub_answer stub_mpxy(uint64_t *a, uint64_t function);

/* Makes the hart's S-mode as it is entered: traps delegated, memory open. */
void stub_prepare(void);

/* Does the SBI call in @frame: a7 the extension, a6 the function. */
void stub_sbi(struct stub_frame *frame);

/* --- lies ---------------------------------------------------------------------------------- */

/* The lie about the call in @frame, or NULL. */
const struct stub_lie *stub_lie(const struct stub_frame *frame);
/* What comes of it before the call is done. True: it was answered. */
bool stub_lie_before(const struct stub_lie *lie, struct stub_frame *frame);
/* And after it. */
void stub_lie_after(const struct stub_lie *lie, struct stub_frame *frame);
/* Changes all registers that a call may not change. */
void stub_ruin(struct stub_frame *frame);
