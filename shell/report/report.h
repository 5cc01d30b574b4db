#pragma once
/*
 * What commands list, measure or find out goes out here: as tables, records and sentences for
 * people or, with option -j, as one JSON document (RFC 8259) for programs.
 *
 * A document is an object. Each table is a member of it: an array with an object a row, or one
 * object where the table is a record. Cells without a value are left out. Addresses and sizes are
 * strings in hex, because many programs lose bits of numbers above 2^53; other numbers are numbers.
 * Text is ASCII as it is printed for people: what is not printable in a tree is \x1b, for instance.
 *
 * A command whose struct shell_command says `reports` has the option -j, and its lines are wrapped
 * at words (shell/wrap.h): a report itself never breaks a line.
 */
#include "shell/shell.h"

enum {
	REPORT_COLUMNS_MAX = 16, /* of one table */
	REPORT_GAP = 2,          /* blanks between columns */
};

/* How a table looks to people. One without rows is not shown. A blank line is before a header, and
 * before a record, where something was shown before. */
enum report_layout {
	/* A line a row: the cells that have a value, each after its title. No header. */
	REPORT_LINES,
	/* Columns below a header, as wide as their cells; a cell without a value is "-". No header
	 * where no column has a title. */
	REPORT_COLUMNS,
	/* A line a cell: its title, then its value. */
	REPORT_RECORD,
};

/* Properties of a column. */
enum {
	REPORT_RIGHT = 1,  /* aligned at its right side */
	REPORT_HIDDEN = 2, /* in JSON only */
	REPORT_CUT = 4,    /* narrower, with "..." in longer cells, where rows are too long */
	REPORT_CLOSE = 8,  /* in lines: one blank before it rather than two */
	REPORT_LONG = 16,  /* longer cells do not widen it: their row goes on below them */
};

/* A column has no pointers: each costs 8 bytes in the image besides its own. */
struct report_column {
	char key[20];   /* its name in JSON: "controller"; "": for people only */
	char title[20]; /* its header, or what its cells begin with; "": nothing */
	uint8_t flags;
	uint8_t width; /* in lines: what its cells are filled up to, before another one */
};

struct report_table {
	char key[20]; /* its name in JSON */
	enum report_layout layout;
	bool record; /* one row: an object in JSON rather than an array */
	uint8_t columns;
	const struct report_column *column;
	/* Of columns that are only known at run time, by column: key and title in one, printable
	 * ASCII. NULL, or its row NULL: the column has its own. */
	const char *const *name;
};

/* The columns of a table, for struct report_table: its array and their number. */
#define REPORT_TABLE_COLUMNS(array) .column = (array), .columns = sizeof(array) / sizeof(*(array))

/* A report. On the stack: about 1.2 KiB. Private, but for shell and json. */
struct report {
	struct shell *shell;
	bool json;                        /* it goes to a program: nothing for people is printed */
	const struct report_table *table; /* the one at work; NULL: none */
	bool tables;                      /* the document has one */
	bool rows;                        /* the table has one */
	bool shown;                       /* people were shown something */
	bool row;                         /* one is open */
	bool cells;                       /* it has one */
	bool told;                        /* a sentence is open */
	bool measuring;                   /* nothing is printed: widths are found */
	int column;                       /* of the open cell; < 0: none is open */
	int next;                         /* in columns: the first that is not done */
	uint8_t kind;                     /* of the open cell: report_parts.h */
	bool began;                       /* something of the open cell was printed */
	bool items;                       /* its list has one */
	size_t used;                      /* characters of the open cell, when it ends */
	size_t blanks;                    /* due before the next cell, in lines besides the gap */
	bool below;                       /* before them, the end of the line is due */
	uint8_t width[REPORT_COLUMNS_MAX];
	struct dt_text cell, out;
};

/* Starts a report: JSON where @args has the option -j. It ends with report_end; one that ends with
 * an error before the first table may just be left. */
void report_begin(struct report *report, struct shell *shell, const struct shell_args *args);
/* Prints what is buffered, so that an error comes after it. Between rows. */
void report_flush(struct report *report);
/* Ends the report: what is buffered is printed. */
void report_end(struct report *report);
/* Ends the report, which has no table: a JSON document has @table, empty. Returns @result. For
 * commands that found nothing. */
int report_nothing(struct report *report, const struct report_table *table, int result);

/* Begins a table; all rows until the next one are its. Not for REPORT_COLUMNS. */
void report_table(struct report *report, const struct report_table *table);
/* Prints a table of any layout: @rows puts all rows. In REPORT_COLUMNS it is called twice, first to
 * measure, and must put the same rows. */
void report_rows(struct report *report, const struct report_table *table,
		 void (*rows)(struct report *report, void *context), void *context);
/* Begins a row. */
void report_row(struct report *report);

/* --- cells: in the order of columns; a column may be passed over ------------------------------ */

/* The text of the cell in @column: what is put there until the next call is its value. What is a
 * stranger's must be put escaped. */
struct dt_text *report_cell(struct report *report, int column);
/* A C string, a stranger's too. NULL: no value. */
void report_string(struct report *report, int column, const char *text);
/* A string of @len bytes; @len < 0: no value. */
void report_bytes(struct report *report, int column, const char *text, int len);
/* A node's path. */
void report_node(struct report *report, int column, struct dt_node node);
/* A number, in decimal. */
void report_dec(struct report *report, int column, uint64_t value);
/* The same of one that may be negative. */
void report_signed(struct report *report, int column, int64_t value);
/* An address, size or pattern, in hex. */
void report_hex(struct report *report, int column, uint64_t value);
/* A number of bytes: "128 MiB" for people, in hex for programs. */
void report_size(struct report *report, int column, uint64_t bytes);
/* Bytes a second: "128 MiB/s" for people, a number for programs. */
void report_rate(struct report *report, int column, uint64_t rate);
/* A frequency: "24000000 Hz" for people, a number for programs. */
void report_hz(struct report *report, int column, uint64_t hz);
/* Yes or no: a boolean for programs; for people the column's title, or nothing. */
void report_flag(struct report *report, int column, bool value);
/* Begins a list in @column: an array for programs; for people its items with blanks between. */
void report_list(struct report *report, int column);
/* The text of the list's next item. */
struct dt_text *report_item(struct report *report);
/* The same of numbers: each item is put by dt_put_dec or, for people, by dt_put_hex. */
void report_number_list(struct report *report, int column);
/* A list of @count numbers, in decimal. */
void report_numbers(struct report *report, int column, const uint32_t *number, uint32_t count);
/* A list of strings, a stranger's too. */
void report_strings(struct report *report, int column, struct dt_strings list);

/* A sentence for people, on a line of its own; programs do not get it. What is put there until the
 * next call is its text, without LF. */
struct dt_text *report_say(struct report *report);
/* The same of a C string that is ours. */
void report_says(struct report *report, const char *text);
