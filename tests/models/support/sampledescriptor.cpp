#include "tests/models/support/sampledescriptor.h"

#include <QDateTime>

namespace gatehouse::test {

using namespace collection;
using namespace Qt::StringLiterals;

Descriptor sampleDescriptor()
{
    Descriptor sample;
    sample.id = u"samples"_s;
    sample.title = u"Samples"_s;
    sample.view = u"console.samples"_s;
    sample.apiPath = u"samples"_s;
    sample.sortColumn = u"received_at"_s;
    sample.statusColumn = u"status"_s;
    sample.headline = u"event_type"_s;
    sample.columns = {{u"status"_s, u"Status"_s, CellKind::Status},
                      {u"received_at"_s, u"Age"_s, CellKind::Time},
                      {u"event_type"_s, u"Type"_s, CellKind::Text},
                      {u"attempts"_s, u"Tries"_s, CellKind::Number}};
    sample.filters = {{u"status"_s, u"Status"_s, FilterType::Choice, {u"processed"_s, u"failed"_s}},
                      {u"event_type"_s, u"Type"_s, FilterType::Text, {}},
                      {u"attempts"_s, u"Tries"_s, FilterType::Number, {}},
                      {u"id"_s, u"Id"_s, FilterType::Uuid, {}},
                      {u"signature_valid"_s, u"Signature valid"_s, FilterType::Boolean, {}},
                      {u"received_at"_s, u"Received"_s, FilterType::Time, {}}};
    sample.sorts = {
        {u"status"_s, SortType::Text, true}, {u"event_type"_s}, {u"attempts"_s, SortType::Integer}};
    return sample;
}

Row sampleRow(int number)
{
    const Timestamp sort{std::chrono::milliseconds(1794922000000 + number / 3)};
    Uuid id;
    for (int byte = 0; byte < 4; ++byte)
        id.bytes[std::size_t(15 - byte)] = std::uint8_t(unsigned(number) >> (8 * byte));
    const qint64 milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(sort.time_since_epoch()).count();
    return {{sort, id},
            {QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC),
             QString::fromStdString(id.toString()), number % 5 == 0 ? u"failed"_s : u"processed"_s,
             u"order.%1"_s.arg(number), qint64(number % 7)}};
}

std::vector<Row> sampleRows(int count)
{
    std::vector<Row> rows;
    for (int number = count - 1; number >= 0; --number)
        rows.push_back(sampleRow(number));
    return rows;
}

Filter statusFilter(const QString &word)
{
    return {{{u"status"_s, Operator::Is, {word}}}};
}

} // namespace gatehouse::test
