/*
 * libFuzzer: hostile devices. A PCI host bridge with a 16550, a bridge, below it a virtio console,
 * and a virtio console with its own registers are probed and used as consoles. Registers keep
 * what is written to them, but for what the input says, which also writes into the memory that
 * devices are lent. Nothing may be read or written outside of what a caller gave, and nothing may
 * take for ever.
 *
 * An input is a count of patches, the patches of six bytes (a function, a word of it, its value),
 * and then acts: see fuzz_act.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "drivers/bus/virtio_queue.h"
#include "drivers/console/console_select.h"
#include "kernel/mmio.h"
#include "tests/unit/fake/fake_tree.h"

enum {
	FUZZ_ECAM = 0x30000000,
	FUZZ_MMIO = 0x10008000,
	FUZZ_FUNCTIONS = 5, /* in configuration space; one more is all other registers */
	FUZZ_WORDS = 64,
	FUZZ_ACCESSES = 400000, /* 256 buses and their functions are 65,536 */
	FUZZ_CHUNK = 600,
	FUZZ_BAR = 4,               /* words of a function's header */
	FUZZ_QUEUE_DESC = 0x80 / 4, /* of virtio-mmio */
	FUZZ_PCI_DESC = 0x20 / 4,   /* of the common configuration */
};

static const uint8_t *input;
static size_t left;
static uint32_t word[FUZZ_FUNCTIONS + 2][FUZZ_WORDS];
static uint32_t bar_mask[FUZZ_FUNCTIONS];
static unsigned accesses;
static struct virtio_shared *shared; /* of the queue that was added last */
static struct console_choice choice;

/* Where functions are: bus, device, function. */
static const uint32_t place[FUZZ_FUNCTIONS] = { 0, 1 << 3, 2 << 3, 3 << 3, 1 << 8 };
/* What they are at first. */
static const struct fuzz_word {
	uint8_t function, word;
	uint32_t value;
} honest[] = {
	{ 0, 0, 0x00081b36 },  { 0, 2, 0x06000000 },                        /* the host bridge */
	{ 1, 0, 0x00021b36 },  { 1, 2, 0x07000200 },  { 1, 4, 1 },          /* a 16550, by I/O */
	{ 1, 15, 0x0100 },                                                  /* its pin */
	{ 2, 0, 0x10431af4 },  { 2, 1, 0x00100000 },  { 2, 2, 0x07800000 }, /* virtio: a console */
	{ 2, 4, 0x40000000 },  { 2, 13, 0x40 },       { 2, 15, 0x0100 },    /* its capabilities */
	{ 2, 16, 0x01105009 }, { 2, 18, 0 },          { 2, 19, 0x38 },      /* common */
	{ 2, 20, 0x02146409 }, { 2, 22, 0x80 },       { 2, 23, 0x40 },      /* notify */
	{ 2, 24, 4 },          { 2, 25, 0x03100009 }, { 2, 27, 0x40 },      /* its step; ISR */
	{ 2, 28, 0x4 },        { 3, 0, 0x00011b36 },  { 3, 2, 0x06040000 }, /* a bridge to bus 1 */
	{ 3, 3, 0x10000 },     { 3, 6, 0x010100 },    { 4, 0, 0x00021b36 }, /* a 16550 there */
	{ 4, 2, 0x07000200 },  { 4, 4, 0x40100000 },                        /* by memory */
	{ 5, 0, 0x74726976 },  { 5, 1, 2 },           { 5, 2, 3 },          /* virtio-mmio */
	{ 5, 4, 1 },           { 5, 0x34 / 4, 8 },    { 6, 1, 1 },          /* features, queue */
	{ 6, 0x18 / 4, 8 },
};

static void fuzz_expect(bool good)
{
	if (!good)
		abort();
}

static uint8_t fuzz_next(void)
{
	if (!left)
		return 0;
	left--;
	return *input++;
}

static uint32_t fuzz_number(void)
{
	uint32_t number = 0;

	for (int i = 0; i < 4; i++)
		number = number << 8 | fuzz_next();
	return number;
}

/* The function's row in word, or -1. */
static int fuzz_function(uint32_t number)
{
	for (int i = 0; i < FUZZ_FUNCTIONS; i++)
		if (place[i] == number && word[i][0])
			return i;
	return -1;
}

/* The word of a register; NULL: nothing answers. */
static uint32_t *fuzz_register(const struct regs *regs, unsigned index)
{
	uint64_t at = regs->base + ((uint64_t)index << regs->shift);
	int function;

	fuzz_expect(++accesses < FUZZ_ACCESSES);
	if (regs->base == FUZZ_MMIO)
		return &word[FUZZ_FUNCTIONS][index % FUZZ_WORDS];
	if (regs->base != FUZZ_ECAM)
		return &word[FUZZ_FUNCTIONS + 1][at / 4 % FUZZ_WORDS];
	function = fuzz_function(index >> 10);
	return function < 0 || index % 1024 >= FUZZ_WORDS ? NULL : &word[function][index % 1024];
}

_Thread_local volatile uintptr_t regs_touched;

uint64_t regs_read(const struct regs *regs, unsigned index)
{
	uint32_t *at = fuzz_register(regs, index);
	uint64_t byte = (regs->base + ((uint64_t)index << regs->shift)) % 4;

	if (!at)
		return UINT32_MAX;
	return regs->width == 4 ? *at : (*at >> 8 * byte) & ((UINT32_C(1) << 8 * regs->width) - 1);
}

