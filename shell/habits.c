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
	{ "?", "help" },      { "man", "help" },     { "quit", "exit" },
	{ "logout", "exit" }, { "reset", "reboot" }, { "less", "more" },
};

/* All others: what to type. A row of two words is above the one with the first of them alone; one
 * that begins with a slash is for all paths below it, too. In one string: it is half as long. */
#define HABIT(typed, instead) typed "\0" instead "\0"
/* clang-format off */
static const char habits_hints[] =
	/* U-Boot */
	HABIT("fdt print", "dts NODE")
	HABIT("fdt list", "ls NODE")
	HABIT("fdt get", "cat NODE/PROP")
	HABIT("fdt set", "set NODE/PROP VALUE")
	HABIT("fdt mknode", "mk NODE")
	HABIT("fdt rm", "rm NODE")
	HABIT("fdt addr", "dt open ADDRESS")
	HABIT("fdt apply", "overlay ADDRESS")
	HABIT("fdt rsvmem", "rsvmap")
	HABIT("fdt header", "header")
	HABIT("fdt", "help look")
	HABIT("bdinfo", "help hardware")
	HABIT("printenv", "bootargs")
	HABIT("env", "bootargs")
	HABIT("setenv", "set NODE/PROP VALUE")
	HABIT("go", "boot ADDR,SIZE")
	HABIT("booti", "boot KERNEL")
	HABIT("bootm", "boot KERNEL")
	HABIT("bootz", "boot KERNEL")
	HABIT("bootelf", "boot KERNEL")
	HABIT("bootefi", "boot KERNEL")
	HABIT("bootd", "boot KERNEL")
	HABIT("loadb", "load NAME")
	HABIT("loadx", "load NAME")
	HABIT("loady", "load NAME")
	HABIT("tftp", "load NAME")
	HABIT("tftpboot", "load NAME")
	HABIT("rb", "load NAME")
	HABIT("rx", "load NAME")
	HABIT("sb", "send NAME")
	HABIT("sx", "send NAME")
	HABIT("dm", "tree")
	HABIT("clk", "clock")
	HABIT("ms", "search RANGE VALUE")
	HABIT("base", "md ADDR")
	HABIT("imls", "images")
	HABIT("iminfo", "images")
	HABIT("unzip", "gunzip FILE")
	/* barebox */
	HABIT("of_dump", "dts NODE")
	HABIT("of_property", "set NODE/PROP VALUE")
	HABIT("iomem", "map")
	HABIT("meminfo", "mem")
	HABIT("memcpy", "cp FROM TO COUNT")
	HABIT("memset", "fill RANGE VALUE")
	/* Unix */
	HABIT("dmesg", "log")
	HABIT("uname", "version")
	HABIT("lscpu", "cpus")
	HABIT("free", "mem")
	HABIT("halt", "poweroff")
	HABIT("shutdown", "poweroff")
	HABIT("dir", "ls")
	HABIT("mkdir", "mk NODE")
	HABIT("rmdir", "rm NODE")
	HABIT("touch", "set NODE/PROP")
	HABIT("vi", "set NODE/PROP VALUE")
	HABIT("vim", "set NODE/PROP VALUE")
	HABIT("nano", "set NODE/PROP VALUE")
	HABIT("dtc", "help trees")
	HABIT("save", "help export") /* where there are no files */
	HABIT("fdtdump", "dts")
	HABIT("fdtget", "cat NODE/PROP")
	HABIT("fdtput", "set NODE/PROP VALUE")
	HABIT("fdtoverlay", "overlay TREE")
	HABIT("sha256sum", "sha256 RANGE")
	HABIT("hexdump", "md.b ADDR")
	HABIT("xxd", "md.b ADDR")
	HABIT("devmem", "md ADDR")
	HABIT("sudo", "help")
	/* Linux's files */
	HABIT("/proc/device-tree", "ls /")
	HABIT("/sys/firmware", "ls /")
	HABIT("/proc/cpuinfo", "cpus")
	HABIT("/proc/meminfo", "mem")
	HABIT("/proc/iomem", "map")
	HABIT("/proc/interrupts", "irq")
	HABIT("/proc/cmdline", "bootargs")
;
/* clang-format on */

const char *shell_habit_command(const char *name)
{
	for (size_t i = 0; i < sizeof(habits_same) / sizeof(habits_same[0]); i++)
		if (!strcmp(habits_same[i].typed, name))
			return habits_same[i].command;
	return NULL;
}

/* The row's first word, of @len characters, is @word, or a path above it. */
static bool habits_fits(const char *typed, size_t len, const char *word)
{
	return strncmp(typed, word, len) == 0 &&
	       (!word[len] || (*typed == '/' && word[len] == '/'));
}

const char *shell_habit_instead(const char *word, const char *next)
{
	const char *typed = habits_hints;

	while (*typed) {
		const char *instead = typed + strlen(typed) + 1;
		size_t len = strcspn(typed, " ");

		if (habits_fits(typed, len, word) &&
		    (!typed[len] || (next && !strcmp(typed + len + 1, next))))
			return instead;
		typed = instead + strlen(instead) + 1;
	}
	return NULL;
}
