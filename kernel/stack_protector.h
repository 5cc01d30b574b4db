#pragma once
/*
 * The word that GCC's stack protector puts below return addresses, where code is built with it:
 * ours is, and Debian's libfdt.
 */
#include <stddef.h>

/*
 * Makes the word one that cannot be foretold: of @seed, @len bytes (firmware's rng-seed); where
 * that is empty, of the hart's entropy source, where S-mode may read it (Zkr); and of clock and
 * counter.
 * Functions that are built with the protector and run meanwhile must not return.
 */
void stack_protector_begin(const void *seed, size_t len);