/* Sees where a queue's descriptors are placed: low word, then high word. */
static void fuzz_placed(const struct regs *regs, unsigned index, uint32_t value)
{
	static uint32_t low;

	if (regs->width == 4 &&
	    index == (regs->base == FUZZ_MMIO ? FUZZ_QUEUE_DESC : FUZZ_PCI_DESC) + 1)
		shared = (struct virtio_shared *)(uintptr_t)((uint64_t)value << 32 | low);
	low = value;
}

static void fuzz_write_bar(int function, unsigned index, uint32_t value)
{
	uint32_t *bar = &word[function][index];

	*bar = (value & bar_mask[function]) | (*bar & ~bar_mask[function]);
}

void regs_write(const struct regs *regs, unsigned index, uint64_t value)
{
	uint32_t *at = fuzz_register(regs, index), mask;
	uint64_t byte = (regs->base + ((uint64_t)index << regs->shift)) % 4;

	if (!at)
		return;
	if (regs->base == FUZZ_ECAM) {
		if (index % 1024 >= FUZZ_BAR && index % 1024 < FUZZ_BAR + 6)
			fuzz_write_bar(fuzz_function(index >> 10), index % 1024, (uint32_t)value);
		else if (index % 1024)
			*at = (uint32_t)value;
		return;
	}
	mask = regs->width == 4 ? UINT32_MAX : (UINT32_C(1) << 8 * regs->width) - 1;
	*at = (*at & ~(mask << 8 * byte)) | ((uint32_t)value & mask) << 8 * byte;
	fuzz_placed(regs, index, (uint32_t)value);
}

void regs_write_rep(const struct regs *regs, unsigned index, const char *bytes, size_t len)
{
	while (len--)
		regs_write(regs, index, (uint8_t)*bytes++);
}

size_t regs_write_lines(const struct regs *regs, const struct regs_fifo *fifo, const char *text,
			size_t len, size_t *sent, unsigned *seen)
{
	(void)text;
	*seen = (unsigned)regs_read(regs, fifo->status);
	*sent = (*seen & fifo->mask) == fifo->ready ? len : 0;
	return *sent;
}

void regs_fence(void)
{
}

static void fuzz_devices(void)
{
	static const uint32_t masks[FUZZ_FUNCTIONS] = { 0, ~7u, ~0xfffu, 0, ~7u };

	memset(word, 0, sizeof(word));
	memcpy(bar_mask, masks, sizeof(masks));
	for (size_t i = 0; i < sizeof(honest) / sizeof(*honest); i++)
		word[honest[i].function][honest[i].word] = honest[i].value;
	for (uint8_t patches = fuzz_next() % 24; patches; patches--) {
		uint8_t function = fuzz_next() % (FUZZ_FUNCTIONS + 3), which = fuzz_next();

		if (function < FUZZ_FUNCTIONS + 2)
			word[function][which % FUZZ_WORDS] = fuzz_number();
		else
			bar_mask[which % FUZZ_FUNCTIONS] = fuzz_number();
	}
}

static const struct dt_tree *fuzz_machine(void)
{
	static const struct fake_item rows[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("virtio"),
		TREE_TEXT("compatible", "virtio,mmio"),
		TREE_CELLS("reg", 0, FUZZ_MMIO, 0, 0x200),
		TREE_END,
		TREE_NODE("pci"),
		TREE_TEXT("compatible", "pci-host-ecam-generic"),
		TREE_CELLS("#address-cells", 3),
		TREE_CELLS("#size-cells", 2),
		TREE_CELLS("reg", 0, FUZZ_ECAM, 0, 0x10000000),
		TREE_CELLS("ranges", 0x01000000, 0, 0, 0, 0x3000000, 0, 0x10000, 0x02000000, 0,
			   0x40000000, 0, 0x40000000, 0, 0x10000000),
		TREE_END,
		{ 0 },
	};

	return fake_tree(rows);
}

/* The device returns a buffer, or writes anywhere in what it was lent. */
static void fuzz_scribble(bool buffer)
{
	uint16_t at = (uint16_t)(fuzz_next() << 8 | fuzz_next());

	if (!shared)
		return;
	if (buffer) {
		struct virtio_used *used = &shared->used[shared->used_index % VIRTIO_BUFFERS];

		used->id = fuzz_next();
		used->length = at;
		shared->used_index++;
		return;
	}
	((uint8_t *)shared)[at % sizeof(*shared)] = fuzz_next();
}

static void fuzz_act(struct console *console, uint8_t act)
{
	/* Exact sizes, so that sanitizers see each overrun. */
	size_t len = 1 + fuzz_next() * 2u;
	char *text = calloc(1, len);
	int got = 0;

	fuzz_expect(text);
	if (act % 8 < 2)
		got = console->ops->write(console, text, len);
	else if (act % 8 < 4)
		got = console->ops->read(console, text, len);
	else if (act % 8 == 4 && console->ops->listen)
		console->ops->listen(console, act & 8);
	else if (act % 8 == 5 && console->ops->start)
		console->failed = console->ops->start(console);
	else
		fuzz_scribble(act & 8);
	fuzz_expect(got <= (int)len);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct dt_tree *tree = fuzz_machine();

	input = data;
	left = size;
	accesses = 0;
	shared = NULL;
	fuzz_devices();
	console_select(tree, &choice);
	console_probe(&choice);
	accesses = 0;
	while (left) {
		uint8_t act = fuzz_next();
		int row = act / 16 % CONSOLE_CANDIDATES_MAX;

		if (row < choice.candidates && !choice.candidate[row].err &&
		    !choice.candidate[row].console.failed)
			fuzz_act(&choice.candidate[row].console, act);
	}
	return 0;
}
