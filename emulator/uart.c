/* The UART's registers. Sources: see uart.h, 8.1 to 8.9. */
#include "emulator/uart.h"
#include <string.h>
#include "emulator/uart_fifo.h"
#include "emulator/uart_registers.h"

static const uint8_t uart_triggers[] = { 1, 4, 8, 14 };

void uart_reset(struct uart *uart, struct line *line, unsigned trigger, uint64_t clock)
{
	uint64_t cycles = UART_CYCLES * line->baud;
	uint64_t divisor = clock ? (clock + cycles / 2) / cycles : 1;

	memset(uart, 0, sizeof(*uart));
	uart->line = line;
	uart->clock = clock;
	uart->fcr = FCR_ENABLE;
	for (unsigned i = 0; i < sizeof(uart_triggers); i++)
		if (uart_triggers[i] == trigger)
			uart->fcr |= (uint8_t)(i << 6);
	uart->lcr = LCR_8N1;
	uart->divisor[0] = (uint8_t)divisor;
	uart->divisor[1] = (uint8_t)(divisor >> 8);
	uart->answered = true;
}

/* --- registers ------------------------------------------------------------------------------- */

static uint8_t uart_cause(const struct uart *uart)
{
	unsigned trigger = uart->fcr & FCR_ENABLE ? uart_triggers[uart->fcr >> 6] : 1;

	if (uart->ier & IER_LINE && uart->lsr_errors)
		return IIR_LINE;
	if (uart->ier & IER_RECEIVED && uart->rx_count >= trigger)
		return IIR_RECEIVED;
	if (uart->ier & IER_RECEIVED && uart->rx_timeout)
		return IIR_TIMEOUT;
	if (uart->ier & IER_EMPTY && uart->empty_news)
		return IIR_EMPTY;
	return IIR_NONE;
}

bool uart_asks(const struct uart *uart)
{
	return uart_cause(uart) != IIR_NONE;
}

static uint8_t uart_read_cause(struct uart *uart)
{
	uint8_t cause = uart_cause(uart);

	if (cause == IIR_EMPTY)
		uart->empty_news = false;
	return cause | (uart->fcr & FCR_ENABLE ? IIR_FIFO : 0);
}

static uint8_t uart_read_status(struct uart *uart)
{
	uint8_t status = uart->lsr_errors;

	uart->lsr_errors = 0;
	if (uart->rx_count)
		status |= LSR_DR;
	if (!uart->tx_count)
		status |= LSR_THRE;
	if (uart_idle(uart))
		status |= LSR_TEMT;
	return status;
}

uint8_t uart_read(struct uart *uart, unsigned number, uint64_t now, bool *pure)
{
	*pure = number == LSR && !uart->lsr_errors;
	if (number < 2 && uart->lcr & LCR_DLAB)
		return uart->divisor[number];
	switch (number) {
	case RBR:
		return uart_take(uart, now);
	case IER:
		return uart->ier;
	case IIR:
		return uart_read_cause(uart);
	case LCR:
		return uart->lcr;
	case MCR:
		return uart->mcr;
	case LSR:
		return uart_read_status(uart);
	case MSR:
		return MSR_READY;
	}
	return uart->scr;
}

/* Switching the FIFOs on or off empties both (8.6, FCR0). */
static void uart_control(struct uart *uart, uint8_t value)
{
	bool turned = (uart->fcr ^ value) & FCR_ENABLE;

	if (turned || value & FCR_CLEAR_RX) {
		uart->rx_count = 0;
		uart->rx_timeout = false;
	}
	if (turned || value & FCR_CLEAR_TX)
		uart->tx_count = 0;
	uart->fcr = value & FCR_ENABLE ? value & FCR_KEPT : 0;
}

static void uart_write_divisor(struct uart *uart, unsigned number, uint8_t value)
{
	/* Where the line's rate is fixed, the image would be cut off on a real one. */
	if (uart->divisor[number] != value)
		uart->rate_writes++;
	uart->divisor[number] = value;
}

void uart_write(struct uart *uart, unsigned number, uint8_t value, uint64_t now)
{
	if (number < 2 && uart->lcr & LCR_DLAB) {
		uart_write_divisor(uart, number, value);
		return;
	}
	switch (number) {
	case THR:
		uart_send(uart, value, now);
		break;
	case IER:
		/* Enabling it while the transmitter is empty raises it at once. */
		if (value & ~uart->ier & IER_EMPTY && !uart->tx_count)
			uart->empty_news = true;
		uart->ier = value & IER_ALL;
		break;
	case FCR:
		uart_control(uart, value);
		break;
	case LCR:
		uart->lcr = value;
		break;
	case MCR:
		uart->mcr = value & MCR_ALL;
		break;
	case SCR:
		uart->scr = value;
		break;
	}
}
