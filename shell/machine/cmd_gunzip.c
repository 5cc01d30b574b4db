/* gunzip: unpacks what is in memory. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/sum.h"
#include "kernel/trap/trap.h"
#include "shell/machine/payload_at.h"
#include "shell/memory_word.h"
#include "shell/room.h"

enum { GUNZIP_ALIGNMENT = 2 << 20 }; /* bytes: a Linux Image can run where it is */

/* One run of the command. */
struct gunzip_run {
	struct shell *shell;
	const char *word;          /* what names the packed file */
	struct dt_range from, to;  /* packed, unpacked; from.size: at most so much */
	char name[OWNER_NAME_MAX]; /* what the unpacked file is called */
	bool force;
};

/* Reports why it cannot be unpacked. */
static int gunzip_report(struct gunzip_run *run, int err, const char *why,
			 const struct trap_info *trap)
{
	if (err == -EINTR)
		shell_check_interrupt(run->shell);
	if (err == -EFAULT)
		return shell_error(run->shell, err, "0x%" PRIx64 ": %s", trap->stval,
				   trap_cause_name(trap->cause));
	if (err == -EINVAL)
		return shell_error(run->shell, -ENOENT, "%s: %s; 'images' lists what is in memory",
				   run->word, why);
	return shell_error(run->shell, err, "%s: %s; load it again", run->word, why);
}

/* The first pass: writes nothing, finds the size of both. */
static int gunzip_measure(struct gunzip_run *run)
{
	struct payload_gunzip g = { .in = (const void *)(uintptr_t)run->from.base,
				    .len = run->from.size,
				    .room = UINT64_MAX };
	struct trap_info trap;
	const char *why = "";
	int err = payload_gunzip_at(run->shell, &g, &why, &trap);

	if (err)
		return gunzip_report(run, err, why, &trap);
	if (!g.size)
		return shell_error(run->shell, -ENODATA, "%s: what is packed is empty", run->word);
	run->from.size = g.used;
	run->to.size = g.size;
	return 0;
}

/* --- where ------------------------------------------------------------------------------------ */

static int gunzip_find_room(struct gunzip_run *run)
{
	const struct shell_room want = { .size = run->to.size,
					 .alignment = GUNZIP_ALIGNMENT,
					 .besides = &run->from,
					 .besides_count = 1 };
	int err = shell_room(run->shell, &want, &run->to.base);

	if (!err)
		return 0;
	return shell_error(run->shell, err,
			   "%s: no %" PRIu64
			   " bytes of RAM are known to be unused; 'mem' lists what "
			   "is in use, and an ADDRESS with -f is taken as it is",
			   run->word, run->to.size);
}

/* Whether the range is free; an earlier file of the same name may be replaced. */
static int gunzip_check(struct gunzip_run *run)
{
	const struct owners *owners = run->shell->owners;
	const struct dt_range to = run->to;
	struct shell_place place;
	const struct owner *row = NULL;

	if (to.size - 1 > UINT64_MAX - to.base)
		return shell_error(run->shell, -ERANGE, "%s: would end past the last address",
				   run->word);
	if (dt_range_meets(to, run->from))
		return shell_error(run->shell, -EBUSY,
				   "%s would be overwritten while it is read: take an address from "
				   "0x%" PRIx64,
				   run->word, run->from.base + run->from.size);
	if (run->force)
		return 0;
	place = shell_place(run->shell, to.base, to.size);
	while (place.is == SHELL_PLACE_FREE && (row = owners_find(owners, to.base, to.size, row)))
		if (strcmp(row->name, run->name) != 0) {
			place.is = SHELL_PLACE_OWNED;
			place.owner = *row;
		}
	return place.is == SHELL_PLACE_FREE
		       ? 0
		       : shell_place_refuse(run->shell, &place, "-f unpacks there anyway");
}

/* --- the file --------------------------------------------------------------------------------- */

