#include "web/wasm/line.h"
/*
 * The page's end of the serial line, in place of emulator/line.c: what the visitor types is a
 * queue, and what the machine sends is kept until the page takes it.
 */
#include <string.h>
#include "emulator/line.h"

#define NS_A_SECOND UINT64_C(1000000000)

static struct {
	uint8_t byte[LINE_QUEUE];
	size_t first, count;
	uint64_t arrives; /* when the first of them has arrived, nanoseconds */
} line_in;

static struct {
	uint8_t byte[LINE_KEPT];
	size_t count;
} line_out;

uint64_t line_time(const struct line *line, uint64_t count)
{
	return count * LINE_BITS * NS_A_SECOND / line->baud;
}

uint64_t line_next(const struct line *line)
{
	(void)line;
	return line_in.count ? line_in.arrives : LINE_NEVER;
}

uint8_t line_take(struct line *line)
{
	uint8_t byte = line_in.byte[line_in.first];

	line_in.first = (line_in.first + 1) % LINE_QUEUE;
	line_in.count--;
	line_in.arrives += line_time(line, 1) + LINE_PAUSE_NS;
	line->bytes_sent++;
	return byte;
}

void line_receive(struct line *line, uint8_t byte, uint64_t now)
{
	(void)now;
	line->bytes_received++;
	if (line_out.count < LINE_KEPT)
		line_out.byte[line_out.count++] = byte;
}

size_t line_type(const struct line *line, const uint8_t *bytes, size_t count, uint64_t now)
{
	size_t taken = 0;

	if (!line_in.count)
		line_in.arrives = now + line_time(line, 1);
	for (; taken < count && line_in.count < LINE_QUEUE; taken++)
		line_in.byte[(line_in.first + line_in.count++) % LINE_QUEUE] = bytes[taken];
	return taken;
}

size_t line_printed(uint8_t *to)
{
	size_t count = line_out.count;

	memcpy(to, line_out.byte, count);
	line_out.count = 0;
	return count;
}
