#pragma once

#include "ui/widgets/statusshape.h"

#include <QList>
#include <QScrollArea>

#include <functional>

class QVBoxLayout;

namespace gatehouse::widgets {

/// A way from an entry to what it is about.
struct TimelineLink
{
    QString text;
    std::function<void()> open; ///< called after the click; may set other entries
};

/// One thing that happened. Texts are plain; `time` is already in the person's format.
struct TimelineEntry
{
    QString time;
    QString title;
    QString detail;
    StatusShape shape = StatusShape::None; ///< None: a small dot
    QString timeToolTip; ///< the exact time
    QList<TimelineLink> links = {}; ///< buttons below, called "timelineLink"
};

/// What happened to a thing, oldest first, on a vertical line with the shapes of the statuses.
/// Shows at most 500 entries and says how many more there are.
class TimelineView final : public QScrollArea
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);

    void setEntries(const QList<TimelineEntry> &entries);

    /// Instead of entries: why there are none.
    void setPlaceholder(const QString &text);

private:
    void clear();
    void addNote(const QString &text);

    QVBoxLayout *m_column;
};

} // namespace gatehouse::widgets
