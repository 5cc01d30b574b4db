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
};

struct stub_card {
	uint64_t features;  /* bits of enum stub_feature */
	uint64_t payload;   /* entry address; 0: STUB_PAYLOAD */
	uint64_t a1;        /* with STUB_A1_GIVEN */
	uint64_t boot_hart; /* the hart that enters, without STUB_ALL_HARTS */
};

/* A trapped hart's registers by number; the element of x0 is unused. */
struct stub_frame {
	uint64_t x[32];
};

/* Whether the card has @feature. */
bool stub_has(enum stub_feature feature);

/* --- start.S ------------------------------------------------------------------------------- */

/* Starts S-mode at @entry with a0 and a1; stvec is @entry too, as OpenSBI leaves it. */
_Noreturn void stub_enter(uint64_t a0, uint64_t a1, uint64_t entry);

/* --- called from start.S ------------------------------------------------------------------- */

_Noreturn void stub_main(uint64_t hart, uint64_t tree);
void stub_trap(struct stub_frame *frame);

/* --- the board: QEMU's virt ---------------------------------------------------------------- */

void stub_uart_start(void);
void stub_uart_put(char byte);
int stub_uart_get(void); /* a byte, or -1 */
uint64_t stub_now(void); /* ticks of the CLINT */
void stub_timer_set(uint64_t hart, uint64_t deadline);
void stub_board_stop(bool again); /* powers off, or resets */
_Noreturn void stub_spin(void);

/* Makes accesses to HTIF's registers trap. Call after memory is open and traps are delegated. */
void stub_htif_guard(void);
/* Does the access of @code at @epc to them. False: the trap is another one's. */
bool stub_htif(struct stub_frame *frame, uint64_t cause, uint64_t epc, uint32_t code);

/* Does the SBI call in @frame: a7 the extension, a6 the function. */
void stub_sbi(struct stub_frame *frame);
