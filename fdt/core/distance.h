#pragma once
/* How similar two words are, for "did you mean". */
#include <stddef.h>

/*
 * How many letters must be changed, inserted, left out or exchanged with their neighbours to make
 * one word of the other; upper and lower case count as equal. @bound if that are as many or more,
 * or if a word is longer than 40 characters.
 */
int dt_distance(const char *a, size_t a_len, const char *b, size_t b_len, int bound);
