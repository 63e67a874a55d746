#include "models/completion/postgresvalues.h"

#include "models/collection/sqlcondition.h"
#include "models/completion/valuerequest.h"
#include "services/browsing/rollups.h"
#include "services/browsing/valuecounts.h"
#include "services/postgres/connection.h"

namespace gatehouse::completion {

using collection::Descriptor;
using collection::quotedIdentifier;
using collection::quotedView;

namespace {

/// Which rows, and what of them; of the linked ones where the field is one of those.
void setRows(const Descriptor &descriptor, const QString &field, browsing::ValueWish &wish)
{
    const collection::Link &link = descriptor.filterField(field)->link;
    const bool isLinked = !link.view.isEmpty();
    wish.view = quotedView(isLinked ? link.view : descriptor.view).toStdString();
    wish.column = (isLinked ? link.column : field).toStdString();
    wish.sortColumn = isLinked ? "created_at" : descriptor.sortColumn.toStdString();
    wish.idColumn = isLinked ? "id" : descriptor.idColumn.toStdString();
    wish.isPersonal = descriptor.isPersonal;
}

Result<browsing::ValueWish> wishOf(const Descriptor &descriptor, const ValueRequest &request,
                                   const ParsedRequest &asked)
{
    browsing::ValueWish wish;
    setRows(descriptor, request.field, wish);
    wish.text = request.text.toStdString();
    wish.from = asked.from;
    wish.until = asked.until;
    const auto conditions = collection::filterConditions(descriptor, asked.others, wish.parameters);
    if (!conditions)
        return failure(conditions.error());
    for (const QString &condition : *conditions)
        wish.conditions.push_back(condition.toStdString());
    return wish;
}

bool isToldByHours(const Descriptor &descriptor, const browsing::ValueWish &wish,
                   const ParsedRequest &asked)
{
    std::vector<std::string> fields;
    for (const collection::Condition &condition : asked.others.conditions) {
        if (condition.isRestricting())
            fields.push_back(condition.field.toStdString());
    }
    return descriptor.hasHistogram
        && browsing::isToldByHours(wish.column, {fields.begin(), fields.end()});
}

ValueAnswer answerOf(const browsing::ValueCounts &counts, bool ignoresChips)
{
    ValueAnswer answer{{},
                       counts.newest,
                       counts.since,
                       ignoresChips,
                       QString::fromUtf8(counts.knownFrom.data(), std::ssize(counts.knownFrom))};
    for (const browsing::ValueCount &value : counts.values)
        answer.values += {QString::fromStdString(value.value), value.rows};
    return answer;
}

} // namespace

PostgresValues::PostgresValues(Descriptor descriptor, postgres::Connection &connection,
                               const Clock &clock)
    : m_descriptor(std::move(descriptor))
    , m_connection(connection)
    , m_clock(clock)
    , m_hasHours(std::make_shared<std::optional<bool>>())
{
}

QFuture<Result<ValueAnswer>> PostgresValues::values(const ValueRequest &request)
{
    const Timestamp now = m_clock.now();
    const ParsedRequest asked = parsed(m_descriptor, request, now);
    auto wish = wishOf(m_descriptor, request, asked);
    if (!wish)
        return QtFuture::makeReadyFuture(Result<ValueAnswer>(failure(wish.error())));
    const bool isTold = isToldByHours(m_descriptor, *wish, asked);
    return m_connection.run<ValueAnswer>(
        [wish = std::move(*wish), isTold, now, ignores = asked.ignoresChips,
         known = m_hasHours](postgres::Session &session) -> Result<ValueAnswer> {
            const auto has = isTold ? browsing::hasRollups(session, *known) : false;
            if (!has)
                return failure(has.error());
            return browsing::countValues(session, wish, *has, now)
                .map([ignores](const browsing::ValueCounts &counts) {
                    return answerOf(counts, ignores);
                });
        });
}

} // namespace gatehouse::completion
