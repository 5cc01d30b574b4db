#pragma once
/*
 * Sets: every object file may add pointers, the linker lays them in a row.
 *
 * A set's name is a plain C identifier, so that any ELF linker brackets its section with
 * __start_NAME and __stop_NAME. Pointers, not structs: rows of structs get alignment holes.
 * The order of a set is not promised.
 */

/* Adds a pointer to @object (static, const) to @set. */
#define SET_ADD(set, object)                                                                       \
	static const void *const set##_##object                                                    \
		__attribute__((used, retain, section(#set))) = &(object)

/* Declares @set as a row of `const @type *`. */
#define SET_DECLARE(type, set) extern type *const __start_##set[], *const __stop_##set[]

/* Walks @set; @it is a `@type *const *`. */
#define SET_FOREACH(it, set) for (it = __start_##set; it < __stop_##set; it++)
