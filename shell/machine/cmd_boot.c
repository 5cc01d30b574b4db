/* boot: starts a kernel, or rehearses that. What goes where is planned in shell/handoff/. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "drivers/predict/predict.h"
#include "fdt/core/index.h"
#include "kernel/handoff/handoff.h"
#include "kernel/noinit.h"
#include "shell/dt/kit/changes.h"
#include "shell/handoff/plan_show.h"
#include "shell/machine/boot_go.h"
#include "shell/machine/boot_list.h"
#include "shell/memory_word.h"

enum { BOOT_CONSOLE_MAX = 160 /* bytes of what is said about the console, with the NUL */ };

/* Static, because it is too big for the stack. */
static NOINIT struct boot {
	struct plan plan;
	struct plan_wish wish;
	struct dt_tree loaded; /* of -t ADDRESS */
	char console[BOOT_CONSOLE_MAX];
} boot;

/* --- what is asked for ------------------------------------------------------------------------ */

/* An open tree by its number or name; NULL. */
static const struct dt_tree *boot_open_tree_named(struct shell *shell, const char *word)
{
	uint64_t number = DT_TREES_MAX;

	(void)shell_is_number(word, &number);
	for (int i = 0; shell->trees && i < DT_TREES_MAX; i++) {
		const struct dt_slot *slot = dt_trees_slot(shell->trees, i);

		if (slot && ((uint64_t)i == number || !strcmp(slot->name, word)))
			return &slot->tree;
	}
	return NULL;
}

/* The tree that -t names: an open one, or one that lies in memory. */
static int boot_tree(struct shell *shell, const char *word)
{
	struct shell_port *port = shell->port;
	struct dt_range range;
	uint64_t number;
	const char *why;

	boot.wish.tree = boot_open_tree_named(shell, word);
	if (boot.wish.tree)
		return 0;
	if (shell_is_number(word, &number) && number < DT_TREES_MAX)
		return shell_error(shell, -ENOENT, "-t %s: no such tree; 'dt list' lists them",
				   word);
	if (shell_memory_word(shell, word, &range, NULL))
		return -ENOENT;
	if (range.base % 8)
		return shell_error(shell, -EDOM,
				   "-t %s: 0x%" PRIx64
				   " is misaligned: a tree starts at a multiple "
				   "of 8; load it at one",
				   word, range.base);
	if (!port->answers(port, range.base))
		return shell_error(shell, -EFAULT, "-t %s: 0x%" PRIx64 " cannot be read", word,
				   range.base);
	if (dt_open(&boot.loaded, (const void *)(uintptr_t)range.base,
		    range.size ? range.size : SIZE_MAX, &why))
		return shell_error(shell, -EILSEQ, "-t %s: %s; load it again", word, why);
	boot.wish.tree = &boot.loaded;
	return 0;
}

/* The numbers of -H and -a. */
static int boot_numbers(struct shell *shell, const struct shell_args *args)
{
	struct plan_wish *wish = &boot.wish;
	const char *hart = shell_option(args, 'H'), *at = shell_option(args, 'a');
	enum handoff_hart is;

	wish->hart = shell->hart;
	if ((hart && shell_number(shell, hart, &wish->hart)) ||
	    (at && shell_memory_address(shell, at, &wish->at)))
		return -EINVAL;
	is = handoff_hart(wish->hart);
	wish->hart_given = hart;
	wish->hart_is = handoff_hart_name(is);
	wish->startable = is == HANDOFF_HART_SELF || is == HANDOFF_HART_STOPPED ||
			  is == HANDOFF_HART_WAITING;
	wish->placed = at;
	return 0;
}

static int boot_wish(struct shell *shell, const struct shell_args *args)
{
	const char *tree = shell_option(args, 't'), *initrd = shell_option(args, 'i');
	struct plan_wish *wish = &boot.wish;

	*wish = (struct plan_wish){
		.name = args->argv[1],
		.tree = shell->tree,
		.initrd_name = initrd,
		.bootargs = shell_option(args, 'b'),
		.force = shell_option(args, 'f'),
		.room = handoff_room(),
	};
	if (boot_numbers(shell, args))
		return -EINVAL;
	if (shell_memory_word(shell, wish->name, &wish->kernel, NULL) ||
	    (initrd && shell_memory_word(shell, initrd, &wish->initrd, NULL)))
		return -ENOENT;
	return tree ? boot_tree(shell, tree) : 0;
}

/* --- the rehearsal ---------------------------------------------------------------------------- */

static void boot_keep_text(void *context, const char *text, size_t len)
{
	size_t used = strlen(boot.console);

	(void)context;
	if (len > sizeof(boot.console) - 1 - used)
		len = sizeof(boot.console) - 1 - used;
	memcpy(boot.console + used, text, len);
}

