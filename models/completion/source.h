#pragma once

#include "models/collection/filter.h"
#include "services/core/clock.h"
#include "services/core/result.h"

#include <QFuture>

#include <optional>

namespace gatehouse::completion {

/// Whose values are asked for.
struct ValueRequest
{
    QString field; ///< one of which isCompleted()
    QString text; ///< that values contain, in either case
    collection::Filter others; ///< the other chips: what counts with them
};

struct ValueCount
{
    QString value;
    std::optional<qint64> rows; ///< nothing: not counted, but known from elsewhere
    bool operator==(const ValueCount &) const = default;
};

struct ValueAnswer
{
    /// Twenty at most; those that begin with the text first, then those of most rows.
    QList<ValueCount> values;
    std::optional<qint64> newest; ///< only so many of the newest rows were looked at
    std::optional<Timestamp> since; ///< only rows since then were counted
    bool ignoresChips = false; ///< some of the others do not count
    /// Where not all rows were counted, what has all values: destinations, routes or events.
    QString knownFrom = {};
    bool operator==(const ValueAnswer &) const = default;
};

/// Which values the column of a filter field has. In the GUI thread; cancelling a future stops the
/// work behind it.
class ValueSource
{
public:
    virtual ~ValueSource() = default;
    virtual QFuture<Result<ValueAnswer>> values(const ValueRequest &request) = 0;
};

/// Few enough different values are expected that they are worth showing.
bool isCompleted(const collection::FilterField &field);

} // namespace gatehouse::completion
