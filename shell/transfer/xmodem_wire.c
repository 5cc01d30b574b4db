#include "shell/transfer/xmodem_wire.h"
/* The checks of a block. */

uint16_t shell_xmodem_crc(const uint8_t *bytes, size_t len)
{
	uint16_t crc = 0;

	for (; len; bytes++, len--) {
		crc = (uint16_t)(crc << 8 | crc >> 8);
		crc ^= *bytes;
		crc ^= (crc & 0xff) >> 4;
		crc ^= (uint16_t)(crc << 12);
		crc ^= (uint16_t)((crc & 0xff) << 5);
	}
	return crc;
}

uint16_t shell_xmodem_sum(const uint8_t *bytes, size_t len)
{
	unsigned sum = 0;

	for (; len; len--)
		sum += *bytes++;
	return sum & 0xff;
}
