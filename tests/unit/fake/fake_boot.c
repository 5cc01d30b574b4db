#include "tests/unit/fake/fake_boot.h"
/* The machine is at an address where no sanitizer has anything. */
#include <errno.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <cmocka.h>
#include "fdt/edit/trees.h"
#include "tests/unit/fake/fake_port.h"

void fake_boot_machine(void)
{
	static void *ram;

	if (!ram)
		ram = mmap((void *)RAM, RAM_SIZE, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1,
			   0);
	assert_ptr_equal(ram, (void *)RAM);
}

static struct owners owners = {
	.row = {
		{ OURS, MIB, "", OWNER_IMAGE, 0 },
		{ OURS + MIB, MIB, "", OWNER_DATA, 0 },
		{ WORKSPACE, 8 * MIB, "", OWNER_WORKSPACE, 0 },
		{ KERNEL, MIB, "kernel", OWNER_LOADED, 0 },
		{ ODD, MIB, "odd", OWNER_LOADED, 0 },
		{ INITRD, MIB, "initrd", OWNER_LOADED, 0 },
		{ OTHER, MIB, "other", OWNER_LOADED, 0 },
	},
	.count = 7,
};

/* --- trees ------------------------------------------------------------------------------------ */

#define CELLS TREE_CELLS("#address-cells", 2), TREE_CELLS("#size-cells", 2)
#define MEMORY(base, size)                                                                         \
	TREE_NODE("memory@200000000000"), TREE_TEXT("device_type", "memory"),                      \
		TREE_CELLS("reg", 0x2000, base, 0, size), TREE_END
#define HART(name, number, mmu, state)                                                             \
	TREE_NODE(name), TREE_TEXT("device_type", "cpu"), TREE_CELLS("reg", number),               \
		TREE_TEXT("mmu-type", mmu), TREE_TEXT("status", state), TREE_END
#define CPUS                                                                                       \
	TREE_NODE("cpus"), TREE_CELLS("#address-cells", 1), TREE_CELLS("#size-cells", 0),          \
		HART("cpu@0", 0, "riscv,sv39", "okay"), HART("cpu@1", 1, "riscv,none", "okay"),    \
		HART("cpu@2", 2, "riscv,sv39", "disabled"),                                        \
		HART("cpu@3", 3, "riscv,sv39", "okay"), TREE_END
#define RESERVED FIRST(0x40000)
#define FIRST(size)                                                                                \
	TREE_NODE("reserved-memory"), CELLS, TREE_FLAG("ranges"), TREE_NODE("firmware@0"),         \
		TREE_CELLS("reg", 0x2000, 0, 0, size), TREE_FLAG("no-map"), TREE_END, TREE_END
#define CHOSEN TREE_NODE("chosen"), TREE_TEXT("bootargs", "quiet"), TREE_END

const struct fake_item fake_boot_tree_usual[] = { CELLS,  MEMORY(0, 0x8000000),
						  CPUS,   RESERVED,
						  CHOSEN, { 0 } };
const struct fake_item fake_boot_tree_without_memory[] = { CELLS, CPUS, RESERVED, CHOSEN, { 0 } };
const struct fake_item fake_boot_tree_without_hart[] = {
	CELLS, MEMORY(0, 0x8000000), RESERVED, CHOSEN, { 0 }
};
const struct fake_item fake_boot_tree_without_chosen[] = {
	CELLS, MEMORY(0, 0x8000000), CPUS, { 0 }
};
const struct fake_item fake_boot_tree_with_initrd[] = {
	CELLS,
	MEMORY(0, 0x8000000),
	CPUS,
	RESERVED,
	TREE_NODE("chosen"),
	TREE_CELLS("linux,initrd-start", 0x2000, 0x6400000),
	TREE_CELLS("linux,initrd-end", 0x2000, 0x6500000),
	TREE_CELLS("boot-hartid", 7),
	TREE_END,
	{ 0 },
};
const struct fake_item fake_boot_tree_lost_initrd[] = {
	CELLS,
	MEMORY(0, 0x8000000),
	CPUS,
	TREE_NODE("chosen"),
	TREE_CELLS("linux,initrd-start", 0x2000, 0x7f00000),
	TREE_CELLS("linux,initrd-end", 0x2000, 0x8000001),
	TREE_END,
	{ 0 },
};
const struct fake_item fake_boot_tree_small_bank[] = { CELLS,  MEMORY(0, 0x4200000),
						       CPUS,   FIRST(0x200000),
						       CHOSEN, { 0 } };

