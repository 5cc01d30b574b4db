/* Why a hand-off is refused, by what memory and trees say. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_boot.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

#define FIRMWARE "no-map firmware@0 is there, 0x200000000000 to 0x20000003ffff"

static const struct fake_boot no_kernels[] = {
	{ .name = "text",
	  .what = TEXT,
	  .why = "k: it is text; 'images' lists the kernels in memory" },
	{ .name = "nothing",
	  .what = ZEROS,
	  .why = "k: it begins with zeros, which are no instruction; 'images' lists the "
		 "kernels in memory" },
	{ .name = "erased flash",
	  .what = ONES,
	  .why = "k: it begins with ff bytes, which are no instruction; 'images' lists the "
		 "kernels in memory" },
	{ .name = "two bytes",
	  .what = FLAT,
	  .size = 2,
	  .why = "k: it is shorter than an instruction; 'images' lists the kernels in "
		 "memory" },
	{ .name = "a tree",
	  .what = TREE,
	  .why = "k: it is a device tree, not a kernel; -t takes it along" },
	{ .name = "an archive",
	  .what = CPIO,
	  .why = "k: it is a cpio archive, not a kernel; -i takes it along" },
	{ .name = "packed by something else",
	  .what = XZ,
	  .why = "k: it is xz, which cannot be started; unpack it before you load it, or "
		 "pack it with gzip" },
	{ .name = "flat, of unknown size",
	  .what = FLAT,
	  .unsized = true,
	  .why = "k: it has no header that says how long it is; type ADDRESS,SIZE" },
	{ .name = "not in RAM",
	  .base = 0x1000,
	  .why = "k: there is no RAM at 0x1000; 'mem' lists RAM, 'load kernel' finds room "
		 "by itself" },
	{ .name = "longer than RAM",
	  .size = AT(128) - KERNEL + 1,
	  .why = "k: 0x4000001 bytes at 0x200004000000 reach beyond the end of RAM, "
		 "0x200007ffffff; type a smaller SIZE, or load it at a lower address" },
	{ .name = "this program",
	  .base = OURS,
	  .why = "k: that is this program itself, which has changed while it ran; load "
		 "another copy of it" },
};

static void what_is_no_kernel_is_refused(void **state)
{
	(void)state;
	fake_boot_expect(no_kernels, ROWS(no_kernels));
}

static const struct fake_boot places[] = {
	{ .name = "misaligned",
	  .placed = true,
	  .at = AT(33),
	  .why = "-a 0x200002100000: Linux runs at a multiple of 2 MiB (0x200000); without "
		 "-a a place is found" },
	{ .name = "over firmware",
	  .placed = true,
	  .at = RAM,
	  .why = "kernel at 0x200000000000 to 0x2000007fffff: " FIRMWARE
		 "; without -a a place is found" },
	{ .name = "not in RAM",
	  .placed = true,
	  .at = 0x200000,
	  .why = "kernel at 0x200000: there is no RAM, which is at 0x200000000000 to "
		 "0x200007ffffff; without -a a place is found" },
	{ .name = "out of RAM",
	  .placed = true,
	  .at = AT(126),
	  .why = "kernel at 0x200007e00000 to 0x2000085fffff: RAM ends at 0x200007ffffff; "
		 "without -a a place is found" },
	{ .name = "over another file",
	  .placed = true,
	  .at = AT(98),
	  .why = "kernel at 0x200006200000 to 0x2000069fffff: loaded other is there, "
		 "0x200006400000 to 0x2000064fffff; without -a a place is found" },
	{ .name = "over the initrd of the tree",
	  .tree = fake_boot_tree_with_initrd,
	  .placed = true,
	  .at = AT(98),
	  .why = "kernel at 0x200006200000 to 0x2000069fffff: loaded other is there, "
		 "0x200006400000 to 0x2000064fffff; without -a a place is found" },
	{ .name = "over the initrd, even with -f",
	  .placed = true,
	  .at = AT(94),
	  .force = true,
	  .with_initrd = true,
	  .initrd = INITRD,
	  .initrd_size = MIB,
	  .why = "kernel at 0x200005e00000 to 0x2000065fffff: initrd of -i is there, "
		 "0x200006000000 to 0x2000060fffff; without -a a place is found" },
	{ .name = "no room",
	  .memory = RAM_SIZE,
	  .why = "k: no room: Linux needs 0x8000000 bytes (image_size) at a multiple of 2 "
		 "MiB; 'mem' shows what is in use" },
	{ .name = "no room because of firmware",
	  .tree = fake_boot_tree_small_bank,
	  .memory = 64 * MIB + 1,
	  .why = "k: no room: Linux needs 0x4000001 bytes (image_size) at a multiple of 2 "
		 "MiB; 'mem' shows what is in use" },
	{ .name = "room for the kernel alone",
	  .tree = fake_boot_tree_small_bank,
	  .memory = 64 * MIB,
	  .why = "no room for the tree, 0x3000 bytes besides the kernel at 0x200000200000 "
		 "to 0x2000041fffff; 'mem' shows what is in use" },
	{ .name = "an absurd size",
	  .memory = UINT64_MAX,
	  .why = "k: no room: Linux needs 0xffffffffffffffff bytes (image_size) at a "
		 "multiple of 2 MiB; 'mem' shows what is in use" },
	{ .name = "a flat binary at an odd address",
	  .what = FLAT,
	  .placed = true,
	  .at = AT(32) + 1,
	  .why = "0x200002000001: code begins at a multiple of 4; -a ADDRESS copies it to "
		 "where it is linked" },
	{ .name = "an ELF elsewhere",
	  .what = ELF,
	  .placed = true,
	  .at = AT(4),
	  .segment = { { AT(32), 0x1000, 0x2000, 0x3000 } },
	  .entry = AT(32),
	  .why = "-a: this ELF is not position independent and runs where it is linked, at "
		 "0x200002000000; leave -a out" },
	{ .name = "a segment over firmware",
	  .what = ELF,
	  .segment = { { RAM + 0x3f000, 0x1000, 0x2000, 0x3000 } },
	  .entry = RAM + 0x3f000,
	  .why = "segment at 0x20000003f000 to 0x200000041fff: " FIRMWARE
		 "; link it for other addresses, or -f overwrites that" },
	{ .name = "a segment out of RAM",
	  .what = ELF,
	  .segment = { { AT(127), 0x1000, 0x2000, 2 * MIB } },
	  .entry = AT(127),
	  .why = "segment at 0x200007f00000 to 0x2000080fffff: RAM ends at 0x200007ffffff; "
		 "link it for other addresses, or -f overwrites that" },
	{ .name = "an entry elsewhere",
	  .what = ELF,
	  .segment = { { AT(32), 0x1000, 0x2000, 0x3000 } },
	  .entry = AT(33),
	  .why = "k: it is an ELF whose entry is outside of its segments; load an Image or an ELF "
		 "for 64-bit RISC-V" },
	{ .name = "an independent ELF at an odd address",
	  .what = PIE,
	  .placed = true,
	  .at = AT(32) + 8,
	  .segment = { { 0, 0x1000, 0x2000, 0x3000 } },
	  .why = "-a 0x200002000008: an ELF runs at a multiple of 4 KiB (0x1000)" },
	{ .name = "an independent ELF that is too big",
	  .what = PIE,
	  .segment = { { 0, 0x1000, 0x2000, RAM_SIZE } },
	  .why = "k: no room for its 0x8000000 bytes at a multiple of 2 MiB; -a ADDRESS "
		 "places it, 'mem' shows what is in use" },
};

static void a_place_that_does_not_do_is_refused(void **state)
{
	(void)state;
	fake_boot_expect(places, ROWS(places));
}

#define LONG_WORD "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define LONG_LINE                                                                                  \
	LONG_WORD LONG_WORD LONG_WORD LONG_WORD LONG_WORD LONG_WORD LONG_WORD LONG_WORD LONG_WORD  \
		LONG_WORD LONG_WORD LONG_WORD LONG_WORD LONG_WORD LONG_WORD LONG_WORD

static const struct fake_boot companions[] = {
	{ .name = "no memory",
	  .tree = fake_boot_tree_without_memory,
	  .why = "the tree that goes along has no memory node, so that Linux would have no "
		 "RAM; add one ('help mk'), or -t takes another tree" },
	{ .name = "no tree",
	  .no_tree = true,
	  .why = "k: Linux needs a device tree; load one and use -t" },
	{ .name = "no tree for bootargs",
	  .no_tree = true,
	  .what = FLAT,
	  .bootargs = "quiet",
	  .why = "-b: there is no device tree to set that in; load one and use -t" },
	{ .name = "bootargs too long",
	  .bootargs = LONG_LINE,
	  .why = "bootargs: 1024 bytes, and Linux keeps 1023 of them; shorten them, or use "
		 "-b" },
	{ .name = "an initrd of unknown size",
	  .with_initrd = true,
	  .initrd = INITRD,
	  .why = "-i i: how long is it? type ADDRESS,SIZE, or the name of a loaded file" },
	{ .name = "an initrd that is not in RAM",
	  .with_initrd = true,
	  .initrd = AT(127),
	  .initrd_size = MIB + 1,
	  .why = "-i i: 0x200007f00000 to 0x200008000000 is not all RAM; 'mem' lists RAM" },
	{ .name = "an initrd in this program",
	  .with_initrd = true,
	  .initrd = OURS,
	  .initrd_size = MIB,
	  .why = "-i i: image is there, 0x200000200000 to 0x2000002fffff; load it "
		 "elsewhere" },
	{ .name = "the kernel as its initrd",
	  .with_initrd = true,
	  .initrd = KERNEL + 4096,
	  .initrd_size = 4096,
	  .why = "-i i: the kernel itself is there; load it elsewhere" },
	{ .name = "a hart that is not there",
	  .hart_given = true,
	  .hart = 9,
	  .why = "-H 9: the tree has no such hart; 'cpus' lists them" },
	{ .name = "a hart without an MMU",
	  .hart_given = true,
	  .hart = 1,
	  .why = "-H 1: this hart has no MMU (mmu-type), so it cannot run what starts in "
		 "S-mode; 'cpus' lists the others" },
	{ .name = "a disabled hart",
	  .hart_given = true,
	  .hart = 2,
	  .why = "-H 2: the tree says that this hart is disabled; 'cpus' lists the "
		 "others" },
	{ .name = "a hart that firmware does not start",
	  .hart_given = true,
	  .hart = 3,
	  .stuck = true,
	  .why = "-H 3: firmware cannot start this hart, which is started; hart 0 runs "
		 "this "
		 "program and will do" },
	{ .name = "a tree without the hart that runs",
	  .tree = fake_boot_tree_without_hart,
	  .why = "hart 0 runs, but the tree has no cpu node of it: Linux would stop before "
		 "its first message; correct the tree, or use -H" },
	{ .name = "a tree without it, and another hart",
	  .no_tree = true,
	  .what = FLAT,
	  .hart_given = true,
	  .hart = 3,
	  .why = "-H 3: there is no tree that says whether this hart can be started" },
};

static void what_goes_along_is_checked(void **state)
{
	(void)state;
	fake_boot_expect(companions, ROWS(companions));
}

static void an_initrd_that_is_a_kernel_is_refused(void **state)
{
	static const struct fake_boot row = {
		.name = "mixed up",
		.with_initrd = true,
		.initrd = INITRD,
		.initrd_size = MIB,
		.why = "-i i: it is no archive, but of kind Image; an initrd is a cpio archive, "
		       "packed or not",
	};

	(void)state;
	fake_boot_machine();
	fake_boot_image(INITRD, MIB);
	fake_boot_expect(&row, 1);
	memset((void *)INITRD, 0, 0x1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_kernel_is_refused),
		cmocka_unit_test(a_place_that_does_not_do_is_refused),
		cmocka_unit_test(what_goes_along_is_checked),
		cmocka_unit_test(an_initrd_that_is_a_kernel_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
