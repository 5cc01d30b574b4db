#pragma once
/* What the test programs share: registers, time, and output of named numbers. */
#include <stdint.h>

enum { RBR, IER, FCR, LCR, MCR, LSR, IIR = 2 };
enum { LSR_THRE = 0x20, LSR_TEMT = 0x40, XOFF = 0x13, XON = 0x11 };

#define UART ((volatile uint8_t *)0x10000000)

#define CSR_READ(name)                                                                             \
	({                                                                                         \
		uint64_t value_;                                                                   \
		__asm__ volatile("csrr %0, " #name : "=r"(value_) : : "memory");                   \
		value_;                                                                            \
	})
#define CSR_WRITE(name, value)                                                                     \
	__asm__ volatile("csrw " #name ", %0" : : "r"((uint64_t)(value)) : "memory")

/* A register of the UART. */
static inline uint8_t uart_get(unsigned number)
{
	return UART[number];
}

/* Writes a register of the UART. */
static inline void uart_set(unsigned number, uint8_t value)
{
	UART[number] = value;
}

/* Sends a character when there is room. */
static inline void put(char c)
{
	while (!(uart_get(LSR) & LSR_THRE))
		;
	uart_set(RBR, (uint8_t)c);
}

/* Prints a line: the name, and the number in hexadecimal. Returns after its last bit was sent. */
static inline void say(const char *name, uint64_t value)
{
	while (*name)
		put(*name++);
	put(' ');
	for (int shift = 60; shift >= 0; shift -= 4)
		put("0123456789abcdef"[value >> shift & 15]);
	put('\n');
	while (!(uart_get(LSR) & LSR_TEMT))
		;
}

/* Nanoseconds since reset. */
static inline uint64_t now(void)
{
	return CSR_READ(time) * 100;
}

/* Waits so many nanoseconds. */
static inline void wait_ns(uint64_t ns)
{
	for (uint64_t end = now() + ns; now() < end;)
		;
}

/* Calls SBI; its error code. */
static inline uint64_t firmware(uint64_t extension, uint64_t function, uint64_t argument)
{
	register uint64_t a0 __asm__("a0") = argument;
	register uint64_t a1 __asm__("a1") = 0;
	register uint64_t a6 __asm__("a6") = function;
	register uint64_t a7 __asm__("a7") = extension;

	__asm__ volatile("ecall" : "+r"(a0), "+r"(a1) : "r"(a6), "r"(a7) : "memory");
	return a0;
}

/* Ends the run: SBI's shutdown. */
static inline void off(void)
{
	firmware(0x53525354, 0, 0);
}

/* The program itself: guest.S calls it. */
void guest(void);