/* "Image.gz" is called "Image" when it is unpacked, "kernel" is called "kernel.raw". */
static void gunzip_call(struct gunzip_run *run, const struct owner *loaded)
{
	const char *name = loaded ? loaded->name : "";
	size_t len = strlen(name);

	if (len > 3 && strcmp(name + len - 3, ".gz") == 0)
		snprintf(run->name, sizeof(run->name), "%.*s", (int)len - 3, name);
	else
		snprintf(run->name, sizeof(run->name), "%.*s.raw", OWNER_NAME_MAX - 5,
			 len ? name : "unpacked");
}

static void gunzip_remember(struct gunzip_run *run)
{
	const struct owner row = {
		.base = run->to.base,
		.size = run->to.size,
		.name = run->name,
		.kind = OWNER_LOADED,
		.crc = dt_crc32(0, (const void *)(uintptr_t)run->to.base, run->to.size),
	};
	struct payload payload;
	const char *why = NULL;
	struct dt_text out;

	shell_printf(run->shell, "0x%" PRIx64 "  %" PRIu64 " bytes  crc32 %08" PRIx32 "  ",
		     row.base, row.size, row.crc);
	shell_text(run->shell, &out);
	dt_put_escaped(&out, run->name, strlen(run->name));
	payload_look_at(&run->to, &payload, &why);
	dt_puts(&out, ": ");
	dt_puts(&out, why ? why : payload_kind_name(payload.kind));
	dt_puts(&out, "\n");
	dt_flush(&out);
	if (owners_put(run->shell->owners, &row))
		shell_puts(run->shell, "'mem' has no room for it: give its address to commands\n");
}

/* The second pass. */
static int gunzip_unpack(struct gunzip_run *run)
{
	struct payload_gunzip g = { .in = (const void *)(uintptr_t)run->from.base,
				    .len = run->from.size,
				    .out = (void *)(uintptr_t)run->to.base,
				    .room = run->to.size };
	struct trap_info trap;
	const char *why = "";
	int err;

	/* From here on an earlier file of that name is no longer whole. */
	owners_forget(run->shell->owners, run->name);
	err = payload_gunzip_at(run->shell, &g, &why, &trap);
	if (err)
		return gunzip_report(run, err, why, &trap);
	gunzip_remember(run);
	return 0;
}

static int gunzip_run(struct shell *shell, const struct shell_args *args)
{
	struct gunzip_run run = { .shell = shell,
				  .word = args->argv[1],
				  .force = shell_option(args, 'f') != NULL };
	const struct owner *loaded;
	int err = shell_memory_word(shell, run.word, &run.from, &loaded);

	if (!err && args->argc > 2)
		err = shell_memory_address(shell, args->argv[2], &run.to.base);
	if (err)
		return err;
	gunzip_call(&run, loaded);
	if (!run.from.size)
		run.from.size = payload_rest_of_ram(shell, run.from.base);
	if (!run.from.size)
		return shell_error(shell, -ENODATA,
				   "%s: not in RAM that is known: give its size, too", run.word);
	err = gunzip_measure(&run);
	if (!err)
		err = args->argc > 2 ? gunzip_check(&run) : gunzip_find_room(&run);
	return err ? err : gunzip_unpack(&run);
}

static const struct shell_option gunzip_options[] = {
	{ .letter = 'f', .summary = "unpack over memory in use, and where no RAM is known" },
	{ 0 },
};

static const struct shell_command gunzip_command = {
	.name = "gunzip",
	.group = SHELL_TREES,
	.args = "FILE [ADDRESS]",
	.summary = "unpack a gzip file that is in memory",
	.detail =
		"FILE is the name of a loaded file, an address, or ADDRESS,SIZE. It is checked\n"
		"as a whole before anything is written. Without ADDRESS, unused RAM is found for\n"
		"what is unpacked. 'mem' lists it as loaded: as Image if FILE is Image.gz, and\n"
		"else with .raw after FILE's name. 'boot' unpacks a kernel by itself.",
	.example = "gunzip Image.gz",
	.options = gunzip_options,
	.min_args = 1,
	.max_args = 2,
	.needs_machine = true,
	.run = gunzip_run,
	.complete = shell_complete_loaded,
};
SHELL_COMMAND(gunzip_command);
