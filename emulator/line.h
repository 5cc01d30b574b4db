#pragma once
/*
 * The other end of the serial line: sends files, each after a given text was received, and keeps
 * what it receives.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { LINE_SCRIPTS = 8, LINE_WHEN = 64, LINE_BITS = 10 /* of a byte */ };

#define LINE_NEVER UINT64_MAX

/* What to send, and the text after which to send it. Scripts run in their order. */
struct line_script {
	const char *when;
	uint8_t *bytes;
	size_t len;
	uint64_t pause; /* before each byte, nanoseconds */
	uint64_t baud;  /* this end's rate from the first of them on */
};

struct line {
	uint64_t baud; /* of this end */
	struct line_script script[LINE_SCRIPTS];
	unsigned scripts, current;
	FILE *output;
	int slack;      /* bytes still sent after XOFF; -1: XOFF is not obeyed */
	size_t sent;    /* bytes of the current script */
	uint64_t start; /* when its first byte since `from` began, nanoseconds */
	size_t from;
	bool sending;
	bool live;   /* bytes may come that no script has: wfi waits for them */
	int allowed; /* bytes that may still be sent; -1: any */
	uint64_t bytes_sent, bytes_received, holds;
	uint64_t asked;       /* when the last byte of the first script had arrived, nanoseconds */
	uint64_t answer;      /* from then to the end of the text that the second waits for */
	char tail[LINE_WHEN]; /* what was received last, the latest at its end */
};

/* Nanoseconds that @count bytes without a pause take, of a start bit, eight and a stop bit each. */
uint64_t line_time(const struct line *line, uint64_t count);
/* When the next byte has arrived at the UART, nanoseconds; LINE_NEVER: none is under way. */
uint64_t line_next(const struct line *line);
/* Takes that byte, as the UART. */
uint8_t line_take(struct line *line);
/* Receives a byte from the UART; its stop bit ended @now. */
void line_receive(struct line *line, uint8_t byte, uint64_t now);
