#pragma once

#include "services/gateway/admin/list.h"
#include "services/privacy/masker.h"

#include <optional>
#include <string>

namespace gatehouse::gateway::admin {

/// nullptr: the list is not filtered by that.
const FilterColumn *findColumn(const ListSpec &spec, std::string_view name);

/// Requires what one `filter` of the query string says, a JSON object: {"field", "operator": "is" |
/// "contains" | "at_least" | "at_most", "values": [text], "negated": false}. Else 400, which names
/// what is wrong. What it means stands in docs/contract.md, section 6; the console's SQL means the
/// same.
/// `hidden` as in guessRefusal.
std::optional<http::Response> requireCondition(Query &query, const ListSpec &spec,
                                               const std::string &json,
                                               const privacy::Masker &hidden);

/// 400 for a search by parts of what is masked: letter by letter it would tell the value to who may
/// not see it. An exact value finds its rows, but not in a document, where few may be possible.
/// `hidden` masks nothing where all may be seen.
std::optional<http::Response> guessRefusal(const privacy::Masker &hidden,
                                           const FilterColumn &column,
                                           const std::vector<std::string> &values,
                                           bool isContains = false);

/// `LIKE` with `*` for any run of characters, or any of the texts; an SQL condition.
std::string textIsAny(Query &query, const std::string &column,
                      const std::vector<std::string> &values);

/// 400 parameter_invalid. `why` begins with its verb.
http::Response badParameter(std::string_view name, std::string_view why);

/// 400 when one of the values is none that the column has; those with a wildcard are let through.
std::optional<http::Response> checkChoices(const FilterColumn &filter,
                                           const std::vector<std::string> &values);

} // namespace gatehouse::gateway::admin
