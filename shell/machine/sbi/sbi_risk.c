#include "shell/machine/sbi/sbi_risk.h"
/* Source: RISC-V SBI Specification 3.0, the function tables at the end of each chapter. */
#include <stddef.h>
#include "shell/machine/sbi/sbi_rows.h"

enum risk_kind {
	RISK_OFF,
	RISK_STOP,
	RISK_START,
	RISK_SUSPEND,
	RISK_SLEEP,
	RISK_TIMER,
	RISK_MEMORY,
	RISK_JUMP,
	RISK_FEATURE,
};

static const struct sbi_risk risks[] = {
	[RISK_OFF] = { "it ends the machine", "'poweroff' and 'reboot' do that" },
	[RISK_STOP] = { "it stops the hart that calls", "'hart stop' stops others" },
	[RISK_START] = { "a hart would run what is at that address", "'hart start' starts one" },
	[RISK_SUSPEND] = { "the hart that calls would sleep", "'hart suspend' suspends others" },
	[RISK_SLEEP] = { "the machine would sleep, and go on at that address", "save files first" },
	[RISK_TIMER] = { "this program uses the timer", "'timer' and 'sleep' do, too" },
	[RISK_MEMORY] = { "firmware would write to that memory", "'mem' lists what is in use" },
	[RISK_FEATURE] = { "this program's own traps may depend on it", "'sbi' shows what it is" },
	[RISK_JUMP] = { "firmware would jump to an address of yours", "'call' calls code" },
};

static const struct risk_row {
	uint32_t extension;
	uint8_t function, kind;
} risk_rows[] = {
	{ SBI_SRST, .function = 0, .kind = RISK_OFF }, /* system_reset */
	{ SBI_HSM, .function = SBI_HSM_START, .kind = RISK_START },
	{ SBI_HSM, .function = SBI_HSM_STOP, .kind = RISK_STOP },
	{ SBI_HSM, .function = SBI_HSM_SUSPEND, .kind = RISK_SUSPEND },
	{ SBI_SUSP, .function = 0, .kind = RISK_SLEEP },   /* system_suspend */
	{ SBI_TIME, .function = 0, .kind = RISK_TIMER },   /* set_timer */
	{ SBI_DBCN, .function = 1, .kind = RISK_MEMORY },  /* console_read */
	{ SBI_PMU, .function = 7, .kind = RISK_MEMORY },   /* snapshot_set_shmem */
	{ SBI_PMU, .function = 8, .kind = RISK_MEMORY },   /* event_get_info */
	{ SBI_NACL, .function = 1, .kind = RISK_MEMORY },  /* set_shmem */
	{ SBI_NACL, .function = 4, .kind = RISK_JUMP },    /* sync_sret */
	{ SBI_STA, .function = 0, .kind = RISK_MEMORY },   /* set_shmem */
	{ SBI_SSE, .function = 0, .kind = RISK_MEMORY },   /* read_attrs */
	{ SBI_SSE, .function = 2, .kind = RISK_JUMP },     /* register */
	{ SBI_SSE, .function = 6, .kind = RISK_JUMP },     /* complete */
	{ SBI_FWFT, .function = 0, .kind = RISK_FEATURE }, /* set */
	{ SBI_DBTR, .function = 1, .kind = RISK_MEMORY },  /* setup_shmem */
	{ SBI_MPXY, .function = 1, .kind = RISK_MEMORY },  /* set_shmem */
};

static const struct risk_row risk_legacy[] = {
	{ SBI_LEGACY_SET_TIMER, .kind = RISK_TIMER },
	{ SBI_LEGACY_SHUTDOWN, .kind = RISK_OFF },
};

/* A legacy call has no function number: chapter 5. */
static const struct sbi_risk *risk_of_legacy(uint32_t call)
{
	for (size_t i = 0; i < sizeof(risk_legacy) / sizeof(risk_legacy[0]); i++)
		if (risk_legacy[i].extension == call)
			return &risks[risk_legacy[i].kind];
	return NULL;
}

const struct sbi_risk *sbi_risk(uint64_t extension, uint64_t function)
{
	if ((uint32_t)extension <= SBI_LEGACY_LAST)
		return risk_of_legacy((uint32_t)extension);
	for (size_t i = 0; i < sizeof(risk_rows) / sizeof(risk_rows[0]); i++)
		if (risk_rows[i].extension == (uint32_t)extension &&
		    risk_rows[i].function == (uint32_t)function)
			return &risks[risk_rows[i].kind];
	return NULL;
}
