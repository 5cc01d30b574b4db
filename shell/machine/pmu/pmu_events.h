#pragma once
/*
 * The events of the SBI's counters: their codes (event_idx), and what they are called here: the
 * specification's names as Linux's perf writes them. RISC-V SBI Specification 3.0, chapter
 * "Performance Monitoring Unit Extension" (event types 0, 1, 2 and 15).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	/* Types, in the bits from 16 on. */
	PMU_CACHE = 0x10000,
	PMU_RAW = 0x20000,
	PMU_FIRMWARE = 0xf0000,
	/* Some of type 0: hardware, general. */
	PMU_CYCLES = 1,
	PMU_INSTRUCTIONS = 2,
	PMU_CACHE_REFERENCES = 3,
	PMU_CACHE_MISSES = 4,
	PMU_BRANCHES = 5,
	PMU_BRANCH_MISSES = 6,
	/* Of type 1: cache << 3 | operation << 1 | result. */
	PMU_L1D_READ_ACCESS = PMU_CACHE,
	PMU_L1D_READ_MISS = PMU_CACHE | 1,
	PMU_L1D_WRITE_ACCESS = PMU_CACHE | 1 << 1,
	PMU_LL_READ_MISS = PMU_CACHE | 2 << 3 | 1,
	PMU_DTLB_READ_ACCESS = PMU_CACHE | 3 << 3,
	PMU_DTLB_READ_MISS = PMU_CACHE | 3 << 3 | 1,
	PMU_DTLB_WRITE_ACCESS = PMU_CACHE | 3 << 3 | 1 << 1,
	PMU_DTLB_WRITE_MISS = PMU_CACHE | 3 << 3 | 1 << 1 | 1,
	PMU_ITLB_READ_MISS = PMU_CACHE | 4 << 3 | 1,
	/* Of type 15: what firmware does. */
	PMU_FW_SET_TIMER = PMU_FIRMWARE | 5,
	PMU_FW_IPI_SENT = PMU_FIRMWARE | 6,
	PMU_FW_IPI_RECEIVED = PMU_FIRMWARE | 7,
	PMU_FW_FENCE_I_SENT = PMU_FIRMWARE | 8,
	PMU_FW_FENCE_I_RECEIVED = PMU_FIRMWARE | 9,
	PMU_FW_SFENCE_VMA_SENT = PMU_FIRMWARE | 10,
	PMU_FW_SFENCE_VMA_RECEIVED = PMU_FIRMWARE | 11,
	PMU_FW_SFENCE_VMA_ASID_SENT = PMU_FIRMWARE | 12,
	PMU_FW_SFENCE_VMA_ASID_RECEIVED = PMU_FIRMWARE | 13,
	PMU_NAME_MAX = 32, /* bytes of a name with its NUL */
	PMU_EVENTS = 74,
};

/* What is counted. */
struct pmu_event {
	uint32_t code;
	uint64_t data; /* of PMU_RAW: what the hart's event selector is to be; else 0 */
};

/* The code of event number @i of all that have a name; 0 at the end. */
uint32_t pmu_event_code(unsigned i);
/* Writes the event's name, or its code as a number. */
void pmu_event_name(const struct pmu_event *event, char name[PMU_NAME_MAX]);
/* The event that @len bytes name: a name, r and the selector in hex, as perf takes it, or a code of
 * type 0, 1 or 15. False: they name no event. */
bool pmu_event_parse(const char *text, size_t len, struct pmu_event *event);
