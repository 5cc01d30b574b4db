#pragma once
/* What `send` sends: memory, the tree in use, the log; and what each is called over there. */
#include "kernel/trap/trap.h"
#include "shell/shell.h"
#include "shell/transfer/ymodem_send.h"

enum { SEND_FILES_MAX = 8 };

struct send_source {
	uint64_t base; /* in memory, or in the log, which is counted from its beginning */
	bool log;
	uint32_t crc; /* CRC-32 of what was read so far */
};

/* Zero-initialised, then `shell` set by the owner. */
struct send_files {
	struct shell *shell;
	struct shell_ymodem_file file[SEND_FILES_MAX];
	struct send_source source[SEND_FILES_MAX];
	int count;
	struct trap_info trap; /* -EFAULT of send_files_data */
};

/* Adds what @word names: "tree", "log", or memory as in shell/memory_word.h. 0; -errno reported.
 * There must be room. */
int send_files_add(struct send_files *files, const char *word);
/* As the data of struct shell_ymodem. 0; -EFAULT: it cannot be read; -ESTALE: newer text has
 * overwritten this part of the log. */
int send_files_data(struct send_files *files, int file, uint64_t at, uint8_t *bytes, size_t len);