/* --- kernels ---------------------------------------------------------------------------------- */

static void put64(uint64_t at, uint64_t value)
{
	memcpy((void *)at, &value, sizeof(value));
}

static void put32(uint64_t at, uint32_t value)
{
	memcpy((void *)at, &value, sizeof(value));
}

static void put16(uint64_t at, uint16_t value)
{
	memcpy((void *)at, &value, sizeof(value));
}

void fake_boot_image(uint64_t at, uint64_t size)
{
	put32(at, 0x5a4d0001); /* no MZ: no PE header */
	put64(at + 8, 2 * MIB);
	put64(at + 16, size);
	put32(at + 32, 2);
	put32(at + 56, 0x05435352);
}

static void elf_at(uint64_t at, unsigned type, uint64_t entry, const struct fake_segment *segment,
		   unsigned count)
{
	memcpy((void *)at, "\177ELF\2\1\1", 8);
	put16(at + 16, (uint16_t)type);
	put16(at + 18, 243);
	put32(at + 20, 1);
	put64(at + 24, entry);
	put64(at + 32, 64);
	put16(at + 52, 64);
	put16(at + 54, 56);
	put16(at + 56, (uint16_t)count);
	for (unsigned i = 0; i < count; i++) {
		uint64_t head = at + 64 + 56 * i;

		put32(head, 1);
		put32(head + 4, 7);
		put64(head + 8, segment[i].offset);
		put64(head + 16, segment[i].address);
		put64(head + 24, segment[i].address);
		put64(head + 32, segment[i].file);
		put64(head + 40, segment[i].memory);
		put64(head + 48, 0x1000);
	}
}

static void code_at(uint64_t at)
{
	put32(at, 0x00000297); /* auipc t0, 0 */
	put32(at + 4, 0xdeadbeef);
}

/* --- rows ------------------------------------------------------------------------------------- */

struct plan fake_boot_plan;
struct shell fake_boot_shell;
const struct dt_ranges *fake_boot_ram;
static struct plan_wish wish;
static char drawn[1024];

static void row_put(const struct fake_boot *row, uint64_t at)
{
	memset((void *)at, 0, 0x1000);
	switch (row->what) {
	case IMAGE:
		fake_boot_image(at, row->memory ? row->memory : 8 * MIB);
		break;
	case ELF:
	case PIE:
		elf_at(at, row->what == PIE ? 3 : 2, row->entry, row->segment,
		       row->segment[1].memory ? 2 : 1);
		break;
	case FLAT:
		code_at(at);
		break;
	case TEXT:
		memset((void *)at, 'a', 64);
		break;
	case ONES:
		memset((void *)at, 0xff, 64);
		break;
	case TREE:
		memcpy((void *)at, fake_boot_shell.tree->blob, fake_boot_shell.tree->size);
		break;
	case CPIO:
		memcpy((void *)at, "070701", 6);
		memset((char *)at + 6, '0', 104);
		memcpy((char *)at + 94, "0000000b00000000TRAILER!!!", 27);
		break;
	case XZ:
		memcpy((void *)at,
		       "\xfd"
		       "7zXZ\0",
		       6);
		break;
	case ZEROS:
		break;
	}
}

/* An address as megabytes of RAM: "64", "80+1000"; others are not RAM. */
static void draw_address(char *out, size_t size, uint64_t at)
{
	uint64_t rest = (at - RAM) % MIB;

	if (at < RAM || at >= RAM + RAM_SIZE)
		snprintf(out, size, "?");
	else if (rest)
		snprintf(out, size, "%" PRIu64 "+%" PRIx64, (at - RAM) / MIB, rest);
	else
		snprintf(out, size, "%" PRIu64, (at - RAM) / MIB);
}

