#include "shell/payload/payload_parts.h"
/* Little-endian numbers of a payload, wherever they lie: they need not be aligned. */

bool payload_has(struct payload_bytes in, uint64_t offset, uint64_t size)
{
	return offset <= in.len && size <= in.len - offset;
}

uint16_t payload_le16(const uint8_t *at)
{
	return (uint16_t)(at[0] | at[1] << 8);
}

uint32_t payload_le32(const uint8_t *at)
{
	return payload_le16(at) | (uint32_t)payload_le16(at + 2) << 16;
}

uint64_t payload_le64(const uint8_t *at)
{
	return payload_le32(at) | (uint64_t)payload_le32(at + 4) << 32;
}

void payload_put_le64(uint8_t *at, uint64_t value)
{
	for (unsigned i = 0; i < sizeof(value); i++)
		at[i] = (uint8_t)(value >> (8 * i));
}
