#pragma once

#include "services/core/clock.h"
#include "ui/collection/detailtab.h"
#include "ui/widgets/displayoptions.h"

namespace gatehouse::widgets {
class KeyValueView;
}

namespace gatehouse::ui {

/// What the list knows of a row, whole: its columns, then Descriptor::detailColumns.
class SummaryTab : public DetailTab
{
    Q_OBJECT

public:
    /// `clock` and `display` outlive it.
    SummaryTab(const Clock &clock, const widgets::DisplayOptions &display,
               QWidget *parent = nullptr);

    QString title() const override;
    void showRow(const collection::Descriptor &descriptor, const collection::Row &row) override;
    void clear() override;

private:
    const Clock &m_clock;
    const widgets::DisplayOptions &m_display;
    widgets::KeyValueView *m_view;
};

} // namespace gatehouse::ui
