#include "services/gateway/simulator/simulatedfailure.h"

#include <charconv>

namespace gatehouse::gateway {

namespace {

std::string_view skipBlanks(std::string_view text)
{
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

bool take(std::string_view &text, char expected)
{
    text = skipBlanks(text);
    if (text.empty() || text.front() != expected)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<int> takeNumber(std::string_view &text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 0)
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

} // namespace

std::optional<SimulatedFailure> simulatedFailure(std::string_view body)
{
    const std::string name = '"' + std::string(simulateMember) + '"';
    const std::size_t found = body.find(name);
    if (found == std::string_view::npos)
        return std::nullopt;
    std::string_view rest = body.substr(found + name.size());
    if (!take(rest, ':') || !take(rest, '"'))
        return std::nullopt;
    const auto status = takeNumber(rest);
    if (!status || *status < 300 || *status > 599)
        return std::nullopt;
    SimulatedFailure failure{*status, std::nullopt};
    if (rest.empty() || rest.front() != 'x')
        return failure;
    rest.remove_prefix(1);
    failure.times = takeNumber(rest);
    return failure;
}

std::string toString(const SimulatedFailure &failure)
{
    std::string text = std::to_string(failure.status);
    if (failure.times)
        text += 'x' + std::to_string(*failure.times);
    return text;
}

} // namespace gatehouse::gateway
