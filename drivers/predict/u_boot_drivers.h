#pragma once
/* U-Boot's drivers for UARTs: data. */
#include "drivers/predict/predict_node.h"

/* NULL at the end. */
extern const struct predict_driver *const predict_u_boot_drivers[];
