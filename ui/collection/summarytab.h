#pragma once

#include "services/core/clock.h"
#include "ui/collection/detailtab.h"

namespace gatehouse::widgets {
class KeyValueView;
}

namespace gatehouse::ui {

/// What the list knows of a row, whole: its columns, then Descriptor::detailColumns.
class SummaryTab : public DetailTab
{
    Q_OBJECT

public:
    /// `clock` outlives it.
    explicit SummaryTab(const Clock &clock, QWidget *parent = nullptr);

    QString title() const override;
    void showRow(const collection::Descriptor &descriptor, const collection::Row &row) override;
    void clear() override;

private:
    const Clock &m_clock;
    widgets::KeyValueView *m_view;
};

} // namespace gatehouse::ui
