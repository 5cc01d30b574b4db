#pragma once
/* The hart's file of message-signalled interrupts: kernel/aia.h without a hart. */
#include <stdbool.h>
#include <stdint.h>

enum { FAKE_AIA_REGS = 0x100 };

struct fake_aia {
	uint64_t reg[FAKE_AIA_REGS];
	bool absent; /* any access traps */
	bool dumb;   /* delivery cannot be switched on */
};
extern struct fake_aia fake_aia;

/* A message with that identity arrives. */
void fake_aia_send(uint32_t id);
