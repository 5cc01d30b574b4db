/* The interrupt controller. Sources: see plic.h, chapters 3 to 9 (memory map, gateways, claims). */
#include "emulator/plic.h"
#include <stddef.h>

enum plic_map {
	PLIC_PENDING = 0x1000,
	PLIC_ENABLE = 0x2000,
	PLIC_ENABLE_STRIDE = 0x80,
	PLIC_CONTEXT = 0x200000,
	PLIC_CONTEXT_STRIDE = 0x1000,
	PLIC_THRESHOLD = 0,
	PLIC_CLAIM = 4,
};

/* A gateway forwards one request, and the next one after that was completed. */
static void plic_forward(struct plic *plic)
{
	plic->pending |= plic->level & ~plic->claimed;
}

void plic_line(struct plic *plic, unsigned source, bool high)
{
	uint32_t bit = 1U << source;

	plic->level = high ? plic->level | bit : plic->level & ~bit;
	plic_forward(plic);
}

/* The enabled and pending source of the highest priority, the lowest number of several; or 0. */
static unsigned plic_best(const struct plic *plic, unsigned context)
{
	uint32_t candidates = plic->pending & plic->enabled[context];
	unsigned best = 0;

	for (unsigned i = 1; i < PLIC_SOURCES; i++)
		if (candidates >> i & 1 && plic->priority[i] > (best ? plic->priority[best] : 0))
			best = i;
	return best;
}

bool plic_asks(const struct plic *plic)
{
	unsigned best = plic_best(plic, PLIC_S_CONTEXT);

	return best && plic->priority[best] > plic->threshold[PLIC_S_CONTEXT];
}

static uint32_t plic_claim(struct plic *plic, unsigned context)
{
	unsigned best = plic_best(plic, context);

	if (best) {
		plic->pending &= ~(1U << best);
		plic->claimed |= 1U << best;
	}
	return best;
}

static void plic_complete(struct plic *plic, unsigned context, uint32_t source)
{
	if (source < PLIC_SOURCES && plic->enabled[context] >> source & 1) {
		plic->claimed &= ~(1U << source);
		plic_forward(plic);
	}
}

/* The register at @offset if it has no side effects; NULL for any other. */
static uint32_t *plic_register(struct plic *plic, uint64_t offset)
{
	uint64_t context;

	if (offset < 4 * (uint64_t)PLIC_SOURCES)
		return &plic->priority[offset / 4];
	if (offset >= PLIC_CONTEXT) {
		context = (offset - PLIC_CONTEXT) / PLIC_CONTEXT_STRIDE;
		if (context < PLIC_CONTEXTS && offset % PLIC_CONTEXT_STRIDE == PLIC_THRESHOLD)
			return &plic->threshold[context];
		return NULL;
	}
	context = (offset - PLIC_ENABLE) / PLIC_ENABLE_STRIDE;
	if (offset >= PLIC_ENABLE && context < PLIC_CONTEXTS && offset % PLIC_ENABLE_STRIDE == 0)
		return &plic->enabled[context];
	return NULL;
}

/* The context whose claim register lies there; PLIC_CONTEXTS: none. */
static unsigned plic_claim_context(uint64_t offset)
{
	uint64_t context = (offset - PLIC_CONTEXT) / PLIC_CONTEXT_STRIDE;

	if (offset < PLIC_CONTEXT || offset % PLIC_CONTEXT_STRIDE != PLIC_CLAIM)
		return PLIC_CONTEXTS;
	return context < PLIC_CONTEXTS ? (unsigned)context : PLIC_CONTEXTS;
}

bool plic_read(struct plic *plic, uint64_t offset, uint32_t *value)
{
	unsigned context = plic_claim_context(offset);
	const uint32_t *plain = plic_register(plic, offset);

	if (context < PLIC_CONTEXTS)
		*value = plic_claim(plic, context);
	else if (offset == PLIC_PENDING)
		*value = plic->pending;
	else if (plain)
		*value = *plain;
	else
		return false;
	return true;
}

bool plic_write(struct plic *plic, uint64_t offset, uint32_t value)
{
	unsigned context = plic_claim_context(offset);
	uint32_t *plain = plic_register(plic, offset);

	if (context < PLIC_CONTEXTS)
		plic_complete(plic, context, value);
	else if (plain && offset) /* there is no source 0 */
		*plain = offset < 4 * (uint64_t)PLIC_SOURCES || offset >= PLIC_CONTEXT
				 ? value & 7
				 : value & ~1U;
	else
		return false;
	return true;
}
