#include "boot/efi/started.h"
/* The one place where boot/efi/ leaves what UEFI told. */

struct efi_started efi_started;
