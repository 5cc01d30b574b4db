#pragma once
/*
 * Calls to the SBI firmware, and the numbers that more than one file uses.
 * RISC-V Supervisor Binary Interface Specification 2.0, and 3.0 for what was added since.
 */
#include <stdbool.h>
#include <stdint.h>

/* Extension ids: chapters 4 to 20. The id of most is their name as ASCII. */
enum sbi_extension {
	SBI_LEGACY_SET_TIMER = 0,
	SBI_LEGACY_PUTCHAR = 1,
	SBI_LEGACY_GETCHAR = 2,
	SBI_LEGACY_SEND_IPI = 4,
	SBI_LEGACY_SHUTDOWN = 8,
	SBI_LEGACY_LAST = 0xf, /* ids up to it are legacy calls: chapter 5 */
	SBI_BASE = 0x10,
	SBI_TIME = 0x54494d45,
	SBI_IPI = 0x735049,
	SBI_RFNC = 0x52464e43,
	SBI_HSM = 0x48534d,
	SBI_SRST = 0x53525354,
	SBI_PMU = 0x504d55,
	SBI_DBCN = 0x4442434e,
	SBI_SUSP = 0x53555350,
	SBI_CPPC = 0x43505043,
	SBI_NACL = 0x4e41434c,
	SBI_STA = 0x535441,
	SBI_SSE = 0x535345,
	SBI_FWFT = 0x46574654,
	SBI_DBTR = 0x44425452,
	SBI_MPXY = 0x4d505859,
};

/* Functions of the base extension: chapter 4. */
enum {
	SBI_BASE_SPEC_VERSION = 0,
	SBI_BASE_IMPLEMENTATION = 1,
	SBI_BASE_IMPLEMENTATION_VERSION = 2,
	SBI_BASE_PROBE = 3,
	SBI_BASE_MVENDORID = 4, /* marchid and mimpid follow */
};

/* Functions of HSM: chapter 9. */
enum {
	SBI_HSM_START = 0,
	SBI_HSM_STOP = 1,
	SBI_HSM_STATUS = 2,
	SBI_HSM_SUSPEND = 3,
};

/* The first of the states that SBI_HSM_STATUS returns: chapter 9. */
enum {
	SBI_HSM_STARTED = 0,
	SBI_HSM_STOPPED = 1,
};

/* Chapter 3. */
enum sbi_error {
	SBI_SUCCESS = 0,
	SBI_ERR_FAILED = -1,
	SBI_ERR_NOT_SUPPORTED = -2,
	SBI_ERR_INVALID_PARAM = -3,
	SBI_ERR_DENIED = -4,
	SBI_ERR_INVALID_ADDRESS = -5,
	SBI_ERR_ALREADY_AVAILABLE = -6,
	SBI_ERR_ALREADY_STARTED = -7,
	SBI_ERR_ALREADY_STOPPED = -8,
	SBI_ERR_NO_SHMEM = -9,
	SBI_ERR_INVALID_STATE = -10,
	SBI_ERR_BAD_RANGE = -11,
	SBI_ERR_TIMEOUT = -12,
	SBI_ERR_IO = -13,
	SBI_ERR_DENIED_LOCKED = -14, /* since 3.0 */
};

enum {
	SBI_IMPLEMENTATION_OPENSBI = 1,
	SBI_ARGUMENTS = 6, /* of a call at most: chapter 3 */
};

struct sbi_ret {
	int64_t error; /* SBI_SUCCESS or SBI_ERR_* */
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
