#pragma once
/* What the parts of the boot story share. Nothing outside boot/ includes it. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fdt/core/dt.h"
#include "fdt/where/machine.h"
#include "shell/shell.h"

enum { BOOT_NOTE_MAX = 160 };

/* Who started us, with what; and what became of it. */
struct boot_entry {
	uint64_t a0, a1;          /* as entered */
	uint64_t tp;              /* as entered; U-Boot keeps the hart id there */
	uint64_t tree_at;         /* a1, or where start.S moved the tree to; 0: none found */
	struct dt_cpus cpus;      /* the tree's; zero without a tree */
	bool by_go;               /* a0 and a1 are argc and argv: U-Boot's `go` */
	char note[BOOT_NOTE_MAX]; /* what was wrong with a1, or what was done about it; else "" */
};

/*
 * Opens the tree that firmware handed over. Where a1 is not one, tries what U-Boot's `go ADDR DTB`
 * gives. 0, or -ENOENT: there is none, and entry->note says why. Faults are contained.
 */
int boot_open_tree(struct boot_entry *entry, struct dt_tree *tree);

/* Text for the person and for the log. */
void boot_say(const char *text, size_t len);
void boot_sayf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Chooses the console on @tree (NULL: none), says which and why, and goes over to it. */
void boot_choose_console(const struct dt_tree *tree);

/* The banner behind its first line. @tree may be NULL. */
void boot_banner(const struct boot_entry *entry, const struct dt_tree *tree);

/* Tells boot/space.c the tree to find RAM by; NULL: there is none. */
void boot_space_init(const struct dt_tree *tree);
/* Leaves memory alone that is not taken yet, while there is place for it in a list. */
void boot_space_spare(uint64_t base, uint64_t size);

/* The shell's port opens other trees by this. */
int boot_open_other(struct shell_port *port, struct dt_trees *trees, const char *word,
		    const char *name);

/* Finds and tries that RAM, unless that was done; else the first command that needs it would seem
 * slow. */
void boot_space_begin(void);

/* The shell on the console, for ever. @tree may be NULL. */
void boot_shell(const struct dt_tree *tree) __attribute__((noreturn));

/* The machine's interrupt controllers and lines, as the shell's port has to list them. */
void boot_interrupts(struct shell *shell);
