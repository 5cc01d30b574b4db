/* The UART's receiver and transmitter, and when each moves a byte. Sources: see uart.h. */
#include "emulator/uart_fifo.h"
#include "emulator/uart_registers.h"

enum {
	TIMEOUT_BYTES = 4,
	PERCENT_OFF = 5, /* a rate that differs more is another one */
};

#define NS_A_SECOND UINT64_C(1000000000)

/* --- the rate -------------------------------------------------------------------------------- */

/* Nanoseconds that @count bytes take at the UART's own rate. */
static uint64_t uart_time(const struct uart *uart, uint64_t count)
{
	uint64_t divisor = uart->divisor[0] | (uint64_t)uart->divisor[1] << 8;

	uint64_t cycles = count * LINE_BITS * UART_CYCLES * (divisor ? divisor : UINT16_MAX);

	if (!uart->clock)
		return line_time(uart->line, count);
	return cycles / uart->clock * NS_A_SECOND +
	       cycles % uart->clock * NS_A_SECOND / uart->clock;
}

/* Both ends have the same rate. */
static bool uart_in_step(const struct uart *uart)
{
	uint64_t ours = uart_time(uart, 100), theirs = line_time(uart->line, 100);
	uint64_t off = ours > theirs ? ours - theirs : theirs - ours;

	return off * 100 <= theirs * PERCENT_OFF;
}

/* What a byte becomes at the other end: at another rate, something else. */
static uint8_t uart_carried(const struct uart *uart, uint8_t byte)
{
	return uart_in_step(uart) ? byte : (uint8_t)(byte | 0xe0);
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

uint8_t uart_take(struct uart *uart, uint64_t now)
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
	return uart->rx_moved + uart_time(uart, TIMEOUT_BYTES);
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
	return uart->tx_start + uart_time(uart, uart->tx_run + 1);
}

static void uart_sent(struct uart *uart, uint64_t now)
{
	if (uart->mcr & MCR_LOOP)
		uart_arrive(uart, uart->shift, now);
	else
		line_receive(uart->line, uart_carried(uart, uart->shift), now);
	uart->tx_run++;
	uart_shift(uart);
}

/* A byte written answers the byte read before it. It begins when those before it have been sent. */
static void uart_answer(struct uart *uart, uint64_t now)
{
	uint64_t begins = now;

	if (uart->shifting)
		begins = uart_sent_at(uart) + uart_time(uart, uart->tx_count);
	if (!uart->answered && begins - uart->heard > uart->echo)
		uart->echo = begins - uart->heard;
	uart->answered = true;
}

void uart_send(struct uart *uart, uint8_t byte, uint64_t now)
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
			uint8_t byte = uart_carried(uart, line_take(uart->line));

			if (!uart_in_step(uart))
				uart->lsr_errors |= LSR_FE;
			if (!(uart->mcr & MCR_LOOP))
				uart_arrive(uart, byte, next);
		} else if (next == uart_sent_at(uart)) {
			uart_sent(uart, next);
		} else {
			uart->rx_timeout = true;
		}
	}
}