static const char *draw(void)
{
	char from[32], to[32];
	size_t used = 0;

	drawn[0] = '\0';
	for (int i = 0; i < fake_boot_plan.pieces; i++) {
		const struct plan_piece *piece = &fake_boot_plan.piece[i];

		draw_address(from, sizeof(from), piece->from);
		draw_address(to, sizeof(to), piece->to);
		used += (size_t)snprintf(drawn + used, sizeof(drawn) - used, "%s%s %s>%s %s",
					 i ? "; " : "", piece->what, from, to,
					 piece->how == PLAN_IN_PLACE ? "stays"
					 : piece->how == PLAN_NOW    ? "now"
								     : "last");
		if (piece->over)
			used += (size_t)snprintf(drawn + used, sizeof(drawn) - used, " over %s",
						 piece->over);
	}
	return drawn;
}

static struct dt_trees trees;

/* The tree that -t names. */
static const struct dt_tree *row_tree(const struct fake_boot *row, const struct dt_tree *tree)
{
	static struct dt_tree copy;
	const char *why;

	if (!row->tree_at)
		return row->no_tree ? NULL : tree;
	memcpy((void *)row->tree_at, tree->blob, tree->size);
	assert_int_equal(dt_open(&copy, (const void *)row->tree_at, tree->size, &why), 0);
	return &copy;
}

int fake_boot_make(const struct fake_boot *row)
{
	static struct fake_port port;
	uint64_t base = row->base ? row->base : KERNEL;
	const struct dt_tree *tree = fake_tree(row->tree ? row->tree : fake_boot_tree_usual);

	fake_boot_machine();
	fake_port_init(&port, "", 0);
	fake_shell_init(&fake_boot_shell, &port);
	fake_boot_shell.owners = &owners;
	fake_boot_shell.trees = &trees;
	fake_boot_shell.tree = tree;
	fake_boot_shell.ram = fake_boot_ram;
	dt_trees_init(&trees, row->no_tree || row->loaded_tree ? NULL : tree);
	if (base % 8 == 0 && base >= RAM && base < RAM + RAM_SIZE && base != OURS)
		row_put(row, base);
	wish = (struct plan_wish){
		.name = "k",
		.kernel = { base, row->unsized ? 0
				  : row->size  ? row->size
					       : MIB },
		.initrd_name = row->with_initrd ? "i" : NULL,
		.initrd = { row->initrd, row->initrd_size },
		.tree = row_tree(row, tree),
		.bootargs = row->bootargs,
		.hart = row->hart,
		.hart_given = row->hart_given,
		.startable = !row->stuck,
		.hart_is = "started",
		.placed = row->placed,
		.at = row->at,
		.force = row->force,
		.room = 0x2000,
	};
	return plan_make(&fake_boot_plan, &fake_boot_shell, &wish);
}

void fake_boot_expect(const struct fake_boot *row, size_t count)
{
	for (; count; row++, count--) {
		int err = fake_boot_make(row);

		if (row->plan && err)
			fail_msg("%s: refused: %s", row->name, fake_boot_plan.why);
		if (row->plan && strcmp(draw(), row->plan) != 0)
			fail_msg("%s:\n%s\nrather than\n%s", row->name, drawn, row->plan);
		if (!row->plan && !err)
			fail_msg("%s: not refused: %s", row->name, draw());
		if (!row->plan && strcmp(fake_boot_plan.why, row->why) != 0)
			fail_msg("%s:\n%s\nrather than\n%s", row->name, fake_boot_plan.why,
				 row->why);
		assert_true(strlen(fake_boot_plan.why) < PLAN_WHY_MAX - 1);
		if (!err)
			assert_true(fake_boot_plan.trampoline >= RAM &&
				    fake_boot_plan.trampoline % 0x1000 == 0);
	}
}
