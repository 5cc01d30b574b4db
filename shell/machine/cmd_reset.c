/* poweroff and reboot: through the firmware, or with a status through a device. */
#include <errno.h>
#include <inttypes.h>
#include "fdt/core/fault.h"
#include "kernel/guard.h"
#include "kernel/sbi.h"
#include "kernel/time.h"
#include "kernel/trap/reset.h"
#include "kernel/trap/trap.h"
#include "shell/machine/poweroff_device.h"
#include "shell/place.h"

enum { RESET_PATIENCE = 1000000 /* us: an emulator ends a while after the write */ };

/* Firmware returns only if it refuses; then the shell goes on. */
static int leave_machine(struct shell *shell, enum reset_kind kind)
{
	int64_t error = reset_machine(kind);

	return shell_error(shell, -ENOSYS,
			   "firmware refused: %s (SBI error %" PRId64 "); the machine runs on",
			   sbi_error_name(error), error);
}

/* Why the device cannot be used, and what can be done. */
static int poweroff_refused(struct shell *shell, struct dt_node node, int err, const char *why)
{
	static const char next[] = "the machine runs on; 'poweroff' alone asks the firmware";
	char path[DT_PATH_MAX];

	if (dt_found(node) && dt_path(node, path, sizeof(path)) > 0)
		shell_error(shell, err, "%s: %s; %s", path, why, next);
	else
		shell_error(shell, err, "%s; %s", why, next);
	return err == -EINVAL ? -ENXIO : err; /* -EINVAL would print the usage */
}

/* A tree that is wrong must not make us write into memory. */
static int poweroff_place(struct shell *shell, const struct poweroff_device *device,
			  const char **why)
{
	struct shell_place place = shell_place(shell, device->address, device->width);

	*why = "its address is memory in use ('mem' lists it)";
	if (place.is == SHELL_PLACE_OWNED)
		return -EBUSY;
	*why = "its address is RAM, not a device";
	return place.is == SHELL_PLACE_FREE ? -ENXIO : 0;
}

/* Writes the bits of the device's mask; the others stay. */
static int poweroff_write(const struct poweroff_device *device, struct trap_info *info)
{
	uint64_t old = 0;
	int err = device->mask == UINT32_MAX
			  ? 0
			  : guard_read(device->address, device->width, &old, info);

	if (err)
		return err;
	return guard_write(device->address, device->width,
			   (old & ~(uint64_t)device->mask) | (device->value & device->mask), info);
}

static int poweroff_by_device(struct shell *shell, unsigned status)
{
	const struct dt_tree *tree = shell_given_tree(shell);
	struct poweroff_device device = { .node.offset = -ENOENT };
	struct time_wait wait = { 0 };
	struct trap_info info;
	const char *why = "no tree was handed over, which would name a device for it";
	int err = tree ? poweroff_device(tree, status, &device, &why) : -ENOENT;

	if (!err)
		err = poweroff_place(shell, &device, &why);
	if (err)
		return poweroff_refused(shell, device.node, err, why);
	reset_announce(RESET_SHUTDOWN);
	err = poweroff_write(&device, &info);
	if (err)
		return poweroff_refused(shell, device.node, err, trap_cause_name(info.cause));
	while (!time_expired(&wait, RESET_PATIENCE))
		;
	return poweroff_refused(shell, device.node, -EIO, "written, without an effect");
}

static int poweroff_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t status;

	if (!args->argv[1])
		return leave_machine(shell, RESET_SHUTDOWN);
	if (shell_number(shell, args->argv[1], &status))
		return -EINVAL;
	if (status > SHELL_STATUS_MAX)
		return shell_error(shell, -ERANGE, "%s: a status is 0 to 255", args->argv[1]);
	return poweroff_by_device(shell, (unsigned)status);
}

static int reboot_run(struct shell *shell, const struct shell_args *args)
{
	(void)args;
	return leave_machine(shell, RESET_REBOOT);
}

static const struct shell_command command_poweroff = {
	.name = "poweroff",
	.group = SHELL_MACHINE,
	.args = "[STATUS]",
	.summary = "switch the machine off through the firmware, or with an exit status",
	.detail =
		"Says first that the machine is halted if nothing follows, because some firmware\n"
		"neither returns nor switches the machine off.\n"
		"STATUS, 0 to 255, goes to the device that the machine's tree has for it: a test\n"
		"finisher (sifive,test0), by which QEMU exits with that status; or, for 0 alone,\n"
		"a register (syscon-poweroff).",
	.example = "check && poweroff 0 || poweroff 1",
	.max_args = 1,
	.needs_machine = true,
	.run = poweroff_run,
};
SHELL_COMMAND(command_poweroff);

static const struct shell_command command_reboot = {
	.name = "reboot",
	.group = SHELL_MACHINE,
	.args = "",
	.summary = "reset the machine through the firmware",
	.needs_machine = true,
	.run = reboot_run,
};
SHELL_COMMAND(command_reboot);
