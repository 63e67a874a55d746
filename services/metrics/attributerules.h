#pragma once

#include "services/metrics/otlp.h"

#include <string>
#include <string_view>

namespace gatehouse::metrics {

/// The longest text that is kept of a sender's, in bytes.
inline constexpr std::size_t longestText = 200;

/// At a character's end, so that it stays UTF-8, and without U+0000, which Postgres cannot hold.
std::string cutText(std::string_view text, std::size_t most = longestText);

/// Whether personal data stands in it, by its look: addresses, phone numbers, IPs, percent-encoded
/// ones, too (services/privacy).
bool looksPersonal(std::string_view text);

/// 1 to 64 plain characters, no spaces: what nobody writes to another.
bool isWord(std::string_view text);

/// Whether an attribute that has no column of its own is kept. Senders name things as they like, so
/// no list of forbidden names is whole; kept is only what cannot be what somebody is called or
/// wrote: numbers, flags and single words of plain characters, under a plain name, none of whose
/// words is one for a person ("customer_id", "client.address", "userPhone").
bool mayBeKept(std::string_view name, const OtlpValue &value);

} // namespace gatehouse::metrics
