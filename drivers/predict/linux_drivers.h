#pragma once
/* Linux's drivers for UARTs that occur with RISC-V: data. */
#include "drivers/predict/predict_node.h"

/* NULL at the end. */
extern const struct predict_driver *const predict_linux_drivers[];
