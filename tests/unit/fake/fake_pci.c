#include "tests/unit/fake/fake_pci.h"
/* A model of PCI's configuration space. Source: PCI Local Bus 3.0, 6. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

enum { COMMAND = 1, BARS = 4, BAR_END = 10, CAPABILITIES = 16, BUS = 256, DECODE = 3 };

/* NULL where no function answers. */
static struct fake_function *find(struct fake_pci *pci, unsigned index, unsigned *word)
{
	uint32_t number = ((index * 4) >> pci->shift) + pci->first * BUS;
	bool bus = number / BUS == pci->first;

	*word = index & ((1u << (pci->shift - 2)) - 1);
	if (*word >= FAKE_PCI_WORDS)
		fail_msg("configuration word %u", *word);
	for (int i = 0; i < FAKE_PCI_FUNCTIONS; i++) {
		struct fake_function *function = &pci->function[i];

		bus |= function->there && function->function / BUS == number / BUS;
		if (function->there && function->function == number)
			return function;
	}
	if (!bus)
		fail_msg("bus %u, which has no number", number / BUS);
	return NULL;
}

static uint64_t model_read(struct fake_device *device, unsigned index)
{
	struct fake_pci *pci = (struct fake_pci *)device;
	unsigned word;
	struct fake_function *function = find(pci, index, &word);

	pci->reads++;
	return function ? function->word[word] : UINT32_MAX;
}

static void write_bar(struct fake_function *function, unsigned bar, uint32_t value)
{
	uint32_t *now = &function->word[BARS + bar], mask = function->bar_mask[bar];

	if (function->word[COMMAND] & DECODE)
		fail_msg("BAR %u written while it answers", bar);
	if (function->bar_stuck && value != UINT32_MAX)
		return;
	*now = (*now & ~mask) | (value & mask);
}

static void model_write(struct fake_device *device, unsigned index, uint64_t value)
{
	struct fake_pci *pci = (struct fake_pci *)device;
	unsigned word;
	struct fake_function *function = find(pci, index, &word);

	pci->writes++;
	assert_non_null(function);
	if (word == COMMAND && value > 0xffff)
		fail_msg("status bits cleared by command 0x%x", (unsigned)value);
	if (word == COMMAND)
		function->word[COMMAND] = (function->word[COMMAND] & 0xffff0000) | (uint32_t)value;
	else if (word >= BARS && word < BAR_END)
		write_bar(function, word - BARS, (uint32_t)value);
	else if (word >= CAPABILITIES)
		function->word[word] = (uint32_t)value;
	else
		fail_msg("configuration word %u written", word);
}

void fake_pci_attach(struct fake_pci *pci, uint64_t base)
{
	memset(pci, 0, sizeof(*pci));
	pci->device = (struct fake_device){ { .base = base, .shift = 2, .width = 4 },
					    model_read,
					    model_write };
	pci->shift = 12;
	fake_regs_attach(&pci->device);
}

struct fake_function *fake_pci_add(struct fake_pci *pci, uint32_t function, uint32_t id,
				   uint32_t class)
{
	struct fake_function *free = pci->function;

	while (free->there)
		free++;
	assert_true(free < pci->function + FAKE_PCI_FUNCTIONS);
	free->there = true;
	free->function = function;
	free->word[0] = id;
	free->word[COMMAND] = 0x00100000;
	free->word[2] = class << 8;
	return free;
}
