#include "boot/boot.h"
/*
 * The boot story. boot/start.S has selected one hart, relocated the image, cleared .bss and set up
 * the stack. These are the steps from there to the prompt.
 */
#include "kernel/boot_facts.h"
#include "kernel/console/console.h"
#include "kernel/instret.h"
#include "kernel/sbi.h"
#include "kernel/stack_protector.h"
#include "kernel/time.h"
#include "kernel/trap/trap.h"

extern char _stack_bottom[], _trap_stack_top[], _tick_stack_top[];

void boot_main(uint64_t a0, uint64_t tree_at, uint64_t a1, uint64_t tp, uint64_t entered)
	__attribute__((noreturn));

__attribute__((no_stack_protector)) static void boot_protect_stack(const struct dt_tree *tree)
{
	const void *seed = NULL;
	int len = 0;

	if (tree)
		seed = dt_prop((struct dt_node){ tree, tree->chosen }, "rng-seed", &len);
	stack_protector_begin(seed, seed ? (size_t)len : 0);
}

void boot_main(uint64_t a0, uint64_t tree_at, uint64_t a1, uint64_t tp, uint64_t entered)
{
	struct boot_entry entry = { .a0 = a0, .a1 = a1, .tp = tp, .tree_at = tree_at };
	static struct dt_tree opened;
	const struct dt_tree *tree = NULL;

	trap_init(_stack_bottom, _trap_stack_top, _tick_stack_top);
	instret_init();
	time_init();
	sbi_init();
	console_init(); /* SBI's: from here on there is always a console */
	boot_facts.entered = entered;
	boot_sayf("\nHello, world from Firstlight %s\n", FIRSTLIGHT_VERSION);

	if (boot_open_tree(&entry, &opened) == 0)
		tree = &opened;
	boot_protect_stack(tree);
	entry.odd_clock = !time_set_frequency(entry.cpus.timebase);
	time_set_sstc(entry.cpus.sstc, sbi_believes_isa());
	boot_facts.hart = entry.by_go ? entry.tp : entry.a0;
	boot_choose_console(tree);
	boot_banner(&entry, tree);
	boot_shell(tree);
}
