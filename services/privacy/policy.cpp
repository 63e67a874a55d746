#include "services/privacy/policy.h"

namespace gatehouse::privacy {

namespace {

// A row at least.
constexpr std::string_view readPolicy = R"(
SELECT p.masks, r.tenant, r.source, r.path, r.value, r.kind
  FROM console.privacy p LEFT JOIN console.masking_rules r ON p.masks
 ORDER BY r.created_at DESC, r.id DESC)";

std::optional<MaskingRule> ruleOf(const postgres::Rows &rows, int row)
{
    const auto kind = kindOf(rows.get<std::string>(row, 5));
    if (!kind)
        return std::nullopt;
    const auto path = rows.find<std::string>(row, 3);
    auto rule = path ? MaskingRule::ofPlace(*path, *kind)
                     : MaskingRule::ofValue(rows.get<std::string>(row, 4), *kind);
    if (rule)
        rule->only(rows.find<std::string>(row, 1), rows.find<std::string>(row, 2));
    return rule;
}

Masker maskerOf(const postgres::Rows &rows)
{
    if (!rows.isEmpty() && !rows.get<bool>(0, 0))
        return {};
    std::vector<MaskingRule> added;
    for (int row = 0; row < rows.size(); ++row) {
        if (auto rule = ruleOf(rows, row))
            added.push_back(std::move(*rule));
    }
    return Masker::withRules(std::move(added));
}

bool isMissingView(const Error &error)
{
    const auto *state = std::get_if<SqlState>(&error.cause);
    return state && state->code == "42P01";
}

} // namespace

Result<Masker> readMasker(postgres::Session &session)
{
    return session.execute(readPolicy).map(maskerOf);
}

Result<ReadRows> executeWithPolicy(postgres::Session &session, const postgres::Statement &statement,
                                   const std::optional<postgres::Statement> &settings)
{
    std::vector<postgres::Statement> statements{{std::string(readPolicy), {}, true}};
    if (settings)
        statements.push_back(*settings);
    statements.push_back(statement);
    auto answers = session.executeTransaction(statements);
    if (answers)
        return ReadRows{std::move(answers->back()), maskerOf(answers->front())};
    if (!isMissingView(answers.error()))
        return failure(answers.error());
    statements.erase(statements.begin());
    return session.executeTransaction(statements).map([](std::vector<postgres::Rows> rows) {
        return ReadRows{std::move(rows.back()), Masker::withRules()};
    });
}

} // namespace gatehouse::privacy
