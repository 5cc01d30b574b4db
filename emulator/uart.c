/* The UART: time, FIFOs and registers. Sources: see uart.h. */
#include "emulator/uart.h"
#include <string.h>

enum uart_register {
	RBR = 0,
	THR = 0,
	IER = 1,
	IIR = 2,
	FCR = 2,
	LCR = 3,
	MCR = 4,
	LSR = 5,
	MSR = 6,
	SCR = 7
};

enum uart_bit {
	IER_RECEIVED = 1 << 0,
	IER_EMPTY = 1 << 1,
	IER_LINE = 1 << 2,
	IER_ALL = 0xf,
	IIR_NONE = 1,
	IIR_EMPTY = 2,
	IIR_RECEIVED = 4,
	IIR_LINE = 6,
	IIR_TIMEOUT = 0xc,
	IIR_FIFO = 0xc0,
	FCR_ENABLE = 1 << 0,
	FCR_CLEAR_RX = 1 << 1,
	FCR_CLEAR_TX = 1 << 2,
	FCR_KEPT = 0xc9,
	LCR_8N1 = 3,
	LCR_DLAB = 1 << 7,
	MCR_LOOP = 1 << 4,
	MCR_ALL = 0x1f,
	LSR_DR = 1 << 0,
	LSR_OE = 1 << 1,
	LSR_THRE = 1 << 5,
	LSR_TEMT = 1 << 6,
	MSR_READY = 0xb0, /* CTS, DSR, DCD */
};

enum { TIMEOUT_BYTES = 4 };

static const uint8_t uart_triggers[] = { 1, 4, 8, 14 };

void uart_reset(struct uart *uart, struct line *line, unsigned trigger)
{
	memset(uart, 0, sizeof(*uart));
	uart->line = line;
	uart->fcr = FCR_ENABLE;
	for (unsigned i = 0; i < sizeof(uart_triggers); i++)
		if (uart_triggers[i] == trigger)
			uart->fcr |= (uint8_t)(i << 6);
	uart->lcr = LCR_8N1;
	uart->divisor[0] = 1;
	uart->answered = true;
}

/* --- receive --------------------------------------------------------------------------------- */

static unsigned uart_depth(const struct uart *uart)
{
	return uart->fcr & FCR_ENABLE ? UART_FIFO : 1;
}

static void uart_arrive(struct uart *uart, uint8_t byte, uint64_t now)
{
	unsigned at = (uart->rx_head + uart->rx_count) % UART_FIFO;

	uart->rx_moved = now;
	uart->rx_timeout = false;
	if (uart->rx_count >= uart_depth(uart)) {
		/* The FIFO keeps what it has; what is in the shift register is lost (8.4, OE). */
		uart->overruns++;
		uart->lsr_errors |= LSR_OE;
		return;
	}
	uart->rx[at] = byte;
	uart->arrived[at] = now;
	uart->rx_count++;
}

static uint8_t uart_take(struct uart *uart, uint64_t now)
{
	uint8_t byte = uart->rx[uart->rx_head];
	uint64_t latency = now - uart->arrived[uart->rx_head];

	if (!uart->rx_count)
		return byte; /* whatever was there */
	if (latency > uart->latency)
		uart->latency = latency;
	uart->rx_head = (uart->rx_head + 1) % UART_FIFO;
	uart->rx_count--;
	uart->rx_moved = now;
	uart->rx_timeout = false;
	uart->read++;
	if (uart->answered)
		uart->heard = now - latency;
	uart->answered = false;
	return byte;
}

static uint64_t uart_timeout_at(const struct uart *uart)
{
	if (!uart->rx_count || uart->rx_timeout || !(uart->fcr & FCR_ENABLE))
		return LINE_NEVER;
	return uart->rx_moved + line_time(uart->line, TIMEOUT_BYTES);
}

/* --- transmit -------------------------------------------------------------------------------- */

/* The shift register takes the next byte, at @now. */
static void uart_shift(struct uart *uart)
{
	uart->shifting = uart->tx_count > 0;
	if (!uart->shifting)
		return;
	uart->shift = uart->tx[uart->tx_head];
	uart->tx_head = (uart->tx_head + 1) % UART_FIFO;
	if (--uart->tx_count == 0)
		uart->empty_news = true;
}

static uint64_t uart_sent_at(const struct uart *uart)
{
	if (!uart->shifting)
		return LINE_NEVER;
	return uart->tx_start + line_time(uart->line, uart->tx_run + 1);
}

static void uart_sent(struct uart *uart, uint64_t now)
{
	if (uart->mcr & MCR_LOOP)
		uart_arrive(uart, uart->shift, now);
	else
		line_receive(uart->line, uart->shift, now);
	uart->tx_run++;
	uart_shift(uart);
}

/* What was written is an answer to what was read: it begins when those before it have left. */
static void uart_answer(struct uart *uart, uint64_t now)
{
	uint64_t begins = now;

	if (uart->shifting)
		begins = uart_sent_at(uart) + line_time(uart->line, uart->tx_count);
	if (!uart->answered && begins - uart->heard > uart->echo)
		uart->echo = begins - uart->heard;
	uart->answered = true;
}

static void uart_send(struct uart *uart, uint8_t byte, uint64_t now)
{
	uart->empty_news = false;
	if (uart->tx_count >= uart_depth(uart)) {
		uart->tx_lost++;
		return;
	}
	uart_answer(uart, now);
	uart->tx[(uart->tx_head + uart->tx_count) % UART_FIFO] = byte;
	uart->tx_count++;
	if (uart->shifting)
		return;
	uart->tx_start = now;
	uart->tx_run = 0;
	uart_shift(uart);
}

bool uart_idle(const struct uart *uart)
{
	return !uart->shifting && !uart->tx_count;
}

/* --- time ------------------------------------------------------------------------------------ */

static uint64_t earlier(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

uint64_t uart_next(const struct uart *uart)
{
	return earlier(earlier(line_next(uart->line), uart_sent_at(uart)), uart_timeout_at(uart));
}

void uart_advance(struct uart *uart, uint64_t now)
{
	uint64_t next;

	while ((next = uart_next(uart)) <= now) {
		if (next == line_next(uart->line)) {
			uint8_t byte = line_take(uart->line);

			if (!(uart->mcr & MCR_LOOP))
				uart_arrive(uart, byte, next);
		} else if (next == uart_sent_at(uart)) {
			uart_sent(uart, next);
		} else {
			uart->rx_timeout = true;
		}
	}
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

/* To switch the FIFOs on or off empties both (8.6, FCR0). */
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
	/* The line's rate is given; who sets another would be cut off. */
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
		/* To let it ask while the transmitter is empty makes it ask. */
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
