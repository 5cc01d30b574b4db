#pragma once
/* OpenSBI's drivers for UARTs: data. */
#include "drivers/predict/predict_node.h"

enum { PREDICT_OPENSBI_DRIVERS = 11 };

/* In the order of OpenSBI's table; NULL at the end. */
extern const struct predict_driver *const predict_opensbi_drivers[PREDICT_OPENSBI_DRIVERS + 1];
