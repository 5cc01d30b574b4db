#pragma once
#include <stdint.h>

/*
 * This hart's file of message-signalled interrupts for S-mode. All of these trap on a hart without
 * Ssaia, and where firmware denies it: to be called with faults contained, and interrupts off, for
 * each takes two instructions.
 * RISC-V Advanced Interrupt Architecture 1.0, 2.2 and 3.8.
 */
enum {
	AIA_EIDELIVERY = 0x70,  /* 1: the file's interrupts are delivered */
	AIA_EITHRESHOLD = 0x72, /* 0: all of them */
	AIA_EIP = 0x80,         /* pending, a bit an identity; 64 a register, every second one */
	AIA_EIE = 0xc0,         /* enabled, likewise */
};

/* Reads, writes, or sets or clears bits of a register of the file. */
uint64_t aia_read(unsigned reg);
void aia_write(unsigned reg, uint64_t value);
void aia_set(unsigned reg, uint64_t bits);
void aia_clear(unsigned reg, uint64_t bits);
/* The identity that is pending, enabled and first; 0: none. */
uint32_t aia_top(void);
