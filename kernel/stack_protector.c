/*
 * What the packaged libfdt asks of its surroundings: it is built with -fstack-protector.
 */
#include <stdint.h>

void __stack_chk_fail(void) __attribute__((noreturn));
extern uintptr_t __stack_chk_guard;

/* No entropy is at hand this early; a zero byte and a newline stop string overruns at least. */
uintptr_t __stack_chk_guard = 0x0a00ff5afe5afe0d;

/* A trap is reported with its place, and contained like any other. */
void __stack_chk_fail(void)
{
	__builtin_trap();
}
