#include "shell/machine/pmu/pmu_events.h"
/* The names, by the number inside their type. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "shell/shell.h"

/* From 1 on. */
static const char general[][24] = {
	"cycles",
	"instructions",
	"cache-references",
	"cache-misses",
	"branches",
	"branch-misses",
	"bus-cycles",
	"stalled-cycles-frontend",
	"stalled-cycles-backend",
	"ref-cycles",
};

static const char caches[][5] = { "l1d", "l1i", "ll", "dtlb", "itlb", "bpu", "node" };
static const char operations[][9] = { "read", "write", "prefetch" };
static const char results[][7] = { "access", "miss" };

/* From 0 on. */
static const char firmware[][26] = {
	"misaligned-load",
	"misaligned-store",
	"access-load",
	"access-store",
	"illegal-insn",
	"set-timer",
	"ipi-sent",
	"ipi-received",
	"fence-i-sent",
	"fence-i-received",
	"sfence-vma-sent",
	"sfence-vma-received",
	"sfence-vma-asid-sent",
	"sfence-vma-asid-received",
	"hfence-gvma-sent",
	"hfence-gvma-received",
	"hfence-gvma-vmid-sent",
	"hfence-gvma-vmid-received",
	"hfence-vvma-sent",
	"hfence-vvma-received",
	"hfence-vvma-asid-sent",
	"hfence-vvma-asid-received",
};

#define EVENTS_OF(names) (sizeof(names) / sizeof((names)[0]))

enum {
	GENERAL = EVENTS_OF(general),
	RESULTS = EVENTS_OF(results),
	OF_A_CACHE = EVENTS_OF(operations) * RESULTS,
	OF_CACHES = EVENTS_OF(caches) * OF_A_CACHE,
	FIRMWARE = EVENTS_OF(firmware),
	NUMBER = 0xffff, /* of a code: its number inside its type */
	CACHE_SHIFT = 3,
	OPERATION_SHIFT = 1,
};

_Static_assert(GENERAL + OF_CACHES + FIRMWARE == PMU_EVENTS, "all have names");

uint32_t pmu_event_code(unsigned i)
{
	if (i < GENERAL)
		return i + 1;
	i -= GENERAL;
	if (i < OF_CACHES)
		return PMU_CACHE | i / OF_A_CACHE << CACHE_SHIFT | i % OF_A_CACHE;
	i -= OF_CACHES;
	return i < FIRMWARE ? PMU_FIRMWARE | i : 0;
}

static bool events_name_cache(unsigned number, char name[PMU_NAME_MAX])
{
	unsigned cache = number >> CACHE_SHIFT, operation = number >> OPERATION_SHIFT & 3;

	if (cache >= EVENTS_OF(caches) || operation >= EVENTS_OF(operations))
		return false;
	snprintf(name, PMU_NAME_MAX, "%s-%s-%s", caches[cache], operations[operation],
		 results[number % RESULTS]);
	return true;
}

static bool events_name(uint32_t code, char name[PMU_NAME_MAX])
{
	unsigned number = code & NUMBER;
	uint32_t type = code - number;

	if (type == PMU_CACHE)
		return events_name_cache(number, name);
	if (type == PMU_FIRMWARE && number < FIRMWARE)
		snprintf(name, PMU_NAME_MAX, "fw-%s", firmware[number]);
	else if (type == 0 && number && number <= GENERAL)
		snprintf(name, PMU_NAME_MAX, "%s", general[number - 1]);
	else
		return false;
	return true;
}

void pmu_event_name(const struct pmu_event *event, char name[PMU_NAME_MAX])
{
	if (event->code == PMU_RAW)
		snprintf(name, PMU_NAME_MAX, "r%" PRIx64, event->data);
	else if (!events_name(event->code, name))
		snprintf(name, PMU_NAME_MAX, "0x%" PRIx32, event->code);
}

/* r1A8: a selector. */
static bool events_parse_raw(const char *word, struct pmu_event *event)
{
	char hex[PMU_NAME_MAX + 2];

	if (word[0] != 'r' || word[1] == '\0')
		return false;
	snprintf(hex, sizeof(hex), "0x%s", word + 1);
	event->code = PMU_RAW;
	return shell_is_number(hex, &event->data);
}

/* A code of a type that needs no data. */
static bool events_parse_code(const char *word, struct pmu_event *event)
{
	uint64_t code;
	uint32_t type;

	if (!shell_is_number(word, &code) || !code || code > (PMU_FIRMWARE | NUMBER))
		return false;
	type = (uint32_t)code & ~(uint32_t)NUMBER;
	event->code = (uint32_t)code;
	event->data = 0;
	return type == 0 || type == PMU_CACHE || type == PMU_FIRMWARE;
}

bool pmu_event_parse(const char *text, size_t len, struct pmu_event *event)
{
	char word[PMU_NAME_MAX], name[PMU_NAME_MAX];

	if (len >= sizeof(word))
		return false;
	memcpy(word, text, len);
	word[len] = '\0';
	event->data = 0;
	for (unsigned i = 0; (event->code = pmu_event_code(i)); i++) {
		pmu_event_name(event, name);
		if (strcmp(name, word) == 0)
			return true;
	}
	return events_parse_raw(word, event) || events_parse_code(word, event);
}
