#pragma once
/* The results as test rigs read them: by -o. */
#include "shell/machine/sbi_test/test_show.h"

extern const struct test_style test_style_tap, test_style_junit;
