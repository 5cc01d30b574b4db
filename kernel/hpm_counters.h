#pragma once
/* Which of the counters hpmcounter3 to hpmcounter31 may be read. */
#include <stdint.h>

/* The hpmcounters that firmware says it has, as a mask: bit 3 is hpmcounter3. 0 without SBI PMU. */
uint64_t hpm_counters(void);
