#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::gateway {

/// The member by which a payload asks the stand-in to fail it.
inline constexpr std::string_view simulateMember = "gatehouse_simulate";

/// `422`: always; `503x5`: the first five times.
struct SimulatedFailure
{
    int status = 0; ///< 300 to 599
    std::optional<int> times; ///< nothing: always
    bool operator==(const SimulatedFailure &) const = default;
};

/// What the body asks for, found without parsing it; nothing when it asks for nothing we know.
std::optional<SimulatedFailure> simulatedFailure(std::string_view body);

/// As it stands in a payload: "503x5".
std::string toString(const SimulatedFailure &failure);

} // namespace gatehouse::gateway
