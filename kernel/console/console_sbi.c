#include "kernel/console/console_sbi.h"
/*
 * The SBI consoles. SBI Specification 2.0, chapter 12 (DBCN) and sections 5.2 and 5.3 (legacy).
 */
#include <errno.h>
#include <stddef.h>
#include "kernel/sbi.h"

enum { DBCN_WRITE = 0, DBCN_READ = 1 };

/* What is in console->state. */
struct sbi_console {
	bool getchar_returns; /* the legacy getchar returns at once: some firmware waits in it */
};

static struct sbi_console *sbi_state(struct console *console)
{
	_Static_assert(sizeof(struct sbi_console) <= CONSOLE_STATE_MAX, "it has room in state");
	return (struct sbi_console *)console->state;
}

static int sbi_dbcn_read(struct console *console, char *text, size_t len)
{
	struct sbi_ret ret = sbi_call(SBI_DBCN, DBCN_READ, len, (uintptr_t)text, 0);

	(void)console;
	return ret.error ? -EIO : (int)ret.value;
}

static int sbi_legacy_write(struct console *console, const char *text, size_t len)
{
	(void)console;
	for (size_t i = 0; i < len; i++)
		sbi_call(SBI_LEGACY_PUTCHAR, 0, (uint8_t)text[i], 0, 0);
	return (int)len;
}

static int sbi_legacy_read(struct console *console, char *text, size_t len)
{
	size_t i = 0;

	/* Until it has returned without a key once, it is called only when waiting does no harm. */
	if (!sbi_state(console)->getchar_returns && !console->waiting)
		return 0;
	for (; i < len; i++) {
		/* The legacy calls return their result where others return the error: in a0. */
		int64_t c = sbi_call(SBI_LEGACY_GETCHAR, 0, 0, 0, 0).error;

		if (c < 0) {
			sbi_state(console)->getchar_returns = true;
			break;
		}
		text[i] = (char)c;
		if (!sbi_state(console)->getchar_returns)
			return (int)i + 1;
	}
	return (int)i;
}

static const struct console_ops sbi_legacy_ops = {
	.write = sbi_legacy_write,
	.read = sbi_legacy_read,
};

/* Firmware that has DBCN but whose DBCN fails may still have the legacy console. */
static int sbi_dbcn_write(struct console *console, const char *text, size_t len)
{
	struct sbi_ret ret = sbi_call(SBI_DBCN, DBCN_WRITE, len, (uintptr_t)text, 0);

	if (!ret.error)
		return (int)ret.value;
	if (!sbi_facts()->legacy_console)
		return -EIO;
	console->ops = &sbi_legacy_ops;
	console->name = "sbi (legacy)";
	return sbi_legacy_write(console, text, len);
}

static int sbi_none_write(struct console *console, const char *text, size_t len)
{
	(void)console;
	(void)text;
	return (int)len;
}

static int sbi_none_read(struct console *console, char *text, size_t len)
{
	(void)console;
	(void)text;
	(void)len;
	return 0;
}

static const struct console_ops sbi_dbcn_ops = { .write = sbi_dbcn_write, .read = sbi_dbcn_read };
static const struct console_ops sbi_none_ops = { .write = sbi_none_write, .read = sbi_none_read };

struct console *console_sbi(void)
{
	static struct console sbi;
	const struct sbi_facts *facts = sbi_facts();

	if (sbi.ops)
		return &sbi;
	/* OpenSBI puts CR before LF itself, on both consoles, and its getchar returns at once. */
	sbi.lf_only = sbi_is_opensbi();
	sbi_state(&sbi)->getchar_returns = sbi_is_opensbi();
	if (facts->dbcn) {
		sbi.ops = &sbi_dbcn_ops;
		sbi.name = "sbi (DBCN)";
	} else if (facts->legacy_console) {
		sbi.ops = &sbi_legacy_ops;
		sbi.name = "sbi (legacy)";
	} else {
		sbi.ops = &sbi_none_ops;
		sbi.name = "sbi (none)";
	}
	return &sbi;
}

bool console_sbi_there(void)
{
	return sbi_facts()->dbcn || sbi_facts()->legacy_console;
}

void console_sbi_putc(char c)
{
	if (sbi_facts()->dbcn)
		sbi_call(SBI_DBCN, DBCN_WRITE, 1, (uintptr_t)&c, 0);
	else if (sbi_facts()->legacy_console)
		sbi_call(SBI_LEGACY_PUTCHAR, 0, (uint8_t)c, 0, 0);
}
