#include "tests/unit/fake/fake_port.h"
/* A shell's port whose input is a script and whose output is kept. */
#include <errno.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void fake_write(struct shell_port *port, const char *text, size_t len)
{
	struct fake_port *fake = (struct fake_port *)port;

	assert_true(len < sizeof(fake->output) - fake->output_len);
	memcpy(fake->output + fake->output_len, text, len);
	fake->output_len += len;
	fake->output[fake->output_len] = '\0';
	fake->writes++;
}

static int fake_read(struct shell_port *port)
{
	struct fake_port *fake = (struct fake_port *)port;

	if (fake->news_at && fake->input_at == fake->news_at) {
		fake->news_at = 0;
		return SHELL_NEWS;
	}
	if (fake->lost_at && fake->input_at == fake->lost_at) {
		fake->lost_at = 0;
		return SHELL_LOST;
	}
	if (fake->input_at == fake->input_len)
		return -EPIPE;
	return (unsigned char)fake->input[fake->input_at++];
}

static void fake_news(struct shell_port *port)
{
	fake_write(port, "news\n", 5);
}

static int fake_read_within(struct shell_port *port, unsigned ms)
{
	struct fake_port *fake = (struct fake_port *)port;

	assert_in_range(ms, 1, 10000);
	if (fake->silent_at && fake->input_at == fake->silent_at) {
		fake->silent_at = 0;
		return -ETIMEDOUT;
	}
	return fake_read(port);
}

static void fake_raw(struct shell_port *port, bool on)
{
	struct fake_port *fake = (struct fake_port *)port;

	assert_int_not_equal(fake->raw, on);
	fake->raw = on;
}

static bool fake_pending(struct shell_port *port)
{
	const struct fake_port *fake = (const struct fake_port *)port;

	if (fake->burst && fake->input_at % fake->burst == 0)
		return false;
	return fake->input_at < fake->input_len;
}

static bool fake_interrupted(struct shell_port *port)
{
	struct fake_port *fake = (struct fake_port *)port;

	if (++fake->asked == fake->interrupt_in)
		fake->interrupt = true;
	return fake->interrupt;
}

static void fake_clear(struct shell_port *port)
{
	((struct fake_port *)port)->interrupt = false;
}

static int fake_contain(struct shell_port *port, int (*run)(void *), void *arg)
{
	struct fake_port *fake = (struct fake_port *)port;
	int result = run(arg);

	if (fake->fault)
		result = fake->fault;
	fake->fault = 0;
	return result;
}

void fake_port_init(struct fake_port *fake, const char *input, size_t len)
{
	memset(fake, 0, offsetof(struct fake_port, output));
	fake->output[0] = '\0';
	fake->port = (struct shell_port){
		.write = fake_write,
		.read = fake_read,
		.news = fake_news,
		.read_within = fake_read_within,
		.raw = fake_raw,
		.pending = fake_pending,
		.interrupted = fake_interrupted,
		.clear = fake_clear,
		.contain = fake_contain,
		.machine = true,
		.interactive = true,
	};
	fake->input = input;
	fake->input_len = len;
}

const char *fake_port_output(struct fake_port *fake)
{
	const char *text = fake->output + fake->taken;

	fake->taken = fake->output_len;
	return text;
}

void fake_shell_init(struct shell *shell, struct fake_port *fake)
{
	memset(shell, 0, sizeof(*shell));
	shell->port = &fake->port;
}

void fake_shell_expect(const char *line, int status, const char *output)
{
	static struct fake_port fake;
	struct shell shell;

	fake_port_init(&fake, "", 0);
	fake_shell_init(&shell, &fake);
	fake.port.interactive = false;
	assert_int_equal(shell_run(&shell, line), status);
	assert_string_equal(fake_port_output(&fake), output);
}
