#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a filter says of a JSON document: `data.object.id = ord_1042`. Typed once, for the
/// console's SQL and the gateway's. UTF-8.
namespace gatehouse {

/// A path, or the name of a header, and its value.
struct PathValue
{
    std::string path; ///< neither it nor the value is empty
    std::string value;
    bool operator==(const PathValue &) const = default;
};

/// Parted at the first =, without the spaces around; nothing when there is none, or a side is
/// empty.
std::optional<PathValue> parsePathValue(std::string_view text);

/// The names in a path, which dots part; behind that of a list stands [] and means any of its
/// members. Nothing when a name is empty or there are more than 32.
std::optional<std::vector<std::string>> stepsOf(std::string_view path);

/// The documents of which a document contains one (jsonb's @>) when it has the value there: as a
/// text and, where it may be one, as number, true, false or null.
std::vector<std::string> documentsWith(const std::vector<std::string> &steps,
                                       std::string_view value);

/// The first member of what the console shows as "data" is the index's: paths into it are quick.
constexpr std::string_view indexedStep = "data";

/// An SQL condition of a jsonb column: it contains the document at those steps. `bind` keeps a text
/// and gives its placeholder. Spelled so that the index on the column's `data` serves it.
template <typename Bind>
std::string containsSql(const std::string &column, std::vector<std::string> steps,
                        std::string_view value, Bind bind)
{
    std::string document = column;
    if (steps.size() > 1 && steps.front() == indexedStep) {
        document = '(' + column + "->'" + std::string(indexedStep) + "')";
        steps.erase(steps.begin());
    }
    std::string any;
    for (const std::string &contained : documentsWith(steps, value))
        any += (any.empty() ? "" : " OR ") + document + " @> " + bind(contained) + "::jsonb";
    return any;
}

} // namespace gatehouse
