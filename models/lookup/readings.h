#pragma once

#include "models/collection/filter.h"

#include <QList>
#include <QString>

namespace gatehouse::lookup {

/// One way in which a text may be meant: the rows of a collection that fit one condition.
struct Reading
{
    QString collection; ///< Descriptor::id: "events"
    collection::Condition condition;
    bool operator==(const Reading &) const = default;
};

/// A reading names at most that many values, when a whole command line was pasted.
inline constexpr int mostValues = 8;

/// Every way in which the text may be meant that is typed or pasted by somebody who looks for
/// something: an order's number ("order 1042", "#1042"), an e-mail address, an id of any kind, a
/// line of a log, a whole curl command. What is asked by an index comes before what is not. Empty
/// for what is too short to be looked for.
QList<Reading> readingsOf(const QString &text);

} // namespace gatehouse::lookup
