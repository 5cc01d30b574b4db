#pragma once
#include <stddef.h>
#include <stdint.h>

/* CRC-32 as in Ethernet, gzip and `crc32`: of @len bytes behind those whose sum is @crc; 0 to
 * begin. */
uint32_t dt_crc32(uint32_t crc, const void *bytes, size_t len);
