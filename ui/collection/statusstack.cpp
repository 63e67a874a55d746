#include "ui/collection/statusstack.h"

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

const QStringList &knownStatuses()
{
    static const QStringList known{u"processed"_s, u"queued"_s, u"failed"_s, u"discarded"_s,
                                   u"received"_s};
    return known;
}

QStringList stackedStatuses(const histogram::StatusCounts &counts)
{
    QStringList order;
    for (const QString &status : knownStatuses()) {
        if (counts.contains(status))
            order += status;
    }
    for (const QString &status : counts.keys()) {
        if (!knownStatuses().contains(status))
            order += status;
    }
    return order;
}

} // namespace gatehouse::ui
