#pragma once
/* What is on the line in XMODEM and YMODEM, in both directions. Source: as xmodem.h. */
#include <stddef.h>
#include <stdint.h>

enum {
	SHELL_XMODEM_SOH = 0x01, /* 128 bytes follow */
	SHELL_XMODEM_STX = 0x02, /* 1024 */
	SHELL_XMODEM_EOT = 0x04,
	SHELL_XMODEM_ACK = 0x06,
	SHELL_XMODEM_NAK = 0x15,
	SHELL_XMODEM_CAN = 0x18,
	SHELL_XMODEM_PAD = 0x1a, /* after the last byte of a file */

	SHELL_XMODEM_SHORT = 128, /* bytes of a short block */
	SHELL_XMODEM_BLOCK = 1024,
};

/* Cancels: enough to be understood in the middle of a block; the backspaces delete them from the
 * line of a shell. */
#define SHELL_XMODEM_CANCEL "\x18\x18\x18\x18\x18\b\b\b\b\b"

/* The check of a block: CRC-16 as in ITU-T V.41, from 0; or the plain sum, of 8 bits. */
uint16_t shell_xmodem_crc(const uint8_t *bytes, size_t len);
uint16_t shell_xmodem_sum(const uint8_t *bytes, size_t len);
