#include "boot/boot.h"
/* Text of the boot story, for the consoles and for the log. */
#include <stdarg.h>
#include "kernel/console/console.h"
#include "kernel/format.h"
#include "kernel/log.h"

void boot_say(const char *text, size_t len)
{
	/* The log comes second: when this console fails, the log is shown on the next one. */
	console_write(text, len);
	log_write(text, len);
}

void boot_sayf(const char *format, ...)
{
	char text[FORMAT_MAX];
	va_list args;

	va_start(args, format);
	boot_say(text, format_text(text, format, args));
	va_end(args);
}
