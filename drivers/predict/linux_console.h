#pragma once
/* Linux's console by console= in bootargs. */
#include "drivers/predict/linux_port.h"

/* Follows all words console=, and sets the verdict. False: there are none. */
bool predict_linux_console(struct predict *predict);
/* Makes @port the verdict, at @rate baud; 0: the hardware's. */
void predict_linux_choose(struct predict *predict, const struct predict_port *port, uint32_t rate);
