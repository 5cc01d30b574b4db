#pragma once
/* The SBI implementations by id: RISC-V SBI Specification 3.0, section 4.9. */
#include <stdint.h>

enum { SBI_VERSION_MAX = 32 }; /* bytes of a version as text, with its NUL */

/* The name of an implementation id, or NULL. */
const char *sbi_implementation_name(uint64_t id);
/* Writes the version of implementation @id into @text of SBI_VERSION_MAX bytes: "1.6", "0.3.1"; in
 * hexadecimal, "0x301", where it is not known how that implementation writes its versions. */
void sbi_implementation_version(uint64_t id, uint64_t version, char *text);
