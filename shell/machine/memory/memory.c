#include "shell/machine/memory/memory.h"
/* Suffixes are those of U-Boot's md and mw. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "kernel/mmio.h"
#include "kernel/trap/trap.h"
#include "shell/place.h"

const struct shell_option memory_options[2] = {
	{ .letter = 'f', .summary = "write over memory in use, too" },
};

/* --- operands --------------------------------------------------------------------------------- */

unsigned memory_width(const struct shell_args *args)
{
	const char *suffix = strrchr(args->argv[0], '.');

	switch (suffix ? suffix[1] : 'l') {
	case 'b':
		return 1;
	case 'w':
		return 2;
	case 'q':
		return 8;
	default:
		return 4;
	}
}

int memory_count(struct shell *shell, const char *word, const struct shell_memory *memory,
		 const char *count_word, uint64_t count, struct memory_range *range)
{
	uint64_t most = memory->size / range->width;

	range->base = memory->base;
	range->count = count;
	if (count_word && shell_number(shell, count_word, &range->count))
		return -EINVAL;
	if (!range->count)
		return shell_error(shell, -EINVAL, "%s: COUNT is 0", word);
	if (memory->size && range->count > most)
		return shell_error(shell, -ERANGE,
				   "%s: has %" PRIu64 " items of %u bytes, not %" PRIu64, word,
				   most, range->width, range->count);
	if (range->count - 1 > (UINT64_MAX - range->base) / range->width)
		return shell_error(shell, -ERANGE, "%s: would end past the last address", word);
	return 0;
}

int memory_range(struct shell *shell, const struct shell_args *args, const char *word,
		 const char *count_word, struct memory_range *range)
{
	struct shell_memory memory;
	int err = shell_memory(shell, word, &memory);

	if (err)
		return err;
	if (!count_word && !memory.size)
		return shell_error(shell, -ENODATA, "%s: its size is unknown: add COUNT, or ,SIZE",
				   word);
	if (!count_word && memory.size % range->width) {
		if (strchr(args->argv[0], '.'))
			return shell_error(shell, -EINVAL,
					   "%s: 0x%" PRIx64 " bytes are not a multiple of %u", word,
					   memory.size, range->width);
		range->width = 1;
	}
	return memory_count(shell, word, &memory, count_word, memory.size / range->width, range);
}

int memory_pair(struct shell *shell, const struct shell_args *args, struct memory_pair *pair)
{
	struct shell_memory memory;
	int err;

	*pair = (struct memory_pair){ .one.width = memory_width(args) };
	err = memory_range(shell, args, args->argv[1], args->argv[3], &pair->one);
	if (!err)
		err = shell_memory(shell, args->argv[2], &memory);
	if (err)
		return err;
	pair->two.width = pair->one.width;
	return memory_count(shell, args->argv[2], &memory, NULL, pair->one.count, &pair->two);
}

int memory_value(struct shell *shell, const char *word, unsigned width, uint64_t *value)
{
	if (shell_number(shell, word, value))
		return -EINVAL;
	shell_hint_decimal(shell, word, strlen(word));
	if (width < sizeof(*value) && *value >> (8 * width))
		return shell_error(shell, -ERANGE, "0x%" PRIx64 " does not fit in %u byte%s",
				   *value, width, width > 1 ? "s" : "");
	return 0;
}

int memory_may_write(struct shell *shell, const struct shell_args *args,
		     const struct memory_range *range)
{
	uint64_t bytes = range->count * range->width;
	struct shell_place place;
	bool tree;

	if (shell_option(args, 'f'))
		return 0;
	place = shell_place(shell, range->base, bytes ? bytes : UINT64_MAX); /* 0: all there are */
	tree = place.owner.kind == OWNER_TREE || place.owner.kind == OWNER_WORKSPACE;
	if (place.is != SHELL_PLACE_OWNED)
		return 0;
	return shell_place_refuse(shell, &place,
				  tree ? "'set' edits trees, -f writes there anyway"
				       : "-f writes there anyway");
}

/* --- accesses --------------------------------------------------------------------------------- */

int memory_fault(struct shell *shell, uint64_t address, const struct trap_info *info)
{
	return shell_error(shell, -EFAULT,
			   "0x%" PRIx64 ": %s (scause %" PRIu64 ", stval 0x%" PRIx64 ")", address,
			   trap_cause_name(info->cause), info->cause, info->stval);
}

int memory_run(struct shell *shell, int (*step)(void *context), void *context,
	       struct trap_info *info)
{
	int err;

	do {
		err = trap_try(step, context, info);
		shell_check_interrupt(shell);
	} while (err == -EAGAIN);
	return err;
}

struct memory_fill {
	const struct memory_range *range;
	uint64_t value;
	volatile uint64_t at; /* the item that is written: a fault ends the run there */
};

static int memory_fill_step(void *context)
{
	struct memory_fill *fill = context;
	struct regs regs = { .width = (uint8_t)fill->range->width };
	unsigned n = 0;

	for (; n < MEMORY_PAUSE && fill->at < fill->range->count; n++) {
		regs.base = fill->range->base + fill->at * regs.width;
		regs_write(&regs, 0, fill->value);
		fill->at++;
	}
	regs_fence();
	return fill->at < fill->range->count ? -EAGAIN : 0;
}

int memory_write(struct shell *shell, const struct memory_range *range, uint64_t value)
{
	struct memory_fill fill = { .range = range, .value = value };
	struct trap_info info;
	int err = memory_run(shell, memory_fill_step, &fill, &info);

	return err ? memory_fault(shell, range->base + fill.at * range->width, &info) : 0;
}

/* --- many faults ------------------------------------------------------------------------------ */

void memory_faults_add(struct memory_faults *faults, uint64_t address, uint64_t bytes,
		       uint64_t cause)
{
	int row = 0;

	while (row < faults->count && faults->row[row].cause != cause)
		row++;
	if (row == MEMORY_CAUSES)
		row--; /* there are hardly so many: the last one stands for the rest */
	if (row == faults->count) {
		faults->count++;
		faults->row[row].cause = cause;
		faults->row[row].first = address;
		faults->row[row].bytes = faults->row[row].items = 0;
	}
	faults->row[row].last = address + (bytes - 1);
	faults->row[row].bytes += bytes;
	faults->row[row].items++;
}

int memory_faults_report(struct shell *shell, const struct memory_faults *faults)
{
	for (int i = 0; i < faults->count; i++) {
		uint64_t first = faults->row[i].first, last = faults->row[i].last;
		uint64_t bytes = faults->row[i].bytes, cause = faults->row[i].cause;

		if (faults->row[i].items == 1 && bytes <= sizeof(uint64_t))
			shell_error(shell, -EFAULT, "0x%" PRIx64 ": %s (scause %" PRIu64 ")", first,
				    trap_cause_name(cause), cause);
		else
			shell_error(shell, -EFAULT,
				    "%s0x%" PRIx64 " to 0x%" PRIx64 ": %s (scause %" PRIu64 ")",
				    bytes == last - first + 1 ? "" : "some of ", first, last,
				    trap_cause_name(cause), cause);
	}
	return faults->count ? -EFAULT : 0;
}
