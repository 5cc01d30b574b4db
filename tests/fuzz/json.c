#include "tests/fuzz/json.h"
/* A recogniser of JSON by recursive descent. Source: RFC 8259, 2 to 7. */
#include <string.h>

enum { JSON_DEPTH = 16 };

static const char *json_value(const char *at, int depth);

static const char *json_blanks(const char *at)
{
	return at ? at + strspn(at, " \t\r\n") : at;
}

static const char *json_escape(const char *at)
{
	if (*at == 'u')
		return strspn(at + 1, "0123456789abcdefABCDEF") >= 4 ? at + 5 : NULL;
	return *at && strchr("\"\\/bfnrt", *at) ? at + 1 : NULL;
}

static const char *json_string(const char *at)
{
	if (*at++ != '"')
		return NULL;
	while (at && *at != '"') {
		if (*at < ' ' || *at == 0x7f)
			return NULL;
		at = *at == '\\' ? json_escape(at + 1) : at + 1;
	}
	return at ? at + 1 : NULL;
}

static const char *json_number(const char *at)
{
	size_t len;

	at += *at == '-';
	len = strspn(at, "0123456789");
	return len == 0 || (len > 1 && *at == '0') ? NULL : at + len;
}

/* What is between the brackets, up to @end. */
static const char *json_items(const char *at, char end, int depth)
{
	at = json_blanks(at);
	if (*at == end)
		return at + 1;
	for (;;) {
		if (end == '}') {
			at = json_blanks(json_string(at));
			if (!at || *at++ != ':')
				return NULL;
		}
		at = json_blanks(json_value(at, depth - 1));
		if (!at || (*at != ',' && *at != end))
			return NULL;
		if (*at++ == end)
			return at;
		at = json_blanks(at);
	}
}

static const char *json_value(const char *at, int depth)
{
	static const char *const words[] = { "true", "false", "null" };

	at = json_blanks(at);
	if (!depth)
		return NULL;
	if (*at == '{' || *at == '[')
		return json_items(at + 1, *at == '{' ? '}' : ']', depth);
	if (*at == '"')
		return json_string(at);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strncmp(at, words[i], strlen(words[i])) == 0)
			return at + strlen(words[i]);
	return json_number(at);
}

bool fuzz_is_json(const char *text)
{
	const char *end = json_blanks(json_value(text, JSON_DEPTH));

	return end && !*end;
}
