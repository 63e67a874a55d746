#pragma once

#include "ui/pages/tabs/detailreader.h"
#include "ui/pages/tabs/readingtab.h"
#include "ui/widgets/displayoptions.h"

#include <memory>

namespace gatehouse::widgets {
class TimelineView;
}

namespace gatehouse::ui {

/// What happened to the row's event, with its jobs, tries, dead letters and operators.
class TimelineTab : public ReadingTab
{
    Q_OBJECT

public:
    /// `display` outlives it.
    TimelineTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn,
                const widgets::DisplayOptions &display, QWidget *parent);

    QString title() const override;

protected:
    void read(const Uuid &id) override;
    void reset() override;

private:
    void showTimeline(const Timeline &timeline);

    std::shared_ptr<DetailReader> m_reader;
    const widgets::DisplayOptions &m_display;
    widgets::TimelineView *m_view;
};

} // namespace gatehouse::ui
