#pragma once
/*
 * This hart's file of message-signalled interrupts for S-mode. All of these functions trap on a
 * hart without Ssaia, and where firmware denies it: call them with faults contained, and with
 * interrupts off, because each takes two instructions.
 * RISC-V Advanced Interrupt Architecture 1.0, 2.2 and 3.8.
 */
#include <stdint.h>

enum {
	AIA_EIDELIVERY = 0x70,  /* 1: interrupts of the file are delivered */
	AIA_EITHRESHOLD = 0x72, /* 0: every identity is delivered */
	AIA_EIP = 0x80,         /* pending: one bit an identity, 64 in every second register */
	AIA_EIE = 0xc0,         /* enabled, likewise */
};

/* Read or write a register of the file, or set or clear bits of it. */
uint64_t aia_read(unsigned reg);
void aia_write(unsigned reg, uint64_t value);
void aia_set(unsigned reg, uint64_t bits);
void aia_clear(unsigned reg, uint64_t bits);
/* The first identity that is pending and enabled; 0: there is none. */
uint32_t aia_top(void);
