#include "tests/unit/fake/fake_chip.h"
/* A fake interrupt controller. */
#include <errno.h>
#include <string.h>
#include "tests/unit/fake/fake_machine.h"

static struct fake_chip *chip_of(struct irq_chip *chip)
{
	return (struct fake_chip *)chip; /* the first member */
}

static int chip_start(struct irq_chip *chip)
{
	chip_of(chip)->starts++;
	return chip_of(chip)->start_err;
}

static int chip_enable(struct irq_chip *chip, uint32_t source, bool on)
{
	struct fake_chip *fake = chip_of(chip);

	if (fake->enable_err && on)
		return fake->enable_err;
	fake->enabled &= ~(UINT64_C(1) << source);
	fake->enabled |= (uint64_t)on << source;
	return 0;
}

static uint32_t chip_claim(struct irq_chip *chip)
{
	struct fake_chip *fake = chip_of(chip);
	uint64_t pending = fake->level & fake->enabled & ~fake->claimed;

	if (fake->faults)
		fake_machine_trap();
	if (!pending)
		return 0;
	fake->claimed |= pending & -pending;
	return (uint32_t)__builtin_ctzll(pending);
}

static void chip_complete(struct irq_chip *chip, uint32_t source)
{
	chip_of(chip)->completes++;
	chip_of(chip)->claimed &= ~(UINT64_C(1) << source);
}

static int chip_listen(struct irq_chip *chip, uint32_t source, uint32_t sense, uint32_t was[2])
{
	struct fake_chip *fake = chip_of(chip);

	if (fake->refused >> source & 1)
		return -ENODEV;
	fake->listened |= UINT64_C(1) << source;
	was[0] = source;
	was[1] = sense;
	return 0;
}

static void chip_unlisten(struct irq_chip *chip, uint32_t source, const uint32_t was[2])
{
	struct fake_chip *fake = chip_of(chip);

	if (was[0] == source)
		fake->listened &= ~(UINT64_C(1) << source);
}

static void chip_stop(struct irq_chip *chip)
{
	if (chip_of(chip)->faults)
		fake_machine_trap();
	chip_of(chip)->stops++;
}

void fake_chip_init(struct fake_chip *fake, const char *name)
{
	static const struct irq_chip_ops ops = {
		.start = chip_start,
		.enable = chip_enable,
		.claim = chip_claim,
		.complete = chip_complete,
		.listen = chip_listen,
		.unlisten = chip_unlisten,
		.stop = chip_stop,
	};

	memset(fake, 0, sizeof(*fake));
	fake->chip.ops = &ops;
	fake->chip.name = name;
	fake->chip.sources = 63;
}

struct fake_chip *fake_chip(void)
{
	static struct fake_chip fake;

	if (!fake.chip.ops)
		fake_chip_init(&fake, "chip");
	return &fake;
}
