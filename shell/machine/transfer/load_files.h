#pragma once
/* The files that `load` receives: where each goes, what it is called, and what is in its way. */
#include "kernel/trap/trap.h"
#include "shell/place.h"

enum { LOAD_FILES_MAX = 16 };

struct load_file {
	char name[OWNER_NAME_MAX]; /* what it is called from now on; "": nothing */
	char sent[OWNER_NAME_MAX]; /* what the sender calls it; both are cut */
	uint64_t base, size;       /* bytes that came */
	uint64_t announced;        /* bytes, or UINT64_MAX */
	uint32_t crc;
	uint64_t replaced; /* base of the earlier file of this name, which is forgotten; 0: none */
	bool whole;        /* all of it came */
	bool crowded;      /* the table of owners has no room for it */
};

/* What is received. Zero-initialised, then the first part set by the owner. */
struct load_files {
	struct shell *shell;
	char *const *name; /* for the first files to come; the others keep the sender's */
	int names;
	bool placed;   /* each file is given room by itself */
	uint64_t next; /* where the next file goes, before it is aligned; unless placed */
	bool force;    /* also over memory in use; unless placed */

	struct load_file file[LOAD_FILES_MAX];
	int count;
	/* What ended it. */
	struct shell_place place; /* -EBUSY: what is there */
	struct trap_info trap;    /* -EFAULT */
	/* Private. */
	uint64_t checked; /* the last file may be written up to here */
	int done;         /* files that load_files_finish was called for */
};

/* A file begins; see struct shell_xmodem. 0; -EMFILE: there were too many; -EBUSY: something is in
 * its way; an error of shell_room: there is no room for file[count]. */
int load_files_begin(struct load_files *files, const char *name, uint64_t size);
/* The next bytes of the file: 0; -EBUSY; -ENOSPC: no more room; -EFAULT. */
int load_files_data(struct load_files *files, const uint8_t *bytes, size_t len);
/*
 * The transfer is over, well or with @err: computes CRCs, and enters what came since the last call
 * in the table of owners. A file that did not come whole is not remembered if it was placed, and
 * else as "part of" it.
 */
void load_files_finish(struct load_files *files, int err);
/* Whether the first file could begin: as load_files_begin. */
int load_files_check(struct load_files *files);
