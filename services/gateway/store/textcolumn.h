#pragma once

#include <string>
#include <string_view>

namespace gatehouse::gateway {

inline constexpr std::size_t textColumnLimit = std::size_t{64} * 1024; ///< bytes

/// Foreign bytes as a text column can hold them: what is not UTF-8, and U+0000, becomes U+FFFD; cut
/// (at a character) to `limit` bytes.
std::string textColumn(std::string_view foreign, std::size_t limit = textColumnLimit);
/// The same in place: nothing is done to most.
void makeTextColumn(std::string &foreign);

} // namespace gatehouse::gateway
