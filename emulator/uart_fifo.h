#pragma once
/* The UART's FIFOs and shift registers, for its registers. */
#include "emulator/uart.h"

enum { UART_CYCLES = 16 }; /* of the clock, divided by the divisor, a bit */

/* Takes the byte that was received first; what was there before if there is none. */
uint8_t uart_take(struct uart *uart, uint64_t now);
/* Gives the transmitter a byte. One too many is lost, and counted. */
void uart_send(struct uart *uart, uint8_t byte, uint64_t now);
