#pragma once

#include <QList>
#include <QPair>
#include <QString>

namespace gatehouse::ledger {

/// One thing that an entry's detail says, as people read it: "wordpress.mode", and what it was and
/// became. Foreign text.
struct ChangedValue
{
    QString name;
    QString before; ///< empty: there was none
    QString after; ///< empty: there is none
    bool isChanged() const { return before != after; }
};

/// What an entry's detail (JSON) tells.
struct EntryChange
{
    bool hasStates =
        false; ///< false: nothing was changed, or it was written before states were kept
    QList<ChangedValue> values; ///< what has changed comes first
    QList<QPair<QString, QString>> beside; ///< the other members, in order of their names
};

EntryChange parseChange(const QString &detail);

} // namespace gatehouse::ledger
