#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A target looks at one input: it returns 0, or ends the process when something is wrong. Called
/// by libFuzzer, and over the seeds by replay.cpp.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace gatehouse::fuzz {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

inline std::string_view asText(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), size};
}

/// Ends the run with a finding when a property does not hold.
inline void require(bool holds, const char *property)
{
    if (holds)
        return;
    std::fprintf(stderr, "this does not hold: %s\n", property);
    std::abort();
}

/// Takes the text up to the separator off the front, and drops the separator.
inline std::string_view takeUntil(std::string_view &text, std::string_view separator)
{
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view front = text.substr(0, end);
    text.remove_prefix(std::min(end + separator.size(), text.size()));
    return front;
}

/// Takes lines of `Name: value` off the front, up to and with an empty one.
inline HeaderList takeHeaders(std::string_view &text)
{
    HeaderList headers;
    for (auto line = takeUntil(text, "\n"); !line.empty(); line = takeUntil(text, "\n")) {
        const std::string_view name = takeUntil(line, ": ");
        headers.emplace_back(name, line);
    }
    return headers;
}

} // namespace gatehouse::fuzz
