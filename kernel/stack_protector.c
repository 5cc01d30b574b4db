/*
 * What libfdt needs, because Debian builds it with -fstack-protector.
 */
#include <stdint.h>

void __stack_chk_fail(void) __attribute__((noreturn));
extern uintptr_t __stack_chk_guard;

/* There is no entropy this early. A zero byte and a newline stop overruns of strings at least. */
uintptr_t __stack_chk_guard = 0x0a00ff5afe5afe0d;

/* Traps: a trap is reported with its place, and contained like any other. */
void __stack_chk_fail(void)
{
	__builtin_trap();
}
