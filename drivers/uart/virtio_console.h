#pragma once
/* A console on a virtio device, whichever its transport. */
#include "drivers/bus/virtio.h"
#include "kernel/console/console.h"

enum { VIRTIO_ID_CONSOLE = 3 }; /* the type of device: VIRTIO 1.1, 5 */

#define VIRTIO_CONSOLE_NAME "virtio-console"
#define VIRTIO_CONSOLE_TTY  "hvc"

/* Starts @console on @device, which its transport has opened, and takes a copy of it. It has
 * virtio_console_ops from then on. 0; -ENOSPC: too many such consoles; -EIO: the device does not do
 * what the specification says. */
int virtio_console_start(struct console *console, const struct virtio_device *device);

/* Of a console that was started once; start does it again. */
extern const struct console_ops virtio_console_ops;
