#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::privacy {

/// What a value is, which decides what of it is still to be seen.
enum class MaskKind {
    Keep, ///< no personal data, whatever else it looks like
    Text,
    Name,
    Email,
    Phone,
    Address,
    Ip,
};

/// "email"; the names are those of the API and of resources/privacy/masking.json.
std::string_view kindName(MaskKind kind);
std::optional<MaskKind> kindOf(std::string_view name);

/// What stands for characters that are not shown.
inline constexpr std::string_view dots = "•••";

/// Whether a text that is shown is masked, at least in part.
bool isMasked(std::string_view text);

/// The text with its shape and too little to tell whose it is: "j•••@e•••.com", "+49 ••• ••23",
/// "203.0.•••.•••". Empty stays empty. UTF-8.
std::string masked(MaskKind kind, std::string_view text);

/// The text with what looks like personal data masked, wherever it stands in it: e-mail addresses
/// and international phone numbers, percent-encoded ones, too; and an IP address that is the whole
/// text. Linear in its size.
std::string maskedByLook(std::string_view text);

} // namespace gatehouse::privacy
