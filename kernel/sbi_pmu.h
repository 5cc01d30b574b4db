#pragma once
/*
 * The performance counters of this hart, as firmware offers them.
 * RISC-V SBI Specification 3.0, chapter "Performance Monitoring Unit Extension".
 *
 * The counters of cycles and instructions run from reset on, and this program itself uses them:
 * where they run, they are matched, read and left running.
 */
#include <stdbool.h>
#include <stdint.h>
#include "kernel/sbi.h"

/* Functions of the extension: RISC-V SBI Specification 3.0, 11.6 to 11.14. */
enum {
	SBI_PMU_NUM_COUNTERS = 0,
	SBI_PMU_GET_INFO = 1,
	SBI_PMU_CONFIG_MATCHING = 2,
	SBI_PMU_START = 3,
	SBI_PMU_STOP = 4,
	SBI_PMU_FW_READ = 5,
	SBI_PMU_SET_SHMEM = 7,
	SBI_PMU_EVENT_INFO = 8,
};

enum { SBI_PMU_COUNTERS = 64 }; /* more are left out: one call's mask has as many bits */

/* One of them: counter_get_info. */
struct sbi_pmu_counter {
	bool firmware; /* firmware counts its own events in it: it has no CSR */
	uint8_t width; /* bits */
	uint16_t csr;  /* its number: 0xc03 is hpmcounter3 */
};

/* Owner: the caller. About 300 bytes. */
struct sbi_pmu {
	uint64_t claimed; /* how many counters firmware says there are */
	uint64_t there;   /* the counters that it knows, as a mask */
	uint64_t running; /* of them, those that are left running */
	uint64_t free;    /* of them, those that no event has */
	struct sbi_pmu_counter counter[SBI_PMU_COUNTERS];
};

/* Asks which counters there are, and changes nothing. 0; -ENODEV: firmware has no such extension,
 * or no counter. */
int sbi_pmu_find(struct sbi_pmu *pmu);

/* Stops all counters but those that are left running, and frees them from their events, whoever
 * has used them: at the beginning, and again at the end. */
void sbi_pmu_stop_all(struct sbi_pmu *pmu);

/* Lets firmware choose a counter for the event: event_idx and event_data of the specification. It
 * does not count yet. 0; -ENOENT: no free counter counts it; -EIO: firmware's answer is not one of
 * its counters. */
int sbi_pmu_match(struct sbi_pmu *pmu, uint32_t event, uint64_t data, unsigned *counter);
/* Starts a counter that was matched: 0, or -EIO. */
int sbi_pmu_start(const struct sbi_pmu *pmu, unsigned counter);
/* Stops it and frees it from its event. */
void sbi_pmu_release(struct sbi_pmu *pmu, unsigned counter);
/* What it shows: 0; -EFAULT: its CSR traps; -EIO: firmware refuses, or it is no counter's CSR. To
 * be read while it counts: QEMU 7.2 shows others wrongly. */
int sbi_pmu_read(const struct sbi_pmu *pmu, unsigned counter, uint64_t *value);
/* The difference of two readings, whatever the counter's width. */
uint64_t sbi_pmu_since(const struct sbi_pmu *pmu, unsigned counter, uint64_t begin, uint64_t end);
