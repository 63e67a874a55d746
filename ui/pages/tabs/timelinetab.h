#pragma once

#include "ui/pages/tabs/detailreader.h"
#include "ui/pages/tabs/readingtab.h"
#include "ui/widgets/displayoptions.h"

#include <memory>

namespace gatehouse::widgets {
class TimelineView;
struct TimelineEntry;
struct TimelineLink;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// What happened to the row's event and the others of its trace, with their jobs, tries, waits,
/// dead letters and operators.
class TimelineTab : public ReadingTab
{
    Q_OBJECT

public:
    /// `display` outlives it. `openRow` leads to another event, a job or a delivery; without it
    /// nothing does.
    TimelineTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn,
                const widgets::DisplayOptions &display, OpenRow openRow, QWidget *parent);

    QString title() const override;

protected:
    void read(const Uuid &id) override;
    void reset() override;

private:
    void showTimeline(const Timeline &timeline, const Uuid &event);
    widgets::TimelineEntry entryOf(const Happening &happening, const Uuid &event) const;
    QList<widgets::TimelineLink> linksOf(const Happening &happening, const Uuid &event) const;
    void warnOfWhatIsMissing(const Timeline &timeline);

    std::shared_ptr<DetailReader> m_reader;
    const widgets::DisplayOptions &m_display;
    OpenRow m_openRow;
    widgets::TimelineView *m_view;
};

} // namespace gatehouse::ui
