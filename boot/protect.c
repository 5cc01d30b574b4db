#include "boot/boot.h"
/*
 * Whether the image may run under page tables of its own: what the machine is, how far its
 * addresses go, and what a person wishes.
 *
 * T-Head's older harts (C906, C910, C920) may have page tables of another meaning (MAEE), where
 * plain rows make memory uncached; some trap sfence.vma. Linux, arch/riscv/errata/thead/errata.c.
 */
#include <errno.h>
#include <string.h>
#include "fdt/where/machine.h"
#include "kernel/console/console.h"
#include "kernel/irq.h"
#include "kernel/protect/protect.h"
#include "kernel/sbi.h"
#include "shell/place.h"

enum { VENDOR_THEAD = 0x5b7, PROTECT_BANKS = 32, PROTECT_WORD = 4 };

static bool protect_is_thead(const struct dt_tree *tree)
{
	struct dt_node cpu = dt_first_child((struct dt_node){ tree, tree->cpus });
	const char *name;

	for (; dt_found(cpu); cpu = dt_next_child(cpu)) {
		int len = dt_string(cpu, "compatible", &name);

		if (len > 6 && memcmp(name, "thead,", 6) == 0)
			return true;
	}
	return false;
}

static const char *protect_refusal(const struct dt_tree *tree)
{
	struct sbi_ret vendor = sbi_call(SBI_BASE, SBI_BASE_MVENDORID, 0, 0, 0);

	if ((!vendor.error && vendor.value == VENDOR_THEAD) || (tree && protect_is_thead(tree)))
		return "a T-Head hart, on which page tables may make memory uncached (MAEE)";
	return NULL;
}

static uint64_t protect_higher(uint64_t one, uint64_t other)
{
	return one > other ? one : other;
}

/* The end of the highest of RAM, the tree, and the devices in use. */
static uint64_t protect_highest(const struct shell *shell, const struct dt_tree *tree)
{
	struct dt_range bank[PROTECT_BANKS];
	const struct console *console;
	uint64_t highest = tree ? (uintptr_t)tree->blob + tree->size : 0;

	for (int i = shell_ram(shell, tree, bank, PROTECT_BANKS, NULL); i > 0; i--)
		highest = protect_higher(highest, bank[i - 1].base + bank[i - 1].size);
	for (int i = 0; (console = console_attached(i)); i++)
		highest = protect_higher(highest, console->regs.base + PROTECT_PAGE);
	for (const struct irq_chip *chip = irq_chips(); chip; chip = chip->next)
		highest = protect_higher(highest, chip->regs.base + PROTECT_PAGE);
	return highest;
}

/* Whether all is sent costs only a look at a register. */
static void protect_touch(void)
{
	struct console *console = console_active();

	if (console->ops->drained)
		console->ops->drained(console);
}

void boot_protect_begin(const struct shell *shell)
{
	const struct dt_tree *tree = shell->tree;
	struct protect_needs needs = { .touch = protect_touch };
	static bool begun;
	char word[PROTECT_WORD];
	int len = boot_bootarg(tree, "protect", word, sizeof(word));

	if (begun)
		return;
	begun = true;
	needs.refusal = protect_refusal(tree);
	needs.highest = protect_highest(shell, tree);
	protect_set_needs(&needs);
	if (!protect_wanted)
		protect_off("this image was made so");
	else if (len > 0 && strcmp(word, "off") == 0)
		protect_off("bootargs say protect=off");
	else
		protect_on();
}
