#pragma once

#include "ui/widgets/noticestrip.h"

#include <QObject>

namespace gatehouse::ui {

/// "12 new, arrived while you read", with a button that brings them: what a list that stands still
/// says of the rows above it.
///
/// Object names: newsStrip (the strip), showNews (its button).
class NewsNotice final : public QObject
{
    Q_OBJECT

public:
    /// Belongs to the strip, which is its alone.
    explicit NewsNotice(widgets::NoticeStrip *strip);

    /// WindowModel::newRowsAvailable; 0: nothing is said.
    void setRows(qint64 rows);

signals:
    void showRequested();

private:
    widgets::NoticeStrip *m_strip;
};

} // namespace gatehouse::ui
