#pragma once
/* A small machine in buffers, files that lie in it, and what `boot` plans for them: as rows. */
#include "shell/handoff/plan.h"
#include "tests/unit/fake/fake_tree.h"

/* The machine's RAM, 128 MiB: where no sanitizer has anything. */
#define RAM      UINT64_C(0x200000000000)
#define RAM_SIZE UINT64_C(0x8000000)
#define MIB      UINT64_C(0x100000)
#define AT(mib)  (RAM + (mib)*MIB)

/* What is where in it. */
#define OURS      AT(2)  /* the image, 1 MiB, with its data after it */
#define KERNEL    AT(64) /* 1 MiB was loaded here */
#define ODD       (AT(80) + 0x1000)
#define INITRD    AT(96) /* likewise */
#define OTHER     AT(100)
#define WORKSPACE AT(112) /* 8 MiB */

/* A segment of an ELF. */
struct fake_segment {
	uint64_t address, offset, file, memory;
};

/* What lies where the kernel is said to be. */
enum fake_boot_what { IMAGE, ELF, PIE, FLAT, TEXT, ZEROS, ONES, TREE, CPIO, XZ };

/* A wish, and the plan that it gives. */
struct fake_boot {
	const char *name;
	const struct fake_item *tree; /* NULL: the usual one */
	enum fake_boot_what what;
	uint64_t memory;                /* IMAGE: image_size; 0: 8 MiB */
	struct fake_segment segment[2]; /* ELF, PIE */
	uint64_t entry;
	uint64_t base, size; /* of the kernel; base 0: KERNEL; size 0: 1 MiB */
	bool unsized;        /* its size is not given */
	uint64_t initrd, initrd_size;
	bool with_initrd, placed, hart_given, force, no_tree, stuck;
	bool loaded_tree; /* firmware handed over no tree; -t takes this one along */
	uint64_t tree_at; /* -t names a copy of the tree there, which has no owner; 0: none */
	uint64_t at, hart;
	const char *bootargs;
	const char *plan; /* the pieces, in MiB of RAM; or NULL: */
	const char *why;  /* the refusal, addresses as they are */
};

/* The machine's RAM, which is mapped with the first call. */
void fake_boot_machine(void);
/* Puts the header of a Linux Image of that image_size there. */
void fake_boot_image(uint64_t at, uint64_t size);
/* Makes the plan of the row: its result. */
int fake_boot_make(const struct fake_boot *row);
/* Makes the plan of each row, and checks its pieces or why it is refused. */
void fake_boot_expect(const struct fake_boot *row, size_t count);

/* The last plan, and the shell that it was made in. */
extern struct plan fake_boot_plan;
extern struct shell fake_boot_shell;
/* RAM where there is no tree; NULL: it is unknown. */
extern const struct dt_ranges *fake_boot_ram;
/* Trees for rows; the usual one has all. */
extern const struct fake_item fake_boot_tree_usual[], fake_boot_tree_without_memory[],
	fake_boot_tree_without_hart[], fake_boot_tree_without_chosen[],
	fake_boot_tree_with_initrd[], fake_boot_tree_lost_initrd[], fake_boot_tree_small_bank[];
