/* The sender and the receiver at the far end. */
#include "emulator/line.h"
#include <string.h>

enum {
	XON = 0x11,
	XOFF = 0x13,
};

#define NS_A_SECOND UINT64_C(1000000000)

uint64_t line_time(const struct line *line, uint64_t count)
{
	return count * LINE_BITS * NS_A_SECOND / line->baud;
}

uint64_t line_next(const struct line *line)
{
	size_t count = line->sent - line->from + 1;

	if (!line->sending || line->allowed == 0)
		return LINE_NEVER;
	return line->start + line_time(line, count) + count * line->script[line->current].pause;
}

uint8_t line_take(struct line *line)
{
	const struct line_script *script = &line->script[line->current];
	uint64_t arrived = line_next(line);
	uint8_t byte = script->bytes[line->sent++];

	line->bytes_sent++;
	if (line->allowed > 0)
		line->allowed--;
	if (line->sent == script->len) {
		if (line->current == 0)
			line->asked = arrived;
		line->sending = false;
		line->current++;
	}
	return byte;
}

static void line_go_on(struct line *line, uint64_t now)
{
	line->start = now;
	line->from = line->sent;
}

static void line_obey(struct line *line, uint8_t byte, uint64_t now)
{
	if (byte == XOFF && line->allowed < 0) {
		line->allowed = line->slack;
		line->holds++;
	} else if (byte == XON && line->allowed >= 0) {
		if (line->allowed == 0)
			line_go_on(line, now);
		line->allowed = -1;
	}
}

void line_receive(struct line *line, uint8_t byte, uint64_t now)
{
	const struct line_script *script = &line->script[line->current];
	size_t len;

	line->bytes_received++;
	putc(byte, line->output);
	if (line->slack >= 0)
		line_obey(line, byte, now);
	memmove(line->tail, line->tail + 1, LINE_WHEN - 1);
	line->tail[LINE_WHEN - 1] = (char)byte;
	if (line->sending || line->current == line->scripts)
		return;
	len = strlen(script->when);
	if (memcmp(line->tail + LINE_WHEN - len, script->when, len) != 0)
		return;
	if (line->current == 1)
		line->answer = now - line->asked;
	line->baud = script->baud;
	line->sending = true;
	line->sent = 0;
	line_go_on(line, now);
	memset(line->tail, 0, sizeof(line->tail));
}
