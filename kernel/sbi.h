#pragma once
/*
 * Calls to the SBI firmware. RISC-V Supervisor Binary Interface Specification 2.0.
 */
#include <stdbool.h>
#include <stdint.h>

/* Extension ids: chapters 4 to 16. */
enum sbi_extension {
	SBI_LEGACY_SET_TIMER = 0,
	SBI_LEGACY_PUTCHAR = 1,
	SBI_LEGACY_GETCHAR = 2,
	SBI_LEGACY_SEND_IPI = 4,
	SBI_LEGACY_SHUTDOWN = 8,
	SBI_BASE = 0x10,
	SBI_TIME = 0x54494d45,
	SBI_IPI = 0x735049,
	SBI_HSM = 0x48534d,
	SBI_SRST = 0x53525354,
	SBI_DBCN = 0x4442434e,
};

enum {
	SBI_IMPLEMENTATION_OPENSBI = 1,
	SBI_ARGUMENTS = 6, /* of a call at most: chapter 3 */
};

struct sbi_ret {
	int64_t error; /* 0, or SBI_ERR_*: -1 failed, -2 not supported, ... */
	uint64_t value;
};

/* What the base extension reports; sbi_init reads it once. */
struct sbi_facts {
	bool base; /* false: firmware of specification 0.1, which has no base extension */
	uint32_t spec_major, spec_minor;
	uint64_t implementation, implementation_version;
	bool dbcn, time, srst; /* extensions that we use */
	bool legacy_console, legacy_timer, legacy_shutdown;
};

/* Calls function @function of @extension with up to three arguments. */
struct sbi_ret sbi_call(uint64_t extension, uint64_t function, uint64_t a0, uint64_t a1,
			uint64_t a2);

/* The same with all arguments that a call can have. */
struct sbi_ret sbi_call6(uint64_t extension, uint64_t function, const uint64_t a[SBI_ARGUMENTS]);

/* Probes the firmware. Call before the rest. */
void sbi_init(void);
const struct sbi_facts *sbi_facts(void);
/* Whether the base extension's probe finds the extension. False on specification 0.1. */
bool sbi_probe(uint64_t extension);
/* Whether firmware believes the tree about a hart's extensions. OpenSBI newer than 1.1 does; 1.1
 * tried each of them (lib/sbi/sbi_hart.c). */
bool sbi_believes_isa(void);
/* Whether the firmware is OpenSBI. */
bool sbi_is_opensbi(void);
/* The name of an SBI error code; never NULL. */
const char *sbi_error_name(int64_t error);

/* Instructions that SBI calls of this hart took so far, where they can be counted
 * (kernel/instret.h). */
uint64_t sbi_instructions(void);

/* Sets the timer interrupt to @ticks of the time CSR. 0; -ENODEV: there is no timer. */
int sbi_set_timer(uint64_t ticks);
