/*
 * Reads console= and earlycon= of bootargs, as this image and as Linux write them.
 * Sources: Linux, Documentation/admin-guide/kernel-parameters.txt (console=, earlycon=) and
 * serial-console.rst (the last console= is /dev/console; the others only show messages).
 */
#include "drivers/console/console_private.h"
#include "fdt/core/by_libfdt.h"
#include "fdt/where/bootargs.h"
#include <errno.h>
#include <string.h>

static bool bootargs_same(const char *known, const char *name, size_t len)
{
	return strncmp(known, name, len) == 0 && !known[len];
}

/* --- what one word means ---------------------------------------------------------------------- */

/* Linux's name of some driver's ports; or NULL. */
static const char *bootargs_tty(const char *name, size_t len)
{
	const struct console_driver *const *it;

	SET_FOREACH (it, console_drivers)
		if ((*it)->tty && bootargs_same((*it)->tty, name, len))
			return (*it)->tty;
	return NULL;
}

/* "ttyS1": letters of a driver and up to three digits. */
static bool bootargs_port(const struct console_scan *scan, const char *word, size_t len,
			  struct console_arg *arg)
{
	size_t letters = len;
	char alias[sizeof("serial") + 3] = "serial";

	while (letters && word[letters - 1] >= '0' && word[letters - 1] <= '9')
		letters--;
	if (letters == len || len - letters > 3)
		return false;
	arg->tty = bootargs_tty(word, letters);
	if (!arg->tty)
		return false;
	arg->kind = CONSOLE_ARG_PORT;
	for (size_t i = letters; i < len; i++)
		arg->number = arg->number * 10 + (unsigned)(word[i] - '0');
	memcpy(alias + strlen(alias), word + letters, len - letters);
	arg->node = dt_libfdt_resolve(scan->tree, alias, strlen(alias));
	return true;
}

/* A node or driver. Options may follow a ',' or ':', but names may also have a ',' of their own: so
 * the whole is tried first. */
static bool bootargs_thing(const struct console_scan *scan, const char *value, size_t len,
			   struct console_arg *arg)
{
	while (len) {
		arg->node = dt_libfdt_resolve(scan->tree, value, len);
		arg->driver = console_driver_named(value, len);
		arg->kind = dt_found(arg->node) ? CONSOLE_ARG_NODE : CONSOLE_ARG_DRIVER;
		if (dt_found(arg->node) || arg->driver)
			return true;
		do
			len--;
		while (len && value[len] != ',' && value[len] != ':');
	}
	return false;
}

static bool bootargs_word(const char *value, size_t len, struct console_arg *arg)
{
	static const struct {
		const char *word;
		enum console_arg_kind kind;
	} words[] = {
		{ "sbi", CONSOLE_ARG_SBI },
		{ "hunt", CONSOLE_ARG_HUNT },
		{ "uart", CONSOLE_ARG_ANY },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		arg->kind = words[i].kind;
		if (bootargs_same(words[i].word, value, len))
			return true;
	}
	return false;
}

/* Reads @value into @arg. @why says what is wrong with it or worth a note, or is NULL. */
static void bootargs_parse(const struct console_scan *scan, const char *value,
			   struct console_arg *arg, const char **why)
{
	size_t word = strcspn(value, ",:");
	int err = console_place_read(value, &arg->place, why);

	arg->kind = err ? CONSOLE_ARG_NONE : CONSOLE_ARG_PLACE;
	if (err != -ENOENT)
		return;
	*why = NULL;
	if (word && word < CONSOLE_NAME_MAX)
		memcpy(arg->name, value, word);
	if (bootargs_word(value, word, arg) || bootargs_thing(scan, value, strlen(value), arg))
		return;
	arg->kind = CONSOLE_ARG_NONE;
	*why = "not the name of a console; ignored";
	if (!arg->name[0])
		return;
	*why = NULL;
	if (!bootargs_port(scan, value, word, arg))
		arg->kind = CONSOLE_ARG_NAME;
	else if (strcmp(arg->name, "hvc0") == 0)
		*why = "Linux's name for SBI's or a virtio console";
}

static void bootargs_read(struct console_scan *scan, const char *key, int index,
			  struct console_arg *arg)
{
	char value[DT_PATH_MAX];
	const char *why = NULL;
	int len;

	memset(arg, 0, sizeof(*arg));
	len = dt_bootarg_at(scan->tree, key, index, value, sizeof(value));
	dt_puts(&scan->text, "bootargs ");
	if (len < 0) {
		value[0] = '\0';
		why = "too long; ignored";
	} else if (len == 0 && arg == &scan->earlycon) {
		arg->kind = CONSOLE_ARG_ANY;
	} else {
		bootargs_parse(scan, value, arg, &why);
	}
	dt_puts(&scan->text, key);
	dt_putc(&scan->text, '=');
	console_put_value(&scan->text, value, strlen(value));
	if (why) {
		dt_puts(&scan->text, ": ");
		dt_puts(&scan->text, why);
	}
	dt_putc(&scan->text, '\n');
}

void console_bootargs_read(struct console_scan *scan)
{
	int count = dt_bootargs(scan->tree, "console");
	int earlycons = dt_bootargs(scan->tree, "earlycon");

	if (!count)
		dt_puts(&scan->text, "bootargs console=: not given\n");
	for (int i = count > CONSOLE_ARGS_MAX ? count - CONSOLE_ARGS_MAX : 0; i < count; i++)
		bootargs_read(scan, "console", i, &scan->arg[scan->args++]);
	if (earlycons)
		bootargs_read(scan, "earlycon", earlycons - 1, &scan->earlycon);
}
