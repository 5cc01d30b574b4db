#include "tests/unit/fake/fake_regs.h"
/* Fake registers: check each access against a script, or pass it to a model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

_Thread_local volatile uintptr_t regs_touched;

static const struct regs *scripted;
static const struct fake_access *next;
static struct fake_device *attached;

enum { ADDED_MAX = 8 };

static struct fake_device *added[ADDED_MAX];
static size_t added_count;

static void check_place(const struct regs *regs, const struct regs *expected)
{
	assert_int_equal(regs->base, expected->base);
	assert_int_equal(regs->shift, expected->shift);
	assert_int_equal(regs->width, expected->width);
	assert_int_equal(regs->big_endian, expected->big_endian);
}

static const struct fake_access *check_next(const struct regs *regs, char op, unsigned index)
{
	struct regs place;

	if (!next) {
		fail_msg("'%c' of register %u, but no device is there", op, index);
		abort(); /* cmocka does not say that it does not return */
	}
	place = *scripted;
	if (next->index & FAKE_BYTE)
		place.width = 1;
	if (next->op != op || next->index % FAKE_BYTE != index)
		fail_msg("'%c' of register %u, expected '%c' of %u", op, index,
			 next->op ? next->op : '-', next->index % FAKE_BYTE);
	check_place(regs, &place);
	return next++;
}

void fake_regs_expect(const struct regs *regs, const struct fake_access *script)
{
	attached = NULL;
	scripted = regs;
	next = script;
}

void fake_regs_done(void)
{
	if (next->op)
		fail_msg("missing: '%c' of register %u", next->op, next->index);
	next = NULL;
}

void fake_regs_attach(struct fake_device *device)
{
	attached = device;
	added_count = 0;
	next = NULL;
}

void fake_regs_add(struct fake_device *device)
{
	assert_true(added_count < ADDED_MAX);
	added[added_count++] = device;
}

/* The device at that address, with registers of that width. Without one it is the attached device,
 * which fails the test. */
static struct fake_device *find_device(const struct regs *regs)
{
	struct fake_device *device = attached;

	for (size_t i = 0; i < added_count; i++)
		if (added[i]->regs.base == regs->base && added[i]->regs.width == regs->width)
			device = added[i];
	check_place(regs, &device->regs);
	return device;
}

struct fake_fence fake_fence;

void regs_fence(void)
{
	fake_fence.after = true;
}

static void note_access(void)
{
	fake_fence = (struct fake_fence){ .before = fake_fence.after };
}

uint64_t regs_read(const struct regs *regs, unsigned index)
{
	struct fake_device *device;

	note_access();
	if (!attached)
		return check_next(regs, 'r', index)->value;
	device = find_device(regs);
	return device->read(device, index);
}

void regs_write(const struct regs *regs, unsigned index, uint64_t value)
{
	struct fake_device *device;

	note_access();
	if (!attached) {
		assert_int_equal(value, check_next(regs, 'w', index)->value);
		return;
	}
	device = find_device(regs);
	device->write(device, index, value);
}

void regs_write_rep(const struct regs *regs, unsigned index, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		regs_write(regs, index, (uint8_t)bytes[i]);
}

size_t regs_write_lines(const struct regs *regs, const struct regs_fifo *fifo, const char *text,
			size_t len, size_t *sent, unsigned *seen)
{
	size_t i = 0;

	*sent = 0;
	while (i < len) {
		size_t room = fifo->burst;

		*seen = (unsigned)regs_read(regs, fifo->status);
		if ((*seen & fifo->mask) != fifo->ready)
			break;
		for (; i < len && room >= 1u + (text[i] == '\n'); i++) {
			if (text[i] == '\n') {
				regs_write(regs, fifo->data, '\r');
				room--;
			}
			regs_write(regs, fifo->data, (uint8_t)text[i]);
			room--;
		}
		*sent += fifo->burst - room;
	}
	return i;
}
