#pragma once

#include "services/signing/scheme.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse::signing {

// What the tests of all schemes do with headers.

/// 2026-11-17T13:32:07Z
constexpr Timestamp testNow{std::chrono::seconds(1794922327)};

inline Verification verifyWith(const Scheme &scheme, const HeaderList &headers,
                               const std::string &body, const std::vector<std::string> &secrets,
                               Timestamp now = testNow, const std::string &url = {})
{
    return scheme.verify({url, headers, body}, secrets, now);
}

inline HeaderList without(HeaderList headers, std::string_view name)
{
    std::erase_if(headers, [&](const auto &field) { return field.first == name; });
    return headers;
}

inline HeaderList with(HeaderList headers, const std::string &name, const std::string &value)
{
    headers = without(std::move(headers), name);
    headers.emplace_back(name, value);
    return headers;
}

/// Texts that say the same 32 bytes as a base64 that has both + and / in it, or nearly so.
inline std::vector<std::pair<const char *, std::string>> badBase64(const std::string &good)
{
    std::string urlSafe = good;
    for (char &c : urlSafe)
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    std::string spareBits = good;
    spareBits[42] = static_cast<char>(spareBits[42] + 1);
    return {{"empty", ""},
            {"blank", "  "},
            {"without padding", good.substr(0, 43)},
            {"url-safe digits", urlSafe},
            {"a blank inside", good.substr(0, 20) + " " + good.substr(20)},
            {"bits beyond the last byte", spareBits},
            {"something after it", good + "="},
            {"cut to 30 bytes", good.substr(0, 40)},
            {"twice", good + good},
            {"64 hex digits", std::string(64, 'a')}};
}

} // namespace gatehouse::signing
