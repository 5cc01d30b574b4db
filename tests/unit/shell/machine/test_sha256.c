/* SHA-256 against FIPS 180-4's examples (NIST, "SHA256.pdf", and the long message of 180-2), and
 * every length around a block's end, in pieces of every size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/machine/memory/sha256.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static void digest(const void *bytes, size_t len, size_t piece, char text[65])
{
	const uint8_t *at = bytes;
	uint8_t sum[SHA256_BYTES];
	struct sha256 sha;

	sha256_begin(&sha);
	for (size_t left = len; left;) {
		size_t some = left < piece ? left : piece;

		sha256_add(&sha, at, some);
		at += some;
		left -= some;
	}
	sha256_end(&sha, sum);
	for (size_t i = 0; i < sizeof(sum); i++)
		snprintf(text + 2 * i, 3, "%02x", sum[i]);
}

static const struct {
	const char *text, *digest;
} examples[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
};

static void known_digests(void **state)
{
	static char million[1000000];
	char text[65];

	(void)state;
	for (size_t i = 0; i < ROWS(examples); i++) {
		digest(examples[i].text, strlen(examples[i].text), 64, text);
		assert_string_equal(text, examples[i].digest);
	}
	memset(million, 'a', sizeof(million));
	digest(million, sizeof(million), 4096, text);
	assert_string_equal(text,
			    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* The digest does not depend on how the bytes come, and each length has its own. */
static void pieces(void **state)
{
	char whole[65], parts[65], before[65] = "";
	uint8_t bytes[200];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i * 7);
	for (size_t len = 0; len <= sizeof(bytes); len++) {
		digest(bytes, len, sizeof(bytes), whole);
		assert_string_not_equal(whole, before);
		for (size_t piece = 1; piece < 70; piece++) {
			digest(bytes, len, piece, parts);
			assert_string_equal(parts, whole);
		}
		strcpy(before, whole);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_digests),
		cmocka_unit_test(pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
