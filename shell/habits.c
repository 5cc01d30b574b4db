/*
 * Words that other shells have for what this one does: U-Boot's, barebox's, Unix's. Sources: U-Boot
 * 2025.01, doc/usage/cmd; barebox, commands/; GNU coreutils, dtc.
 */
#include <string.h>
#include "shell/core.h"

/* Words that run a command of ours: those that can mean nothing else. */
static const struct {
	char typed[8], command[8];
} habits_same[] = {
	{ .typed = "?", .command = "help" },       { .typed = "man", .command = "help" },
	{ .typed = "quit", .command = "exit" },    { .typed = "logout", .command = "exit" },
	{ .typed = "reset", .command = "reboot" }, { .typed = "less", .command = "more" },
};

/* All others: what to type. Without pointers, each of which would cost a relocation in the
 * image. */
struct habit {
	char typed[20];   /* a word; a path: all paths below it, too */
	char next[8];     /* the word after it; "": any or no word */
	char instead[20]; /* for people */
};

/* Rows with a word after it are above the one without. */
static const struct habit habits[] = {
	/* U-Boot */
	{ .typed = "fdt", .next = "print", .instead = "dts NODE" },
	{ .typed = "fdt", .next = "list", .instead = "ls NODE" },
	{ .typed = "fdt", .next = "get", .instead = "cat NODE/PROP" },
	{ .typed = "fdt", .next = "set", .instead = "set NODE/PROP VALUE" },
	{ .typed = "fdt", .next = "mknode", .instead = "mk NODE" },
	{ .typed = "fdt", .next = "rm", .instead = "rm NODE" },
	{ .typed = "fdt", .next = "addr", .instead = "dt open ADDRESS" },
	{ .typed = "fdt", .next = "apply", .instead = "overlay ADDRESS" },
	{ .typed = "fdt", .next = "rsvmem", .instead = "rsvmap" },
	{ .typed = "fdt", .next = "header", .instead = "header" },
	{ .typed = "fdt", .instead = "help look" },
	{ .typed = "bdinfo", .instead = "help hardware" },
	{ .typed = "printenv", .instead = "bootargs" },
	{ .typed = "env", .instead = "bootargs" },
	{ .typed = "setenv", .instead = "set NODE/PROP VALUE" },
	{ .typed = "go", .instead = "boot ADDR,SIZE" },
	{ .typed = "booti", .instead = "boot KERNEL" },
	{ .typed = "bootm", .instead = "boot KERNEL" },
	{ .typed = "bootz", .instead = "boot KERNEL" },
	{ .typed = "bootelf", .instead = "boot KERNEL" },
	{ .typed = "bootefi", .instead = "boot KERNEL" },
	{ .typed = "bootd", .instead = "boot KERNEL" },
	{ .typed = "loadb", .instead = "load NAME" },
	{ .typed = "loadx", .instead = "load NAME" },
	{ .typed = "loady", .instead = "load NAME" },
	{ .typed = "tftp", .instead = "load NAME" },
	{ .typed = "tftpboot", .instead = "load NAME" },
	{ .typed = "rb", .instead = "load NAME" },
	{ .typed = "rx", .instead = "load NAME" },
	{ .typed = "sb", .instead = "send NAME" },
	{ .typed = "sx", .instead = "send NAME" },
	{ .typed = "dm", .instead = "tree" },
	{ .typed = "clk", .instead = "clock" },
	{ .typed = "ms", .instead = "search RANGE VALUE" },
	{ .typed = "base", .instead = "md ADDR" },
	{ .typed = "imls", .instead = "images" },
	{ .typed = "iminfo", .instead = "images" },
	{ .typed = "unzip", .instead = "gunzip FILE" },
	/* barebox */
	{ .typed = "of_dump", .instead = "dts NODE" },
	{ .typed = "of_property", .instead = "set NODE/PROP VALUE" },
	{ .typed = "iomem", .instead = "map" },
	{ .typed = "meminfo", .instead = "mem" },
	{ .typed = "memcpy", .instead = "cp FROM TO COUNT" },
	{ .typed = "memset", .instead = "fill RANGE VALUE" },
	/* Unix */
	{ .typed = "dmesg", .instead = "log" },
	{ .typed = "uname", .instead = "version" },
	{ .typed = "lscpu", .instead = "cpus" },
	{ .typed = "free", .instead = "mem" },
	{ .typed = "halt", .instead = "poweroff" },
	{ .typed = "shutdown", .instead = "poweroff" },
	{ .typed = "dir", .instead = "ls" },
	{ .typed = "mkdir", .instead = "mk NODE" },
	{ .typed = "rmdir", .instead = "rm NODE" },
	{ .typed = "touch", .instead = "set NODE/PROP" },
	{ .typed = "vi", .instead = "set NODE/PROP VALUE" },
	{ .typed = "vim", .instead = "set NODE/PROP VALUE" },
	{ .typed = "nano", .instead = "set NODE/PROP VALUE" },
	{ .typed = "dtc", .instead = "help trees" },
	{ .typed = "save", .instead = "help export" }, /* where there are no files */
	{ .typed = "fdtdump", .instead = "dts" },
	{ .typed = "fdtget", .instead = "cat NODE/PROP" },
	{ .typed = "fdtput", .instead = "set NODE/PROP VALUE" },
	{ .typed = "fdtoverlay", .instead = "overlay TREE" },
	{ .typed = "sha256sum", .instead = "sha256 RANGE" },
	{ .typed = "hexdump", .instead = "md.b ADDR" },
	{ .typed = "xxd", .instead = "md.b ADDR" },
	{ .typed = "devmem", .instead = "md ADDR" },
	{ .typed = "sudo", .instead = "help" },
	/* Linux's files */
	{ .typed = "/proc/device-tree", .instead = "ls /" },
	{ .typed = "/sys/firmware", .instead = "ls /" },
	{ .typed = "/proc/cpuinfo", .instead = "cpus" },
	{ .typed = "/proc/meminfo", .instead = "mem" },
	{ .typed = "/proc/iomem", .instead = "map" },
	{ .typed = "/proc/interrupts", .instead = "irq" },
	{ .typed = "/proc/cmdline", .instead = "bootargs" },
};

const char *shell_habit_command(const char *name)
{
	for (size_t i = 0; i < sizeof(habits_same) / sizeof(habits_same[0]); i++)
		if (!strcmp(habits_same[i].typed, name))
			return habits_same[i].command;
	return NULL;
}

static bool habit_fits(const struct habit *habit, const char *word, const char *next)
{
	size_t len = strlen(habit->typed);

	if (*habit->next && (!next || strcmp(habit->next, next) != 0))
		return false;
	return strncmp(habit->typed, word, len) == 0 &&
	       (!word[len] || (*word == '/' && word[len] == '/'));
}

const char *shell_habit_instead(const char *word, const char *next)
{
	for (size_t i = 0; i < sizeof(habits) / sizeof(habits[0]); i++)
		if (habit_fits(&habits[i], word, next))
			return habits[i].instead;
	return NULL;
}
