#pragma once
/*
 * Before all else of the image's sources (Makefile): whatever they name is in the image, so that an
 * object is reached without an entry of the GOT and its relocation. -fvisibility=hidden says so of
 * definitions only.
 */
#pragma GCC visibility push(hidden)
