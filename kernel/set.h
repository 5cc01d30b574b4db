#pragma once
/*
 * Sets: any object file may add a pointer to a set; the linker puts those of one set in a row.
 *
 * A set's name is a plain C identifier, so that any ELF linker brackets its section with
 * __start_NAME and __stop_NAME. Pointers rather than structs: rows of structs get alignment holes.
 * The order in a set is undefined; SET_NEXT walks it in the order of the alphabet.
 */
#include <stddef.h>
#include <string.h>

/* Adds a pointer to @object (static, const) to @set. */
#define SET_ADD(set, object)                                                                       \
	static const void *const set##_##object                                                    \
		__attribute__((used, retain, section(#set))) = &(object)

/* Declares @set as a row of `const @type *`. */
#define SET_DECLARE(type, set) extern type *const __start_##set[], *const __stop_##set[]

/*
 * The walk along the alphabet: sets @next, a `@type *`, to the member of @set whose ->name follows
 * @after by strcmp ("": the first of all), or to NULL at the end. Each step looks at the whole set.
 */
#define SET_NEXT(next, set, after) SET_NEXT_OF(next, __start_##set, __stop_##set, after)
/* The same along the pointers from @begin to before @end, a set's or an array's. */
#define SET_NEXT_OF(next, begin, end, after)                                                       \
	do {                                                                                       \
		const char *const set_after_ = (after);                                            \
                                                                                                   \
		(next) = NULL;                                                                     \
		for (__typeof__((begin) + 0) it_ = (begin); it_ < (end); it_++)                    \
			if (strcmp((*it_)->name, set_after_) > 0 &&                                \
			    (!(next) || strcmp((*it_)->name, (next)->name) < 0))                   \
				(next) = *it_;                                                     \
	} while (0)

/* Walks @set; @it is a `@type *const *`. */
#define SET_FOREACH(it, set) for (it = __start_##set; it < __stop_##set; it++)
