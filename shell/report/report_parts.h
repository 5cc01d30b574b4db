#pragma once
/* What the files of the report share. Private to them. */
#include "shell/report/report.h"

/* What a cell is in JSON. */
enum {
	REPORT_TEXT, /* a string */
	REPORT_NUMBER,
	REPORT_BOOL,
	REPORT_LIST,    /* of strings */
	REPORT_NUMBERS, /* a list */
};

/* What column @i is called, whose own key or title is @own: @name is its table's. */
static inline const char *report_name(const char *const *name, int i, const char *own)
{
	return name && name[i] ? name[i] : own;
}

/* A column that people see. */
static inline bool report_shown(const struct report_column *column)
{
	return !(column->flags & REPORT_HIDDEN);
}

/* Opens the cell in @column, which is of that kind: its text. */
struct dt_text *report_cell_open(struct report *report, int column, int kind);
/* Ends the open cell, if there is one. */
void report_cell_end(struct report *report);
/* What is put to report->cell until the next call is not printed. */
void report_cell_skip(struct report *report);
/* Makes the report's cell empty and closed. */
void report_cell_init(struct report *report);

/* For people: what comes before a row; before a cell's value, of @len characters; after a row. */
void report_line_begin(struct report *report);
void report_cell_place(struct report *report, size_t len);
void report_line_end(struct report *report);

/* A table begins: its columns are as wide as their titles. */
void report_measure_titles(struct report *report);
/* In columns: the next rows are measured; they have been, so that the header is printed. */
void report_measure_begin(struct report *report);
void report_measure_end(struct report *report);
/* The open cell of a table in columns has been measured. */
void report_measure(struct report *report);
