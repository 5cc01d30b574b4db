#pragma once
/* What `memtest` reports. */
#include "shell/machine/memtest/memtest_job.h"

/* The memory that is tested. */
void memtest_report_ranges(struct memtest_job *job);
/* Begins the table of tests. */
void memtest_report_tests(struct memtest_job *job);
/* A test that has run, which found @errors, at @rate bytes a second. */
void memtest_report_test(struct memtest_job *job, const struct memtest_test *test, uint64_t errors,
			 uint64_t rate);
/* What was found in all. */
void memtest_report_end(struct memtest_job *job);
