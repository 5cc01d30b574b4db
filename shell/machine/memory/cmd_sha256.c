/* sha256: the SHA-256 digest of memory. */
#include "fdt/core/chars.h"
#include "shell/machine/memory/memory.h"
#include "shell/machine/memory/sha256.h"
#include "shell/machine/memory/sum.h"

static void sha256_put(void *state, const void *bytes, size_t len)
{
	sha256_add(state, bytes, len);
}

static void sha256_text(void *state, char text[SUM_TEXT])
{
	uint8_t digest[SHA256_BYTES];

	sha256_end(state, digest);
	for (unsigned i = 0; i < 2 * SHA256_BYTES; i++)
		text[i] = hex_digit(digest[i / 2] >> (i % 2 ? 0 : 4));
	text[2 * SHA256_BYTES] = '\0';
}

static int sha256_run(struct shell *shell, const struct shell_args *args)
{
	struct sha256 sha;
	const struct sum sum = { &sha, sha256_put, sha256_text };

	sha256_begin(&sha);
	return sum_run(shell, args, &sum);
}

static const struct shell_command command_sha256 = {
	.name = "sha256",
	.group = SHELL_MEMORY,
	.args = "RANGE [COUNT] [SUM]",
	.summary = "show the SHA-256 digest of memory",
	.detail = "As 'crc32'; the digest is that of sha256sum.",
	.example = "sha256 0x84000000,0x1000",
	.options = sum_options,
	.min_args = 1,
	.max_args = 3,
	.needs_machine = true,
	.any_hart = true,
	.reports = true,
	.run = sha256_run,
	.complete = shell_complete_memory,
};
SHELL_COMMAND(command_sha256);
