#include "fdt/core/distance.h"
/* The optimal string alignment distance: Levenshtein's, with exchanges of neighbours; bounded. */
#include <stdbool.h>

enum { DISTANCE_MAX = 40 }; /* characters of a word */

static int distance_min(int a, int b)
{
	return a < b ? a : b;
}

/* Of two letters that differ in case only, one bit does. */
static bool distance_same(char a, char b)
{
	return (a | 0x20) == (b | 0x20);
}

int dt_distance(const char *a, size_t a_len, const char *b, size_t b_len, int bound)
{
	int rows[3][DISTANCE_MAX + 1]; /* from a's last three beginnings to those of b */
	int apart = (int)a_len - (int)b_len;

	if (a_len > DISTANCE_MAX || b_len > DISTANCE_MAX || apart >= bound || -apart >= bound)
		return bound;
	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = (int)j;
	for (size_t i = 1; i <= a_len; i++) {
		int *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
		int least = row[0] = (int)i;

		for (size_t j = 1; j <= b_len; j++) {
			row[j] = distance_min(last[j - 1] + !distance_same(a[i - 1], b[j - 1]),
					      distance_min(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && distance_same(a[i - 1], b[j - 2]) &&
			    distance_same(a[i - 2], b[j - 1]))
				row[j] = distance_min(row[j], before[j - 2] + 1);
			least = distance_min(least, row[j]);
		}
		/* An exchange skips a row, and costs the one that each row can add at most. */
		if (least >= bound)
			return bound;
	}
	return distance_min(rows[a_len % 3][b_len], bound);
}