/* The console that Linux will choose; of others, what stdout-path says. */
static const char *boot_console(struct plan *plan)
{
	const struct predict_program *program = predict_find("linux");
	struct dt_node chosen = { &plan->tree, plan->tree.chosen };
	struct predict predict;
	struct dt_text out;
	const char *text;
	int len = dt_string(chosen, "stdout-path", &text);

	memset(boot.console, 0, sizeof(boot.console));
	dt_text_init(&out, boot_keep_text, NULL);
	if (plan->payload.kind == PAYLOAD_IMAGE && dt_index_build(&plan->tree, NULL) == 0) {
		predict_run(&predict, program, &plan->tree, NULL);
		predict_put_verdict(&out, &predict.verdict);
	} else if (len > 0) {
		dt_puts(&out, "stdout-path ");
		dt_write(&out, text, (size_t)len);
	}
	dt_flush(&out);
	return boot.console[0] ? boot.console : NULL;
}

/* What differs between firmware's tree and the one that goes along. */
static int boot_changes(struct report *report)
{
	static const struct shell_changes how;
	struct shell *shell = report->shell;
	struct dt_slot *given = dt_trees_slot(shell->trees, 0);

	if (!given || !boot.plan.tree.blob)
		return 0;
	if (shell_index_slot(shell, given) || dt_index_build(&boot.plan.tree, NULL))
		return -ENOMEM;
	return shell_changes_in(report, &given->tree, &boot.plan.tree, &how) < 0 ? -ENOMEM : 0;
}

static int boot_rehearse(struct shell *shell, const struct shell_args *args, int refused)
{
	struct plan_told told = { NULL };
	struct report report;
	int err = 0;

	report_begin(&report, shell, args);
	if (refused && report.json)
		return refused;
	if (!refused && boot.plan.tree.blob)
		told.console = boot_console(&boot.plan);
	plan_show(&report, &boot.plan, &told);
	if (!refused && shell_option(args, 'v'))
		err = boot_changes(&report);
	report_end(&report);
	return refused ? refused : err;
}

/* ---------------------------------------------------------------------------------------------- */

static int boot_run(struct shell *shell, const struct shell_args *args)
{
	bool rehearse = shell_option(args, 'n');
	int err;

	if (args->argc < 2)
		return boot_list(shell, args);
	if (shell_option(args, 'v') && !rehearse)
		return shell_error(shell, -EINVAL, "-v is for the rehearsal: boot -n -v");
	if (args->json && !rehearse)
		return shell_error(shell, -EINVAL, "-j is for the rehearsal: boot -n -j");
	err = boot_wish(shell, args);
	if (err)
		return err;
	err = plan_make(&boot.plan, shell, &boot.wish);
	if (rehearse)
		err = boot_rehearse(shell, args, err);
	if (err && boot.plan.why[0])
		return shell_error(shell, err, "%s", boot.plan.why);
	return err || rehearse ? err : boot_go(shell, &boot.plan);
}

static const struct shell_option boot_options[] = {
	{ .letter = 'a', .value = "ADDRESS", .summary = "run it there, not where it lies" },
	{ .letter = 'b',
	  .value = "BOOTARGS",
	  .summary = "the command line, in place of the tree's" },
	{ .letter = 'f', .summary = "overwrite memory in use by others" },
	{ .letter = 'H', .value = "HART", .summary = "start it on that hart" },
	{ .letter = 'i',
	  .value = "INITRD",
	  .summary = "its initrd: a loaded file, or ADDRESS,SIZE",
	  .complete = shell_complete_loaded },
	{ .letter = 'n', .summary = "rehearse: show what would be done" },
	{ .letter = 't',
	  .value = "TREE",
	  .summary = "its tree: a number of 'dt', a loaded file, an "
		     "address" },
	{ .letter = 'v', .summary = "with -n: what differs from firmware's tree, too" },
	{ 0 },
};

static const struct shell_command boot_command = {
	.name = "boot",
	.group = SHELL_MACHINE,
	.args = "[KERNEL]",
	.summary = "start a kernel or another program, with the tree as it is now",
	.detail =
		"KERNEL: the name of a loaded file, or ADDRESS[,SIZE]: a Linux Image, an ELF, or\n"
		"a flat binary, which runs where it lies or, with -a, where it is linked. gzip is\n"
		"unpacked. It may run where this program is: that copy is made at the very end.\n"
		"The tree in use goes along as a copy, with its edits and with -b and -i set in\n"
		"/chosen; -t takes another one. a0 is the hart, a1 the tree, satp 0.\n"
		"All is checked first: what cannot work is refused, and nothing is changed. -f\n"
		"overrides what 'mem' says about whose memory it is.\n"
		"Without KERNEL, loaded files are listed.",
	.example = "boot kernel -i initrd -b 'console=ttyS0 root=/dev/vda1'",
	.options = boot_options,
	.max_args = 1,
	.needs_machine = true,
	.reports = true,
	.run = boot_run,
	.complete = shell_complete_loaded,
};
SHELL_COMMAND(boot_command);
