#pragma once
/* What the files of boot/ share. Nothing outside boot/ includes it. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fdt/core/dt.h"
#include "fdt/where/machine.h"
#include "kernel/trap_try.h"
#include "shell/shell.h"

enum { BOOT_NOTE_MAX = 160 };

/* How the image was entered, and what was made of it. */
struct boot_entry {
	uint64_t a0, a1;     /* as entered */
	uint64_t tp;         /* as entered; U-Boot keeps the hart id there */
	uint64_t tree_at;    /* a1, or where boot/save_tree.S moved the tree to; 0: none found */
	struct dt_cpus cpus; /* of the tree; all zero without a tree */
	bool odd_clock;      /* its timebase-frequency is not believed */
	bool by_go;          /* a0 and a1 are argc and argv: U-Boot's `go` */
	bool hart_assumed;   /* UEFI did not say which hart this is */
	char note[BOOT_NOTE_MAX]; /* what was wrong with a1, or what was done with it; else "" */
};

/*
 * Opens the tree that firmware handed over. Where a1 is no tree, tries the arguments of U-Boot's
 * `go ADDR DTB`. From UEFI it is the one of the configuration table, with the load options as its
 * bootargs. 0; -ENOENT: there is no tree, and entry->note says why. Faults are contained.
 */
int boot_open_tree(struct boot_entry *entry, struct dt_tree *tree);

/* Prints text on the consoles, and keeps it in the log. */
void boot_say(const char *text, size_t len);
void boot_sayf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Chooses the console by @tree (NULL: no tree), switches to it, and prints which it is and why. */
void boot_choose_console(const struct dt_tree *tree);

/* A byte was read: where several consoles are in use until a key is pressed on one, that one is the
 * console from now on, and the others say so. */
void boot_console_answered(void);

/* Prints the banner after its first line. @tree may be NULL. */
void boot_banner(const struct boot_entry *entry, const struct dt_tree *tree);

/* From now on RAM for trees is looked for in the tree that firmware handed over to @shell, where
 * nothing has an owner (shell/place.h), and is entered in shell->owners. Before that, the reserve
 * in the image is used. */
void boot_space_init(const struct shell *shell);
/* Keeps the range, of @size > 0 bytes, out of the memory for trees. 0; -EBUSY: a part of it is in
 * use as that memory. */
int boot_space_spare(uint64_t base, uint64_t size);

/* The open_tree of the shell's port: opens another tree in memory. */
int boot_open_other(struct shell_port *port, struct dt_trees *trees, const char *word,
		    const char *name);

/* Finds and tries the RAM for trees, once. Called early, because the first command that needs it
 * would seem slow otherwise. */
void boot_space_begin(void);

/* Chooses whether the image runs under page tables of its own (kernel/protect/protect.h), and
 * switches them on. Does nothing when called again. */
void boot_protect_begin(const struct shell *shell);

/* As dt_bootarg, of @tree or, where it is NULL, of the load options that UEFI gave. */
int boot_bootarg(const struct dt_tree *tree, const char *key, char *value, size_t size);

/* Runs a command contained, as trap_contain, and records what it took. */
int boot_measure(int (*run)(void *), void *arg, struct trap_info *trap);

/* Runs the shell on the console, for ever. @tree may be NULL. */
void boot_shell(const struct dt_tree *tree) __attribute__((noreturn));

/* The interrupts of the shell's port: lists controllers and lines. */
void boot_interrupts(struct shell *shell, const struct shell_args *args);
